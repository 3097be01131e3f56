"""A person asks about their own data: the request is taken, the identity checked, owners asked, the person answered.

Every owner of the network is asked, whoever holds something: to ask only some would tell who does. What an owner
decided stays with it; the bureau that was asked learns only what the person may be told.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from interlace.bureaus.queries import holders_to_ask
from interlace.core.procedure.keeping import Period
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
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
    OwnerAnswer,
    OwnerAsked,
    OwnerQuestion,
    RequestKind,
    RequestState,
    SubjectRequest,
)
from interlace.oversight.requests.blocking import block_subject, lift_block

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
        _log(viewer, request.id, REQUEST_RECEIVED, now=now, detail={"kind": kind.value})
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
        _log(viewer, found.id, IDENTITY_CHECKED, now=now)
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
        _log(viewer, found.id, OWNERS_ASKED, now=now, detail={"owners": owners})
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

    Without `told` the other side reads that nothing more may be said, whatever was decided and whether or not anything
    was there.
    """
    if decision is OwnerQuestion.Decision.WAITING or not reason.strip():
        raise InvalidInput(
            _("A decision needs its reason."),
            problems=[FieldProblem("/reason", "reason_missing", _("The reason is missing."), _("Say why."))],
        )
    with acting(viewer, now=now):
        found = _open_question(viewer, question)
        blocks = list(Block.objects.select_for_update().filter(question=found, lifted=None).order_by("id"))
        if (decision is OwnerQuestion.Decision.NOTHING) == bool(blocks):
            raise Conflict(
                _("The decision does not fit what was blocked."),
                fix=_("Block the records it concerns first; say that nothing is held only where nothing is blocked."),
            )
        if any(str(each.reviewer) != viewer.id for each in blocks):
            raise Conflict(_("Only the reviewer who blocked the records decides about them."))
        facts = [fact for each in blocks for fact in lift_block(viewer, each, now=now)]
        if decision is OwnerQuestion.Decision.DELETED and facts:
            delete_for_person(viewer, facts, now=now)
        found.decision, found.reason, found.told = decision, reason.strip(), told.strip()
        found.decided, found.decided_by, found.decided_by_name = now, UUID(viewer.id), viewer.officer_name
        found.save()
        with steward(Task.RETENTION):
            OwnerAsked.objects.filter(id=found.asked).update(
                answer=OwnerAnswer.PERMIT if found.told else OwnerAnswer.NOTHING_MORE,
                statement=found.told,
                answered=now,
            )
        _log(viewer, found.id, QUESTION_DECIDED, now=now, detail={"decision": decision.value, "blocks": len(blocks)})
        return found


def answer_request(viewer: Viewer, request: UUID, *, now: datetime) -> SubjectRequest:
    """Answer the person by letter: once every owner has spoken, or the time of those who have not is over."""
    with acting(viewer, now=now):
        found = _request(viewer, request)
        if found.state != RequestState.REVIEWING:
            raise Conflict(_("There is nothing to answer now."))
        if found.owners.filter(answer=OwnerAnswer.WAITING, due__gt=now).exists():
            raise Conflict(_("Some bureaus still have time to answer."), fix=_("Wait for them, or for their last day."))
        found.state, found.answered = RequestState.ANSWERED, now
        found.save()
        _log(viewer, found.id, REQUEST_ANSWERED, now=now)
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
    """What is asked of the viewer's bureau as an owner, open ones first by their due time."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        rows = OwnerQuestion.objects.filter(member=viewer.member).prefetch_related(_own_blocks(viewer))
        return sorted(rows, key=lambda each: (each.decided is not None, each.due, each.id))


def question_of(viewer: Viewer, question: UUID, *, now: datetime) -> OwnerQuestion:
    """One of them."""
    require_keeper(viewer)
    with acting(viewer, now=now):
        rows = OwnerQuestion.objects.filter(member=viewer.member).prefetch_related(_own_blocks(viewer))
        found = rows.filter(id=question).first()
        if found is None:
            raise NotFound(_("There is no such question."))
        return found


def _own_blocks(viewer: Viewer) -> "Prefetch[str, QuerySet[Block], str]":
    """The blocks that this officer has set: what a colleague blocked may be above the reader, its number too."""
    return Prefetch("blocks", Block.objects.filter(reviewer=UUID(viewer.id)))


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
    rows: QuerySet[OwnerQuestion] = OwnerQuestion.objects.select_for_update()
    found = rows.filter(id=question, member=viewer.member).first()
    if found is None:
        raise NotFound(_("There is no such question."))
    if found.decided is not None:
        raise Conflict(_("This question has been decided."))
    return found


def _log(
    viewer: Viewer, on: UUID, event: Event, *, now: datetime, detail: "dict[str, int | str | list[str]] | None" = None
) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=on,
        now=now,
        purpose=viewer.purpose,
        reference=viewer.reference,
        detail=detail or {},
    )
