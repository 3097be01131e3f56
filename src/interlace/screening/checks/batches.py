"""A list checked as one act: one result per line, in order; a line that cannot be read is answered in its place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import DeadlockDetected

from interlace.core.handling import Action
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.lines import Line
from interlace.foundation.identity.roles import Verb
from interlace.screening.checks import budget
from interlace.screening.checks.actions import CheckResult, Posed, ask_holders_together
from interlace.screening.checks.comparing import Sought
from interlace.screening.checks.lists import RowLine
from interlace.screening.checks.permits import mark_used, permit_for
from interlace.screening.checks.scope import scope_of
from interlace.screening.ledger_events import BATCH_ASKED
from interlace.screening.queries import CheckView, checks_known
from interlace.screening.questions import Question, question_about
from interlace.screening.rules import require_matter, require_verb

PUT_AGAIN = 5
"""How often lines are put again after the database has ended their transaction for another's sake."""

MOST_TOGETHER = 64
"""Lines answered in one transaction: what an interruption may undo, and what shares the cost of a commit."""


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


def in_rounds(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines as they are answered together: few at first, so that the first answer comes at once."""
    left, size = iter(lines), 1
    while together := list(islice(left, size)):
        yield together
        size = min(size * 2, MOST_TOGETHER)


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a list as a question, or what is wrong with it."""

    number: int
    key: str
    """What tells it from every other line of its list."""
    id: str | None
    question: Question | None = None
    sought: Sought | None = None
    """What was found for the question beforehand."""
    problem: InvalidInput | None = None


def read_line(line: Line) -> ReadLine:
    """The question about the FollowTheMoney entity in a line."""
    name: str | None = None
    try:
        entity = _entity(line)
        name = str(entity["id"]) if "id" in entity else None
        return ReadLine(line.number, _key_of(line), name, question=question_about(entity))
    except InvalidInput as error:
        return ReadLine(line.number, _key_of(line), name, problem=error)


def _key_of(line: Line) -> str:
    part = line.part if isinstance(line, RowLine) else 0
    return f"{line.number}.{part}" if part else str(line.number)


def check_lines(
    viewer: Viewer, batch: UUID, lines: Sequence[ReadLine], *, scope: Sequence[str], now: datetime
) -> list[LineChecked]:
    """Answer some lines of an open batch in one transaction: all of them are stored, or none.

    A line that was answered before an interruption, or by the same list sent at the same moment, is not asked again:
    its answer is read under today's rights.
    """
    ids = {line.key: uuid5(batch, line.key) for line in lines if line.question is not None}
    try:
        answered, known = _put_again_if_it_must(viewer, batch, lines, ids, scope=scope, now=now)
    except InvalidInput as error:
        return [_refused(line, error) for line in lines]
    return [
        LineChecked(line.number, line.id, problem=line.problem)
        if line.question is None
        else LineChecked(line.number, line.id, answered.get(ids[line.key]), known.get(ids[line.key]))
        for line in lines
    ]


_Answers = tuple[dict[UUID, CheckResult], dict[UUID, CheckView]]
"""Those of today, and those that were given before, by the check's id."""


def _put_again_if_it_must(
    viewer: Viewer,
    batch: UUID,
    lines: Sequence[ReadLine],
    ids: Mapping[str, UUID],
    *,
    scope: Sequence[str],
    now: datetime,
) -> _Answers:
    """Put the lines; of two lists that wait for each other's subjects the database ends one, which is put again."""
    for _attempt in range(PUT_AGAIN):
        try:
            return _put(viewer, batch, lines, ids, scope=scope, now=now)
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
    return _put(viewer, batch, lines, ids, scope=scope, now=now)


@transaction.atomic
def _put(
    viewer: Viewer,
    batch: UUID,
    lines: Sequence[ReadLine],
    ids: Mapping[str, UUID],
    *,
    scope: Sequence[str],
    now: datetime,
) -> _Answers:
    _hold(ids.values())
    known = checks_known(viewer, ids.values(), now=now)
    posed = [
        Posed(line.question, ids[line.key], line.sought)
        for line in lines
        if line.question is not None and ids[line.key] not in known
    ]
    results = ask_holders_together(viewer, posed, batch=batch, scope=scope, now=now) if posed else []
    return {result.check.id: result for result in results}, known


def _refused(line: ReadLine, error: InvalidInput) -> LineChecked:
    """What refuses every question of a list, such as a register that may not be read any more."""
    return LineChecked(line.number, line.id, problem=line.problem or error)


def _hold(checks: Iterable[UUID]) -> None:
    """Let the same lines of a list that is sent twice at once wait until this transaction has ended."""
    # In one order for everybody, or two senders could wait for each other.
    keys = sorted(int.from_bytes(check.bytes[:8], signed=True) for check in checks)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(key) from unnest(%s::bigint[]) as key", [keys])


def _entity(line: Line) -> dict[str, Any]:
    if isinstance(line, RowLine) and line.problems:
        raise InvalidInput(_("The row cannot be read."), problems=line.problems)
    if line.problem is not None:
        raise InvalidInput(_("The line cannot be read."), problems=[line.problem], fix=str(line.problem.fix))
    if not isinstance(line.value, dict):
        raise InvalidInput(_("The line is not an entity."), code="not_an_entity", fix=_("Send one entity per line."))
    return line.value
