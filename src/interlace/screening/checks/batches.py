"""A list checked as one act: one result per line, in order; a line that cannot be read is answered in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import connection, transaction
from django.utils.translation import gettext as _

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
from interlace.screening.checks.scope import scope_of
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

    A list for which a supervisor has given leave costs nothing of the budget, nor does one that is put only to
    registers that the asker may read. `Refused`, `InvalidInput` and `BudgetExhausted` come from here, never from the
    middle of the answers.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    with acting(viewer, Action.DISCOVER, now=now) as context:
        asked_of = scope_of(context, scope)
        permitted = permit_for(viewer, lines=lines, list_digest=digest, asked=asked_of.names, now=now)
        if permitted is None and asked_of.counted:
            budget.spend(viewer, budget.Kind.BATCH, subjects=[viewer.member], amount=lines, now=now)
        elif permitted is not None and not mark_used(permitted, now=now):
            return permitted
        batch = permitted or uuid4()
        record(
            BATCH_ASKED,
            by=viewer.id,
            member=viewer.member,
            on=batch,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"digest": digest, "lines": lines, "asked": asked_of.names},
            now=now,
        )
    return batch


def check_line(viewer: Viewer, batch: UUID, line: Line, *, scope: Sequence[str], now: datetime) -> LineChecked:
    """Answer the FollowTheMoney entity in one line of an open batch.

    A line that was answered before an interruption, or by the same list sent at the same moment, is not asked again:
    its answer is read under today's rights.
    """
    name: str | None = None
    check = uuid5(batch, str(line.number))
    try:
        entity = _entity(line)
        name = str(entity["id"]) if "id" in entity else None
        question = question_about(entity)
        with transaction.atomic():
            _hold(check)
            known = check_known(viewer, check, now=now)
            if known is not None:
                return LineChecked(line.number, name, known=known)
            result = ask_holders(viewer, question, scope=scope, batch=batch, check_id=check, now=now)
    except InvalidInput as error:
        return LineChecked(line.number, name, problem=error)
    return LineChecked(line.number, name, result=result)


def _hold(check: UUID) -> None:
    """Let the same line of a list that is sent twice at once wait until this transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(check.bytes[:8], signed=True)])


def _entity(line: Line) -> dict[str, Any]:
    if line.problem is not None:
        raise InvalidInput(_("The line cannot be read."), problems=[line.problem], fix=str(line.problem.fix))
    if not isinstance(line.value, dict):
        raise InvalidInput(_("The line is not an entity."), code="not_an_entity", fix=_("Send one entity per line."))
    return line.value
