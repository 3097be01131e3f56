"""Writing a message before it is sent: kept under a version while it is typed, and read by another officer.

Nothing that was typed is lost. What a second officer typed meanwhile is kept as a draft of its own; what came after the
message had been sent, as a further message in its thread.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.problems import Problem
from interlace.core.procedure.threads import DraftMove, Move, ThreadParty, ThreadStage
from interlace.desk.threads import ledger_events
from interlace.desk.threads.files import remove_files
from interlace.desk.threads.guarding import guard_draft
from interlace.desk.threads.messages import LONGEST_TEXT, LONGEST_TITLE, MOST_FACTS, MOST_ITEMS, Message, digest_of
from interlace.desk.threads.models import Attachment, Draft, ThreadEvent, ThreadSide
from interlace.desk.threads.rules import (
    error_of,
    may_read,
    require_draft_move,
    require_none,
    require_party,
    require_writer,
)
from interlace.foundation.audit.actions import Detail, record
from interlace.foundation.audit.events import Event as LedgerEvent
from interlace.foundation.disclosure.acting import acting, acting_in_every_matter, discover_filter
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound, Text
from interlace.foundation.http.unsent import FormName, unsent_about
from interlace.foundation.identity.roles import Verb
from interlace.screening.rules import require_matter, require_verb

WRITTEN = frozenset({Move.SEND, Move.ASK, Move.SUPPLY, Move.ANSWER, Move.WRITE})
"""The moves that carry a message."""


_CHANGED = gettext_lazy(
    "Somebody else has changed this draft meanwhile. Nothing is lost: your text was kept beside it."
)
_COMPARE = gettext_lazy("Open both, take over what is missing, and throw one of them away.")
_SENT = gettext_lazy("A colleague has sent this message meanwhile. Nothing is lost: your text was kept beside it.")
_GO_ON = gettext_lazy("Send what is missing as a further message, or throw it away.")


class DraftChanged(Conflict):
    """Somebody else changed the draft meanwhile; what was typed now is kept beside it."""

    code = "draft_changed"

    def __init__(self, kept: UUID, *, what: Text = _CHANGED, fix: Text = _COMPARE) -> None:
        super().__init__(what, fix=fix)
        self.kept = kept
        """The draft that holds what was typed."""


class DraftSent(DraftChanged):
    """Somebody else sent the draft meanwhile; what was typed now is kept as a further message."""

    code = "draft_sent"

    def __init__(self, kept: UUID) -> None:
        super().__init__(kept, what=_SENT, fix=_GO_ON)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in an open form, on which version it was begun, and in which page."""

    message: Message
    version: int
    seat: str = ""
    """A random word of the page, which knows the page again that saved last."""


def new_draft(
    viewer: Viewer, message: Message, *, now: datetime, move: Move = Move.SEND, thread: UUID | None = None
) -> Draft:
    """Begin a message: one that opens a thread, or one in a thread that the viewer may see."""
    require_writer(viewer)
    require_matter(viewer)
    with acting(viewer, now=now):
        side = side_to_write_in(viewer, thread) if thread is not None else None
        if (side is None) != (move is Move.SEND) or move not in WRITTEN:
            raise error_of(Problem("not_now"))
        if side is not None:
            require_party(viewer, ThreadParty(side.party), move)
        draft = Draft(
            member=viewer.member,
            unit=(side.unit if side is not None else None) or (UUID(viewer.unit) if viewer.unit else None),
            unit_name=side.unit_name if side is not None and side.unit_name else viewer.bureau if viewer.unit else "",
            thread=thread,
            move=move,
            author=UUID(viewer.id),
            author_name=viewer.officer_name,
            authors=[viewer.id],
            purpose=viewer.purpose,
            reference=viewer.reference,
            created=now,
        )
        return _keep(viewer, draft, message, side=side, now=now)


def save_draft(viewer: Viewer, draft_id: UUID, typed: Typed, *, now: datetime) -> Draft:
    """Keep what has been typed. The same content again changes nothing; a review it had is undone by a change.

    Raises `DraftChanged` after keeping the text as a draft of its own, when somebody else was quicker.
    """
    return _saved(viewer, draft_id, typed, now=now, may_overtake=frozenset())


def save_last(viewer: Viewer, draft_id: UUID, typed: Typed, *, now: datetime) -> Draft:
    """Keep what stands in a form that is left by a button: it is later than what the same page has saved by itself."""
    return _saved(viewer, draft_id, typed, now=now, may_overtake=frozenset({typed.seat} - {""}))


def _saved(viewer: Viewer, draft_id: UUID, typed: Typed, *, now: datetime, may_overtake: frozenset[str]) -> Draft:
    require_writer(viewer)
    beside: DraftChanged | None = None
    with acting(viewer, now=now):
        draft = draft_to_change(viewer, draft_id)
        side = side_to_write_in(viewer, draft.thread) if draft.thread is not None else None
        is_new = draft.content != typed.message.to_json()
        if draft.state == ThreadStage.SENT:
            beside = DraftSent(_after_sending(viewer, draft, typed, side=side, now=now).id)
        elif is_new and draft.version != typed.version and draft.seat not in may_overtake:
            require_draft_move(draft, DraftMove.EDIT, viewer=viewer)
            beside = DraftChanged(_beside(viewer, draft, typed, side=side, now=now, move=Move(draft.move)).id)
        else:
            require_draft_move(draft, DraftMove.EDIT, viewer=viewer)
            if is_new:
                _take_over(viewer, draft, typed, side=side, now=now)
            elif may_overtake:
                # Whatever this page still sends by itself was typed before.
                Draft.objects.filter(id=draft.id).update(seat=typed.seat)
    if beside is not None:
        raise beside
    return draft


@transaction.atomic
def submit_draft(viewer: Viewer, draft_id: UUID, *, now: datetime) -> Draft:
    """Lay the message before another officer of the own bureau."""
    require_writer(viewer)
    with acting(viewer, now=now):
        draft = draft_to_change(viewer, draft_id)
        require_draft_move(draft, DraftMove.SUBMIT, viewer=viewer)
        draft.state, draft.digest, draft.changed = ThreadStage.IN_REVIEW, digest_of_draft(draft), now
        draft.save()
        _log(ledger_events.REVIEW_ASKED, viewer, draft, now=now, detail={"digest": draft.digest})
        return draft


@transaction.atomic
def approve_draft(viewer: Viewer, draft_id: UUID, *, digest: str, now: datetime) -> Draft:
    """Approve exactly what was read, as an officer who has not written it."""
    require_verb(viewer, Verb.APPROVE)
    with acting(viewer, now=now):
        draft = draft_to_change(viewer, draft_id)
        require_draft_move(draft, DraftMove.APPROVE, viewer=viewer)
        if not draft.digest == digest == digest_of_draft(draft):
            raise Conflict(_("What you read is not what would be sent."), fix=_("Read the message again."))
        draft.state, draft.remark, draft.changed = ThreadStage.REVIEWED, "", now
        draft.reviewer, draft.reviewer_name = UUID(viewer.id), viewer.officer_name
        draft.save()
        _log(ledger_events.REVIEWED, viewer, draft, now=now, detail={"digest": digest})
        return draft


@transaction.atomic
def return_draft(viewer: Viewer, draft_id: UUID, *, remark: str, now: datetime) -> Draft:
    """Give the message back to its author, with what is to be changed."""
    require_verb(viewer, Verb.APPROVE)
    if not remark.strip():
        raise error_of(Problem("reason_missing"))
    with acting(viewer, now=now):
        draft = draft_to_change(viewer, draft_id)
        require_draft_move(draft, DraftMove.RETURN, viewer=viewer)
        draft.state, draft.remark, draft.digest, draft.changed = ThreadStage.DRAFT, remark.strip(), "", now
        draft.save()
        _log(ledger_events.RETURNED, viewer, draft, now=now, detail={})
        return draft


@transaction.atomic
def discard_draft(viewer: Viewer, draft_id: UUID, *, now: datetime) -> None:
    """Throw a message away that has not been sent, with its files."""
    require_writer(viewer)
    with acting(viewer, now=now):
        draft = draft_to_change(viewer, draft_id)
        require_draft_move(draft, DraftMove.EDIT, viewer=viewer)
        remove_files(draft)
        unsent_about(FormName.DRAFT, [draft.id]).delete()
        _log(ledger_events.DISCARDED, viewer, draft, now=now, detail={})
        draft.delete()


def draft_of(viewer: Viewer, draft_id: UUID, *, now: datetime) -> Draft:
    """A draft of the own side that this officer may read; the viewer's purpose is the draft's."""
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            found = _readable(matter).filter(id=draft_id).first()
            if found is not None:
                return found
    raise _missing()


def matter_of_draft(viewer: Viewer, draft_id: UUID, *, now: datetime) -> Viewer:
    """The viewer at work on this draft: under its own purpose and reference."""
    draft = draft_of(viewer, draft_id, now=now)
    return viewer.working_for(purpose=draft.purpose, reference=draft.reference)


def drafts_of(viewer: Viewer, *, now: datetime, thread: UUID | None = None) -> list[Draft]:
    """The drafts of the own side that have not been sent, the latest first; those of one thread where one is named."""
    with acting_in_every_matter(viewer, Action.READ, now=now) as every:
        unsent = _of_the_side(viewer, every.purposes).exclude(state=ThreadStage.SENT)
        rows = unsent if thread is None else unsent.filter(thread=thread)
        found = [draft for draft in rows.order_by("id") if every.discovers(draft.purpose, draft.label_id)]
    return sorted(found, key=lambda draft: draft.changed, reverse=True)


def draft_to_change(viewer: Viewer, draft_id: UUID) -> Draft:
    """The draft, locked until the transaction ends; a context must be open."""
    draft = _readable(viewer).select_for_update(of=("self",)).filter(id=draft_id).first()
    if draft is None:
        raise _missing()
    return draft


def side_to_write_in(viewer: Viewer, thread: UUID) -> ThreadSide:
    """The viewer's side of a thread, in an open context; of a thread within one bureau, the unit's for the unit."""
    sides = list(ThreadSide.objects.visible_to(viewer).filter(thread=thread))
    if not sides:
        raise NotFound(_("There is no such thread."))
    return min(sides, key=lambda side: (str(side.unit or "") != viewer.unit, side.party))


def terms_of_words(message: Message, side: ThreadSide | None) -> tuple[int, Collection[str]]:
    """Level and operations of a message: those of its thread, or the chosen ones where it opens one."""
    return (side.level, side.rooms) if side is not None else (message.level, message.rooms)


def message_of(draft: Draft) -> Message:
    """What has been typed."""
    return Message.from_json(draft.content)


def digest_of_draft(draft: Draft) -> str:
    """SHA-256 of what would be sent now."""
    files = Attachment.objects.filter(draft=draft.id).order_by("created", "id").values_list("sha256", flat=True)
    return digest_of(message_of(draft), move=Move(draft.move), thread=draft.thread, attachments=list(files))


def _readable(viewer: Viewer) -> "models.QuerySet[Draft]":
    return _of_the_side(viewer, [viewer.purpose])


def _of_the_side(viewer: Viewer, purposes: Collection[str]) -> "models.QuerySet[Draft]":
    """What one typed oneself one knows; a colleague's draft takes reading."""
    own = Draft.objects.filter(member=viewer.member, purpose__in=purposes, label__in=discover_filter())
    if viewer.unit:
        own = own.filter(unit=viewer.unit)
    return own if may_read(viewer) else own.filter(author=UUID(viewer.id))


def _keep(viewer: Viewer, draft: Draft, message: Message, *, side: ThreadSide | None, now: datetime) -> Draft:
    level, rooms = terms_of_words(message, side)
    if level > viewer.person.level or not set(rooms) <= viewer.person.rooms:
        raise error_of(Problem("level_above_you"))
    guard_draft(draft, message, level=level, rooms=rooms, now=now)
    require_none(problem_of_size(message))
    draft.content, draft.changed = message.to_json(), now
    draft.save()
    return draft


def _take_over(viewer: Viewer, draft: Draft, typed: Typed, *, side: ThreadSide | None, now: datetime) -> None:
    draft.version += 1
    draft.seat = typed.seat
    draft.state, draft.digest, draft.reviewer, draft.reviewer_name = ThreadStage.DRAFT, "", None, ""
    draft.authors = sorted({*draft.authors, viewer.id})
    _keep(viewer, draft, typed.message, side=side, now=now)


def _after_sending(viewer: Viewer, draft: Draft, typed: Typed, *, side: ThreadSide | None, now: datetime) -> Draft:
    """What was typed on when a colleague sent the message, as a further message; one's own page says nothing new."""
    is_own = bool(typed.seat) and typed.seat == draft.seat
    text = typed.message.text.strip()
    if side is None or draft.event is None or is_own or text in {"", _text_of(viewer, draft.event)}:
        raise error_of(Problem("draft_sent"))
    rest = Message(text=text, language=typed.message.language, translation=typed.message.translation)
    return _beside(viewer, draft, replace(typed, message=rest), side=side, now=now, move=Move.WRITE)


def _text_of(viewer: Viewer, event: UUID) -> str:
    """The words of an event, as far as the viewer may read them."""
    row = ThreadEvent.objects.visible_to(viewer).filter(id=event).first()
    return str(json.loads(row.entry)["body"].get("text", "")) if row is not None else ""


def _beside(viewer: Viewer, draft: Draft, typed: Typed, *, side: ThreadSide | None, now: datetime, move: Move) -> Draft:
    """What was typed, as a draft of its own; a page that goes on typing goes on in the same one."""
    begun = _readable(viewer).filter(branch_of=draft.id, author=UUID(viewer.id), seat=typed.seat)
    beside = begun.exclude(state=ThreadStage.SENT).first() if typed.seat else None
    if beside is not None:
        beside.version += 1
        return _keep(viewer, beside, typed.message, side=side, now=now)
    beside = Draft(
        member=draft.member,
        unit=draft.unit,
        unit_name=draft.unit_name,
        thread=draft.thread,
        move=move,
        author=UUID(viewer.id),
        author_name=viewer.officer_name,
        authors=[viewer.id],
        purpose=draft.purpose,
        reference=draft.reference,
        branch_of=draft.id,
        seat=typed.seat,
        created=now,
    )
    return _keep(viewer, beside, typed.message, side=side, now=now)


def problem_of_size(message: Message) -> Problem | None:
    """What of a message is too much to be kept."""
    texts = [message.text, message.reason, *(quote.text for quote in message.quotes)]
    texts += [each.text for each in [message.translation, *(q.translation for q in message.quotes)] if each]
    if len(message.title) > LONGEST_TITLE or any(len(text) > LONGEST_TEXT for text in texts):
        return Problem("text_too_long")
    if len(message.facts) > MOST_FACTS:
        return Problem("too_many_facts")
    return Problem("text_too_long") if len(message.items) > MOST_ITEMS else None


def _log(event: LedgerEvent, viewer: Viewer, draft: Draft, *, now: datetime, detail: Detail) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=draft.id,
        now=now,
        purpose=draft.purpose,
        reference=draft.reference,
        detail={**detail, "thread": str(draft.thread or "")},
    )


def _missing() -> NotFound:
    return NotFound(_("There is no such draft."))
