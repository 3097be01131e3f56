"""Putting a question to the holders. The machine proposes, with reasons; a named officer decides."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from interlace.core.handling import Action
from interlace.core.matching import Band
from interlace.core.procedure.ladder import Urgency
from interlace.foundation.audit.actions import record_each
from interlace.foundation.disclosure.acting import Acting, acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Member
from interlace.foundation.identity.roles import Verb
from interlace.screening.checks import budget
from interlace.screening.checks.bands import STRENGTH
from interlace.screening.checks.comparing import Sought, likenesses_of_each, likenesses_within
from interlace.screening.checks.granted import Granted, LeftOut, granted_to, require_others_granted
from interlace.screening.checks.scope import Reach, Scope, Search, reach_again, scope_of, searches_of
from interlace.screening.hits.sides import Likeness, Matter, make_each_known
from interlace.screening.hits.telling import told_to
from interlace.screening.ledger_events import CHECK_ASKED
from interlace.screening.models import Check, CheckAnswer, HitSide, PendingSilence
from interlace.screening.questions import Question, question_about
from interlace.screening.rules import require_matter, require_verb


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


@dataclass(frozen=True, slots=True)
class Posed:
    """A question on its way to the holders."""

    question: Question
    check: UUID
    """The id that the check is to have."""
    sought: Sought | None = None


def ask_holders(
    viewer: Viewer,
    question: Question,
    *,
    now: datetime,
    scope: Sequence[str] = (),
    urgency: Urgency = Urgency.NORMAL,
    batch: UUID | None = None,
    check_id: UUID | None = None,
    told_from: Band = Band.FAIR,
) -> CheckResult:
    """Ask the holders about one thing and store the check, its answers and its hits.

    `scope` limits it to bureaus (`TH`) and to registers that the viewer may read (`SG/ofac-sdn`). What is weaker than
    `told_from` is no hit of this check, for nobody.
    Raises `Refused` without role, purpose or reference, and `BudgetExhausted` with the seconds to wait.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    with acting(viewer, Action.DISCOVER, now=now) as context:
        asked_of = _granted_scope(context, scope)
        if batch is None:
            _spend(context, question, holders=asked_of.counted)
        posed = [Posed(question, check_id or uuid.uuid4())]
        kind = _Kind(tuple(scope), urgency, batch, told_from)
        (result,) = _put(context, asked_of, posed, kind)
    return result


def ask_holders_together(
    viewer: Viewer, posed: Sequence[Posed], *, batch: UUID, scope: Sequence[str], now: datetime
) -> list[CheckResult]:
    """Ask about several things of one list, which has been paid for as a whole; the results come in their order.

    Each is asked as if it were alone and after the one before. All are stored in one transaction, or none.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    with acting(viewer, Action.DISCOVER, now=now) as context:
        asked_of = _granted_scope(context, scope)
        return _put(context, asked_of, posed, _Kind(tuple(scope), batch=batch))


def looks_of(viewer: Viewer, *, scope: Sequence[str], now: datetime) -> tuple[Search, ...]:
    """The looks into the index that a question of this viewer takes now, for whoever searches beforehand."""
    with acting(viewer, Action.DISCOVER, now=now) as context:
        return searches_of(granted_to(context), _reach_now(context, scope_of(context, scope)))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the same for all questions of one act is."""

    scope: tuple[str, ...]
    urgency: Urgency = Urgency.NORMAL
    batch: UUID | None = None
    told_from: Band = Band.FAIR


def _put(context: Acting, asked_of: Scope, posed: Sequence[Posed], kind: _Kind) -> list[CheckResult]:
    """Answer questions and store them with their answers and hits."""
    viewer, now = context.viewer, context.now
    granted = granted_to(context)
    looks = searches_of(granted, _reach_now(context, asked_of))
    checks = _store_checks(viewer, posed, kind, now=now)
    matters = [matter_of_check(viewer, asked, each.question) for asked, each in zip(checks, posed, strict=True)]
    asked_about = [(each.question, each.sought) for each in posed]
    resembling = likenesses_of_each(granted, asked_about, looks, told_from=kind.told_from)
    found = _make_each_known(viewer, [(m, like) for m, (like, _) in zip(matters, resembling, strict=True)], now=now)
    results = []
    for asked, each, (likenesses, is_all), known in zip(checks, posed, resembling, found, strict=True):
        ours = tuple(likeness for likeness in likenesses if likeness.holding.holder == viewer.member)
        answers = tuple(_answer_of(holder, known[holder.code], is_all=is_all, now=now) for holder in asked_of.holders)
        own = OwnPart(ours, _left_out(granted, is_all=is_all))
        results.append(CheckResult(check=asked, question=each.question, own=own, answers=answers))
    _store_answers(results)
    # Compared with silent facts after the asker has its answer, whatever that is: neither bytes nor delay may tell.
    PendingSilence.objects.bulk_create(PendingSilence(check_asked=asked.id) for asked in checks)
    record_each(
        CHECK_ASKED,
        {
            asked.id: {"asked": asked_of.names, "subject": str(each.question.subject or "")}
            for asked, each in zip(checks, posed, strict=True)
        },
        by=viewer.id,
        member=viewer.member,
        purpose=viewer.purpose,
        reference=viewer.reference,
        now=now,
    )
    return results


def _granted_scope(context: Acting, named: Sequence[str]) -> Scope:
    """Whom these names ask, where the viewer's unit may ask them."""
    asked_of = scope_of(context, named)
    require_others_granted(context, [holder.code for holder in asked_of.holders])
    return asked_of


def _reach_now(context: Acting, asked_of: Scope) -> Reach:
    """What of the scope can be looked through now."""
    reachable = {holder.code for holder in asked_of.holders if holder.reachable}
    return asked_of.reach.at(reachable | {context.viewer.member})


def _answer_of(holder: Member, found: Sequence[Found], *, is_all: bool, now: datetime) -> HolderAnswer:
    has_answered = is_all and holder.reachable
    return HolderAnswer(
        holder=holder.code,
        name=holder.name,
        state=_state_of(found, is_all=has_answered),
        band=strongest(found),
        found=tuple(found),
        answered=now if has_answered else None,
        last_contact=None if holder.reachable else holder.last_contact,
    )


def own_part(viewer: Viewer, asked: Check, *, now: datetime) -> OwnPart:
    """The own records that resemble what was typed into a check, as they are today."""
    if asked.subject is not None:
        return OwnPart()
    with acting(viewer, Action.DISCOVER, now=now) as context:
        granted, reach = granted_to(context), reach_again(context, asked.scope).at({viewer.member})
        found, is_all = likenesses_within(
            granted, question_about(asked.question), reach, told_from=Band(asked.told_from)
        )
        return OwnPart(tuple(found), _left_out(granted, is_all=is_all))


def found_at(
    context: Acting, question: Question, *, reach: Reach, matter: Matter, told_from: Band
) -> Mapping[str, Sequence[Found]] | None:
    """The possible hits within reach, made known to both sides; None where a part of the index does not answer."""
    found, is_all = likenesses_within(granted_to(context), question, reach, told_from=told_from)
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
    return _make_each_known(viewer, [(matter, likenesses)], now=now)[0]


def _make_each_known(
    viewer: Viewer, resembling: Sequence[tuple[Matter, Sequence[Likeness]]], *, now: datetime
) -> list[defaultdict[str, list[Found]]]:
    """The possible hits of each question by holder, as both sides may know them."""
    theirs = [
        (matter, [each for each in likenesses if each.holding.holder != matter.asker])
        for matter, likenesses in resembling
    ]
    answers = []
    for (_matter, likenesses), sides in zip(theirs, make_each_known(theirs, now=now), strict=True):
        found: defaultdict[str, list[Found]] = defaultdict(list)
        for likeness, known in zip(likenesses, sides, strict=True):
            side = told_to(viewer, known)
            found[likeness.holding.holder].append(Found(hit=side.hit, band=likeness.band, side=side, likeness=likeness))
        answers.append(found)
    return answers


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


def _store_checks(viewer: Viewer, posed: Sequence[Posed], kind: _Kind, *, now: datetime) -> list[Check]:
    return Check.objects.bulk_create(
        Check(
            id=each.check,
            member=viewer.member,
            officer=UUID(viewer.id),
            purpose=viewer.purpose,
            reference=viewer.reference,
            question=dict(each.question.entity),
            subject=each.question.subject,
            scope=list(kind.scope),
            urgency=kind.urgency,
            batch=kind.batch,
            told_from=kind.told_from,
            created=now,
        )
        for each in posed
    )


def _store_answers(results: Iterable[CheckResult]) -> None:
    CheckAnswer.objects.bulk_create(
        CheckAnswer(
            member=result.check.member,
            check_asked=result.check,
            holder=answer.holder,
            state=answer.state,
            band=answer.band or "",
            hits=[str(found.hit) for found in answer.found],
            answered=answer.answered,
        )
        for result in results
        for answer in result.answers
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
