"""Rows that a domestic unit hands in: read and answered like any others, and kept apart until its bureau decides.

They lie in a table of their own and not among the facts, so that nothing has to be hidden: no search, no matching and
no other bureau can meet what is not there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from interlace.bureaus.people.unit_rights import grants_of, may_hand_in, waits_for_check
from interlace.facts.entities import Entity, Link, ParsedRow, RowTerms, Value
from interlace.facts.grading import Grading
from interlace.facts.intake import Intake, Progress
from interlace.facts.ledger_events import FACTS_WAITING
from interlace.facts.markings import Bound, Marking
from interlace.facts.models import Contribution, RowProblem, WaitingRow
from interlace.facts.sharing import Sharing
from interlace.facts.storing import staging
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Refused

KEPT_AT_ONCE = 500


def refuse_unit_without_leave(viewer: Viewer, *, now: datetime) -> None:
    """Refuse a unit that its bureau does not let contribute."""
    if not waits_for_check(viewer):
        return
    with acting(viewer, now=now):
        grants = grants_of(viewer)
    if not may_hand_in(grants):
        raise Refused(
            _("Your bureau has not granted your unit to contribute."),
            code="unit_may_not_contribute",
            fix=_("Ask the head of your bureau."),
        )


def refuse_units(viewer: Viewer) -> None:
    """Refuse a domestic unit where only its bureau may act."""
    if waits_for_check(viewer):
        raise Refused(
            _("Only your bureau does this."),
            code="bureau_only",
            fix=_("Hand the rows in as a new file; your bureau looks at them."),
        )


def hold_back(
    viewer: Viewer,
    rows: Iterable[ParsedRow],
    sharing: Sharing,
    contribution: Contribution,
    *,
    progress: Progress | None,
    is_trial: bool,
    now: datetime,
) -> tuple[RowProblem, ...]:
    """Read the rows, keep the sound ones apart, and answer the others at their cells; a context must be open."""
    with staging() as table:
        work = Intake(viewer, sharing, contribution, table, progress=progress)
        work.read(_kept(contribution, rows))
    refused = RowProblem.objects.filter(contribution=contribution, noted=False).values("row")
    WaitingRow.objects.filter(contribution=contribution, row__in=refused).delete()
    contribution.rows_read = work.rows_read
    contribution.rows_refused = work.rows_refused
    contribution.notes = dict(work.remarks)
    contribution.state = Contribution.State.WAITING
    contribution.finished = now
    contribution.save()
    if not is_trial:
        record(
            FACTS_WAITING,
            by=viewer.id,
            member=viewer.member,
            on=contribution.id,
            now=now,
            purpose=sharing.purpose,
            reference=viewer.reference,
            detail={"rows": work.rows_read - work.rows_refused, "refused": work.rows_refused, "unit": viewer.unit},
        )
    return tuple(work.first_problems)


def _kept(contribution: Contribution, rows: Iterable[ParsedRow]) -> Iterator[ParsedRow]:
    """The rows as they pass, the sound ones written down beside."""
    batch: list[WaitingRow] = []
    for row in rows:
        if not row.is_refused:
            batch.append(
                WaitingRow(
                    member=contribution.member, contribution=contribution, row=row.number, parsed=row_to_json(row)
                )
            )
        if len(batch) >= KEPT_AT_ONCE:
            WaitingRow.objects.bulk_create(batch)
            batch = []
        yield row
    WaitingRow.objects.bulk_create(batch)


def row_to_json(row: ParsedRow) -> dict[str, Any]:
    """What a sound row says, as JSON values. What was found about its cells is answered already."""
    terms = row.terms
    return {
        "entities": [asdict(entity) for entity in row.entities],
        "terms": {
            "purpose": terms.purpose,
            "markings": [{**asdict(marking), "codes": sorted(marking.codes)} for marking in terms.markings],
            "condition": terms.condition,
            "grading": asdict(terms.grading),
            "source": terms.source,
        },
    }


def row_from_json(number: int, kept: Mapping[str, Any]) -> ParsedRow:
    """Read back what `row_to_json` wrote."""
    terms = kept["terms"]
    return ParsedRow(
        number,
        tuple(_entity(each) for each in kept["entities"]),
        RowTerms(
            purpose=terms["purpose"],
            markings=tuple(_marking(each) for each in terms["markings"]),
            condition=terms["condition"],
            grading=Grading(**terms["grading"]),
            source=terms["source"],
        ),
    )


def _marking(kept: Mapping[str, Any]) -> Marking:
    return Marking(**{**kept, "codes": frozenset(kept["codes"]), "bound": Bound(kept["bound"])})


def _entity(kept: Mapping[str, Any]) -> Entity:
    return Entity(
        **{
            **kept,
            "values": tuple(Value(**each) for each in kept["values"]),
            "links": tuple(Link(**each) for each in kept["links"]),
        }
    )
