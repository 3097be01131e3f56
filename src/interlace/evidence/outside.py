"""Exhibits that go to a laboratory, a court or another holder outside the bureau, and come back.

Outside, nobody signs in this node: the other side signs a paper, and the entry names it. Without a paper the hand-over
is kept all the same, because it happened, and is flagged as signed by one. Source: procedures of the product, 4.2.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work
from interlace.cases.rules import require_on
from interlace.core.custody import Entry, Step, holder_after
from interlace.evidence.custody import entries_of, is_held_by, write_entry
from interlace.evidence.finding import case_of_exhibit, require_sealed
from interlace.evidence.models import Exhibit, HandOver, OutsideHolder
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput


@dataclass(frozen=True, slots=True)
class OutTerms:
    """A hand-over to or from somebody outside the bureau, as the officer tells it."""

    holder: str
    at: datetime
    place: str
    purpose: str
    kind: str = OutsideHolder.Kind.LABORATORY
    receipt: str = ""
    """Number of the paper that the other side signed, and who signed it."""
    authority: str = ""
    seal: str = ""
    condition: str = ""


@transaction.atomic
def give_out(viewer: Viewer, exhibit_id: UUID, terms: OutTerms, *, now: datetime) -> Entry:
    """Hand an exhibit that one holds to somebody outside. Who does not hold it cannot give it away."""
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        _require_told(terms, now=now)
        exhibit = _locked(matter, exhibit_id)
        if not is_held_by(UUID(matter.id), matter.officer_name, exhibit):
            raise Conflict(
                _("You do not hold this exhibit."),
                code="not_the_holder",
                fix=_("Take it over from its holder first."),
            )
        name = terms.holder.strip()
        OutsideHolder.objects.get_or_create(
            case=exhibit.case,
            name=name,
            defaults={
                "member": matter.member,
                "kind": terms.kind,
                "added": now,
                "added_by_name": matter.officer_name,
            },
        )
        HandOver.objects.filter(exhibit=exhibit).delete()  # what was offered inside is not there to be taken any more
        return _written(matter, exhibit, terms, giver=holder_after(entries_of(exhibit)), taker=name, now=now)


@transaction.atomic
def take_back(viewer: Viewer, exhibit_id: UUID, terms: OutTerms, *, now: datetime) -> Entry:
    """Take an exhibit back from the one outside who has it."""
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        _require_told(terms, now=now)
        exhibit = _locked(matter, exhibit_id)
        holder = holder_after(entries_of(exhibit))
        if holder != terms.holder.strip() or not is_outside(exhibit, holder):
            raise Conflict(
                _("This exhibit is not with the holder that you name."),
                code="not_the_holder",
                fix=_("Read the custody, and name the holder as it stands there."),
            )
        return _written(matter, exhibit, terms, giver=holder, taker=matter.officer_name, now=now)


def is_outside(exhibit: Exhibit, holder: str) -> bool:
    """Whether this holder is one outside the bureau. A context must be open."""
    return OutsideHolder.objects.filter(case=exhibit.case_id, name=holder).exists()


def _written(viewer: Viewer, exhibit: Exhibit, terms: OutTerms, *, giver: str, taker: str, now: datetime) -> Entry:
    receipt = terms.receipt.strip()
    return write_entry(
        viewer,
        exhibit,
        step=Step.TRANSFERRED,
        giver=giver,
        taker=taker,
        place=terms.place,
        given_at=terms.at,
        taken_at=terms.at,
        purpose=terms.purpose,
        authority=terms.authority,
        seal=terms.seal,
        condition=terms.condition,
        signers=(terms.holder.strip(),) if receipt else (),
        receipt=receipt,
        now=now,
    )


def _locked(viewer: Viewer, exhibit_id: UUID) -> Exhibit:
    exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("case").get(pk=exhibit_id)
    require_on(viewer, exhibit.case)
    require_sealed(exhibit)
    return exhibit


def _require_told(terms: OutTerms, *, now: datetime) -> None:
    problems = [
        FieldProblem(f"/{name}", "hand_over_incomplete", _("This must be told of every hand-over."))
        for name in ("holder", "place", "purpose")
        if not getattr(terms, name).strip()
    ]
    if terms.kind not in OutsideHolder.Kind.values:
        problems.append(FieldProblem("/kind", "holder_unknown", _("Choose what the holder is.")))
    if terms.at > now:
        problems.append(FieldProblem("/at", "step_in_future", _("The moment must lie in the past.")))
    if problems:
        raise InvalidInput(
            _("Something about the hand-over is missing or cannot be."),
            code="hand_over_incomplete",
            problems=problems,
            fix=_("Say who takes it, when, where and why, and which paper was signed."),
        )
