"""What bureaus do with results: report them, correct them, and say that two reports are of one person or object."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from interlace.core.ledger import JsonValue
from interlace.core.results import ResultKind, person_key
from interlace.core.results.naming import NAMED, Named, identity
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.vault.node import keyed_digest
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.finding import at_operation, label_of
from interlace.operations.plan.models import JointOperation
from interlace.operations.rules import require_bureau_worker
from interlace.results import ledger_events
from interlace.results.models import ResultLine, ResultPair
from interlace.results.rules import error_of
from interlace.results.turns import added_at
from interlace.screening.checks.budget import Kind, spend

MOST_AT_ONCE = 500
MOST_NEW_A_DAY = 2000
"""Persons and accounts that one bureau may report anew in one operation where others read them, and compare."""
LONGEST_BEFORE = timedelta(days=31)
"""Before the operation was opened here; what lies further back is no result of it."""
LONGEST_SOURCE, LONGEST_REASON, SHORTEST_TEXT = 200, 300, 3
LARGEST_AMOUNT = Decimal(10) ** 17
CLOCKS_DIFFER = timedelta(minutes=5)
LONGEST_CURRENCY, DECIMALS = 8, 8


@dataclass(frozen=True, slots=True)
class Reported:
    """What a bureau reports of one or many, each named by what tells it apart; the names are not kept."""

    kind: ResultKind
    named: tuple[str, ...]
    at: datetime
    source: str
    compartment: Compartment = Compartment.LEADER
    is_child: bool = False
    is_public: bool = False
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a line should have said; what is left out stays as it was."""

    source: str
    named: str = ""
    at: datetime | None = None
    is_child: bool | None = None
    is_public: bool | None = None
    amount: Decimal | None = None


@transaction.atomic
def report(viewer: Viewer, operation_id: UUID, told: Reported, *, now: datetime) -> list[ResultLine]:
    """Report results of the own bureau. What it reported of the same person or object already is not added again."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        _require_sound(told, now=now)
        _require_near(operation, told.at)
        keys = dict.fromkeys(_key(operation, told.kind, name, matter.member) for name in told.named)
        audience = audience_of(operation, told.compartment)
        if NAMED[told.kind] is not Named.OWN and set(audience) - {matter.member}:
            _spend_on_new(matter, operation, keys, now=now)
    return add_lines(matter, operation, told, keys, label_id=label_of(matter, audience, now=now), now=now)


def add_lines(
    matter: Viewer, operation: JointOperation, told: Reported, keys: Collection[str], *, label_id: int, now: datetime
) -> list[ResultLine]:
    """Add a line for each key of which the own bureau has none of this kind; one leaf of the ledger for all."""
    with acting(matter, now=now):
        added = added_at(matter, operation, now=now)
        own = ResultLine.objects.visible_to(matter).filter(operation=operation, member=matter.member)
        known = {line.key for line in standing(own) if line.kind == told.kind and (line.is_child or not told.is_child)}
        lines = [
            ResultLine(
                operation=operation,
                member=matter.member,
                label_id=label_id,
                kind=told.kind,
                key=key,
                at=told.at,
                source=clean(told.source),
                is_child=told.is_child,
                amount=told.amount,
                currency=told.currency.strip().upper(),
                is_public=told.is_public,
                by=UUID(matter.id),
                by_name=matter.officer_name,
                added=added,
            )
            for key in keys
            if key not in known
        ]
        ResultLine.objects.bulk_create(lines)
        detail: dict[str, JsonValue] = {"kind": told.kind.value, "lines": len(lines), "public": told.is_public}
        log(ledger_events.RESULTS_REPORTED, matter, operation, now=now, detail=detail)
        return lines


@transaction.atomic
def correct(viewer: Viewer, operation_id: UUID, line_id: UUID, told: Corrected, *, now: datetime) -> ResultLine:
    """Say what an own line should have said. The earlier line stays and no longer counts."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        _require_source(told.source)
        line = _own_line(matter, operation, line_id)
        if told.at is not None:
            if told.at > now + CLOCKS_DIFFER:
                raise error_of("not_yet")
            _require_near(operation, told.at)
        if told.amount is not None and (line.amount is None or not _is_amount(told.amount)):
            raise error_of("amount_wrong")
        kind, key = ResultKind(line.kind), line.key
        if told.named.strip():
            key = _key(operation, kind, told.named, matter.member)
            if NAMED[kind] is not Named.OWN and readers_of(line) - {matter.member}:
                _spend_on_new(matter, operation, [key], now=now)
        return _replace(
            matter,
            operation,
            line,
            now=now,
            key=key,
            at=told.at or line.at,
            source=clean(told.source),
            is_child=line.is_child if told.is_child is None else told.is_child,
            is_public=line.is_public if told.is_public is None else told.is_public,
            amount=line.amount if told.amount is None else told.amount,
        )


@transaction.atomic
def withdraw(viewer: Viewer, operation_id: UUID, line_id: UUID, *, source: str, now: datetime) -> ResultLine:
    """Say that what an own line reports did not happen."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        _require_source(source)
        line = _own_line(matter, operation, line_id)
        return _replace(matter, operation, line, now=now, source=clean(source), is_withdrawal=True)


@dataclass(frozen=True, slots=True)
class Paired:
    """Two lines that are of the same person or object, or after all are not."""

    one: UUID
    other: UUID
    reason: str
    is_same: bool = True


@transaction.atomic
def pair(viewer: Viewer, operation_id: UUID, told: Paired, *, now: datetime) -> ResultPair:
    """Say whether two lines are of the same person or object. Those alone read it who read both lines."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        if len(clean(told.reason)) < SHORTEST_TEXT:
            raise error_of("reason_missing")
        lines = ResultLine.objects.visible_to(matter).filter(operation=operation)
        found = {line.id: line for line in lines.filter(id__in=[told.one, told.other])}
        if len(found) != 2:
            raise error_of("pair_wrong")
        one, other = found[told.one], found[told.other]
        if NAMED[ResultKind(one.kind)] is not NAMED[ResultKind(other.kind)] or NAMED[ResultKind(one.kind)] is Named.OWN:
            raise error_of("pair_wrong")
        labels = [one.label_id, other.label_id]
        readers = frozenset.intersection(*(label.audience for label in labels_of(labels)))
    label_id = label_of(matter, readers, now=now, behind=labels)
    with acting(matter, now=now):
        said = ResultPair(
            operation=operation,
            member=matter.member,
            label_id=label_id,
            one=told.one,
            other=told.other,
            is_same=told.is_same,
            reason=clean(told.reason)[:LONGEST_REASON],
            by=UUID(matter.id),
            by_name=matter.officer_name,
            at=added_at(matter, operation, now=now),
        )
        said.save(force_insert=True)
        log(ledger_events.RESULTS_PAIRED, matter, operation, now=now, detail={"same": told.is_same})
        return said


def standing(lines: Iterable[ResultLine]) -> list[ResultLine]:
    """The lines that nothing corrects, as they happened."""
    found = list(lines)
    corrected = {line.corrects for line in found}
    kept = [line for line in found if line.id not in corrected and not line.is_withdrawal]
    return sorted(kept, key=lambda line: (line.at, line.id))


def log(
    event: Event, viewer: Viewer, operation: JointOperation, *, now: datetime, detail: dict[str, JsonValue]
) -> None:
    """One leaf of the own bureau, in the transaction of the act."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=operation.id,
        now=now,
        purpose=operation.purpose,
        reference=viewer.reference,
        detail=detail,
    )


def clean(text: str) -> str:
    """Text as it can be stored, without blanks around it."""
    return text.replace("\x00", "").strip()


def key_of(operation: UUID, *parts: str) -> str:
    """The key of these parts in one operation: without this node's secret it says nothing of whom."""
    return person_key(keyed_digest("results", operation.bytes), *parts)


def _key(operation: JointOperation, kind: ResultKind, name: str, member: str) -> str:
    parts = identity(kind, name, state=member)
    if parts is None:
        raise error_of("name_too_short")
    return key_of(operation.id, *parts)


def audience_of(operation: JointOperation, compartment: Compartment) -> Collection[str]:
    """Which bureaus read what stands in a compartment, beside the one whose it is."""
    return {Compartment.OWN: [], Compartment.LEADER: [operation.member], Compartment.ALL: operation.members}[
        compartment
    ]


def readers_of(line: ResultLine) -> frozenset[str]:
    """The bureaus that read a line; its own is one of them."""
    (label,) = labels_of([line.label_id])
    return label.audience


def _spend_on_new(matter: Viewer, operation: JointOperation, keys: Collection[str], *, now: datetime) -> None:
    """Count the names that others read for the first time: whoever tried all there are would find whom others have."""
    own = ResultLine.objects.visible_to(matter).filter(operation=operation, member=matter.member, key__in=keys)
    known = {line.key for line in own if readers_of(line) - {matter.member}}
    if new := len(set(keys) - known):
        spend(matter, Kind.PAIR, subjects=[f"results {operation.id}"], amount=new, most=MOST_NEW_A_DAY, now=now)


def _require_near(operation: JointOperation, at: datetime) -> None:
    if at < operation.opened - LONGEST_BEFORE:
        raise error_of("long_before")


def _require_sound(told: Reported, *, now: datetime) -> None:
    if not 0 < len(told.named) <= MOST_AT_ONCE:
        raise error_of("nobody_named")
    _require_source(told.source)
    if told.at > now + CLOCKS_DIFFER:
        raise error_of("not_yet")
    is_money = told.kind is ResultKind.MONEY_HELD
    currency = told.currency.strip()
    is_amount = told.amount is not None and _is_amount(told.amount) and len(told.named) == 1
    is_currency = 3 <= len(currency) <= LONGEST_CURRENCY and currency.isascii() and currency.isalpha()
    if is_money != (is_amount and is_currency) or (not is_money and (told.amount is not None or currency)):
        raise error_of("amount_wrong")


def _is_amount(amount: Decimal) -> bool:
    return amount.is_finite() and 0 < amount < LARGEST_AMOUNT and amount == round(amount, DECIMALS)


def _require_source(source: str) -> None:
    if not SHORTEST_TEXT <= len(clean(source)) <= LONGEST_SOURCE:
        raise error_of("source_missing")


def _own_line(matter: Viewer, operation: JointOperation, line_id: UUID) -> ResultLine:
    line = ResultLine.objects.visible_to(matter).filter(operation=operation, id=line_id).first()
    if line is None:
        raise NotFound(_("There is no such line."))
    if line.member != matter.member:
        raise error_of("not_own_line")
    if line.is_withdrawal or ResultLine.objects.filter(corrects=line.id).exists():
        raise error_of("corrected_already")
    return line


def _replace(
    matter: Viewer, operation: JointOperation, line: ResultLine, *, now: datetime, **but: object
) -> ResultLine:
    """A new line in the place of another, under the same label: whoever read the one reads that it was corrected."""
    kept = ("member", "label_id", "kind", "key", "at", "is_child", "amount", "currency", "is_public")
    values = {name: getattr(line, name) for name in kept} | but
    later = ResultLine(
        operation=operation,
        corrects=line.id,
        by=UUID(matter.id),
        by_name=matter.officer_name,
        added=added_at(matter, operation, now=now),
        **values,
    )
    try:
        with transaction.atomic():
            later.save(force_insert=True)
    except IntegrityError:  # a colleague was quicker
        raise error_of("corrected_already") from None
    detail: dict[str, JsonValue] = {"kind": line.kind, "withdrawn": later.is_withdrawal}
    log(ledger_events.RESULT_CORRECTED, matter, operation, now=now, detail=detail)
    return later
