"""Messages for the tests of the desk, and what the two sides do with them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.screening.network import NOW, viewer

from interlace.core.procedure.threads import Item, ItemKind, Move, ThreadType, ThreadUrgency
from interlace.desk.threads import actions
from interlace.desk.threads.drafting import approve_draft, new_draft, submit_draft
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.queries import ThreadView, thread_of
from interlace.desk.threads.sending import send_draft
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PASSPORT = Item(ItemKind.DOCUMENT, "Passport UT0000142, in the name of HAN Ji-seop")


def letter(to: str = "TH", **terms: Any) -> Message:
    """A verification that needs no second officer."""
    message = Message(
        title="Passport of HAN Ji-seop",
        text="Please say whether this passport was issued.",
        language="en",
        type=ThreadType.VERIFICATION,
        to=to,
        items=(PASSPORT,),
    )
    return replace(message, **terms)


def question(to: str = "TH", **terms: Any) -> Message:
    """A request for information, which another officer reads first."""
    return letter(to, type=ThreadType.INFORMATION, items=(), **terms)


def sent(by: Viewer, message: Message, *, now: Any = NOW) -> ThreadSide:
    """The message, sent at once."""
    return send_draft(by, new_draft(by, message, now=now).id, now=now)


def reviewed_and_sent(member: str, message: Message, *, now: Any = NOW) -> ThreadSide:
    """The message, read by the bureau's second officer before it was sent."""
    desk, second = viewer(member), viewer(member, post="second")
    draft = submit_draft(desk, new_draft(desk, message, now=now).id, now=now)
    approve_draft(second, draft.id, digest=draft.digest, now=now)
    return send_draft(desk, draft.id, now=now)


def opened(*, to: str = "TH", by: str = "KR", urgency: ThreadUrgency = ThreadUrgency.ROUTINE, **terms: Any) -> UUID:
    """A thread of KR with TH."""
    return sent(viewer(by), letter(to, urgency=urgency, **terms)).thread


def seen(member: str, thread: UUID, *, post: str = "desk", now: Any = NOW) -> ThreadView:
    """The thread as an officer of this member sees it."""
    return thread_of(viewer(member, post=post), thread, now=now)


def wrote(
    member: str, thread: UUID, move: Move, text: str = "As asked.", *, now: Any = NOW, **terms: Any
) -> ThreadSide:
    """One more message in a thread."""
    return actions.write(viewer(member), thread, move, Message(text=text, language="en", **terms), now=now)


def make_unit(member: str, name: str, *, ceiling: tuple[str, ...] = ("discover", "read")) -> Viewer:
    """An officer of a domestic unit under this member's bureau."""
    bureau = Bureau.objects.create(member_id=member, name=name, kind=Bureau.Kind.DOMESTIC_UNIT, ceiling=list(ceiling))
    username = f"{member.lower()}.{name.lower().replace(' ', '-')}"
    Officer.objects.create(
        username=username,
        display_name=f"Officer of {name}",
        bureau=bureau,
        roles=[Role.INVESTIGATOR],
        purposes=["fraud"],
        level=1,
        is_profile=True,
    )
    return viewer(member, post=username.partition(".")[2])
