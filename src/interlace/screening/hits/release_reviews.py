"""Looking at what one officer released alone: another person says right or wrong; wrong takes back what can be.

What another bureau has read it has read: it is told to delete, and the ledger says when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action, Label
from interlace.core.matching import compare
from interlace.core.procedure.emergency import SHORTEST_REASON, EmergencyVerdict, is_overdue
from interlace.core.procedure.ladder import Party
from interlace.facts.describing import describe
from interlace.facts.models import Fact
from interlace.facts.recalling import recall
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.acting import acting, acting_in_every_matter
from interlace.foundation.disclosure.models import label_from_terms
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.approvals.actions import (
    EMERGENCY_RELEASE,
    EMERGENCY_REVIEW,
    Difference,
    overturn,
    uphold,
)
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.roles import Verb
from interlace.screening import ledger_events
from interlace.screening.hits import reasons
from interlace.screening.hits.actions import log_for_both, log_within_bureau
from interlace.screening.hits.releases import released_beside
from interlace.screening.hits.sides import description_of_question
from interlace.screening.hits.telling import may_read
from interlace.screening.holdings import Statement
from interlace.screening.models import EmergencyRelease, HitBasis, HitSide, Release
from interlace.screening.rules import require_verb


@dataclass(frozen=True, slots=True)
class MadeAlone:
    """A release that one officer made alone, with what left."""

    emergency: EmergencyRelease
    release: Release
    matter: Viewer
    """The reader at work on its hit."""

    @property
    def label(self) -> Label:
        """The label under which it left."""
        return label_from_terms(self.release.terms)

    def review(self, verdict: EmergencyVerdict, reason: str) -> Difference:
        """What the reviewer signs."""
        return Difference(
            EMERGENCY_REVIEW,
            {
                "release": str(self.emergency.id),
                "reviewed": self.release.digest,
                "verdict": verdict.value,
                "reason": reason.strip(),
            },
        )


def may_see_made_alone(viewer: Viewer) -> bool:
    """Whether these releases are this officer's business: it reads what left, and decides or answers for it."""
    concerned = {Verb.ANSWER, Verb.APPROVE, Verb.SUPERVISE} & viewer.verbs
    return viewer.person.active and bool(concerned) and may_read(viewer)


def may_review(viewer: Viewer, made: EmergencyRelease) -> bool:
    """Whether this officer may say right or wrong: a second person of the bureau, never the one who released."""
    return Verb.APPROVE in viewer.verbs and not made.verdict and str(made.released_by) != viewer.id


def made_alone(viewer: Viewer, *, now: datetime, unreviewed: bool = False) -> list[MadeAlone]:
    """The releases that officers of this bureau made alone, the latest first, as far as this officer may know."""
    if not may_see_made_alone(viewer):
        return []
    found: list[MadeAlone] = []
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            rows = _of(matter)
            found += _with_releases(matter, rows.filter(verdict="") if unreviewed else rows)
    return sorted(found, key=lambda each: (each.emergency.at, str(each.emergency.id)), reverse=True)


def made_alone_page(
    viewer: Viewer, *, now: datetime, most: int, after: tuple[datetime, UUID] | None = None
) -> list[MadeAlone]:
    """The same, from a place of the list on: by time from the latest, then by id."""
    found = sorted(made_alone(viewer, now=now), key=lambda each: (-each.emergency.at.timestamp(), each.emergency.id))
    if after is not None:
        moment, key = after
        found = [
            each
            for each in found
            if each.emergency.at < moment or (each.emergency.at == moment and each.emergency.id > key)
        ]
    return found[:most]


def unreviewed(viewer: Viewer) -> models.QuerySet[EmergencyRelease]:
    """Those of the own bureau without a word about them, as far as the officer may know of them."""
    return EmergencyRelease.objects.filter(member=viewer.member, verdict="", label__in=context_of.discover_filter())


def taken_back_unread(viewer: Viewer) -> models.QuerySet[HitSide]:
    """Hits of which another bureau took something back that nobody here has read about."""
    mine = HitSide.objects.visible().filter(member=viewer.member, party=Party.ASKER, taken_back_seen=None)
    return mine.exclude(taken_back=None)


def to_review(viewer: Viewer, *, now: datetime) -> list[MadeAlone]:
    """Those that wait for this officer's word."""
    if not may_see_made_alone(viewer):
        return []
    return [each for each in made_alone(viewer, now=now, unreviewed=True) if may_review(viewer, each.emergency)]


def made_alone_of(viewer: Viewer, emergency_id: UUID, *, now: datetime) -> MadeAlone:
    """One of them; `NotFound` when there is none or it is not for this officer."""
    if may_see_made_alone(viewer):
        for matter in viewer.in_every_matter():
            with acting(matter, Action.DISCOVER, now=now):
                for found in _with_releases(matter, _of(matter).filter(id=emergency_id)):
                    return found
    raise NotFound(_("There is no such release."))


def is_late(made: EmergencyRelease, *, now: datetime) -> bool:
    """Whether nobody reviewed it within its 24 hours."""
    return is_overdue(reviewed=made.reviewed, due=made.review_due, now=now)


@transaction.atomic
def review_release(
    viewer: Viewer,
    emergency_id: UUID,
    *,
    verdict: EmergencyVerdict,
    reason: str,
    now: datetime,
    signed: Signed | None = None,
) -> EmergencyRelease:
    """Say as another person whether it was right; if not, take back what can be and tell the other bureau to delete."""
    found = made_alone_of(viewer, emergency_id, now=now)
    matter = found.matter
    require_verb(matter, Verb.APPROVE)
    with acting(matter, Action.READ, now=now):
        made = _of(matter).select_for_update(of=("self",)).get(id=emergency_id)
        if made.verdict:
            raise Conflict(_("This has been reviewed."))
        if str(made.released_by) == matter.id:
            raise Refused(_("Another person reviews it; you have done it yourself."), code="second_person_needed")
        if len(reason.strip()) < SHORTEST_REASON:
            what, fix = _("A review needs a written reason."), _("Say what you looked at, and why it was right or not.")
            raise InvalidInput(what, problems=[FieldProblem("/reason", "reason_missing", what, fix)])
        decide = uphold if verdict is EmergencyVerdict.RIGHT else overturn
        review = found.review(verdict, reason)
        decide(review, of=EMERGENCY_RELEASE, subject=made.id, by=matter.id, signed=signed, now=now)
        made.verdict, made.review_reason, made.reviewed = verdict.value, reason.strip(), now
        made.reviewed_by, made.reviewed_by_name = UUID(matter.id), matter.officer_name
        made.save()
        detail = {"release": str(made.id), "verdict": verdict.value, "in_time": not is_late(made, now=now)}
        log_within_bureau(ledger_events.EMERGENCY_REVIEWED, matter, made.hit, now=now, detail=detail)
        if verdict is EmergencyVerdict.WRONG:
            _take_back(matter, found, now=now)
        return made


def note_taken_back_read(viewer: Viewer, hit: UUID, *, now: datetime) -> None:
    """Note that somebody of the asker's side has read that a release was taken back."""
    with acting(viewer, Action.DISCOVER, now=now):
        mine = HitSide.objects.visible().filter(hit=hit, member=viewer.member, party=Party.ASKER)
        mine.filter(taken_back_seen=None).exclude(taken_back=None).update(taken_back_seen=now)


def taken_back_from(viewer: Viewer, *, now: datetime) -> list[HitSide]:
    """Hits of which a release was taken back from this bureau, and nobody here has read that."""
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        mine = HitSide.objects.visible().filter(member=viewer.member, purpose__in=every.purposes, party=Party.ASKER)
        found = list(mine.filter(taken_back_seen=None).exclude(taken_back=None))
    return [side for side in found if every.discovers(side.purpose, side.label_id)]


def _of(matter: Viewer) -> models.QuerySet[EmergencyRelease]:
    """Those of the matter's purpose that the running context may know of, and whose hit it may."""
    hits = HitSide.objects.visible().filter(member=matter.member, purpose=matter.purpose, party=Party.HOLDER)
    return EmergencyRelease.objects.filter(
        member=matter.member, label__in=context_of.discover_filter(), hit__in=hits.values("hit")
    )


def _with_releases(matter: Viewer, rows: models.QuerySet[EmergencyRelease]) -> list[MadeAlone]:
    made = list(rows)
    sides = HitSide.objects.visible().filter(member=matter.member, hit__in=[each.hit for each in made])
    references = dict(sides.values_list("hit", "reference"))
    releases = Release.objects.in_bulk([each.id for each in made])
    return [
        MadeAlone(each, releases[each.id], matter.working_for(purpose=matter.purpose, reference=references[each.hit]))
        for each in made
        if each.id in releases
    ]


def _take_back(viewer: Viewer, found: MadeAlone, *, now: datetime) -> None:
    """The copies are recalled as any fact is; the hit does not rest on them, so it stays, and the question with it."""
    hit = found.release.hit
    with steward(Task.RECALL):
        copies = [*Fact.objects.filter(contribution=found.release.id).values_list("id", flat=True)]
        HitBasis.objects.filter(hit=hit, fact__in=copies).delete()
    found.release.state = Release.State.TAKEN_BACK
    found.release.save(update_fields=["state"])
    if copies:
        recall(viewer, copies, reason="other", now=now)
    _forget_at_asker(found, now=now)
    log_for_both(
        ledger_events.RELEASE_TAKEN_BACK,
        viewer,
        hit,
        now=now,
        detail={"release": str(found.release.id), "fields": len(copies)},
    )


def _told_without(
    hit: UUID, first: EmergencyRelease, left: Sequence[Statement]
) -> tuple[list[dict[str, object]], float | None]:
    """The reasons and their sum that the asker knew before, widened by what other releases still tell it."""
    if not left:
        return first.known_before, None
    holder = HitSide.objects.get(hit=hit, party=Party.HOLDER)
    score = compare(description_of_question(holder.question), describe(left))
    return reasons.widened(first.known_before, score.reasons), round(score.bits, 1)


def _forget_at_asker(found: MadeAlone, *, now: datetime) -> None:
    """The asker's side holds again what it held before, and what other releases told it."""
    hit = found.release.hit
    with steward(Task.RECALL):
        first = EmergencyRelease.objects.filter(hit=hit).order_by("at", "id")[0]
        left = released_beside(hit, found.release.id)
        asker = HitSide.objects.select_for_update().get(hit=hit, party=Party.ASKER)
        # What was withdrawn or deleted on that side meanwhile does not come back.
        if asker.reasons:
            asker.reasons, asker.bits = _told_without(hit, first, left)
        asker.taken_back_seen = None
        asker.save()
        changes: dict[str, datetime | bool | None] = {"taken_back": now, "changed": now, "released_alone": False}
        if not left:
            changes["released"] = None
        HitSide.objects.filter(hit=hit).update(**changes)
