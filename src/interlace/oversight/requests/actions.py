"""A person asks about their own data: the request is taken, the identity checked, owners asked, the person answered.

Every owner of the network is asked, whoever holds something: to ask only some would tell who does. What an owner
decided stays with it; the bureau that received the request learns what the person may be told, and that when the
letter is ready: at a moment that is fixed when the owners are asked.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from interlace.bureaus.queries import holders_to_ask
from interlace.core.ledger import canonical
from interlace.core.procedure.keeping import Period
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Verb
from interlace.oversight.keeping.deciding import require_keeper
from interlace.oversight.keeping.deleting import delete_for_person
from interlace.oversight.ledger_events import (
    IDENTITY_CHECKED,
    OWNERS_ASKED,
    QUESTION_DECIDED,
    REQUEST_ANSWERED,
    REQUEST_RECEIVED,
)
from interlace.oversight.models import (
    Block,
    OwnerAsked,
    OwnerDecision,
    OwnerQuestion,
    RequestKind,
    RequestState,
    SubjectRequest,
)
from interlace.oversight.recording import log_act
from interlace.oversight.requests.blocking import block_subject, clearance_of, lift_block
from interlace.oversight.requests.telling import ready_at

ANSWERED_WITHIN = {
    RequestKind.ACCESS: Period(months=4),
    RequestKind.CORRECTION: Period(months=9),
    RequestKind.DELETION: Period(months=9),
}
"""Statute of the Commission for the Control of the organisation's Files, article 40, as commented; 2026-11."""

OWNER_ANSWERS_WITHIN = Period(days=30)
"""Default of the product, 2026-11: no source gives a number."""

LANGUAGES = ("en", "fr", "vi")

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for one another on paper."""
_MARK_LENGTH = 8


def receive_request(
    viewer: Viewer,
    *,
    kind: RequestKind,
    name: str,
    language: str,
    now: datetime,
    birth_date: str = "",
    identifiers: Sequence[str] = (),
) -> SubjectRequest:
    """Take in what a person asks. The clock runs from now; nobody else is told before the identity is checked."""
    require_keeper(viewer)
    if not name.strip() or language not in LANGUAGES:
        raise InvalidInput(
            _("The request cannot be taken in like this."),
            problems=[
                FieldProblem("/name", "name_missing", _("Who asks?"), _("Give the name and a language of the letter."))
            ],
        )
    with acting(viewer, now=now):
        request = SubjectRequest.objects.create(
            member=viewer.member,
            number=_new_number(viewer.member, now.year),
            kind=kind,
            name=name.strip(),
            birth_date=birth_date.strip(),
            identifiers=[each.strip() for each in identifiers if each.strip()],
            language=language,
            received=now,
            due=ANSWERED_WITHIN[kind].after(now),
            reviewer=UUID(viewer.id),
            reviewer_name=viewer.officer_name,
        )
        log_act(viewer, REQUEST_RECEIVED, on=request.id, now=now, detail={"kind": kind.value})
        return request


def check_identity(viewer: Viewer, request: UUID, *, by_what: str, now: datetime) -> SubjectRequest:
    """Note that the person has shown who they are, how, and to whom."""
    if not by_what.strip():
        raise InvalidInput(
            _("Say how the person showed who they are."),
            problems=[FieldProblem("/by_what", "by_what_missing", _("The means is missing."), _("Name the document."))],
        )
    with acting(viewer, now=now):
        found = _request(viewer, request)
        if found.identity_checked is not None:
            raise Conflict(_("The identity has been checked already."))
        found.identity_by_what, found.identity_checked = by_what.strip(), now
        found.identity_by, found.identity_by_name = UUID(viewer.id), viewer.officer_name
        found.save()
        log_act(viewer, IDENTITY_CHECKED, on=found.id, now=now)
        return found


def ask_owners(viewer: Viewer, request: UUID, *, now: datetime) -> list[OwnerAsked]:
    """Put the request to every bureau of the network, the own one too, each with a clock of its own."""
    with acting(viewer, now=now):
        found = _request(viewer, request)
        if found.identity_checked is None:
            raise Conflict(_("First check who asks."), fix=_("Note how the person showed who they are."))
        if found.state != RequestState.RECEIVED:
            raise Conflict(_("The bureaus have been asked already."))
        due = min(OWNER_ANSWERS_WITHIN.after(now), found.due)
        owners = sorted({viewer.member, *(member.code for member in holders_to_ask(viewer.member))})
        asked = OwnerAsked.objects.bulk_create(
            OwnerAsked(member=viewer.member, request=found, owner=owner, asked=now, due=due) for owner in owners
        )
        with steward(Task.RETENTION):
            OwnerQuestion.objects.bulk_create(
                OwnerQuestion(
                    asked=each.id,
                    member=each.owner,
                    from_member=viewer.member,
                    number=found.number,
                    kind=found.kind,
                    name=found.name,
                    birth_date=found.birth_date,
                    identifiers=found.identifiers,
                    received=now,
                    due=due,
                )
                for each in asked
            )
        found.state = RequestState.REVIEWING
        found.save()
        log_act(viewer, OWNERS_ASKED, on=found.id, now=now, detail={"owners": owners})
        return asked


def block(viewer: Viewer, question: UUID, subjects: Collection[UUID], *, now: datetime) -> list[Block]:
    """As an owner: nobody but this reviewer sees these own records until the question is decided."""
    with acting(viewer, now=now):
        found = _open_question(viewer, question)
        return [block_subject(viewer, found, subject, now=now) for subject in sorted(set(subjects))]


def decide(
    viewer: Viewer,
    question: UUID,
    decision: OwnerQuestion.Decision,
    *,
    reason: str,
    now: datetime,
    told: str = "",
) -> OwnerQuestion:
    """As an owner: delete or keep what was blocked, with a reason that stays here, and say what the person may be told.

    It is about what this officer may read, and for who reads as much. Without `told` the other side reads that nothing
    more may be said, whatever was decided and whether or not anything was there; what comes after the letter was ready
    stays here altogether.
    """
    if decision is OwnerQuestion.Decision.WAITING or not reason.strip():
        raise InvalidInput(
            _("A decision needs its reason."),
            problems=[FieldProblem("/reason", "reason_missing", _("The reason is missing."), _("Say why."))],
        )
    with acting(viewer, now=now):
        found = _open_question(viewer, question)
        blocks = _blocks_to_decide(viewer, found, decision)
        if told.strip():
            _refuse_to_tell(viewer)
        facts = [fact for each in blocks for fact in lift_block(viewer, each, now=now)]
        if decision is OwnerQuestion.Decision.DELETED and facts:
            delete_for_person(viewer, facts, now=now)
        named = [frozenset(each.named) for each in blocks if each.named is not None]
        made = OwnerDecision.objects.create(
            member=viewer.member,
            question=found,
            decision=decision,
            reason=reason.strip(),
            told=told.strip(),
            decided=now,
            decided_by=UUID(viewer.id),
            decided_by_name=viewer.officer_name,
            named=sorted(frozenset.intersection(*named)) if named else None,
            **clearance_of(viewer),
        )
        log_act(viewer, QUESTION_DECIDED, on=found.id, now=now, detail={"digest": _digest_of(made)})
        return _read_question(viewer, question)


def answer_request(viewer: Viewer, request: UUID, *, now: datetime) -> SubjectRequest:
    """Answer the person by letter, from the moment on that was fixed when the owners were asked."""
    with acting(viewer, now=now):
        found = _request(viewer, request)
        if found.state != RequestState.REVIEWING:
            raise Conflict(_("There is nothing to answer now."))
        ready = ready_at(found)
        if ready is None or now < ready:
            raise Conflict(
                _("The letter is not ready yet."),
                fix=_("It is ready on the last day of the bureaus, whatever they say and when."),
            )
        found.state, found.answered = RequestState.ANSWERED, now
        found.save()
        log_act(viewer, REQUEST_ANSWERED, on=found.id, now=now)
        return found


def requests_of(viewer: Viewer, *, now: datetime) -> list[SubjectRequest]:
    """The requests that the viewer's bureau has received, open ones first by their due time."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        rows = SubjectRequest.objects.filter(member=viewer.member).prefetch_related("owners")
        return sorted(rows, key=lambda each: (each.state == RequestState.ANSWERED, each.due, each.id))


def request_of(viewer: Viewer, request: UUID, *, now: datetime) -> SubjectRequest:
    """One of them, with what its owners answered."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        rows = SubjectRequest.objects.filter(member=viewer.member).prefetch_related("owners")
        found = rows.filter(id=request).first()
        if found is None:
            raise NotFound(_("There is no such request."))
        return found


def questions_of(viewer: Viewer, *, now: datetime) -> list[OwnerQuestion]:
    """What is asked of the viewer's bureau as an owner, by its due time; what this officer knows to be decided last."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        rows = OwnerQuestion.objects.filter(member=viewer.member).prefetch_related(*_known_to(viewer))
        return sorted(rows, key=lambda each: (decision_of(each) is not None, each.due, each.id))


def question_of(viewer: Viewer, question: UUID, *, now: datetime) -> OwnerQuestion:
    """One of them, with the decisions and the blocks that this officer may know of."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        return _read_question(viewer, question)


def decision_of(question: OwnerQuestion) -> OwnerDecision | None:
    """What counts of the decisions that the reader knows of: that of whoever reads most, and of these the last."""
    return max(question.decisions.all(), key=lambda each: (each.level, len(each.rooms), each.decided), default=None)


def is_open_for(viewer: Viewer, question: OwnerQuestion) -> bool:
    """Whether this officer may still decide: nobody has who reads as much."""
    mine = viewer.person
    return not any(
        each.level >= mine.level and mine.rooms <= frozenset(each.rooms) for each in question.decisions.all()
    )


def _known_to(viewer: Viewer) -> "tuple[Prefetch[str, Any, str], ...]":
    """Decisions as far as the reader is cleared for them, and the blocks that it has set itself.

    What a colleague blocked may be above the reader, its number too.
    """
    return (
        Prefetch("blocks", Block.objects.filter(reviewer=UUID(viewer.id))),
        Prefetch("decisions", OwnerDecision.objects.visible_to(viewer)),
    )


def _read_question(viewer: Viewer, question: UUID) -> OwnerQuestion:
    rows = OwnerQuestion.objects.filter(member=viewer.member).prefetch_related(*_known_to(viewer))
    found = rows.filter(id=question).first()
    if found is None:
        raise NotFound(_("There is no such question."))
    return found


def _blocks_to_decide(viewer: Viewer, question: OwnerQuestion, decision: OwnerQuestion.Decision) -> list[Block]:
    """What this officer has blocked, and so decides about; what is blocked above it plays no part."""
    open_blocks = Block.objects.visible_to(viewer).select_for_update().filter(question=question, lifted=None)
    blocks = list(open_blocks.order_by("id"))
    if (decision is OwnerQuestion.Decision.NOTHING) == bool(blocks):
        raise Conflict(
            _("The decision does not fit what was blocked."),
            fix=_("Block the records it concerns first; say that nothing is held only where nothing is blocked."),
        )
    if any(str(each.reviewer) != viewer.id for each in blocks):
        raise Conflict(_("Only the reviewer who blocked the records decides about them."))
    return blocks


def _refuse_to_tell(viewer: Viewer) -> None:
    """Words for the person are of the whole bureau: nobody says them who reads less than a colleague."""
    colleagues = Officer.objects.in_service().filter(
        bureau__member=viewer.member, is_service=False, level__gt=viewer.person.level
    )
    if any(Verb.RECALL in each.verbs for each in colleagues):
        raise Refused(
            _("A colleague reads more than you: what the person may be told beyond the letter is not yours to say."),
            fix=_("Leave it empty, or let the data-protection officer decide."),
        )


def _digest_of(decision: OwnerDecision) -> str:
    """Commits the ledger to the decision without telling it: the random id is in it, and in no entry."""
    said = {
        "id": str(decision.id),
        "question": str(decision.question_id),
        "decision": str(decision.decision),
        "reason": decision.reason,
        "told": decision.told,
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _new_number(member: str, year: int) -> str:
    """A number that counts nothing: owners and the person read it, and must not learn how many others have asked."""
    mark = "".join(secrets.choice(_LETTERS) for _place in range(_MARK_LENGTH))
    return f"{member}-P-{year}-{mark}"


def _request(viewer: Viewer, request: UUID) -> SubjectRequest:
    require_keeper(viewer)
    found = SubjectRequest.objects.select_for_update().filter(id=request, member=viewer.member).first()
    if found is None:
        raise NotFound(_("There is no such request."))
    return found


def _open_question(viewer: Viewer, question: UUID) -> OwnerQuestion:
    require_keeper(viewer)
    OwnerQuestion.objects.select_for_update().filter(id=question, member=viewer.member).first()
    found = _read_question(viewer, question)
    if not is_open_for(viewer, found):
        raise Conflict(_("This question has been decided."))
    return found
