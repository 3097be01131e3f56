"""Putting a question to the holders. The machine proposes, with reasons; a named officer decides."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from interlace.core.handling import Action
from interlace.core.matching import Band, band_of, compare, compare_from
from interlace.core.procedure.ladder import Urgency
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import Acting, acting
from interlace.foundation.disclosure.labels import Permitted
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.roles import Verb
from interlace.screening.checks import budget
from interlace.screening.checks.bands import POSSIBLE_FROM, STRENGTH, is_possible, told_bits
from interlace.screening.checks.granted import Granted, LeftOut, granted_to, require_others_granted, shown_of
from interlace.screening.checks.scope import Reach, candidates_so_far, reach_again, scope_of
from interlace.screening.hits.sides import Likeness, Matter, make_known
from interlace.screening.hits.telling import told_to
from interlace.screening.holdings import Holding, holdings_found
from interlace.screening.index import Candidate
from interlace.screening.ledger_events import CHECK_ASKED
from interlace.screening.models import Check, CheckAnswer, HitSide, PendingSilence
from interlace.screening.questions import Question, question_about
from interlace.screening.rules import require_matter, require_verb

CANDIDATES = 50
"""How many records one question compares, counted among those the asker may discover."""


@dataclass(frozen=True, slots=True)
class Found:
    """One possible hit as the asker may know it."""

    hit: UUID
    band: Band
    side: HitSide
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class HolderAnswer:
    """What one bureau's facts answer. "No hit" says nothing of what the asker may not discover."""

    holder: str
    name: str
    state: CheckAnswer.State
    band: Band | None
    found: tuple[Found, ...]
    answered: datetime | None
    last_contact: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnPart:
    """The asker's own records that resemble the question, and which of them were not compared."""

    ours: tuple[Likeness, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The answers of every bureau asked, and the asker's own part."""

    check: Check
    question: Question
    own: OwnPart
    answers: tuple[HolderAnswer, ...]

    @property
    def ours(self) -> tuple[Likeness, ...]:
        """The asker's own records that resemble the question."""
        return self.own.ours


def ask_holders(
    viewer: Viewer,
    question: Question,
    *,
    now: datetime,
    scope: Sequence[str] = (),
    urgency: Urgency = Urgency.NORMAL,
    batch: UUID | None = None,
    check_id: UUID | None = None,
) -> CheckResult:
    """Ask the holders about one thing and store the check, its answers and its hits.

    `scope` limits it to bureaus (`TH`) and to registers that the viewer may read (`SG/ofac-sdn`).
    Raises `Refused` without role, purpose or reference, and `BudgetExhausted` with the seconds to wait.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)

    with acting(viewer, Action.DISCOVER, now=now) as context:
        asked_of = scope_of(context, scope)
        require_others_granted(context, [holder.code for holder in asked_of.holders])
        reachable = {holder.code for holder in asked_of.holders if holder.reachable}
        if batch is None:
            _spend(context, question, holders=asked_of.counted)
        asked = _store_check(
            viewer, question, check_id=check_id or uuid.uuid4(), scope=scope, urgency=urgency, batch=batch, now=now
        )
        matter = matter_of_check(viewer, asked, question)
        granted = granted_to(context)
        likenesses, is_all = _likenesses(granted, question, asked_of.reach.at(reachable | {viewer.member}))
        found = _make_known(viewer, matter, likenesses, now=now)
        ours = tuple(likeness for likeness in likenesses if likeness.holding.holder == viewer.member)
        answers = tuple(
            HolderAnswer(
                holder=holder.code,
                name=holder.name,
                state=_state_of(found[holder.code], is_all=is_all and holder.code in reachable),
                band=strongest(found[holder.code]),
                found=tuple(found[holder.code]),
                answered=now if is_all and holder.code in reachable else None,
                last_contact=holder.last_contact if holder.code not in reachable else None,
            )
            for holder in asked_of.holders
        )
        _store_answers(asked, answers)
        # Compared with silent facts after the asker has its answer, whatever that is: neither bytes nor delay may tell.
        PendingSilence.objects.create(check_asked=asked.id)
        record(
            CHECK_ASKED,
            by=viewer.id,
            member=viewer.member,
            on=asked.id,
            purpose=viewer.purpose,
            reference=viewer.reference,
            detail={"asked": asked_of.names, "subject": str(question.subject or "")},
            now=now,
        )
    own = OwnPart(ours, _left_out(granted, is_all=is_all))
    return CheckResult(check=asked, question=question, own=own, answers=answers)


def own_part(viewer: Viewer, asked: Check, *, now: datetime) -> OwnPart:
    """The own records that resemble what was typed into a check, as they are today."""
    if asked.subject is not None:
        return OwnPart()
    with acting(viewer, Action.DISCOVER, now=now) as context:
        granted, reach = granted_to(context), reach_again(context, asked.scope).at({viewer.member})
        found, is_all = _likenesses(granted, question_about(asked.question), reach)
        return OwnPart(tuple(found), _left_out(granted, is_all=is_all))


def found_at(
    context: Acting, question: Question, *, reach: Reach, matter: Matter
) -> Mapping[str, Sequence[Found]] | None:
    """The possible hits within reach, made known to both sides; None where a part of the index does not answer."""
    found, is_all = _likenesses(granted_to(context), question, reach)
    return _make_known(context.viewer, matter, found, now=context.now) if is_all else None


def settle_answer(answer: CheckAnswer, found: Sequence[Found], *, now: datetime) -> None:
    """Write what a bureau that was waited for has answered."""
    answer.state = _state_of(found, is_all=True)
    answer.band = strongest(found) or ""
    answer.hits = [str(each.hit) for each in found]
    answer.answered = now
    answer.save()


def _make_known(
    viewer: Viewer, matter: Matter, likenesses: Sequence[Likeness], *, now: datetime
) -> defaultdict[str, list[Found]]:
    theirs = [likeness for likeness in likenesses if likeness.holding.holder != matter.asker]
    found: defaultdict[str, list[Found]] = defaultdict(list)
    for likeness, known in zip(theirs, make_known(matter, theirs, now=now), strict=True):
        side = told_to(viewer, known)
        found[likeness.holding.holder].append(Found(hit=side.hit, band=likeness.band, side=side, likeness=likeness))
    return found


def likenesses_in(
    granted: Granted, question: Question, candidates: Sequence[Candidate], *, readable: Permitted
) -> Iterator[Likeness]:
    """The candidates that really resemble the question, compared on permitted statements alone."""
    context = granted.context
    for holding in granted.told(holdings_found(context, candidates)):
        likeness = likeness_of(context.viewer.member, question, holding, readable=readable, now=context.now)
        if likeness is not None:
            yield replace(likeness, granted=shown_of(holding, granted.read_of(holding)))


def likeness_of(
    member: str, question: Question, holding: Holding, *, readable: Permitted, now: datetime
) -> Likeness | None:
    """How the holding resembles the question, or nothing when that is too weak to be told to this member."""
    is_readable = all(readable.permits(statement.label) for statement in holding.statements)
    if is_readable:
        score = compare_from(POSSIBLE_FROM, question.description, holding.description)
        return None if score is None else Likeness(holding=holding, score=score, band=score.band, readable=True)
    # Too weak a likeness counts too: it is one of the few descriptions that a member may try.
    score = compare(question.description, holding.description)
    bits = told_bits(member=member, holding=holding, score=score, asked=question.description, now=now)
    if not is_possible(bits):
        return None
    # A unit with a ceiling of discovery may know that its own bureau has a record, and not read it.
    return Likeness(holding=holding, score=score, band=band_of(bits), readable=False)


def _likenesses(granted: Granted, question: Question, reach: Reach) -> tuple[list[Likeness], bool]:
    """What resembles the question, the strongest first, and whether every part of the index has answered."""
    sought = candidates_so_far(granted, question.query, reach, limit=CANDIDATES)
    # The asker's own subject is no answer to a question about itself.
    mine = question.subject.bytes if question.subject is not None else None
    candidates = [each for each in sought.candidates if each.subject != mine]
    found = likenesses_in(granted, question, candidates, readable=granted.whole())
    ordered = sorted(found, key=lambda each: (-STRENGTH[each.band], each.holding.holder, each.holding.subject.bytes))
    return ordered, not sought.missing


def _left_out(granted: Granted, *, is_all: bool) -> tuple[LeftOut, ...]:
    return granted.left_out() if is_all else (*granted.left_out(), LeftOut.INDEX_PART)


def _spend(context: Acting, question: Question, *, holders: Sequence[str]) -> None:
    """Count a question by what its asker knows: who asks, from where, and whom.

    Never by what lies there or how it is shared, not even by the labels that name the asker: one that is left of a
    recalled fact would show in when the budget ends. So a check of a bureau costs the same where the asker may read
    everything. `holders` are the bureaus asked about everything. A register that the asker names costs nothing beside
    the device: it may read each record that is looked through, so nothing is enumerated, and that it may name it, it
    has been told before anything is counted.
    """
    viewer = context.viewer
    if viewer.device:
        budget.spend(viewer, budget.Kind.DEVICE, subjects=[viewer.device], now=context.now)
    if question.subject is not None:
        # A member's own contributed subjects are put to the others once, when they are contributed.
        return
    if holders:
        budget.spend(viewer, budget.Kind.OFFICER, subjects=[viewer.id], now=context.now)
        budget.spend(viewer, budget.Kind.PAIR, subjects=holders, now=context.now)


def _store_check(
    viewer: Viewer,
    question: Question,
    *,
    check_id: UUID,
    scope: Sequence[str],
    urgency: Urgency,
    batch: UUID | None,
    now: datetime,
) -> Check:
    return Check.objects.create(
        id=check_id,
        member=viewer.member,
        officer=UUID(viewer.id),
        purpose=viewer.purpose,
        reference=viewer.reference,
        question=dict(question.entity),
        subject=question.subject,
        scope=list(scope),
        urgency=urgency,
        batch=batch,
        created=now,
    )


def _store_answers(asked: Check, answers: Sequence[HolderAnswer]) -> None:
    CheckAnswer.objects.bulk_create(
        CheckAnswer(
            member=asked.member,
            check_asked=asked,
            holder=answer.holder,
            state=answer.state,
            band=answer.band or "",
            hits=[str(found.hit) for found in answer.found],
            answered=answer.answered,
        )
        for answer in answers
    )


def strongest(found: Sequence[Found]) -> Band | None:
    """The strongest band among possible hits."""
    return max((each.band for each in found), key=STRENGTH.__getitem__, default=None)


def _state_of(found: Sequence[Found], *, is_all: bool) -> CheckAnswer.State:
    """The answer of a bureau; it has no hit only where all that it holds was looked through."""
    if found:
        return CheckAnswer.State.POSSIBLE
    return CheckAnswer.State.NO_HIT if is_all else CheckAnswer.State.WAITING


def matter_of_check(viewer: Viewer, asked: Check, question: Question) -> Matter:
    """Who asks, for what, with which values, as both sides of a hit hold it."""
    return Matter(
        asker=viewer.member,
        purpose=viewer.purpose,
        reference=viewer.reference,
        urgency=Urgency(asked.urgency),
        question=question.values,
        # What is typed into a check is put before the bureaus asked; what lies in one's holdings is not.
        lent=question.subject is None,
        check=asked.id,
        own_subject=question.subject,
        guard=question.guard,
    )
