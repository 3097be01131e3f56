"""Files in the intake as one officer may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from interlace.cases.finding import at_work
from interlace.cases.models import Case
from interlace.cases.rules import is_on
from interlace.evidence.intake.finding import case_of_intake
from interlace.evidence.intake.models import CandidateState, Held, Intake, IntakeCandidate, IntakePart, IntakeState
from interlace.evidence.intake.sealing import edit_of_candidate, key_of, remarks_of, text_of_part, words_of_candidate
from interlace.evidence.looking import may_be_drawn
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.models import HitSide

MOST_CANDIDATES = 2_000
DRAWN = frozenset({"pdf", "picture"})
"""Kinds of files of which a page can be drawn."""


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the list."""

    intake: Intake
    open: int
    decided: int
    held: int


@dataclass(frozen=True, slots=True)
class SeenCandidate:
    """A candidate with its words."""

    row: IntakeCandidate
    words: Mapping[str, Any]
    edited: str = ""


@dataclass(frozen=True, slots=True)
class SeenPart:
    """The part before the reader."""

    row: IntakePart
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class IntakeView:
    """A file with what it may say."""

    intake: Intake
    may_decide: bool
    """Whether the viewer is on the open case."""
    candidates: Sequence[SeenCandidate]
    held: Sequence[Held]
    languages: Mapping[str, int]
    """Parts by language."""
    remarks: Sequence[Mapping[str, Any]]
    """What could not be read."""
    part: SeenPart | None = None
    picture_page: int | None = None
    """Which page of the file can be drawn beside the candidate, from 0."""
    current: SeenCandidate | None = None
    hits: Sequence[UUID] = field(default=())
    """Possible hits of what was accepted, as far as this viewer may know of them."""


def intakes_of(viewer: Viewer, *, now: datetime, most: int, after: tuple[datetime, UUID] | None = None) -> list[Row]:
    """The files of cases that the viewer may see, the latest first."""
    found: list[Intake] = []
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            rows = Intake.objects.filter(case__in=Case.objects.visible_to(matter)).select_related("exhibit", "case")
            if after is not None:
                rows = rows.filter(Q(begun__lt=after[0]) | Q(begun=after[0], id__gt=after[1]))
            counted = rows.annotate(
                open=Count("candidates", filter=Q(candidates__state=CandidateState.OPEN), distinct=True),
                all=Count("candidates", distinct=True),
                shut=Count("held", distinct=True),
            )
            found += list(counted.order_by("-begun", "id")[:most])
    found.sort(key=lambda each: (-each.begun.timestamp(), each.id))
    return [_row(each) for each in found[:most]]


def intake_view(viewer: Viewer, intake_id: UUID, *, now: datetime, candidate: UUID | None = None) -> IntakeView:
    """A file as this viewer may see it, at one of its candidates: that one, or the first that waits."""
    with at_work(viewer, case_of_intake(viewer, intake_id, now=now), now=now) as matter:
        intake = Intake.objects.select_related("exhibit", "case").get(pk=intake_id)
        key = key_of(intake.exhibit)
        # What was decided before a file was put into quarantine stays decided, and its words are shown no more.
        listed = intake.candidates.exclude(intake__state=IntakeState.HELD).order_by("number")
        is_shut = intake.exhibit.closed is not None  # it came in error: nothing of it is read any more
        rows = [] if is_shut else list(listed[:MOST_CANDIDATES])
        seen = [SeenCandidate(row, words_of_candidate(key, row), edit_of_candidate(key, row)) for row in rows]
        waiting = [each for each in seen if each.row.state == CandidateState.OPEN]
        current = next((each for each in seen if each.row.id == candidate), waiting[0] if waiting else None)
        part = intake.parts.filter(number=current.row.part).first() if current is not None else None
        subjects = [row.subject for row in rows if row.subject is not None]
        return IntakeView(
            intake=intake,
            may_decide=not is_shut and intake.case.is_open and is_on(matter, intake.case),
            candidates=seen,
            held=list(intake.held.order_by("-is_whole", "part", "held")),
            languages=dict(intake.parts.values_list("language").annotate(count=Count("id")).order_by("-count")),
            remarks=[] if is_shut else remarks_of(key, intake),
            picture_page=_picture_page(intake, part),
            part=None if part is None else SeenPart(part, text_of_part(key, part)),
            current=current,
            hits=_hits_of(subjects),
        )


def _picture_page(intake: Intake, part: IntakePart | None) -> int | None:
    """Which page of the file shows this part, counted from 0; None where none is drawn."""
    if part is None or intake.kind not in DRAWN:
        return None
    page = part.unit if intake.kind == "pdf" else 0
    return page if may_be_drawn(intake.exhibit, page) else None


def intake_of_exhibit(exhibit: UUID) -> Intake | None:
    """Whether and how an exhibit is in the intake; a context must be open."""
    return Intake.objects.filter(exhibit=exhibit).first()


def _hits_of(subjects: Sequence[UUID]) -> list[UUID]:
    sides = HitSide.objects.visible().without_mirrors().filter(own_subject__in=subjects)
    return list(sides.order_by("created", "id").values_list("hit", flat=True))


def _row(intake: Any) -> Row:
    return Row(intake, open=intake.open, decided=intake.all - intake.open, held=intake.shut)
