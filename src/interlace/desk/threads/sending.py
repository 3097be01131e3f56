"""Sending: every label in a message is held against the recipient; what blocks is said with what would unlock it."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from interlace.core.handling import Action, Answer, Label, decide
from interlace.core.ledger import JsonValue
from interlace.core.problems import Problem
from interlace.core.procedure.threads import (
    DraftMove,
    Move,
    ThreadParty,
    ThreadStage,
    ThreadType,
    ThreadUrgency,
    needs_review,
    smallest_consents,
)
from interlace.desk.threads import ledger_events
from interlace.desk.threads.addressing import open_sides, recipient_of
from interlace.desk.threads.chain import append
from interlace.desk.threads.completeness import complete
from interlace.desk.threads.drafting import (
    digest_of_draft,
    draft_to_change,
    message_of,
    side_to_write_in,
    terms_of_words,
)
from interlace.desk.threads.labels import file_label, passed_label, reaches
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import Attachment, Draft, FactReference, ThreadEvent, ThreadSide
from interlace.desk.threads.rules import error_of, may_read, require_draft_move, require_party, require_writer
from interlace.desk.threads.words import blocked_sentence
from interlace.facts.models import Fact
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book, intern
from interlace.foundation.disclosure.models import GrantRow
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, Refused


@dataclass(frozen=True, slots=True)
class Passing:
    """One chosen fact, and whether it may go to the recipient."""

    fact: Fact
    """What would go: the chosen fact, or the same statement of another originator who lets it go."""
    label: Label
    """Under which the recipient would get it."""
    ways: tuple[frozenset[str], ...]
    """Whose consent is missing, for each originator of the same statement; none where nobody could unlock it."""

    @property
    def goes(self) -> bool:
        """Whether it may go as things are."""
        return frozenset() in self.ways

    @property
    def widens(self) -> bool:
        """Whether an own fact would become readable to a bureau that could not read it before."""
        return self.label != book.label(self.fact.label_id)


@dataclass(frozen=True, slots=True)
class SendingCheck:
    """What would happen if the message were sent now."""

    recipient: str
    passings: tuple[Passing, ...]
    gone: int
    """Chosen facts that the sender may not read any more."""
    review_needed: bool

    @property
    def blocked(self) -> tuple[Passing, ...]:
        """What may not go."""
        return tuple(each for each in self.passings if not each.goes)

    @property
    def consents(self) -> frozenset[str] | None:
        """The fewest originators whose consent would let everything go; none where something may never go."""
        return smallest_consents([each.ways for each in self.passings])

    @property
    def may_go(self) -> bool:
        """Whether no label keeps it back."""
        return not self.blocked and not self.gone


class Blocked(Refused):
    """A label in the message keeps it from this recipient."""

    code = "label_blocks"


def check_sending(viewer: Viewer, draft_id: UUID, *, now: datetime) -> SendingCheck:
    """Hold every label of a draft against its recipient. The viewer's purpose is the draft's (`matter_of_draft`)."""
    require_writer(viewer)
    with acting(viewer, now=now):
        draft = draft_to_change(viewer, draft_id)
        side = side_to_write_in(viewer, draft.thread) if draft.thread is not None else None
        message = message_of(draft)
        return _checked(viewer, draft, message, recipient=_recipient(viewer, message, side), side=side, now=now)


@transaction.atomic
def send_draft(viewer: Viewer, draft_id: UUID, *, now: datetime) -> ThreadSide:
    """Send a draft: its event is added to the thread, and what it carries becomes readable to the other side.

    Raises `Blocked` where a label keeps it back, `Refused` where another officer must read it first, and
    `InvalidInput` where something is missing.
    """
    with acting(viewer, now=now):
        return send_in_context(viewer, draft_to_change(viewer, draft_id), now=now)


def send_in_context(viewer: Viewer, draft: Draft, *, now: datetime) -> ThreadSide:
    """The same for a draft that is locked in an open context for reading."""
    if not may_read(viewer):
        raise error_of(Problem("through_bureau"))
    require_draft_move(draft, DraftMove.TRANSMIT, viewer=viewer)
    message, move = message_of(draft), Move(draft.move)
    side = side_to_write_in(viewer, draft.thread) if draft.thread is not None else None
    require_party(viewer, ThreadParty(side.party) if side is not None else ThreadParty.OPENER, move)
    message = complete(viewer, message, move=move, side=side)
    recipient = _recipient(viewer, message, side)
    check = _checked(viewer, draft, message, recipient=recipient, side=side, now=now)
    if not check.may_go:
        raise Blocked(blocked_sentence(check), code=Blocked.code)
    require_draft_move(draft, DraftMove.TRANSMIT, viewer=viewer, review_needed=check.review_needed)
    if draft.state == ThreadStage.REVIEWED and draft.digest != digest_of_draft(draft):
        raise Conflict(error_of(Problem("draft_not_now")).message)
    if side is None:
        side = open_sides(viewer, draft, message, now=now)
    event = _sent(viewer, draft, message, side, check, now=now)
    draft.state, draft.event, draft.content, draft.changed = ThreadStage.SENT, event.id, {}, now
    draft.thread = side.thread
    draft.save()
    return side_to_write_in(viewer, side.thread)


def _sent(
    viewer: Viewer, draft: Draft, message: Message, side: ThreadSide, check: SendingCheck, *, now: datetime
) -> ThreadEvent:
    event_id = uuid.uuid4()
    places = [_passed_on(viewer, each, side, event_id, now=now) for each in check.passings]
    files = list(Attachment.objects.select_for_update().filter(draft=draft.id, event=None).order_by("created", "id"))
    body: dict[str, JsonValue] = {
        **message.words(),
        # The other side learns the case when the thread is opened; the addressee tells its own when it acknowledges.
        "reference": draft.reference if draft.move == Move.SEND else "",
        "facts": [str(fact) for fact, _label, _original in places],
        "attachments": [
            {"id": str(file.id), "name": file.file_name, "sha256": file.sha256, "size": file.size} for file in files
        ],
        "hit": str(message.hit or ""),
    }
    event = append(
        viewer,
        side.thread,
        message.event(Move(draft.move), ThreadParty(side.party), at=now),
        body={name: value for name, value in body.items() if value},
        now=now,
        event_id=event_id,
        detail={"draft": str(draft.id), "reviewer": str(draft.reviewer or "")},
    )
    _place_facts(event, places, check)
    _hand_over(files, side, event)
    return event


def _passed_on(
    viewer: Viewer, passing: Passing, side: ThreadSide, event_id: UUID, *, now: datetime
) -> tuple[UUID, int, UUID | None]:
    """The fact as the recipient will find it: itself, or a copy under the label of its passing on."""
    fact = passing.fact
    if not passing.widens:
        return fact.id, fact.label_id, None
    label_id = intern(passing.label)
    context_of.refresh()
    copy = Fact(
        id=uuid.uuid4(),
        # A subject of this thread alone: the reader must not find the sender's other facts by it.
        subject=UUID(bytes=hashlib.sha256(f"{side.thread}:{fact.subject}".encode()).digest()[:16]),
        schema=fact.schema,
        prop=fact.prop,
        value=fact.value,
        original=fact.original,
        language=fact.language,
        script=fact.script,
        key=fact.key,
        grading_scheme=fact.grading_scheme,
        grading_source=fact.grading_source,
        grading_information=fact.grading_information,
        markings=fact.markings,
        condition=fact.condition,
        originator=fact.originator,
        label_id=label_id,
        contribution=event_id,
        digest=hashlib.sha256(f"{event_id}:{fact.id}".encode()).digest(),
        created=now,
    )
    # Another originator's fact goes by its consent, which row security does not know of.
    with steward(Task.CHECK):
        copy.save(force_insert=True)
    if fact.originator != viewer.member:
        record(
            ledger_events.PASSED_ON,
            by=SYSTEM,
            member=fact.originator,
            on=fact.id,
            now=now,
            purpose=side.purpose,
            detail={"by": viewer.member, "to": side.counterpart},
        )
    return copy.id, label_id, fact.id


def _place_facts(event: ThreadEvent, places: Sequence[tuple[UUID, int, UUID | None]], check: SendingCheck) -> None:
    for position, ((fact, label_id, original), passing) in enumerate(zip(places, check.passings, strict=True)):
        FactReference.objects.create(
            event=event.id,
            position=position,
            fact=fact,
            label_id=label_id,
            originator=passing.fact.originator,
            copied_from=original,
        )


def _hand_over(files: Iterable[Attachment], side: ThreadSide, event: ThreadEvent) -> None:
    for file in files:
        file.label_id = intern(file_label(book.label(file.label_id), recipient=side.counterpart))
        context_of.refresh()
        file.event = event.id
        file.save()


def _recipient(viewer: Viewer, message: Message, side: ThreadSide | None) -> str:
    return side.counterpart if side is not None else recipient_of(viewer, message).member


def _checked(
    viewer: Viewer, draft: Draft, message: Message, *, recipient: str, side: ThreadSide | None, now: datetime
) -> SendingCheck:
    chosen = list(dict.fromkeys(message.facts))
    readable = {fact.id: fact for fact in Fact.objects.visible_to(viewer).filter(id__in=chosen)}
    letter = _Letter(recipient, *terms_of_words(message, side))
    passings = tuple(_passing(viewer, readable[fact], letter, now=now) for fact in chosen if fact in readable)
    kind = ThreadType(side.type) if side is not None else message.type
    urgency = ThreadUrgency(side.urgency) if side is not None else message.urgency
    widens = any(each.goes and each.widens for each in passings)
    return SendingCheck(
        recipient=recipient,
        passings=passings,
        gone=len(chosen) - len(passings),
        review_needed=kind is not None
        and needs_review(kind, Move(draft.move), urgency or ThreadUrgency.ROUTINE, widens=widens),
    )


@dataclass(frozen=True, slots=True)
class _Letter:
    """To whom a message goes, and where its words stand."""

    recipient: str
    level: int
    rooms: Collection[str]

    def passed(self, viewer: Viewer, label: Label, *, now: datetime) -> Label:
        """The label under which a fact goes along: a copy of it stands no lower than the letter that it tells of."""
        passed = passed_label(label, sender=viewer.member, recipient=self.recipient, purpose=viewer.purpose, now=now)
        if passed == label:
            return label
        return replace(passed, level=max(passed.level, self.level), rooms=passed.rooms.union(self.rooms))


def _passing(viewer: Viewer, chosen: Fact, letter: _Letter, *, now: datetime) -> Passing:
    """Whether this statement may go: as it was chosen, or as another originator has it."""
    same = Fact.objects.visible_to(viewer).filter(subject=chosen.subject, prop=chosen.prop, value=chosen.value)
    others = same.exclude(id=chosen.id).exclude(originator=chosen.originator).order_by("originator", "id")
    ways: list[frozenset[str]] = []
    for fact in [chosen, *others]:
        label = book.label(fact.label_id)
        passed = letter.passed(viewer, label, now=now)
        missing = _missing_consents(viewer, fact, label, recipient=letter.recipient, now=now)
        if missing is None or not reaches(passed, letter.recipient, purpose=viewer.purpose, now=now):
            continue
        if not missing:
            return Passing(fact, passed, (frozenset(),))
        ways.append(missing)
    label = book.label(chosen.label_id)
    return Passing(chosen, letter.passed(viewer, label, now=now), tuple(dict.fromkeys(ways)))


def _missing_consents(
    viewer: Viewer, fact: Fact, label: Label, *, recipient: str, now: datetime
) -> frozenset[str] | None:
    """The originators who would still have to consent: nobody where it may go, none where it may never."""
    answer = decide(viewer.person, Action.FORWARD, label, purpose=viewer.purpose, now=now, to=recipient)
    if answer is Answer.DENY:
        return None
    if answer is Answer.PERMIT:
        return frozenset()
    return label.origins - _consenting(viewer, fact, recipient=recipient, now=now)


def _consenting(viewer: Viewer, fact: Fact, *, recipient: str, now: datetime) -> frozenset[str]:
    given = GrantRow.objects.filter(
        Q(fact=None) | Q(fact=fact.id),
        label=fact.label_id,
        action=Action.FORWARD.value,
        member=viewer.member,
        to=recipient,
        purpose=viewer.purpose,
        expires__gt=now,
    )
    return frozenset(given.values_list("origin", flat=True))
