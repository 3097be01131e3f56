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

        Those that the head may not know of go with the others, and are not counted: left behind they would be lost.
        Each is offered to somebody who works on its case, for nobody else can take it. Of a case that waits, because it
        is closed in to whoever leaves, they wait as well.
        """
        told = len(self.of(viewer, officer, now=now))
        giver = Officer.objects.get(pk=officer)
        with steward(Task.HAND_OVER):
            for exhibit in _held_by(Exhibit.objects.filter(member=viewer.member), officer):
                takers = _takers(exhibit.case, giver, to, now=now)
                if not takers or open_offer_of(exhibit) is not None or _is_offered_to(exhibit, takers):
                    continue
                _offer(viewer, exhibit, giver, takers[0], now=now)
        return told


def _held_by(exhibits: "QuerySet[Exhibit]", officer: UUID) -> "QuerySet[Exhibit]":
    """Those that this officer holds by the last entry of their book, whatever it or a namesake is called."""
    last = CustodyRow.objects.filter(exhibit=OuterRef("pk")).order_by("-number").values("holder")[:1]
    held = exhibits.annotate(holder=Subquery(last)).filter(holder=officer)
    return held.select_related("case").order_by("added", "id")


def _takers(case: Case, giver: Officer, to: Officer, *, now: datetime) -> list[Officer]:
    """Who can take over exhibits of this case: the colleague if it is on it, then others who are on it.

    Where nobody is, it is the colleague, whom the head puts on the case; a closed-in one is not the head's to open.
    """
    on_it = case.officers.exclude(officer=giver.pk).order_by("since", "id").values_list("officer", flat=True)
    in_service = Officer.objects.in_service().in_bulk(list(on_it))
    found = [in_service[each] for each in on_it if each in in_service and is_cleared(in_service[each], case, now=now)]
    if found or is_closed_in(case):
        return sorted(found, key=lambda each: each.pk != to.pk)
    return [to] if is_cleared(to, case, now=now) else []


def _is_offered_to(exhibit: Exhibit, takers: Sequence[Officer]) -> bool:
    """Whether its holder has offered it to one of them already: then that offer stands."""
    return HandOver.objects.filter(exhibit=exhibit, taker__in=[each.pk for each in takers]).exists()


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
