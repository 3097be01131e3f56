"""The sheet for everybody: small figures hidden, frozen as it was published, and never counted anew.

A later version tells a family of figures anew only where nothing in it changed by one to four
(`core/results/freezing.py`); otherwise the family stands as it was, with the time at which it was counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from interlace.core.results import DEFINITIONS, Results, results
from interlace.core.results.freezing import Edition, may_tell_money, next_edition
from interlace.core.results.sheet import families, family_table
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.finding import at_operation, label_of
from interlace.operations.plan.models import JointOperation
from interlace.operations.rules import require_bureau_worker
from interlace.results import ledger_events
from interlace.results.actions import log
from interlace.results.models import PublicSheet, ResultLine
from interlace.results.queries import log_of, pairs_among
from interlace.results.rules import error_of
from interlace.results.turns import publish_alone

MONEY = ("money",)
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Family:
    """Some figures of a sheet for everybody, with the moment at which they were counted."""

    figures: tuple[str, ...]
    as_of: datetime
    log: str
    """Digest of the lines that were counted."""
    cells: Mapping[str, Any]

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Family":
        """As it lies in the database."""
        return cls(tuple(kept["figures"]), datetime.fromisoformat(kept["as_of"]), kept["log"], kept["cells"])

    def kept(self) -> dict[str, Any]:
        """As it is laid there."""
        return {
            "figures": list(self.figures),
            "as_of": self.as_of.isoformat(),
            "log": self.log,
            "cells": dict(self.cells),
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """All that decides what is told: counted at a moment, and again at those of the earlier sheets."""

    at: datetime
    counted: Results
    again: Mapping[datetime, Results]
    known: tuple[list[Family], ...]
    """What each earlier sheet told."""


def publish_sheet(viewer: Viewer, operation_id: UUID, *, now: datetime) -> PublicSheet:
    """Freeze the next version of the sheet for everybody. For the bureau that leads.

    What may be told takes its time to find, and bureaus go on reporting meanwhile: they wait for the writing alone.
    """
    require_bureau_worker(viewer)
    for _time in range(MOST_TRIES):
        matter, counts = _counts(viewer, operation_id, now=now)
        told = next_families(counts)
        if counts.known and told == counts.known[-1]:
            raise error_of("nothing_to_tell")
        if sheet := _written(matter, operation_id, counts, told):
            return sheet
    raise error_of("counted_meanwhile")


@transaction.atomic
def _counts(viewer: Viewer, operation_id: UUID, *, now: datetime) -> tuple[Viewer, Counts]:
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        if operation.member != matter.member:
            raise error_of("only_leader_publishes")
        return matter, counts_of(matter, operation, _earlier(matter, operation), now=now)


@transaction.atomic
def _written(matter: Viewer, operation_id: UUID, counts: Counts, told: Sequence[Family]) -> PublicSheet | None:
    """The sheet, or nothing where something was added to the log meanwhile."""
    now = counts.at
    with at_operation(matter, operation_id, now=now) as (_matter, operation):
        publish_alone(operation.id)
        earlier = _earlier(matter, operation)
        counted = count_for_everybody(matter, operation, until=now)
        if len(earlier) != len(counts.known) or counted.log != counts.counted.log:
            return None
    label_id = label_of(matter, operation.members, now=now)
    with acting(matter, now=now):
        sheet = PublicSheet(
            operation=operation,
            member=matter.member,
            label_id=label_id,
            version=len(earlier) + 1,
            families=[each.kept() for each in told],
            definitions=DEFINITIONS,
            by=UUID(matter.id),
            by_name=matter.officer_name,
            at=now,
        )
        sheet.save(force_insert=True)
        log(ledger_events.RESULTS_PUBLISHED, matter, operation, now=now, detail={"version": sheet.version})
        return sheet


def counts_of(matter: Viewer, operation: JointOperation, earlier: Sequence[PublicSheet], *, now: datetime) -> Counts:
    """What is counted now and was counted for each earlier sheet; a context must be open."""
    known = tuple([Family.read(each) for each in sheet.families] for sheet in earlier)
    counted = count_for_everybody(matter, operation, until=now)
    if not counted.by_state:
        raise error_of("nothing_public")
    again = {
        moment: count_for_everybody(matter, operation, until=moment)
        for moment in {family.as_of for told in known for family in told}
    }
    if any(again[family.as_of].log != family.log for told in known for family in told):
        raise error_of("log_changed")
    return Counts(now, counted, again, known)


def next_families(counts: Counts) -> list[Family]:
    """Each family counted now where that may be told, and as it was otherwise."""
    told = []
    for family in families():
        known = _editions(_names(family), counts)
        before = [Edition(family_table(counts.again[each.as_of], family), each.cells) for each in known]
        shown = next_edition(before, family_table(counts.counted, family))
        told.append(known[-1] if shown is None else Family(_names(family), counts.at, counts.counted.log, shown))
    return [*told, _money(counts)]


def count_for_everybody(matter: Viewer, operation: JointOperation, *, until: datetime) -> Results:
    """What bureaus let be counted for everybody, as it stood at a moment; a context must be open."""
    rows = ResultLine.objects.visible_to(matter).filter(operation=operation, is_public=True, added__lte=until)
    lines = list(rows.order_by("at", "id"))
    states = {line.id: line.member for line in lines}
    pairs = pairs_among(
        matter,
        operation,
        lines,
        until=until,
        # A third bureau's word alone takes nobody off the sheet of others.
        by=lambda said: said.member in {states[said.one], states[said.other], operation.member},
    )
    return results(log_of(lines, pairs))


def is_reproduced(viewer: Viewer, operation_id: UUID, *, now: datetime) -> bool:
    """Whether every published family is what its log gives again, line for line and cell for cell."""
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        if operation.member != matter.member:
            raise error_of("only_leader_publishes")
        sheets = _earlier(matter, operation)
        counts = [counts_of(matter, operation, sheets[:number], now=sheet.at) for number, sheet in enumerate(sheets)]
    return all(
        next_families(each) == [Family.read(family) for family in sheet.families]
        for each, sheet in zip(counts, sheets, strict=True)
    )


def _earlier(matter: Viewer, operation: JointOperation) -> list[PublicSheet]:
    return list(PublicSheet.objects.visible_to(matter).filter(operation=operation).order_by("version"))


def _money(counts: Counts) -> Family:
    """Sums of money name no person; what few accounts hold must be told neither at first nor by a difference."""
    known = _editions(MONEY, counts)
    kept: dict[str, str] = {} if not known else dict(known[-1].cells)
    for currency in sorted({*counts.counted.money, *kept}):
        after = counts.counted.held.get(currency, {})
        before = [counts.again[each.as_of].held.get(currency, {}) for each in _tellings(currency, known)]
        if all(may_tell_money(each, after) for each in [{}, *before]):
            kept[currency] = format(counts.counted.money[currency].normalize(), "f")
    if known and kept == known[-1].cells:
        return known[-1]
    return Family(MONEY, counts.at, counts.counted.log, kept)


def _tellings(currency: str, known: Sequence[Family]) -> Iterable[Family]:
    """The versions in which the sum of a currency was told anew."""
    last = None
    for each in known:
        if (value := each.cells.get(currency)) != last:
            yield each
        last = value


def _editions(figures: tuple[str, ...], counts: Counts) -> list[Family]:
    """The different states in which a family was told, in their order."""
    return list({each.as_of: each for told in counts.known for each in told if each.figures == figures}.values())


def _names(family: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(figure) for figure in family)
