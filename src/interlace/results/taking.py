"""Results that other rooms know already: those received on site, and the exhibits and leads of a case.

Each is taken over under a key of its own record, so that taking over again adds only what is new.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases.queries import case_view
from interlace.core.results import ResultKind
from interlace.core.results.naming import NAMED
from interlace.core.victims.standing import WordForInvestigators
from interlace.evidence.queries import exhibits_page
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.viewer import Viewer
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.finding import at_operation, label_of
from interlace.operations.rules import error_of as operations_error
from interlace.operations.rules import require_bureau_worker
from interlace.results.actions import Reported, add_lines, audience_of, key_of
from interlace.results.models import ResultLine
from interlace.results.rules import error_of
from interlace.victims.queries import receptions

MOST_TAKEN = 2000


class ResultOrigin(StrEnum):
    """Which room knows it."""

    RECEPTION = "reception"  # a place where those found were received
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Taken:
    """From where, and who reads it."""

    origin: ResultOrigin
    of: UUID
    compartment: Compartment = Compartment.LEADER
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """What another room knows: its records by kind, when, under which labels, and how the source is called.

    Neither the reference of a case nor the name of a place goes along: they are the bureau's own.
    """

    records: Mapping[ResultKind, tuple[UUID, ...]]
    at: datetime
    labels: frozenset[int]
    source: str


@transaction.atomic
def take_over(viewer: Viewer, operation_id: UUID, taken: Taken, *, now: datetime) -> list[ResultLine]:
    """Report what another room of the own bureau knows, as far as this officer may read it there."""
    require_bureau_worker(viewer)
    with at_operation(viewer, operation_id, now=now) as (matter, operation):
        audience = audience_of(operation, taken.compartment)
    known = {ResultOrigin.RECEPTION: _of_reception, ResultOrigin.CASE: _of_case}[taken.origin](
        viewer, taken.of, now=now
    )
    with acting(matter, now=now):
        if any(label.codes for label in labels_of(sorted(known.labels))):
            # Its own officers alone may know what is in it.
            raise operations_error("case_closed_in")
    label_id = label_of(matter, audience, now=now, behind=known.labels)
    added: list[ResultLine] = []
    for kind, records in known.records.items():
        told = Reported(kind, (), known.at, known.source, taken.compartment, is_public=taken.is_public)
        keys = [key_of(operation.id, NAMED[kind].value, matter.member, "record", str(each)) for each in records]
        added += add_lines(matter, operation, told, keys, label_id=label_id, now=now)
    return added


def _of_reception(viewer: Viewer, of: UUID, *, now: datetime) -> _Known:
    """What investigators may know of those received: one word of each, and nothing of when it came to be."""
    found = next((each for each in receptions(viewer, now=now) if each.reception.id == of), None)
    if found is None:
        raise error_of("origin_unknown")
    people = [each.found for each in found.people]
    return _Known(
        {
            ResultKind.SCREENED: tuple(each.id for each in people if each.word != WordForInvestigators.IN_CARE),
            ResultKind.REFERRED: tuple(each.id for each in people if each.word == WordForInvestigators.PROTECTED),
        },
        found.reception.opened,
        frozenset({found.reception.label_id}),
        _("Those received on site"),
    )


def _of_case(viewer: Viewer, of: UUID, *, now: datetime) -> _Known:
    """Exhibits and leads, never counted together."""
    seen = case_view(viewer, of, now=now)
    exhibits = exhibits_page(viewer, now=now, most=MOST_TAKEN, case=seen.case.id)
    return _Known(
        {
            ResultKind.EXHIBIT: tuple(each.id for each in exhibits),
            ResultKind.LEAD: tuple(each.id for each in seen.leads),
        },
        now,
        frozenset({seen.case.label_id, *(each.label_id for each in seen.leads)}),
        _("The bureau's own case"),
    )
