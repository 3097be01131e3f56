"""What the routes of the message desk share: their router, their lists, the reader's language."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import get_language
from ninja import Schema

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.routing import IF_MATCH, make_router
from interlace.screening.queries import Place

router = make_router("threads")
MATCHED: dict[str, Any] = dict(IF_MATCH)

R = TypeVar("R")


def after(viewer: Viewer, name: str, cursor: str | None) -> Place | None:
    """Where the page of a list begins: behind the place its cursor holds."""
    if cursor is None:
        return None
    moment, key = open_cursor(cursor, viewer=viewer, name=name, length=2)
    return datetime.fromisoformat(moment), UUID(key)


def listing(
    viewer: Viewer,
    name: str,
    limit: int,
    *,
    rows: Sequence[R],
    shown: Callable[[R], Schema],
    place: Callable[[R], Place],
) -> dict[str, Any]:
    """One page of a list, of which one row more than asked for has been read."""
    items = rows[:limit]
    following = None if len(rows) <= limit else seal_cursor(place(items[-1]), viewer=viewer, name=name)
    return {"items": [shown(row) for row in items], "next": following}


def language() -> str:
    """The caller's language."""
    return get_language() or "en"
