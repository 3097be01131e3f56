"""Pages of a list. A cursor is sealed: it tells nothing, fits one officer and one list, and cannot be made up."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.failures import Malformed
from interlace.foundation.vault.keys import derived
from interlace.foundation.vault.node import node_keys

M = TypeVar("M", bound=Model)
R = TypeVar("R")


class AskedPage(Protocol):
    """Which page of a list somebody asks for."""

    limit: int
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Rows of one page and the way to the next."""

    items: list[M]
    next: str | None


def page_of(
    rows: QuerySet[M], *, viewer: Viewer, name: str, order: Sequence[str], limit: int, cursor: str | None
) -> Page[M]:
    """One page of the rows in this order (`-created`, `id`); the last field must be unique.

    The rows must already be those the viewer may see: a page is never thinned out afterwards.
    """
    if cursor is not None:
        rows = rows.filter(_after(order, open_cursor(cursor, viewer=viewer, name=name, length=len(order))))
    found = list(rows.order_by(*order)[: limit + 1])
    items = found[:limit]
    if len(found) <= limit:
        return Page(items, None)
    last = [getattr(items[-1], field.removeprefix("-")) for field in order]
    return Page(items, seal_cursor(last, viewer=viewer, name=name))


def after(viewer: Viewer, name: str, page: AskedPage) -> tuple[datetime, UUID] | None:
    """Where a page of a list by time and id begins: behind the place that its cursor holds."""
    if page.cursor is None:
        return None
    moment, key = open_cursor(page.cursor, viewer=viewer, name=name, length=2)
    return datetime.fromisoformat(moment), UUID(key)


def listing(
    viewer: Viewer,
    name: str,
    page: AskedPage,
    *,
    rows: Sequence[R],
    shown: Callable[[R], object],
    place: Callable[[R], tuple[datetime, UUID]],
) -> dict[str, Any]:
    """One page of a list by time and id, of which one row more than asked for has been read."""
    items = rows[: page.limit]
    is_last = len(rows) <= page.limit
    following = None if is_last else seal_cursor(place(items[-1]), viewer=viewer, name=name)
    return {"items": [shown(row) for row in items], "next": following}


def seal_cursor(values: Sequence[object], *, viewer: Viewer, name: str) -> str:
    """Seal the place reached in a list. The same place gives the same cursor, so that equal pages have equal bytes."""
    sealed = _cipher().encrypt(json.dumps([_plain(value) for value in values]).encode(), _binding(viewer, name))
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def open_cursor(cursor: str, *, viewer: Viewer, name: str, length: int) -> list[Any]:
    """The place that a cursor of this viewer and this list stands for."""
    try:
        sealed = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        values = json.loads(_cipher().decrypt(sealed, _binding(viewer, name)))
    except (ValueError, InvalidTag):
        values = None
    if not isinstance(values, list) or len(values) != length:
        raise Malformed(
            _("This cursor does not belong to this list."), code="cursor_invalid", fix=_("Start at the first page.")
        )
    return values


def _cipher() -> AESSIV:
    return AESSIV(derived(node_keys().master, "cursor"))


def _binding(viewer: Viewer, name: str) -> list[bytes]:
    return [viewer.id.encode() or b"-", viewer.purpose.encode() or b"-", name.encode()]


def _after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind this place: (a, b) > (x, y), each field in its own direction."""
    condition = Q()
    equal = Q()
    for field, value in zip(order, values, strict=True):
        name, operator = (field[1:], "lt") if field.startswith("-") else (field, "gt")
        condition |= equal & Q(**{f"{name}__{operator}": value})
        equal &= Q(**{name: value})
    return condition


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case str() | int() | None:
            return value
    raise TypeError(f"a list cannot be ordered by a {type(value).__name__}")
