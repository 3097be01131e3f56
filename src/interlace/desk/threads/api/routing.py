"""What the routes of the message desk share: their router, the reader's language."""

from typing import Any

from django.utils.translation import get_language

from interlace.foundation.http.routing import IF_MATCH, make_router

router = make_router("threads")
MATCHED: dict[str, Any] = dict(IF_MATCH)


def language() -> str:
    """The caller's language."""
    return get_language() or "en"
