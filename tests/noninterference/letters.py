"""What bureaus write to each other in a story, and what of it is hidden from the looker."""

from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from tests.noninterference.worlds import B, Write

from interlace.core.procedure.threads import Item, ItemKind, Move, Outcome, ThreadType, Verdict
from interlace.desk.threads import actions
from interlace.desk.threads.attachments import attach
from interlace.desk.threads.drafting import new_draft
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import Attachment, Draft, ThreadSide
from interlace.desk.threads.sending import send_draft
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer


def exchange(event: Write, *, by: Viewer, to: Viewer, now: datetime) -> None:
    """One side writes, the other takes it up and asks back, and perhaps answers."""
    message = Message(
        title="A passport",
        text="Please say whether this passport was issued.",
        language="en",
        type=ThreadType.VERIFICATION,
        to=event.to,
        items=(Item(ItemKind.DOCUMENT, "Passport UT0000142"),),
        level=event.level,
        facts=_carried(event, by, now=now),
    )
    thread = send_draft(by, new_draft(by, message, now=now).id, now=now).thread
    actions.acknowledge(to, thread, now=now)
    actions.write(to, thread, Move.ASK, Message(text="Which office?"), now=now)
    if event.answered:
        actions.write(by, thread, Move.SUPPLY, Message(text="Seoul."), now=now)
        verdict = Verdict(Outcome.NOT_CONFIRMED, "Register of passports", now.date())
        actions.write(to, thread, Move.ANSWER, Message(text="It was never issued.", verdicts=(verdict,)), now=now)


def leave_unsent(desk: Viewer, *, now: datetime) -> None:
    """A draft with a file, which nobody else ever sees."""
    to = B if desk.member != B else "TH"
    draft = new_draft(desk, Message(title="Not sent yet", text="Secret.", to=to), now=now)
    with NamedTemporaryFile(suffix=".txt") as file:
        file.write(b"secret")
        file.flush()
        attach(desk, draft.id, Path(file.name), file_name="secret.txt", now=now)


def kept_by_others() -> dict[str, Any]:
    """Ids of what others write to each other, for the steward."""
    read = ThreadSide.objects.filter(member=B).values("thread")
    return {
        "thread": ThreadSide.objects.exclude(thread__in=read).values_list("thread", flat=True),
        "draft": Draft.objects.exclude(member=B).values_list("id", flat=True),
        "attachment": Attachment.objects.exclude(member=B).filter(event=None).values_list("id", flat=True),
    }


def kept_by(*members: str) -> dict[str, Any]:
    """Ids of what these members write to others than the looker's bureau, or have not sent, for the steward."""
    own = ThreadSide.objects.filter(member__in=members)
    if B not in members:
        own = own.exclude(thread__in=ThreadSide.objects.filter(member=B).values("thread"))
    unsent = Draft.objects.filter(member__in=members, event=None)
    return {
        "thread": own.values_list("thread", flat=True),
        "draft": unsent.values_list("id", flat=True),
        "attachment": Attachment.objects.filter(member__in=members, event=None).values_list("id", flat=True),
    }


def _carried(event: Write, by: Viewer, *, now: datetime) -> tuple[UUID, ...]:
    if event.carries is None:
        return ()
    with acting(by, now=now):
        own = Fact.objects.visible_to(by).filter(originator=by.member, prop="name").order_by("-created", "id")
        levels = {fact.id: book.label(fact.label_id).level for fact in own}
    return tuple(fact for fact, level in levels.items() if level == event.carries)[:1]
