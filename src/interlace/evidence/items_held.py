"""What lies with one officer among the evidence: exhibits that it holds. Whoever leaves offers them to a colleague."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.bureaus.people.ports import HeldItem, hold_items
from interlace.cases.closing_in import is_cleared, is_closed_in
from interlace.cases.models import Case
from interlace.cases.recording import log_on_case
from interlace.cases.rules import may_read
from interlace.core.custody import holder_after
from interlace.evidence import ledger_events
from interlace.evidence.custody import entries_of
from interlace.evidence.handing.reading import open_offer_of
from interlace.evidence.models import CustodyRow, Exhibit, HandOver
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer


class ExhibitItems:
    """Exhibits in the hands of one officer, as far as the head who lets it go may know of them."""

    def of(self, viewer: Viewer, officer: UUID, *, now: datetime) -> Sequence[HeldItem]:
        """Of each its number and its case."""
        found: dict[UUID, HeldItem] = {}
        for matter in viewer.in_every_matter() if may_read(viewer) else ():
            with acting(matter, now=now):
                for each in _held_by(Exhibit.objects.filter(case__in=Case.objects.visible_to(matter)), officer):
                    what = _("{number} of {reference}").format(number=each.name, reference=each.case.reference)
                    found[each.id] = HeldItem(_("Exhibit"), each.id, what, url=reverse("exhibit", args=[each.id]))
        return list(found.values())

    def hand_over(self, viewer: Viewer, officer: UUID, to: Officer, *, now: datetime) -> int:
        """Offer them to the colleague in the name of whoever leaves: they change hands when the colleague takes them.

        Those that the head may not know of go with the others, and are not counted: left behind they would be lost. Of
        a case that waits, because it is closed in to whoever leaves, they wait as well.
        """
        told = len(self.of(viewer, officer, now=now))
        giver = Officer.objects.get(pk=officer)
        with steward(Task.HAND_OVER):
            for exhibit in _held_by(Exhibit.objects.filter(member=viewer.member), officer):
                if open_offer_of(exhibit) is None and _may_take(to, exhibit.case, now=now):
                    _offer(viewer, exhibit, giver, to, now=now)
        return told


def _held_by(exhibits: "QuerySet[Exhibit]", officer: UUID) -> "QuerySet[Exhibit]":
    """Those that this officer holds by the last entry of their book, whatever it or a namesake is called."""
    last = CustodyRow.objects.filter(exhibit=OuterRef("pk")).order_by("-number").values("holder")[:1]
    held = exhibits.annotate(holder=Subquery(last)).filter(holder=officer)
    return held.select_related("case").order_by("added", "id")


def _may_take(officer: Officer, case: Case, *, now: datetime) -> bool:
    """Whether the officer is cleared for the case, and on it where it is closed in."""
    is_open = not is_closed_in(case) or case.officers.filter(officer=officer.pk).exists()
    return is_open and is_cleared(officer, case, now=now)


def _offer(viewer: Viewer, exhibit: Exhibit, giver: Officer, to: Officer, *, now: datetime) -> None:
    entries = entries_of(exhibit)
    HandOver.objects.filter(exhibit=exhibit).delete()
    HandOver.objects.create(
        exhibit=exhibit,
        member=exhibit.member,
        case=exhibit.case,
        giver=giver.pk,
        giver_name=holder_after(entries),  # as the book calls it
        taker=to.pk,
        taker_name=to.display_name,
        place=entries[-1].place,
        purpose=_("{officer} leaves the bureau").format(officer=giver.display_name)[:300],
        offered=now,
    )
    detail = {"exhibit": str(exhibit.id), "taker": str(to.pk)}
    log_on_case(ledger_events.HAND_OVER_OFFERED, viewer, exhibit.case, now=now, detail=detail)


hold_items(ExhibitItems())
