"""Reads of the questions that a bureau has left open about its own subjects."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.facts.describing import NAMES, REFERENCES
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.screening.models import StandingCheck
from interlace.screening.queries import Place, behind, newest


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that a bureau has left open, or stopped, and what the viewer may read of its subject."""

    standing: StandingCheck
    values: tuple[str, ...]
    """As written: names first."""


def standing_page(viewer: Viewer, *, now: datetime, most: int, after: Place | None = None) -> list[StandingCheck]:
    """The open questions of the viewer's own bureau for its purposes, the latest first, and those that it stopped."""
    found: list[StandingCheck] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            open_or_stopped = _open_questions(matter).filter(Q(until__gt=now) | Q(would_end__gt=now))
            found += behind(open_or_stopped, after, by="id", most=most)
    return newest(found, lambda standing: (standing.created, standing.id))[:most]


def standing_of(viewer: Viewer, standing: UUID, *, now: datetime) -> StandingCheck:
    """One open question of the viewer's own bureau; `NotFound` otherwise."""
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            found = _open_questions(matter).filter(id=standing).first()
            if found is not None:
                return found
    raise NotFound(_("There is no such open question."))


def running_of(viewer: Viewer, officer: UUID, *, now: datetime) -> list[StandingCheck]:
    """The open questions in the name of one officer, as far as the viewer may know of them: what ends first first."""
    found: list[StandingCheck] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            found += _open_questions(matter).filter(officer=officer, until__gt=now)
    return sorted(found, key=lambda standing: (standing.until, standing.id))


def open_questions(viewer: Viewer, *, now: datetime, most: int) -> list[OpenQuestion]:
    """The same with the values of their subjects, as far as the viewer may read them."""
    page = standing_page(viewer, now=now, most=most)
    values: dict[UUID, list[tuple[bool, str]]] = defaultdict(list)
    for matter in viewer.in_every_matter():
        subjects = [each.subject for each in page if each.purpose == matter.purpose]
        with acting(matter, Action.READ, now=now):
            facts = Fact.objects.visible_to(matter, action=Action.READ).filter(
                subject__in=subjects, originator=viewer.member
            )
            stated = facts.exclude(prop__in=REFERENCES)
            for subject, prop, original, value in stated.values_list("subject", "prop", "original", "value"):
                values[subject].append((prop not in NAMES, original or value))
    return [OpenQuestion(each, _in_order(values[each.subject])) for each in page]


def _in_order(values: Sequence[tuple[bool, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for _is_no_name, text in sorted(values)))


def _open_questions(matter: Viewer) -> QuerySet[StandingCheck]:
    """The own bureau's questions about subjects of which this officer may know."""
    own = Fact.objects.visible_to(matter, action=Action.DISCOVER).filter(
        subject=OuterRef("subject"), originator=matter.member
    )
    return StandingCheck.objects.filter(Exists(own), member=matter.member, purpose=matter.purpose)
