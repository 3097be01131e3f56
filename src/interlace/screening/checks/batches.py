"""A list checked as one act: one result per line, in order; a line that cannot be read is answered in its place."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from interlace.bureaus.queries import holders_to_ask
from interlace.core.handling import Action
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.http.lines import Line
from interlace.foundation.identity.roles import Verb
from interlace.screening.answers import CheckOut, check_out
from interlace.screening.checks import budget
from interlace.screening.checks.actions import ask_holders
from interlace.screening.events import BATCH_ASKED
from interlace.screening.questions import question_about
from interlace.screening.rules import require_matter, require_verb


@dataclass(frozen=True, slots=True)
class BatchLine:
    """The answer to one line, or what is wrong with it."""

    number: int
    id: str | None
    answer: CheckOut | None
    problem: Mapping[str, Any] | None


def check_lines(
    viewer: Viewer, lines: Sequence[Line], *, digest: str, scope: Sequence[str], now: datetime, language: str
) -> Iterator[BatchLine]:
    """Answer FollowTheMoney entities line by line; `digest` is the SHA-256 of the list, for the ledger.

    The whole list is paid for and written to the ledger before the first line is answered: `Refused`, `InvalidInput` and
    `BudgetExhausted` come from this call, never from the middle of the answers.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    holders = holders_to_ask(viewer.member, scope)
    batch = uuid.uuid4()
    with acting(viewer, Action.DISCOVER, now=now):
        budget.spend(viewer, budget.Kind.BATCH, subjects=[viewer.member], amount=len(lines), now=now)
        record(
            BATCH_ASKED,
            by=viewer.id,
            member=viewer.member,
            on=batch,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"digest": digest, "lines": len(lines), "asked": [holder.code for holder in holders]},
            now=now,
        )
    return (_check_line(viewer, line, scope=scope, batch=batch, now=now, language=language) for line in lines)


def line_out(line: BatchLine) -> dict[str, Any]:
    """One line of the answer, as every surface writes it."""
    if line.answer is not None:
        return {"line": line.number, **line.answer.model_dump(mode="json", by_alias=True)}
    return {"line": line.number, "id": line.id, "problem": line.problem}


def _check_line(
    viewer: Viewer, line: Line, *, scope: Sequence[str], batch: uuid.UUID, now: datetime, language: str
) -> BatchLine:
    name: str | None = None
    # The answers are written after the request is over, when another reader's language may be active.
    with override(language):
        try:
            entity = _entity(line)
            name = str(entity["id"]) if "id" in entity else None
            result = ask_holders(viewer, question_about(entity), scope=scope, batch=batch, now=now)
        except InvalidInput as error:
            return BatchLine(line.number, name, None, _problem(error))
        return BatchLine(line.number, name, check_out(result, language=language), None)


def _entity(line: Line) -> dict[str, Any]:
    if line.problem is not None:
        raise InvalidInput(_("The line cannot be read."), problems=[line.problem], fix=str(line.problem.fix))
    if not isinstance(line.value, dict):
        raise InvalidInput(_("The line is not an entity."), code="not_an_entity", fix=_("Send one entity per line."))
    return line.value


def _problem(error: InvalidInput) -> dict[str, Any]:
    return {
        "code": error.code,
        "what": str(error.message),
        "fix": str(error.fix),
        "errors": [_field_problem(each) for each in error.problems],
    }


def _field_problem(problem: FieldProblem) -> dict[str, str]:
    return {"pointer": problem.pointer, "code": problem.code, "what": str(problem.what), "fix": str(problem.fix)}
