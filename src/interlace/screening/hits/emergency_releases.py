"""A release that one officer of the holder makes alone, while a person is held or a life is at risk.

It replaces the second signature and nothing else: the same label decides what may leave, only a minimum by which a
person is known does, the exact difference is signed, and another person reviews it (`release_reviews.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action, Code, Label, can, join
from interlace.core.procedure.emergency import (
    READABLE_FOR,
    REVIEWED_WITHIN,
    SHORTEST_REASON,
    EmergencyGround,
    IdentityPart,
    fits,
    hurries,
    part_of,
    parts_exceeded,
)
from interlace.core.procedure.ladder import Party, State, Urgency
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.models import terms_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.approvals.actions import EMERGENCY_RELEASE, Difference, act_alone
from interlace.foundation.identity.passkeys.actions import Signed
from interlace.foundation.identity.roles import Verb
from interlace.screening import ledger_events
from interlace.screening.hits.actions import log_for_both, log_within_bureau, my_side, my_side_to_change
from interlace.screening.hits.releases import (
    USUAL_CODES,
    fields_chosen,
    fields_of,
    release_label,
    show_asker,
    store_release,
)
from interlace.screening.hits.sides import guard_of, within_guard
from interlace.screening.holdings import Statement, as_value
from interlace.screening.models import EmergencyRelease, HitSide, Release
from interlace.screening.rules import require_verb


@dataclass(frozen=True, slots=True)
class Emergency:
    """What one officer wants to let go alone, and on which ground."""

    fields: tuple[str, ...]
    """Tags of the holder's own statements."""
    ground: EmergencyGround
    reason: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A release by one officer as it would be made: what is shown, and signed."""

    side: HitSide
    chosen: Sequence[Statement]
    label: Label
    emergency: Emergency

    @property
    def values(self) -> list[dict[str, str]]:
        """The exact fields."""
        return [as_value(statement) for statement in self.chosen]

    @property
    def difference(self) -> Difference:
        """Which fields of which hit leave for whom at once, under which terms, on which ground."""
        return Difference(
            EMERGENCY_RELEASE,
            {
                "hit": str(self.side.hit),
                "to": self.side.counterpart,
                "fields": self.values,
                "ground": self.emergency.ground.value,
                "reason": self.emergency.reason,
                "terms": terms_of(self.label),
            },
        )


def may_release_alone(viewer: Viewer, side: HitSide, *, now: datetime) -> bool:
    """Whether this officer of the holder could release anything of this hit alone, now."""
    return (
        Verb.ANSWER in viewer.verbs
        and side.party == Party.HOLDER
        and hurries(State(side.state), Urgency(side.urgency), confirmation_due=side.confirmation_due, now=now)
    )


def minimum_of(viewer: Viewer, side: HitSide, *, now: datetime) -> list[tuple[Statement, IdentityPart]]:
    """What of the holder's own statements could leave like this, and as which part; a READ context must be open."""
    found = ((each, part_of(each.schema, each.prop)) for each in fields_of(viewer, side))
    return [
        (statement, part)
        for statement, part in found
        if part is not None and may_go_alone(viewer, side, statement, now=now)
    ]


def may_go_alone(viewer: Viewer, side: HitSide, statement: Statement, *, now: datetime) -> bool:
    """Whether this statement may leave on one signature: its label lets it, and it stands above nobody on either side.

    A hit tells the whole of both bureaus that something was released and how it compares. What only some of those who
    know of the hit may read leaves by two persons, who write its terms anew.
    """
    known = within_guard([statement], book.label(side.label_id), purpose=side.purpose, now=now)
    return bool(known) and label_lets_go(viewer, book.label(statement.label), to=side.counterpart, now=now)


def label_lets_go(viewer: Viewer, label: Label, *, to: str, now: datetime) -> bool:
    """Whether the rule lets this officer pass the statement on without asking anybody: its bureau's own, not denied.

    What is for named persons only stays with them: nobody of the other bureau is one.
    """
    if label.origins != {viewer.member} or Code.EYES_ONLY.value in label.codes:
        return False
    return can(viewer.person, Action.FORWARD, label, purpose=viewer.purpose, now=now, to=to)


def emergency_label(viewer: Viewer, side: HitSide, chosen: Sequence[Statement]) -> Label:
    """The label that the released fields will carry: no wider than any original, but that the asker may read."""
    if side.asked is None:
        raise Conflict(_("Nobody has asked for these fields."))
    until = side.asked + READABLE_FOR
    usual = release_label(viewer, side, chosen, codes=USUAL_CODES, until=until)
    originals = guard_of(chosen)
    return replace(usual, level=originals.level, rooms=originals.rooms, deny=originals.deny)


def draw_up(viewer: Viewer, hit: UUID, emergency: Emergency, *, now: datetime) -> Drawn:
    """What would be signed, or why it cannot be. Nothing is released."""
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.READ, now=now):
        return _drawn(viewer, my_side(viewer, hit), emergency, now=now)


@transaction.atomic
def release_alone(
    viewer: Viewer, hit: UUID, emergency: Emergency, *, now: datetime, signed: Signed | None = None
) -> EmergencyRelease:
    """Release a minimum identity at once, on one officer's signature; another person has 24 hours to review it."""
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.READ, now=now):
        # Locked: of two at the same moment, the second counts what the first has let go.
        side = my_side_to_change(viewer, hit)
        drawn = _drawn(viewer, side, emergency, now=now)
        release = _as_release(viewer, drawn, now=now)
        act_alone(drawn.difference, subject=release.id, member=viewer.member, by=viewer.id, signed=signed, now=now)
        made = EmergencyRelease.objects.create(
            id=release.id,
            hit=hit,
            member=viewer.member,
            label_id=release.label_id,
            to=side.counterpart,
            ground=drawn.emergency.ground,
            reason=drawn.emergency.reason,
            released_by=UUID(viewer.id),
            released_by_name=viewer.officer_name,
            at=now,
            review_due=now + REVIEWED_WITHIN,
            known_before=_reasons_of_asker(hit),
        )
        released = store_release(viewer, release, side, now=now)
        show_asker(release, released, now=now)
        detail = {"release": str(release.id), "digest": release.digest, "ground": drawn.emergency.ground.value}
        log_within_bureau(ledger_events.EMERGENCY_EXPLAINED, viewer, hit, now=now, detail=detail)
        log_for_both(
            ledger_events.EMERGENCY_RELEASED,
            viewer,
            hit,
            now=now,
            detail={"release": str(release.id), "fields": len(released)},
        )
        return made


def _drawn(viewer: Viewer, side: HitSide, emergency: Emergency, *, now: datetime) -> Drawn:
    if side.party != Party.HOLDER:
        raise NotFound(_("There is no such hit."))
    if not may_release_alone(viewer, side, now=now):
        raise Conflict(
            _("Nobody is held and nothing is urgent here, or the question has been closed."),
            fix=_("Propose the release; a second person signs it."),
        )
    asked = replace(emergency, reason=emergency.reason.strip())
    problems = _problems_of(asked, side)
    if problems:
        raise InvalidInput(_("It cannot be released by one person like this."), problems=problems)
    chosen = fields_chosen(viewer, side, asked.fields)
    _require_minimum(side, chosen)
    if not all(may_go_alone(viewer, side, each, now=now) for each in chosen):
        raise Refused(
            _("The handling of one of these fields does not let it go to {bureau}.").format(bureau=side.counterpart),
            code="label_forbids",
            fix=_("Leave it out."),
        )
    label = emergency_label(viewer, side, chosen)
    if label.until <= now:
        raise Conflict(
            _("The question is too old for a release by one person."),
            fix=_("Propose the release; a second person signs it."),
        )
    return Drawn(side, chosen, label, asked)


def _problems_of(emergency: Emergency, side: HitSide) -> list[FieldProblem]:
    problems = []
    if len(emergency.reason) < SHORTEST_REASON:
        what, fix = _("A release by one person needs a written reason."), _("Say what the risk is, and how you know.")
        problems.append(FieldProblem("/reason", "reason_missing", what, fix))
    if not fits(emergency.ground, Urgency(side.urgency)):
        what = _("The other bureau has not said that it holds a person.")
        problems.append(FieldProblem("/ground", "nobody_held", what, _("Choose the ground that is true.")))
    return problems


def _require_minimum(side: HitSide, chosen: Sequence[Statement]) -> None:
    """Nothing beyond a minimum identity, counted together with what left for this bureau like this before."""
    parts = [part_of(each.schema, each.prop) for each in chosen]
    within = [part for part in parts if part is not None]
    if len(within) < len(parts):
        what = _("One of these fields is more than by whom a person is known.")
        fix = _("Choose name, birth date, nationality, and one photograph or document number.")
        raise InvalidInput(what, problems=[FieldProblem("/fields", "beyond_minimum", what, fix)])
    stated = {(each.prop, each.value): part for each, part in zip(chosen, within, strict=True)} | _left_before(side)
    if parts_exceeded(stated.values()):
        what = _("These are more fields than one person may release, counted with what left like this before.")
        fix = _("Choose fewer, or propose the release; a second person signs it.")
        raise InvalidInput(what, problems=[FieldProblem("/fields", "beyond_minimum", what, fix)])


def _left_before(side: HitSide) -> dict[tuple[str, str], IdentityPart]:
    """What of this subject left for this bureau on one signature, for whatever hit; one that was wrong counts too."""
    with steward(Task.CHECK):
        same = HitSide.objects.filter(
            member=side.member, party=Party.HOLDER, counterpart=side.counterpart, own_subject=side.own_subject
        )
        made = EmergencyRelease.objects.filter(member=side.member, hit__in=[*same.values_list("hit", flat=True)])
        fields = Release.objects.filter(id__in=[*made.values_list("id", flat=True)]).values_list("fields", flat=True)
        values = [value for each in fields for value in each]
    found = {(each["prop"], each["value"]): part_of(each["schema"], each["prop"]) for each in values}
    return {stated: part for stated, part in found.items() if part is not None}


def _as_release(viewer: Viewer, drawn: Drawn, *, now: datetime) -> Release:
    """The same row as of a release that two have signed, so that a recall and the asker's page find it."""
    guard = intern(join(book.label(drawn.side.label_id), guard_of(drawn.chosen)))
    context_of.refresh()
    return Release.objects.create(
        hit=drawn.side.hit,
        member=viewer.member,
        label_id=guard,
        to=drawn.side.counterpart,
        facts=[statement.tag for statement in drawn.chosen],
        fields=drawn.values,
        terms=terms_of(drawn.label),
        digest=drawn.difference.digest,
        state=Release.State.APPROVED,
        proposed_by=UUID(viewer.id),
        proposed_by_name=viewer.officer_name,
        proposed=now,
        decided=now,
    )


def _reasons_of_asker(hit: UUID) -> list[dict[str, object]]:
    with steward(Task.CHECK):
        return list(HitSide.objects.get(hit=hit, party=Party.ASKER).reasons)
