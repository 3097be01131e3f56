"""The sheet for everybody: small figures hidden, frozen as it was published, and never counted anew.

A later version tells a family of figures anew only where nothing in it changed by one to four
(`core/results/freezing.py`); otherwise the family stands as it was, with the time at which it was counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
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


@transaction.atomic
def publish_sheet(viewer: Viewer, operation_id: UUID, *, now: datetime) -> PublicSheet:
    """Freeze the next version of the sheet for everybody. For the bureau that leads."""
    require_bureau_worker(viewer)
    publish_alone(operation_id)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        if operation.member != matter.member:
            raise error_of("only_leader_publishes")
        earlier = list(PublicSheet.objects.visible_to(matter).filter(operation=operation).order_by("version"))
        told = next_families(matter, operation, earlier, now=now)
        if earlier and told == [Family.read(each) for each in earlier[-1].families]:
            raise error_of("nothing_to_tell")
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


def next_families(
    matter: Viewer, operation: JointOperation, earlier: Sequence[PublicSheet], *, now: datetime
) -> list[Family]:
    """Each family counted now where that may be told, and as it was otherwise; a context must be open."""
    counted = count_for_everybody(matter, operation, until=now)
    if not counted.by_state:
        raise error_of("nothing_public")
    editions = {figures: _editions(figures, earlier) for figures in [*map(_names, families()), MONEY]}
    again = {
        moment: count_for_everybody(matter, operation, until=moment)
        for moment in {family.as_of for told in editions.values() for family in told}
    }
    told = []
    for family in families():
        known = editions[_names(family)]
        _require_same_log(known, again)
        before = [Edition(family_table(again[each.as_of], family), each.cells) for each in known]
        shown = next_edition(before, family_table(counted, family))
        told.append(known[-1] if shown is None else Family(_names(family), now, counted.log, shown))
    money = editions[MONEY]
    _require_same_log(money, again)
    return [*told, _money(counted, money, again, now=now)]


def count_for_everybody(matter: Viewer, operation: JointOperation, *, until: datetime) -> Results:
    """What bureaus let be counted for everybody, as it stood at a moment; a context must be open."""
    rows = ResultLine.objects.visible_to(matter).filter(operation=operation, is_public=True, added__lte=until)
    lines = list(rows.order_by("at", "id"))
    return results(log_of(lines, pairs_among(matter, operation, lines, until=until)))


def is_reproduced(viewer: Viewer, operation_id: UUID, *, now: datetime) -> bool:
    """Whether every published family is what its log gives again, line for line and cell for cell."""
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        if operation.member != matter.member:
            raise error_of("only_leader_publishes")
        sheets = list(PublicSheet.objects.visible_to(matter).filter(operation=operation).order_by("version"))
        for number, sheet in enumerate(sheets):
            told = next_families(matter, operation, sheets[:number], now=sheet.at)
            if told != [Family.read(each) for each in sheet.families]:
                return False
    return True


def _money(counted: Results, known: Sequence[Family], again: Mapping[datetime, Results], *, now: datetime) -> Family:
    """Sums of money name no person; what one account held must not be told by a difference."""
    kept: dict[str, str] = {} if not known else dict(known[-1].cells)
    for currency in sorted({*counted.money, *kept}):
        after = _held(counted, currency)
        before = [_held(again[each.as_of], currency) for each in _tellings(currency, known)]
        if all(may_tell_money(each, after) for each in before):
            kept[currency] = format(after[0].normalize(), "f")
    if known and kept == known[-1].cells:
        return known[-1]
    return Family(MONEY, now, counted.log, kept)


def _tellings(currency: str, known: Sequence[Family]) -> Iterable[Family]:
    """The versions in which the sum of a currency was told anew."""
    last = None
    for each in known:
        if (value := each.cells.get(currency)) != last:
            yield each
        last = value


def _held(counted: Results, currency: str) -> tuple[Decimal, int]:
    return counted.money.get(currency, Decimal(0)), counted.accounts_held.get(currency, 0)


def _editions(figures: tuple[str, ...], earlier: Sequence[PublicSheet]) -> list[Family]:
    """The different states in which a family was told, in their order."""
    told = dict[datetime, Family]()
    for sheet in earlier:
        for each in map(Family.read, sheet.families):
            if each.figures == figures:
                told[each.as_of] = each
    return list(told.values())


def _require_same_log(known: Iterable[Family], again: Mapping[datetime, Results]) -> None:
    if any(again[each.as_of].log != each.log for each in known):
        raise error_of("log_changed")


def _names(family: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(figure) for figure in family)
