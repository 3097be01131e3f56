"""Climbing the ladder: hold, ask, answer, take back. Each move changes both sides in one transaction with one event."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.bureaus.queries import hours_of_holding
from interlace.core.handling import Action
from interlace.core.matching import compare
from interlace.core.procedure.ladder import ANSWERS, Move, Party, State, Urgency, due_times
from interlace.facts.describing import describe
from interlace.facts.events import FactsRecalled
from interlace.facts.models import Fact
from interlace.foundation.audit.actions import SYSTEM, Detail, record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting, current
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.roles import Verb
from interlace.screening import ledger_events
from interlace.screening.hits import reasons
from interlace.screening.hits.lending import lend_pictures, was_image_compared
from interlace.screening.hits.sides import description_of_question, within_guard
from interlace.screening.holdings import as_value, holder_statements, statements_of
from interlace.screening.models import HitBasis, HitSide, HitSideQuerySet, Link, Release
from interlace.screening.rules import require_move, require_verb


def my_side(viewer: Viewer, hit: UUID) -> HitSide:
    """The viewer's side of a hit, in an open context; `NotFound` when there is none or it is not for this viewer."""
    return _found(_my_sides(viewer, hit).first())


def my_side_to_change(viewer: Viewer, hit: UUID) -> HitSide:
    """The same, locked until the transaction ends: of two moves at the same moment the second sees the first."""
    return _found(_my_sides(viewer, hit).select_for_update(of=("self",)).first())


def _my_sides(viewer: Viewer, hit: UUID) -> HitSideQuerySet:
    return HitSide.objects.visible().filter(hit=hit, member=viewer.member, purpose=viewer.purpose)


def _found(side: HitSide | None) -> HitSide:
    if side is None:
        raise NotFound(_("There is no such hit."))
    return side


@transaction.atomic
def hold(viewer: Viewer, hit: UUID, *, held_until: datetime | None, now: datetime) -> HitSide:
    """Say that the person or object is held, under national power: the shorter clock runs when the owner is asked."""
    require_verb(viewer, Verb.ASK)
    with acting(viewer, Action.DISCOVER, now=now):
        state = require_move(my_side_to_change(viewer, hit), Move.HOLD)
        _write(hit, {"state": state, "urgency": Urgency.HELD, "held_until": held_until}, now=now)
        log_for_both(ledger_events.HIT_HELD, viewer, hit, now=now)
        return my_side(viewer, hit)


@transaction.atomic
def ask_owner(
    viewer: Viewer,
    hit: UUID,
    *,
    now: datetime,
    lend: Sequence[UUID] = (),
    urgency: Urgency = Urgency.NORMAL,
    held_until: datetime | None = None,
) -> HitSide:
    """Ask the owner to confirm, lending it some of one's own fields for this question.

    `lend` names facts of the asker's own subject; a hit of a typed check has put its values before the owner already.
    """
    require_verb(viewer, Verb.ASK)
    with acting(viewer, Action.READ, now=now) as context:
        side = my_side_to_change(viewer, hit)
        state = require_move(side, Move.QUERY_OWNER)
        if side.own_subject is None:
            lent = list(side.question)
        else:
            own = statements_of(context, side.own_subject)
            chosen = [statement for statement in own if statement.id in set(lend)]
            copies = lend_pictures(viewer, side, chosen, now=now)
            lent = [as_value(each, fact=copies.get(each.id) if each.id else None) for each in chosen]
        if not lent:
            raise InvalidInput(
                _("Choose at least one field that {bureau} may see.").format(bureau=side.counterpart),
                problems=[FieldProblem("/lend", "nothing_lent", _("No field is chosen."), _("Choose one or more."))],
            )
        running = side.urgency if side.state == State.PERSON_OR_OBJECT_HELD else urgency
        held = held_until or side.held_until or _end_of_holding(viewer, Urgency(running), now=now)
        due = due_times(Urgency(running), asked=now, held_until=held)
        changes = {
            "state": state,
            "urgency": running,
            "held_until": held,
            "asked": now,
            "asked_by": viewer.officer_name,
            "first_answer_due": due.first_answer,
            "confirmation_due": due.confirmation,
        }
        _put_before_owner(side, lent, changes, now=now)
        log_for_both(
            ledger_events.HIT_ASKED, viewer, hit, now=now, detail={"fields": [value["prop"] for value in lent]}
        )
        return my_side(viewer, hit)


@transaction.atomic
def first_answer(viewer: Viewer, hit: UUID, *, now: datetime) -> HitSide:
    """Say "we have it and are working on it": the first clock stops."""
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.DISCOVER, now=now):
        side = my_side_to_change(viewer, hit)
        if side.party != Party.HOLDER or side.state != State.CONFIRMATION_REQUESTED:
            raise Conflict(_("Nobody waits for a first answer here."))
        if side.first_answered is None:
            _write(hit, {"first_answered": now}, now=now)
            log_for_both(ledger_events.HIT_FIRST_ANSWER, viewer, hit, now=now)
        return my_side(viewer, hit)


@transaction.atomic
def answer(viewer: Viewer, hit: UUID, *, verdict: Move, reason: str, now: datetime) -> HitSide:
    """Answer as the owner: same, different, or cannot tell. A named officer decides; nothing is merged.

    A confirmation that rests on no identifier and no compared image needs a written reason.
    """
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.READ, now=now):
        side = my_side_to_change(viewer, hit)
        state = require_move(side, verdict)
        if verdict is Move.CONFIRM and not reason.strip() and not _speaks_for_itself(viewer, side):
            what = _("No identifier decides and no image was compared, so a confirmation needs a written reason.")
            raise InvalidInput(what, problems=[FieldProblem("/reason", "reason_missing", what)])
        _write(
            hit,
            {
                "state": state,
                "answered": now,
                "answer_reason": reason.strip(),
                "first_answered": side.first_answered or now,
            },
            now=now,
        )
        Link.objects.create(
            member=viewer.member, hit=hit, verdict=verdict, reason=reason.strip(), by=UUID(viewer.id), at=now
        )
        log_for_both(ledger_events.HIT_ANSWERED, viewer, hit, now=now, detail={"verdict": verdict.value})
        return my_side(viewer, hit)


@transaction.atomic
def undo_answer(viewer: Viewer, hit: UUID, *, now: datetime) -> HitSide:
    """Take the own answer back: the question is open again and the link statement is marked undone, not removed."""
    require_verb(viewer, Verb.ANSWER)
    with acting(viewer, Action.READ, now=now):
        side = my_side_to_change(viewer, hit)
        state = require_move(side, Move.UNDO)
        _write(hit, {"state": state, "answered": None, "answer_reason": "", "seen": None}, now=now)
        Link.objects.filter(hit=hit, undone=None).update(undone=now, undone_by=UUID(viewer.id))
        log_for_both(ledger_events.HIT_ANSWER_UNDONE, viewer, hit, now=now)
        return my_side(viewer, hit)


@transaction.atomic
def mark_seen(viewer: Viewer, hit: UUID, *, now: datetime) -> None:
    """Note that somebody of this side has opened the answer: it leaves the inbox."""
    with acting(viewer, Action.DISCOVER, now=now):
        _my_sides(viewer, hit).filter(state__in=ANSWERS, seen=None).update(seen=now)


def withdraw(recalled: FactsRecalled) -> int:
    """Take back every hit that rests on recalled facts, on both sides. Returns how many were flagged.

    What the other side learnt from the recalled facts goes at once (reasons, band, values); the row says *withdrawn*.
    """
    with steward(Task.RECALL):
        hits = _resting_on(recalled)
        lost = {str(fact) for fact in recalled.facts}
        for side in HitSide.objects.select_for_update().filter(hit__in=hits):
            side.state = State.WITHDRAWN
            side.reasons, side.band, side.bits, side.answer_reason = [], "", None, ""
            mine = side.party == Party.ASKER
            side.question = [value for value in side.question if mine and value.get("fact") not in lost]
            side.changed = recalled.at
            side.save()
        releases = Release.objects.filter(hit__in=hits)
        releases.filter(state=Release.State.PROPOSED).update(state=Release.State.EXPIRED)
        # Copies released to an asker go with their originals.
        Fact.objects.filter(contribution__in=[*releases.values_list("id", flat=True), *hits]).delete()
    for hit in hits:
        _log(
            ledger_events.HIT_WITHDRAWN,
            hit,
            by=recalled.officer,
            actor=recalled.member,
            matter=("", ""),
            now=recalled.at,
        )
    return len(hits)


def _resting_on(recalled: FactsRecalled) -> list[UUID]:
    hits = set(HitBasis.objects.filter(fact__in=recalled.facts).values_list("hit", flat=True))
    if recalled.register is not None:
        theirs = HitSide.objects.filter(their_subject__in=recalled.subjects, counterpart=recalled.member)
        hits |= set(theirs.values_list("hit", flat=True))
    open_hits = HitSide.objects.filter(hit__in=hits).exclude(state=State.WITHDRAWN)
    return sorted(set(open_hits.values_list("hit", flat=True)))


def _speaks_for_itself(viewer: Viewer, side: HitSide) -> bool:
    """Whether a deciding identifier or two pictures of one kind carry a confirmation without words."""
    if reasons.is_deciding(side.reasons):
        return True
    if side.own_subject is None:
        return False
    return was_image_compared(side, statements_of(current(viewer, Action.READ), side.own_subject))


def _end_of_holding(viewer: Viewer, urgency: Urgency, *, now: datetime) -> datetime | None:
    """When the asker's own power to hold a person ends, where nobody has said it for this person."""
    hours = hours_of_holding(viewer.member) if urgency is Urgency.HELD else None
    return now + timedelta(hours=hours) if hours is not None else None


def _put_before_owner(
    asker: HitSide, lent: Sequence[dict[str, str]], changes: Mapping[str, object], *, now: datetime
) -> None:
    """Let the owner compare what was lent with all it holds; its side is made when it had none."""
    with steward(Task.CHECK):
        side = HitSide.objects.select_for_update().filter(hit=asker.hit, party=Party.HOLDER).first()
        register = side.own_register if side is not None else asker.their_register
        everything = holder_statements(asker.their_subject, register)
        guard = book.label(asker.holders_label_id)
        statements = within_guard(everything, guard, purpose=asker.purpose, now=now)
        score = compare(description_of_question(lent), describe(statements))
        if side is None:
            side = HitSide(
                hit=asker.hit,
                member=asker.counterpart,
                party=Party.HOLDER,
                counterpart=asker.member,
                holders_label_id=asker.holders_label_id,
                purpose=asker.purpose,
                own_subject=asker.their_subject,
                own_register=register,
                band=asker.band,
                model=score.model,
                created=now,
            )
        # The asker has named itself and its matter: what guards the side now is the owner's own label alone.
        side.label_id = asker.holders_label_id
        side.reference = asker.reference
        side.question = list(lent)
        side.reasons = reasons.full(score.reasons)
        side.bits, side.band, side.model = round(score.bits, 1), score.band, score.model
        side.silent = False
        for one in (asker, side):
            for field, value in changes.items():
                setattr(one, field, value)
            one.changed = now
            one.save()


def _write(hit: UUID, changes: Mapping[str, object], *, now: datetime) -> None:
    with steward(Task.CHECK):
        HitSide.objects.filter(hit=hit).update(**changes, changed=now)


def log_for_both(
    event: Event,
    viewer: Viewer,
    hit: UUID,
    *,
    now: datetime,
    detail: Detail | None = None,
    untold: Collection[str] = (),
) -> None:
    """Write the viewer's act to the logs of both members, and mark both sides of the hit with it.

    `untold`: members some of whose officers know of the hit and may not know of the act; their side is not marked.
    """
    matter = (viewer.purpose, viewer.reference)
    _log(event, hit, by=viewer.id, actor=viewer.member, matter=matter, now=now, detail=detail, untold=untold)


def log_within_bureau(event: Event, viewer: Viewer, hit: UUID, *, now: datetime, detail: Detail) -> None:
    """Write what happens inside one bureau (a proposal, a refusal to release), which the other side never learns."""
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=hit,
        now=now,
        purpose=viewer.purpose,
        reference=viewer.reference,
        detail={**detail, "party": viewer.member},
    )


def _log(
    event: Event,
    hit: UUID,
    *,
    by: UUID | str,
    actor: str,
    matter: tuple[str, str],
    now: datetime,
    detail: Detail | None = None,
    untold: Collection[str] = (),
) -> None:
    """One act, a leaf for each member; only the actor's names the officer and the reference."""
    act = uuid.uuid4()
    purpose, reference = matter
    with steward(Task.CHECK):
        sides = HitSide.objects.filter(hit=hit)
        members = sorted(sides.values_list("member", flat=True))
        sides.exclude(member__in=untold).update(last_event=str(act))
        for member in members:
            own = member == actor
            record(
                event,
                by=by if own else SYSTEM,
                member=member,
                on=hit,
                now=now,
                purpose=purpose,
                reference=reference if own else "",
                detail={**(detail or {}), "party": actor},
                act=act,
            )
