"""The node's general limits. `config/settings.py` declares them; a settings module of one's own may change them."""

from datetime import timedelta

from django.conf import settings

from interlace.foundation.limits.actions import Limit


def requests_limit() -> Limit:
    """Calls of the API per officer."""
    return Limit("requests", settings.INTERLACE_REQUESTS_PER_SECOND, timedelta(seconds=1))


def searches_limit() -> Limit:
    """Searches per officer, whatever the surface."""
    return Limit("searches", settings.INTERLACE_SEARCHES_PER_MINUTE, timedelta(minutes=1))


def matcher_limit() -> Limit:
    """Calls with one key that carries a matter of its own; what it may ask in a day is written in the key."""
    return Limit("matcher", settings.INTERLACE_MATCHER_CALLS_PER_SECOND, timedelta(seconds=1))
