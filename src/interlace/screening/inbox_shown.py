"""What the inbox shows: the queue in stretches of time, and the handover of a shift beside it."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownClock, ShownField
from interlace.screening.presenting import Act, Handling, Preview, QueueItem


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """A stretch of time: next hour, today, this week."""

    title: str
    items: tuple[QueueItem, ...]


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note for the next shift."""

    text: str
    line: str
    """Promised by whom, due when, written by whom."""
    clock: ShownClock | None
    done_url: str


@dataclass(frozen=True, slots=True)
class NoteFormView:
    """A note for the next shift that is being written."""

    write_url: str
    keep_url: str
    """Where what is typed into it is kept until it is sent, and where it is found again."""
    fields: tuple[ShownField, ...]
    is_typed: bool = False
    """Whether it is shown open: with its problem, or as it was typed and not sent."""


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The handover of a shift, beside the queue."""

    remark: str
    notes: tuple[ShownNote, ...]
    form: NoteFormView
    act: Act | None
    """Handing over, or taking over: each is one of two signatures."""
    code: ShownField | None


@dataclass(frozen=True, slots=True)
class InboxPage:
    """S1. The list never reorders under the cursor: new items wait outside and are counted."""

    summary: str
    handling: Handling
    groups: tuple[QueueGroup, ...]
    preview: Preview | None = None
    waiting_outside: int = 0
    show_new_url: str = ""
    news_url: str = ""
    next_deadline: str = ""
    handover: HandoverView | None = None
    notices: tuple[Notice, ...] = ()
