"""What the routes of screening share: their router, the reader's language."""

from typing import Any

from django.utils.translation import get_language

from interlace.foundation.http.callers import CODE_HEADER
from interlace.foundation.http.routing import IF_MATCH, make_router

router = make_router("screening")

FRESH_CODE: dict[str, Any] = {
    "in": "header",
    "name": CODE_HEADER,
    "required": False,
    "description": "The code that the officer's device shows now; a session needs one not older than five minutes.",
    "schema": {"type": "string"},
}
MATCHED: dict[str, Any] = dict(IF_MATCH)
WITH_CODE: dict[str, Any] = {"parameters": [*IF_MATCH["parameters"], FRESH_CODE]}


def language() -> str:
    """The caller's language."""
    return get_language() or "en"
