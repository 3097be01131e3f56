"""Reads of hits and checks that more than one surface needs."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from interlace.core.handling import Action, HitMode
from interlace.core.procedure.ladder import ANSWERS, Party, State
from interlace.facts.describing import REFERENCES, describe
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting, acting_in_every_matter, current
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.life import note_use_for_life
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.approvals.actions import SIGNED_WITHIN
from interlace.screening.checks.actions import OwnPart, own_part
from interlace.screening.hits.releases import fields_of
from interlace.screening.hits.telling import may_read, told_to
from interlace.screening.holdings import Holding, Statement, register_holding, statement_of
from interlace.screening.models import Check, CheckAnswer, HitSide, Release

OPEN_STATES = (State.MATCHED, State.PERSON_OR_OBJECT_HELD, State.CONFIRMATION_REQUESTED)

SHOWN_AT_MOST = 50
"""Hits of one kind in an inbox, where nothing of them is due."""

Place = tuple[datetime, UUID]
"""A place in a list that runs from the latest to the earliest, and by id within one moment."""

T = TypeVar("T")
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class HitView:
    """One hit as this viewer may see it: its side, its own fields and those released to it."""

    side: HitSide
    own_fields: tuple[Statement, ...]
    record: Holding | None
    """The counterpart's record, as far as the viewer may read it."""
    releases: tuple[Release, ...]

    @property
    def released(self) -> tuple[Statement, ...]:
        """The counterpart's statements that the viewer may read."""
        return self.record.statements if self.record is not None else ()


@dataclass(frozen=True, slots=True)
class FoundView:
    """One possible hit of a check, today."""

    side: HitSide
    record: Holding | None


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What one bureau answered to a check, as far as the viewer may know it today."""

    answer: CheckAnswer
    found: tuple[FoundView, ...]

    @property
    def standing(self) -> tuple[FoundView, ...]:
        """Those that nobody has withdrawn."""
        return tuple(each for each in self.found if each.side.state != State.WITHDRAWN)

    @property
    def state(self) -> CheckAnswer.State:
        """A hit that the viewer may know of no longer is no hit."""
        if self.answer.state in {CheckAnswer.State.WAITING, CheckAnswer.State.STOPPED}:
            return CheckAnswer.State(self.answer.state)
        if self.standing:
            return CheckAnswer.State.POSSIBLE
        return CheckAnswer.State.NO_HIT if self.answer.answered else CheckAnswer.State.WAITING


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check with its answers, as far as the viewer may know them today."""

    check: Check
    answers: tuple[AnswerView, ...]
    own: OwnPart


def reads_no_answer(side: HitSide, *, now: datetime) -> bool:
    """An unanswered question whose clock has run out reads "no answer", never yes or no."""
    if side.state != State.CONFIRMATION_REQUESTED or side.confirmation_due is None:
        return False
    return now >= side.confirmation_due


def hit_of(viewer: Viewer, hit: UUID, *, now: datetime) -> HitView:
    """One hit; `NotFound` when there is none or it is not for this viewer. The viewer's purpose is the hit's."""
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            side = HitSide.objects.visible().filter(hit=hit, member=viewer.member, purpose=matter.purpose).first()
            if side is not None:
                return _view(matter, told_to(matter, side))
    raise NotFound(_("There is no such hit."))


def own_fields_of(viewer: Viewer, side: HitSide, *, now: datetime) -> tuple[Statement, ...]:
    """What one's own bureau holds of a hit that has been read already, as far as the viewer may read it."""
    matter = viewer.working_for(purpose=side.purpose, reference=viewer.reference)
    with acting(matter, Action.READ, now=now):
        return _own_fields(matter, side)


def matter_of_hit(viewer: Viewer, hit: UUID, *, now: datetime) -> Viewer:
    """The viewer at work on this hit: under the hit's own purpose and reference."""
    side = hit_of(viewer, hit, now=now).side
    return viewer.working_for(purpose=side.purpose, reference=side.reference or viewer.reference)


def hits_of(
    viewer: Viewer, *, now: datetime, states: Collection[State] = (), party: Party | None = None
) -> list[HitSide]:
    """Every hit this viewer may know of, under each of its purposes: what is due first comes first."""
    found: list[HitSide] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            found += _told(matter, _sides_of(matter, states=states, party=party))
    return sorted(found, key=_by_due)


def desk_hits(viewer: Viewer, *, now: datetime) -> list[HitSide]:
    """What an inbox shows: every question to this bureau, and the latest of what is new, asked and answered."""
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        sides = HitSide.objects.visible().without_mirrors().filter(member=viewer.member, purpose__in=every.purposes)
        asked_us = sides.filter(party=Party.HOLDER, state=State.CONFIRMATION_REQUESTED)
        latest = (
            part.order_by("-created", "hit")[:SHOWN_AT_MOST]
            for part in (
                sides.filter(party=Party.ASKER, state=State.CONFIRMATION_REQUESTED),
                sides.filter(party=Party.ASKER, state__in=ANSWERS, seen=None),
                sides.filter(state__in=[State.MATCHED, State.PERSON_OR_OBJECT_HELD]),
            )
        )
        found = [
            told_to(every.matter(side.purpose), side)
            for side in list(asked_us.union(*latest, all=True))
            if every.discovers(side.purpose, side.label_id)
        ]
    return sorted(found, key=_by_due)


def releases_to_sign(viewer: Viewer, *, now: datetime) -> list[Release]:
    """Proposals of this bureau that wait for a second person, other than the one who proposed."""
    if not may_read(viewer):
        return []
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        sides = HitSide.objects.visible().filter(member=viewer.member, hit=OuterRef("hit"))
        purpose = sides.filter(purpose__in=every.purposes).values("purpose")[:1]
        proposed = Release.objects.filter(
            member=viewer.member, state=Release.State.PROPOSED, proposed__gt=now - SIGNED_WITHIN
        )
        waiting = list(proposed.exclude(proposed_by=UUID(viewer.id)).annotate(side_purpose=Subquery(purpose)))
    found = [each for each in waiting if every.discovers(each.side_purpose or "", each.label_id)]
    return sorted(found, key=lambda release: (release.proposed, str(release.id)))


def checks_page(viewer: Viewer, *, now: datetime, most: int, after: Place | None = None) -> list[CheckView]:
    """The officer's own checks of single things, newest first, as they stand under today's rights."""
    found: list[CheckView] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            mine = Check.objects.filter(
                member=viewer.member, officer=UUID(viewer.id), batch=None, purpose=matter.purpose
            )
            found += [_check_view(matter, each) for each in behind(mine, after, by="id", most=most)]
    return newest(found, lambda view: (view.check.created, view.check.id))[:most]


def check_of(viewer: Viewer, check: UUID, *, now: datetime) -> CheckView:
    """One check of the officer's own bureau as it stands under today's rights; `NotFound` otherwise."""
    known = checks_known(viewer, [check], now=now)
    if not known:
        raise NotFound(_("There is no such check."))
    return known[check]


def checks_of_batch(viewer: Viewer, batch: UUID, *, now: datetime) -> list[CheckView]:
    """The checks that the own bureau made in one act, in their order, as they stand under today's rights."""
    found: list[CheckView] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            checks = Check.objects.filter(batch=batch, member=viewer.member, purpose=matter.purpose)
            found += [_check_view(matter, each) for each in checks.order_by("created", "id")]
    return found


def checks_known(viewer: Viewer, checks: Collection[UUID], *, now: datetime) -> dict[UUID, CheckView]:
    """Those of these checks that the officer's own bureau has made, as they stand under today's rights."""
    known: dict[UUID, CheckView] = {}
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            found = Check.objects.filter(id__in=checks, member=viewer.member, purpose=matter.purpose)
            known |= {each.id: _check_view(matter, each) for each in found}
    return known


def hits_page(
    viewer: Viewer,
    *,
    now: datetime,
    most: int,
    after: Place | None = None,
    states: Collection[State] = (),
    party: Party | None = None,
    counterpart: str = "",
) -> list[HitSide]:
    """Hits this viewer may know of, the latest first."""
    found: list[HitSide] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            sides = _sides_of(matter, states=states, party=party)
            if counterpart:
                sides = sides.filter(counterpart=counterpart)
            found += _told(matter, behind(sides, after, by="hit", most=most))
    return newest(found, lambda side: (side.created, side.hit))[:most]


def releases_page(viewer: Viewer, *, now: datetime, most: int, after: Place | None = None) -> list[Release]:
    """The release proposals of the viewer's own bureau, the latest first, decided ones too."""
    found: list[Release] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            found += behind(_releases_of(matter), after, by="id", most=most, time="proposed")
    return newest(found, lambda release: (release.proposed, release.id))[:most]


def release_of(viewer: Viewer, release: UUID, *, now: datetime) -> tuple[Viewer, Release]:
    """One release proposal of the own bureau, and the viewer at work on its hit; `NotFound` otherwise."""
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            found = _releases_of(matter).filter(id=release).first()
            if found is not None:
                side = _sides_of(matter).get(hit=found.hit)
                return matter.working_for(purpose=side.purpose, reference=side.reference), found
    raise NotFound(_("There is no such release."))


def _sides_of(
    matter: Viewer, *, states: Collection[State] = (), party: Party | None = None
) -> models.QuerySet[HitSide]:
    sides = HitSide.objects.visible().without_mirrors().filter(member=matter.member, purpose=matter.purpose)
    if states:
        sides = sides.filter(state__in=states)
    return sides if party is None else sides.filter(party=party)


def _told(matter: Viewer, sides: Iterable[HitSide]) -> list[HitSide]:
    return [told_to(matter, side) for side in sides]


def _releases_of(matter: Viewer) -> models.QuerySet[Release]:
    if not may_read(matter):
        return Release.objects.none()
    return Release.objects.filter(member=matter.member, hit__in=_sides_of(matter).values("hit"))


def behind(rows: models.QuerySet[M], after: Place | None, *, by: str, most: int, time: str = "created") -> list[M]:
    """The newest rows behind this place of a list."""
    if after is not None:
        moment, key = after
        rows = rows.filter(Q(**{f"{time}__lt": moment}) | Q(**{time: moment, f"{by}__gt": key}))
    return list(rows.order_by(f"-{time}", by)[:most])


def newest(rows: list[T], place: Callable[[T], Place]) -> list[T]:
    """Rows found under several purposes in one order: by time from the latest, then by id."""
    by_id = sorted(rows, key=lambda row: place(row)[1])
    return sorted(by_id, key=lambda row: place(row)[0], reverse=True)


def _check_view(matter: Viewer, check: Check) -> CheckView:
    answers = list(check.answers.order_by("holder"))
    sides = _sides_of(matter).filter(hit__in=[hit for answer in answers for hit in answer.hits])
    known = {str(side.hit): side for side in _told(matter, sides)}
    return CheckView(
        check=check,
        answers=tuple(
            AnswerView(
                answer=answer,
                found=tuple(
                    FoundView(side=known[hit], record=_record_told(matter, known[hit]))
                    for hit in answer.hits
                    if hit in known
                ),
            )
            for answer in answers
        ),
        own=own_part(matter, check, now=current(matter, Action.READ).now),
    )


def _view(viewer: Viewer, side: HitSide) -> HitView:
    record = None if side.party == Party.HOLDER else _record_behind(viewer, side)
    releases = tuple(_releases_of(viewer).filter(hit=side.hit).order_by("proposed"))
    done = [each for each in releases if each.state == Release.State.APPROVED and each.decided is not None]
    # A release that stands above the hit is not marked on the side, which others of the bureau see as well.
    if side.party == Party.HOLDER and side.released is None and done:
        side.released, side.released_alone = done[-1].decided, done[-1].decided_by is None
    elif side.released is None and record is not None and any(_is_copy(each) for each in record.statements):
        side.released = side.changed
    return HitView(side=side, own_fields=_own_fields(viewer, side), record=record, releases=releases)


def _is_copy(statement: Statement) -> bool:
    """Whether it was released for one hit, and is found by no search."""
    return book.label(statement.label).hit is HitMode.NONE


def _own_fields(viewer: Viewer, side: HitSide) -> tuple[Statement, ...]:
    own: Sequence[Statement] = ()
    if may_read(viewer) and side.party == Party.HOLDER:
        own = fields_of(viewer, side)
    elif may_read(viewer):
        own = _statements(viewer, side.own_subject, originator=viewer.member)
    # A pointer at another thing is its id: nothing to lend, to release or to read.
    return tuple(each for each in own if each.prop not in REFERENCES)


def _record_told(viewer: Viewer, side: HitSide) -> Holding | None:
    """The record as an answer tells it: where anything of it is withheld, only after a release."""
    return _record_behind(viewer, side) if side.released or not side.withheld else None


def _record_behind(viewer: Viewer, side: HitSide) -> Holding | None:
    """What the viewer may read of the counterpart's record; its originator is told where that saves a life."""
    record = _record_readable(viewer, side) if may_read(viewer) else None
    if record is not None:
        for label_id in sorted({statement.label for statement in record.statements}):
            note_use_for_life(viewer, originator=record.holder, subject=record.subject, label_id=label_id)
    return record


def _record_readable(viewer: Viewer, side: HitSide) -> Holding | None:
    if side.their_register:
        found = register_holding(side.their_register, current(viewer, Action.READ).permitted)
        if found is not None:
            return found
    statements = _statements(viewer, side.their_subject, originator=side.counterpart)
    if not statements or side.their_subject is None:
        return None
    return Holding(
        subject=side.their_subject,
        holder=side.counterpart,
        register="",
        record_id=str(side.their_subject),
        statements=tuple(statements),
        description=describe(statements),
    )


def _statements(viewer: Viewer, subject: UUID | None, *, originator: str) -> list[Statement]:
    if subject is None:
        return []
    facts = Fact.objects.visible_to(viewer, action=Action.READ).filter(subject=subject, originator=originator)
    return sorted(map(statement_of, facts), key=lambda each: (each.prop, each.value, each.tag))


def _by_due(side: HitSide) -> tuple[bool, datetime, str]:
    due = side.confirmation_due if side.first_answered else side.first_answer_due
    waits = side.state == State.CONFIRMATION_REQUESTED and due is not None
    return (not waits, due or side.created, str(side.hit))
