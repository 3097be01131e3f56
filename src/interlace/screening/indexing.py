"""Keeping the index in step with the facts.

A change of facts writes `PendingSubject` rows in its own transaction; whoever comes first after the commit takes them
in (the process that changed the facts, else the worker). Nothing is lost when a process ends in between.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from uuid import UUID

from django.db import connection

from interlace.core.matching import Tag
from interlace.facts.describing import describe
from interlace.facts.models import Contribution, Fact, RegisterVersion
from interlace.facts.registers import open_register, remove_version
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.access import index_folder, note_index_as_now, screening_index
from interlace.screening.guarding import guard_anew
from interlace.screening.holdings import STATEMENT_COLUMNS, Statement, statements_of_record
from interlace.screening.index import (
    FACTS,
    IndexedBirthDate,
    IndexedIdentifier,
    IndexedName,
    IndexRecord,
)
from interlace.screening.models import PendingRegister, PendingSubject
from interlace.screening.pending import fewest_first
from interlace.screening.questions import index_date, index_tokens
from interlace.screening.shards.sharded import ShardedWriter

_ONE_AT_A_TIME = 0x1A7E0001
"""Advisory lock: of two writers, the one that read older facts must not write last."""

TAKEN_AT_ONCE = 2_000


def take_in_pending() -> int:
    """Bring the index up to date. Returns how many changed subjects were taken in."""
    taken = 0
    while True:
        batch = _take_in_batch()
        taken += batch
        if batch < TAKEN_AT_ONCE:
            return taken


def take_in_registers() -> int:
    """Make segments of registers whose searched version has changed. Returns how many changes were taken in."""
    taken = 0
    while (change := _next_register()) is not None:
        folders = _searched_folders(change.register)
        if change.version is None:
            for folder in folders:
                screening_index().remove(folder)
        else:
            _guard_again(change.register, _take_in_version(change.version, replacing=folders))
        with steward(Task.INDEX):
            PendingRegister.objects.filter(id=change.id).update(indexed=True)
        _remove_outdated(change.register)
        taken += 1
    return taken


def _next_register() -> PendingRegister | None:
    with steward(Task.INDEX):
        waiting = PendingRegister.objects.filter(indexed=False)
        pending = waiting.order_by("id").first()
        if pending is None:
            return None
        # Of several changes of one register the last one counts.
        last = waiting.filter(register=pending.register).order_by("-id")[0]
        waiting.filter(register=pending.register, id__lt=last.id).delete()
        return last


def _remove_outdated(register: UUID) -> None:
    """Delete what nobody can search or restore any more: a version stays while it is searched or the one before it.

    What a list has dropped is recalled; it must not live on in old files beyond the one step that can be undone.
    """
    with steward(Task.INDEX):
        versions = list(RegisterVersion.objects.filter(register=register).select_related("contribution"))
    searched = next((each.number for each in versions if each.current), 0)
    sound = [each for each in versions if each.contribution.state == Contribution.State.DONE]
    before = max((each.number for each in sound if each.number < searched), default=0)
    for version in versions:
        if version.number not in {searched, before}:
            remove_version(version.folder)


def _searched_folders(register: UUID) -> list[str]:
    return [segment.name for segment in screening_index().segments() if segment.name.startswith(f"{register}/")]


def _guard_again(register: UUID, folder: str) -> None:
    """Guard what a check has written that had begun before the version was loaded, and ended after it."""
    with steward(Task.INDEX):
        is_searched = RegisterVersion.objects.filter(folder=folder, current=True).exists()
    if is_searched:
        guard_anew(register, folder)


def _take_in_version(version: UUID, *, replacing: Sequence[str]) -> str:
    with steward(Task.INDEX):
        folder = RegisterVersion.objects.values_list("folder", flat=True).get(pk=version)
    with screening_index().writer(folder) as writer:
        for record in open_register(folder).iterate():
            statements = statements_of_record(record)
            writer.add(record_of(record.subject, record.originator, statements, source=folder, row=record.row))
        writer.commit(replacing=replacing)
    return folder


def rebuild_facts_segment(writer: ShardedWriter) -> int:
    """Write the whole facts segment anew from the tables. Returns the number of subjects."""
    count = 0
    with steward(Task.INDEX), writer:
        subjects = Fact.objects.order_by("subject").values_list("subject", flat=True).distinct()
        for batch in batched(subjects.iterator(chunk_size=TAKEN_AT_ONCE), TAKEN_AT_ONCE):
            for subject, (holder, of) in _held(batch).items():
                writer.add(record_of(subject, holder, of))
                count += 1
        writer.commit()
    return count


def rebuild_index() -> int:
    """Write the whole index anew, after a restore or a loss: facts and every searched register.

    Returns the number of subjects with facts. It may run again after it was interrupted.
    """
    count = rebuild_facts_segment(screening_index().writer(FACTS))
    with steward(Task.INDEX):
        searched = list(RegisterVersion.objects.filter(current=True).values_list("pk", flat=True))
    for version in searched:
        _take_in_version(version, replacing=())
    screening_index().note_whole()
    note_index_as_now(index_folder())
    return count


def record_of(
    subject: UUID, holder: str, statements: Sequence[Statement], *, source: str = FACTS, row: int = 0
) -> IndexRecord:
    """What the index keeps of one subject: every searchable value under the label of the fact that states it."""
    description = describe(statements)
    label_of: dict[Tag, int] = {statement.tag: statement.label for statement in statements}
    return IndexRecord(
        subject=subject.bytes,
        holder=holder,
        source=source,
        row=row,
        names=tuple(
            IndexedName(tokens, label_of[name.tag])
            for name in description.names
            if (tokens := index_tokens(name.value, description.kind))
        ),
        identifiers=tuple(IndexedIdentifier(each.value, label_of[each.tag]) for each in description.identifiers),
        birth_dates=tuple(
            IndexedBirthDate(index_date(each.value), label_of[each.tag]) for each in description.birth_dates
        ),
    )


def _take_in_batch() -> int:
    with steward(Task.INDEX), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        pending = list(fewest_first(indexed=False)[:TAKEN_AT_ONCE])
        if not pending:
            return 0
        subjects = {row.subject for row in pending}
        held = _held(subjects)
        index = screening_index()
        index.apply_delta(record_of(subject, holder, of) for subject, (holder, of) in held.items())
        gone = subjects - held.keys()
        if gone:
            index.tombstone(subjects=[subject.bytes for subject in gone])
        PendingSubject.objects.filter(id__in=[row.id for row in pending]).update(indexed=True)
        return len(pending)


def batched(items: Iterable[UUID], size: int) -> Iterator[list[UUID]]:
    """The items in lists of this size."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _held(subjects: Iterable[UUID]) -> Mapping[UUID, tuple[str, list[Statement]]]:
    grouped: defaultdict[UUID, list[Statement]] = defaultdict(list)
    holder: dict[UUID, str] = {}
    facts = Fact.objects.filter(subject__in=list(subjects)).order_by("subject", "id")
    # Columns, not models: an import brings hundreds of thousands of them through here.
    for subject, originator, *columns in facts.values_list("subject", "originator", *STATEMENT_COLUMNS):
        grouped[subject].append(Statement(*columns))
        holder[subject] = originator
    return {subject: (holder[subject], statements) for subject, statements in grouped.items()}
