"""A list checked as one act: one result per line, in order; a line that cannot be read is answered in its place."""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.screening.answers import CheckOut, check_out
from interlace.screening.checks import budget
from interlace.screening.checks.actions import ask_holders
from interlace.screening.questions import question_about

LONGEST_LINE = 64 * 1024
LINES_COUNTED_AT_ONCE = 100
"""A stopped batch has paid for what it asked, give or take this many lines."""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """The answer to one line, or what is wrong with it."""

    number: int
    id: str | None
    answer: CheckOut | None
    problem: dict[str, Any] | None


def check_lines(
    viewer: Viewer, lines: Iterable[str], *, scope: Sequence[str], now: datetime, language: str
) -> Iterator[BatchLine]:
    """Answer FollowTheMoney entities line by line. Raises `BudgetExhausted` before the lines it cannot pay for."""
    batch = uuid.uuid4()
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    while chunk := list(islice(numbered, LINES_COUNTED_AT_ONCE)):
        budget.spend_now(viewer, budget.Kind.BATCH, subjects=[viewer.member], amount=len(chunk), now=now)
        for number, line in chunk:
            yield _check_line(viewer, number, line, scope=scope, batch=batch, now=now, language=language)


def _check_line(
    viewer: Viewer, number: int, line: str, *, scope: Sequence[str], batch: uuid.UUID, now: datetime, language: str
) -> BatchLine:
    name: str | None = None
    try:
        entity = _entity(line)
        name = str(entity["id"]) if "id" in entity else None
        result = ask_holders(viewer, question_about(entity), scope=scope, batch=batch, now=now)
    except InvalidInput as error:
        return BatchLine(number, name, None, _problem(error))
    return BatchLine(number, name, check_out(result, language=language), None)


def _entity(line: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise InvalidInput(_("The line is too long."), code="line_too_long", fix=_("Send one entity per line."))
    try:
        entity = json.loads(line)
    except ValueError:
        raise InvalidInput(_("The line is not JSON."), code="not_json", fix=_("Send one entity per line.")) from None
    if not isinstance(entity, dict):
        raise InvalidInput(_("The line is not an entity."), code="not_an_entity", fix=_("Send one entity per line."))
    return entity


def _problem(error: InvalidInput) -> dict[str, Any]:
    return {
        "code": error.code,
        "what": str(error.message),
        "fix": str(error.fix),
        "errors": [
            {"pointer": each.pointer, "code": each.code, "what": str(each.what), "fix": str(each.fix)}
            for each in error.problems
        ],
    }
