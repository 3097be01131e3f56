"""Reads of a bureau's people and units."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from interlace.bureaus.people import in_force
from interlace.bureaus.people.models import Authorisation, OfficerTerms, UnitGrant
from interlace.bureaus.people.papers import is_under
from interlace.bureaus.people.ports import registers_of
from interlace.bureaus.people.posts import OfficerPost, UnitRights
from interlace.bureaus.people.rules import bureau_of, bureaus_under, officer_under, require_signer, unit_under
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Bureau, Officer

ENDS_SOON = timedelta(days=60)
"""Before the end of a training a head is reminded of it."""


@dataclass(frozen=True, slots=True)
class Person:
    """An officer of the own bureau or of a unit under it."""

    officer: Officer
    post: OfficerPost
    left: datetime | None

    def training(self, today: date) -> str:
        """How the training stands: `missing`, `ended`, `ends_soon` or `valid`."""
        ends = self.post.training_ends
        if ends is None:
            return "missing"
        if ends < today:
            return "ended"
        return "ends_soon" if ends - today <= ENDS_SOON else "valid"


@dataclass(frozen=True, slots=True)
class Unit:
    """The own bureau or a unit under it, with its people."""

    bureau: Bureau
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """The own bureau or a unit under it: what it may, on which papers, and how many work there."""

    bureau: Bureau
    rights: UnitRights
    people: int
    papers: tuple[Authorisation, ...]


def people_of(viewer: Viewer, *, now: datetime) -> list[Unit]:
    """The own bureau, then its units by name, each with its accounts by name."""
    require_signer(viewer)
    bureaus = list(bureaus_under(bureau_of(viewer)))
    officers = Officer.objects.select_related("bureau__member").filter(bureau__in=bureaus)
    with acting(viewer, now=now):
        terms = {each.officer: each for each in OfficerTerms.objects.all()}
    people = [_person(each, terms.get(each.pk)) for each in officers.order_by("display_name", "username")]
    bureaus.sort(key=lambda each: (each.parent_id is not None, each.name, str(each.pk)))
    return [Unit(each, tuple(p for p in people if p.officer.bureau_id == each.pk)) for each in bureaus]


def person_of(viewer: Viewer, officer_id: UUID, *, now: datetime) -> Person:
    """One officer of the own bureau or of a unit under it; `NotFound` otherwise."""
    require_signer(viewer)
    officer = officer_under(viewer, officer_id)
    with acting(viewer, now=now):
        return _person(officer, OfficerTerms.objects.filter(officer=officer.pk).first())


def unit_of(viewer: Viewer, unit_id: UUID, *, now: datetime) -> tuple[Bureau, UnitRights]:
    """One unit under the own bureau with its rights; `NotFound` otherwise."""
    require_signer(viewer)
    unit = unit_under(viewer, unit_id)
    return unit, in_force.rights_of(viewer, unit, now=now)


def offices_of(viewer: Viewer, *, now: datetime) -> list[Office]:
    """The own bureau, then its units by name."""
    require_signer(viewer)
    bureaus = sorted(bureaus_under(bureau_of(viewer)), key=lambda each: (each.parent_id is not None, each.name))
    counted = Officer.objects.filter(bureau__in=bureaus, is_active=True).values_list("bureau")
    people = dict(counted.annotate(people=Count("pk")))
    grants, papers = defaultdict[UUID, list[UnitGrant]](list), defaultdict[UUID, list[Authorisation]](list)
    registers = registers_of(viewer)
    with acting(viewer, now=now):
        for grant in UnitGrant.objects.filter(unit__in=[each.pk for each in bureaus]):
            grants[grant.unit].append(grant)
        for paper in Authorisation.objects.filter(subject__in=[each.pk for each in bureaus]).order_by("-noted", "id"):
            papers[paper.subject].append(paper)
    return [
        Office(
            each,
            in_force.rights_with(each, grants[each.pk], registers),
            people.get(each.pk, 0),
            tuple(papers[each.pk]),
        )
        for each in bureaus
    ]


def office_of(viewer: Viewer, office_id: UUID, *, now: datetime) -> Office:
    """One of them; `NotFound` otherwise."""
    found = next((each for each in offices_of(viewer, now=now) if each.bureau.pk == office_id), None)
    if found is None:
        raise NotFound(_("There is no such unit of your bureau."))
    return found


def papers_of(viewer: Viewer, subject: UUID, *, now: datetime) -> list[Authorisation]:
    """The written authorisations of one officer or unit of the own member, the latest first."""
    require_signer(viewer)
    with acting(viewer, now=now):
        return list(Authorisation.objects.filter(subject=subject).order_by("-noted", "id"))


def paper_of(viewer: Viewer, paper_id: UUID, *, now: datetime) -> Authorisation:
    """One authorisation with a scan, of an officer or a unit under the own bureau; `NotFound` otherwise."""
    require_signer(viewer)
    with acting(viewer, now=now):
        found = Authorisation.objects.filter(pk=paper_id).exclude(scan="").first()
    if found is None or not is_under(viewer, found.subject):
        raise NotFound(_("There is no such authorisation."))
    return found


def _person(officer: Officer, terms: OfficerTerms | None) -> Person:
    return Person(officer, in_force.post_with(officer, terms), terms.left if terms else None)
