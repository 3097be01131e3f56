"""A list checked as one act: one result per line, in order; a line that cannot be read is answered in its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

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
from interlace.screening.answers import CheckOut, check_out, stored_check_out
from interlace.screening.checks import budget
from interlace.screening.checks.actions import ask_holders
from interlace.screening.ledger_events import BATCH_ASKED
from interlace.screening.queries import check_known
from interlace.screening.questions import question_about
from interlace.screening.rules import require_matter, require_verb


@dataclass(frozen=True, slots=True)
class BatchLine:
    """The answer to one line, or what is wrong with it."""

    number: int
    id: str | None
    answer: CheckOut | None
    problem: Mapping[str, Any] | None


def open_batch(viewer: Viewer, *, lines: int, digest: str, scope: Sequence[str], now: datetime) -> UUID:
    """Pay for a whole list and write it to the ledger; `digest` is its SHA-256. Returns the batch's id.

    `Refused`, `InvalidInput` and `BudgetExhausted` come from here, never from the middle of the answers.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    holders = holders_to_ask(viewer.member, scope)
    batch = uuid4()
    with acting(viewer, Action.DISCOVER, now=now):
        budget.spend(viewer, budget.Kind.BATCH, subjects=[viewer.member], amount=lines, now=now)
        record(
            BATCH_ASKED,
            by=viewer.id,
            member=viewer.member,
            on=batch,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"digest": digest, "lines": lines, "asked": [holder.code for holder in holders]},
            now=now,
        )
    return batch


def check_lines(
    viewer: Viewer, batch: UUID, lines: Iterable[Line], *, scope: Sequence[str], now: datetime, language: str
) -> Iterator[BatchLine]:
    """Answer the FollowTheMoney entities of an open batch line by line.

    A line that was answered before an interruption is not asked again: its answer is read under today's rights.
    """
    for line in lines:
        # The answers are written after the request is over, when another reader's language may be active.
        with override(language):
            answer = _check_line(viewer, batch, line, scope=scope, now=now, language=language)
        yield answer


def line_out(line: BatchLine) -> dict[str, Any]:
    """One line of the answer, as every surface writes it."""
    if line.answer is not None:
        return {"line": line.number, **line.answer.model_dump(mode="json", by_alias=True)}
    return {"line": line.number, "id": line.id, "problem": line.problem}


def _check_line(
    viewer: Viewer, batch: UUID, line: Line, *, scope: Sequence[str], now: datetime, language: str
) -> BatchLine:
    name: str | None = None
    check = uuid5(batch, str(line.number))
    try:
        entity = _entity(line)
        name = str(entity["id"]) if "id" in entity else None
        known = check_known(viewer, check, now=now)
        if known is not None:
            return BatchLine(line.number, name, stored_check_out(known, now=now, language=language), None)
        result = ask_holders(viewer, question_about(entity), scope=scope, batch=batch, check_id=check, now=now)
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
