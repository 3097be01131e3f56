"""A list checked as one act: one result per line, in order; a line that cannot be read is answered in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.utils.translation import gettext as _

from interlace.bureaus.queries import holders_to_ask
from interlace.core.handling import Action
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.lines import Line
from interlace.foundation.identity.roles import Verb
from interlace.screening.checks import budget
from interlace.screening.checks.actions import CheckResult, ask_holders
from interlace.screening.checks.permits import mark_used, permit_for
from interlace.screening.ledger_events import BATCH_ASKED
from interlace.screening.queries import CheckView, check_known
from interlace.screening.questions import question_about
from interlace.screening.rules import require_matter, require_verb


@dataclass(frozen=True, slots=True)
class LineChecked:
    """What came of one line: answers of today, the answers it was given before, or what is wrong with it."""

    number: int
    id: str | None
    result: CheckResult | None = None
    known: CheckView | None = None
    problem: InvalidInput | None = None


def open_batch(viewer: Viewer, *, lines: int, digest: str, scope: Sequence[str], now: datetime) -> UUID:
    """Pay for a whole list and write it to the ledger; `digest` is its SHA-256. Returns the batch's id.

    A list for which a supervisor has given leave costs nothing of the budget. `Refused`, `InvalidInput` and
    `BudgetExhausted` come from here, never from the middle of the answers.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    holders = holders_to_ask(viewer.member, scope)
    with acting(viewer, Action.DISCOVER, now=now):
        permitted = permit_for(viewer, lines=lines, list_digest=digest, scope=scope, now=now)
        if permitted is None:
            budget.spend(viewer, budget.Kind.BATCH, subjects=[viewer.member], amount=lines, now=now)
        elif not mark_used(permitted, now=now):
            return permitted
        batch = permitted or uuid4()
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


def check_line(viewer: Viewer, batch: UUID, line: Line, *, scope: Sequence[str], now: datetime) -> LineChecked:
    """Answer the FollowTheMoney entity in one line of an open batch.

    A line that was answered before an interruption is not asked again: its answer is read under today's rights.
    """
    name: str | None = None
    check = uuid5(batch, str(line.number))
    try:
        entity = _entity(line)
        name = str(entity["id"]) if "id" in entity else None
        known = check_known(viewer, check, now=now)
        if known is not None:
            return LineChecked(line.number, name, known=known)
        result = ask_holders(viewer, question_about(entity), scope=scope, batch=batch, check_id=check, now=now)
    except InvalidInput as error:
        return LineChecked(line.number, name, problem=error)
    return LineChecked(line.number, name, result=result)


def _entity(line: Line) -> dict[str, Any]:
    if line.problem is not None:
        raise InvalidInput(_("The line cannot be read."), problems=[line.problem], fix=str(line.problem.fix))
    if not isinstance(line.value, dict):
        raise InvalidInput(_("The line is not an entity."), code="not_an_entity", fix=_("Send one entity per line."))
    return line.value
