"""What a bureau does in a joint case: proposes it, accepts or declines its terms, leaves it, ends it."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.db import transaction

from interlace.cases import ledger_events
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.joint import telling
from interlace.cases.joint.accepting import accepted_terms
from interlace.cases.joint.finding import at_work_jointly, side_to_change
from interlace.cases.joint.models import JointEvent, JointSide, RoomStay
from interlace.cases.labels import kept_until, shared_label
from interlace.cases.rules import error_of, require_crossing, require_on, require_worker
from interlace.core.problems import Problem
from interlace.core.procedure.cases import (
    JointMove,
    JointState,
    next_joint_state,
)
from interlace.facts.recalling import recall
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import Verb
from interlace.screening.rules import require_verb

LONGEST_TERMS = 20_000
LONGEST_REASON = 500
_IN = frozenset({JointState.TAKING_PART, JointState.INVITED})


@dataclass(frozen=True, slots=True)
class JointTerms:
    """What is proposed: written terms of reference, to which bureaus, until when."""

    title: str
    text: str
    members: frozenset[str]
    until: datetime


@transaction.atomic
def propose_joint_case(viewer: Viewer, case_id: UUID | str, terms: JointTerms, *, now: datetime) -> JointSide:
    """Propose to work on a case together. What the other bureaus see of it is what is laid before them later."""
    require_verb(viewer, Verb.APPROVE)
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        require_crossing(case)
        asked = _asked(terms, by=matter.member, now=now)
        joint = uuid4()
        side = JointSide(
            joint=joint,
            member=matter.member,
            label_id=case.label_id,
            purpose=case.purpose,
            title=terms.title.strip()[:200],
            leader=matter.member,
            state=JointState.TAKING_PART,
            case=case.id,
            room=f"joint-{joint.hex[:12]}",
            until=terms.until,
            asked=now,
            answered=now,
        )
        side.save(force_insert=True)
        parties = {matter.member: JointState.TAKING_PART} | dict.fromkeys(asked, JointState.INVITED)
        for member in asked:
            telling.ask(member, side, now=now)
        _write(matter, side, JointMove.PROPOSE, parties, now=now, terms=terms.text.strip())
        _log(ledger_events.JOINT_PROPOSED, matter, side, now=now, detail={"asked": list(asked)})
        return side


@transaction.atomic
def invite_to_joint_case(viewer: Viewer, joint: UUID, *, member: str, now: datetime) -> JointSide:
    """Ask a further bureau, or one that declined or left, under the terms that stand. For the bureau that leads."""
    require_verb(viewer, Verb.APPROVE)
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = _led(matter, joint)
        standing = telling.standings(joint)
        if member == matter.member or not Member.objects.filter(code=member).exists():
            raise error_of(Problem("member_unknown"))
        if next_joint_state(standing.get(member), JointMove.INVITE) is None:
            raise error_of(Problem("joint_not_now"))
        telling.ask(member, side, now=now)
        parties = {**standing, member: JointState.INVITED}
        _write(matter, side, JointMove.INVITE, parties, now=now, about=member, stated=stated_terms(matter, joint))
        _log(ledger_events.JOINT_INVITED, matter, side, now=now, detail={"asked": [member]})
        return side


@transaction.atomic
def accept_terms(
    viewer: Viewer, joint: UUID, *, digest: str, case_id: UUID | str | None = None, now: datetime
) -> JointSide:
    """Accept exactly the terms that were read, with the own case that becomes the bureau's compartment.

    Who takes part already, and accepts new terms, keeps the compartment that it has.
    """
    require_verb(viewer, Verb.APPROVE)
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = side_to_change(matter, joint)
        terms = stated_terms(matter, joint)
        if terms.terms_digest != digest:
            raise error_of(Problem("terms_changed"))
        if side.takes_part and accepted_terms(matter, joint).get(matter.member) == digest:
            raise error_of(Problem("joint_not_now"))
        if case_id is not None:
            if side.takes_part:  # another compartment would show it to other colleagues than before
                raise error_of(Problem("joint_not_now"))
            _take_as_compartment(matter, side, case_id)
        side.until = terms.until or side.until  # from now on this bureau is under these
        parties = _moved(side, JointMove.ACCEPT, now=now)
        _write(matter, side, JointMove.ACCEPT, parties, now=now, stated=terms)
        _log(ledger_events.JOINT_ACCEPTED, matter, side, now=now, detail={"terms": digest})
        return side


@transaction.atomic
def change_terms(viewer: Viewer, joint: UUID, *, text: str, until: datetime | None = None, now: datetime) -> JointSide:
    """Propose new terms, and perhaps a later end. For the bureau that leads; it has accepted what it proposes.

    Each other bureau stays under those that it accepted until it accepts these.
    """
    require_verb(viewer, Verb.APPROVE)
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = _led(matter, joint)
        before, said = stated_terms(matter, joint), text.strip()
        _require_text(said)
        if now >= side.until:
            raise error_of(Problem("joint_not_now"))
        if until is not None and until < side.until:
            raise error_of(Problem("joint_end_earlier"))
        if said == before.terms and until in {None, side.until}:
            raise error_of(Problem("terms_same"))
        side.until = max(side.until, until or side.until)
        parties = _moved(side, JointMove.CHANGE, now=now)
        _write(matter, side, JointMove.CHANGE, parties, now=now, terms=said, until=side.until)
        told = [member for member, state in parties.items() if state in _IN and member != matter.member]
        telling.tell(ledger_events.JOINT_CHANGED, told, side, now=now)
        _log(
            ledger_events.JOINT_CHANGED,
            matter,
            side,
            now=now,
            detail={"terms": terms_digest(said, side.until)},
        )
        return side


@transaction.atomic
def decline_terms(viewer: Viewer, joint: UUID, *, reason: str, now: datetime) -> JointSide:
    """Say no, with the reason that the others read."""
    require_verb(viewer, Verb.APPROVE)
    said = _reason(reason)
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = side_to_change(matter, joint)
        parties = _moved(side, JointMove.DECLINE, now=now)
        _write(matter, side, JointMove.DECLINE, parties, now=now, reason=said)
        _log(ledger_events.JOINT_DECLINED, matter, side, now=now)
        return side


@transaction.atomic
def withdraw_from_joint_case(viewer: Viewer, joint: UUID, *, reason: str, now: datetime) -> JointSide:
    """Leave. What is the bureau's goes with it: what it laid before the others, and its facts in the task force."""
    require_verb(viewer, Verb.APPROVE)
    require_verb(viewer, Verb.RECALL)
    said = _reason(reason)
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = side_to_change(matter, joint)
        if side.leader == side.member:
            # Without its leader it has no terms that anybody answers for.
            raise error_of(Problem("joint_not_now"))
        parties = _moved(side, JointMove.WITHDRAW, now=now)
        _write(matter, side, JointMove.WITHDRAW, parties, now=now, reason=said)
        telling.remove_items(joint, matter.member)
        telling.end_stays(RoomStay.objects.filter(side=side), now=now)
        _log(ledger_events.JOINT_WITHDRAWN, matter, side, now=now)
        if facts := telling.facts_in_room(matter.member, side.room):
            recall(matter, facts, reason="purpose-achieved", now=now)
        return side


@transaction.atomic
def end_joint_case(viewer: Viewer, joint: UUID, *, reason: str, now: datetime) -> JointSide:
    """End it for everybody: task forces end, and nothing lies before the others any more. For the bureau that leads."""
    require_verb(viewer, Verb.APPROVE)
    said = _reason(reason)
    with at_work_jointly(viewer, joint, now=now) as matter:
        side = _led(matter, joint)
        standing = telling.standings(joint)
        still_in = [member for member, state in standing.items() if state in _IN]
        parties = {**standing, **dict.fromkeys(still_in, JointState.ENDED)}
        _write(matter, side, JointMove.END, parties, now=now, reason=said, readers=still_in)
        telling.end_all(side, still_in, now=now)
        return side_to_change(matter, joint)


def terms_digest(text: str, until: datetime | None = None) -> str:
    """By which an officer says which terms it has read; changed ones with their end."""
    end = "" if until is None else f"\n{until.astimezone(UTC).isoformat()}"
    return hashlib.sha256((text + end).encode()).hexdigest()


def _asked(terms: JointTerms, *, by: str, now: datetime) -> list[str]:
    if not terms.title.strip():
        raise error_of(Problem("title_missing"))
    _require_text(terms.text.strip())
    asked = sorted(terms.members - {by})
    if not asked:
        raise error_of(Problem("members_missing"))
    if set(asked) - set(Member.objects.filter(code__in=asked).values_list("code", flat=True)):
        raise error_of(Problem("member_unknown"))
    if terms.until <= now:
        raise error_of(Problem("joint_end_passed"))
    return asked


def _require_text(text: str) -> None:
    if not 0 < len(text) <= LONGEST_TERMS:
        raise error_of(Problem("text_too_long" if text else "terms_missing"))


def _take_as_compartment(viewer: Viewer, side: JointSide, case_id: UUID | str) -> None:
    case = case_to_change(viewer, case_id)
    require_worker(viewer.working_for(purpose=case.purpose, reference=case.reference))
    require_crossing(case)
    side.case, side.label_id = case.id, case.label_id


def _moved(side: JointSide, move: JointMove, *, now: datetime) -> dict[str, JointState]:
    """The side after its own move, and where everybody stands then."""
    standing = dict(telling.standings(side.joint))
    state = next_joint_state(standing.get(side.member), move)
    if state is None or (now >= side.until and move is not JointMove.WITHDRAW):  # one may leave at any time
        raise error_of(Problem("joint_not_now"))
    side.state, side.answered = state, now
    side.save(update_fields=["state", "answered", "case", "label", "until"])
    return {**standing, side.member: state}


def _led(viewer: Viewer, joint: UUID) -> JointSide:
    side = side_to_change(viewer, joint)
    if side.leader != viewer.member:
        raise error_of(Problem("not_the_leader"))
    if not side.takes_part:
        raise error_of(Problem("joint_not_now"))
    return side


def stated_terms(viewer: Viewer, joint: UUID) -> JointEvent:
    """The act that stated the terms last, as far as this bureau was told. A context must be open."""
    stated = JointEvent.objects.visible_to(viewer).filter(joint=joint).exclude(terms="")
    found = stated.order_by("-number").first()
    if found is None:
        raise error_of(Problem("joint_not_now"))
    return found


def _write(
    viewer: Viewer,
    side: JointSide,
    move: JointMove,
    parties: Mapping[str, JointState],
    *,
    now: datetime,
    about: str = "",
    terms: str = "",
    until: datetime | None = None,
    stated: JointEvent | None = None,
    reason: str = "",
    readers: Collection[str] = (),
) -> None:
    """Add an act for those who take part or are asked, and for who acts; nobody else learns of it.

    A bureau whose own end has come takes no part: it reads new terms alone, so that it can accept a later end.

    The terms are new ones, or those of the act that stated them last.
    """
    if stated is not None:
        terms, until, digest = stated.terms, stated.until, stated.terms_digest
    else:
        digest = terms_digest(terms, until) if terms else ""
    over = telling.past_their_end(side.joint, now=now)
    present = {
        member: state.value
        for member, state in parties.items()
        if (state in _IN or member in readers) and member not in over
    }
    audience, shown = {*present, viewer.member}, {**present, viewer.member: parties[viewer.member].value}
    if viewer.member in over:
        # It was told nothing since its end: neither who came after it, nor do those who came learn of it.
        audience &= {viewer.member, *_known_to(viewer, side.joint)}
    elif move is JointMove.CHANGE:
        audience |= {member for member in over if parties.get(member) in _IN}  # who may still accept a later end
    if audience & over:
        shown = {viewer.member: parties[viewer.member].value}  # where the others stand, these read no more
    label = shared_label(viewer.member, audience=audience, purpose=side.purpose, until=kept_until(now))
    label_id = intern(label)
    context_of.refresh()
    JointEvent(
        joint=side.joint,
        number=telling.next_number(side.joint),
        kind=move,
        member=viewer.member,
        about=about,
        officer_name=viewer.officer_name,
        label_id=label_id,
        terms=terms,
        terms_digest=digest,
        until=until,
        parties=shown,
        reason=reason,
        at=now,
    ).save(force_insert=True)


def _known_to(viewer: Viewer, joint: UUID) -> set[str]:
    """The bureaus of which this one was told that they are in it. A context must be open."""
    told = JointEvent.objects.visible_to(viewer).filter(joint=joint)
    return {member for event in told for member in event.parties}


def _log(
    event: Event, viewer: Viewer, side: JointSide, *, now: datetime, detail: Mapping[str, object] | None = None
) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=side.joint,
        now=now,
        purpose=side.purpose,
        reference=viewer.reference,
        detail=detail or {},  # type: ignore[arg-type]  # ids and codes
    )


def _reason(text: str) -> str:
    said = text.strip()
    if not said:
        raise error_of(Problem("reason_missing"))
    return said[:LONGEST_REASON]
