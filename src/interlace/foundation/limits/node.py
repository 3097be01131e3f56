"""The node's general limits. A setting may change them."""

from datetime import timedelta

from django.conf import settings

from interlace.foundation.limits.actions import Limit


def requests_limit() -> Limit:
    """Calls of the API per officer."""
    return Limit("requests", getattr(settings, "INTERLACE_REQUESTS_PER_SECOND", 20), timedelta(seconds=1))


def searches_limit() -> Limit:
    """Searches per officer, whatever the surface."""
    return Limit("searches", getattr(settings, "INTERLACE_SEARCHES_PER_MINUTE", 30), timedelta(minutes=1))
