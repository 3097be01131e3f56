"""Many questions in one body, one per line, and one answer line for each in the same order (NDJSON)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.http.failures import TooLarge, UnsupportedBody
from interlace.foundation.http.rendering import json_bytes, read_json

NDJSON = "application/x-ndjson"
LINE_LIMIT = 64 * 1024
LINES_LIMIT = 10_000
_EMPTY = b"\r\n\t "


class Lines(Protocol):
    """Bytes that come line by line."""

    def readline(self, limit: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the body: its number from 1, and its value or what is wrong with it."""

    number: int
    value: Any
    problem: FieldProblem | None = None


def read_lines(request: HttpRequest, *, at_most: int = LINES_LIMIT) -> list[Line]:
    """Every line of the body. A line that cannot be read is answered in its place; too many refuse the whole."""
    if request.content_type != NDJSON:
        raise UnsupportedBody(
            _("The body must be NDJSON."), fix=_("Send one JSON object per line as application/x-ndjson.")
        )
    return lines_of(request, at_most=at_most)


def lines_of(source: Lines, *, at_most: int = LINES_LIMIT) -> list[Line]:
    """The same for a file or standard input."""
    lines: list[Line] = []
    number = 0
    while content := source.readline(LINE_LIMIT + 1):
        number += 1
        if len(content) > LINE_LIMIT:
            raise TooLarge(_("A line is longer than 64 KiB."), fix=_("Split it, or send it as a file."))
        if not content.strip(_EMPTY):
            continue
        if len(lines) == at_most:
            raise TooLarge(
                _("There are more than {count} lines.").format(count=at_most), fix=_("Send them in several parts.")
            )
        lines.append(_line(number, content))
    return lines


def answer_lines(answers: Iterable[Any]) -> StreamingHttpResponse:
    """Send each answer as soon as it is there. Their source opens its own transactions: the request's are over."""
    return StreamingHttpResponse(_written(answers), content_type=NDJSON)


def lines_body(example: dict[str, Any]) -> dict[str, Any]:
    """`openapi_extra` of a route that reads lines."""
    text = json.dumps(example, ensure_ascii=False)
    return {
        "requestBody": {
            "required": True,
            "content": {NDJSON: {"schema": {"type": "string"}, "example": text}},
        }
    }


def _written(answers: Iterable[Any]) -> Iterator[bytes]:
    for answer in answers:
        yield json_bytes(answer) + b"\n"


def _line(number: int, content: bytes) -> Line:
    try:
        return Line(number, read_json(content))
    except InvalidInput as refusal:
        return Line(number, None, FieldProblem("", refusal.code, refusal.message, refusal.fix))
