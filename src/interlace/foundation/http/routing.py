"""How a capability opens its routes: `router = make_router("checks")`, answers `{200: CheckOut, **PROBLEMS}`."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from ninja import Field, Router, Schema

from interlace.foundation.http.callers import CALLERS

T = TypeVar("T")


class ProblemFieldOut(Schema):
    """One thing wrong with one place of the input."""

    pointer: str | None = Field(None, description="JSON pointer into the body")
    parameter: str | None = Field(None, description="Name of the query parameter or header")
    place: str | None = Field(None, alias="in", description="Where the parameter stands: query or header")
    code: str
    what: str
    fix: str


class ProblemOut(Schema):
    """What went wrong (RFC 9457). `code` is for programs, the words are in the caller's language."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    fix: str
    errors: list[ProblemFieldOut]


PROBLEMS: Mapping[int, type[ProblemOut]] = dict.fromkeys((400, 401, 403, 404, 405, 406, 422, 429), ProblemOut)
"""What every route may answer. The API adds 409, 412, 413, 415 and 428 to the routes that can give them."""


class Listing(Schema, Generic[T]):
    """One page of a list; `next` leads to the following one and is null at the end."""

    items: list[T]
    next: str | None


class PageIn(Schema):
    """Which page of a list."""

    limit: int = Field(50, ge=1, le=200)
    cursor: str | None = Field(None, max_length=1024)


def make_router(tag: str) -> Router:
    """The router of a capability: every route knows its officer."""
    return Router(tags=[tag], auth=CALLERS)


IF_MATCH: Mapping[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "If-Match",
            "required": False,
            "description": "ETag of the object as last read. Without it the answer is 428.",
            "schema": {"type": "string"},
        }
    ]
}
"""`openapi_extra` of a route that changes something and calls `require_match`."""


def answers_file(description: str, *content_types: str) -> dict[str, Any]:
    """`openapi_extra` of a route that answers with a file; its `response` is `{200: None, **PROBLEMS}`."""
    content = {each: {"schema": {"type": "string", "format": "binary"}} for each in content_types}
    return {"responses": {200: {"description": description, "content": content}}}
