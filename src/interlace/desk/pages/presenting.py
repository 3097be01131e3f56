"""What the pages of threads show. A view fills these; the templates read nothing else."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownClock, ShownField, Trail


@dataclass(frozen=True, slots=True)
class Line:
    """Something with a label, and perhaps a place to go."""

    label: str
    text: str
    url: str = ""
    clock: ShownClock | None = None


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact in a message with its handling; where it was withdrawn, the sentence alone."""

    field: str
    value: str
    owner: str
    handling: str
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class ShownText:
    """Words as they were written, and beside them a translation marked by who made it."""

    text: str
    language: str = ""
    translation: str = ""
    translation_language: str = ""
    translated: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """One event of a thread."""

    number: int
    owner: str
    who: str
    when: str
    words: str
    own_words: ShownText | None
    quotes: tuple[ShownText, ...]
    lines: tuple[Line, ...]
    facts: tuple[ShownFact, ...]
    files: tuple[Line, ...]
    handling: str


@dataclass(frozen=True, slots=True)
class MoveForm:
    """Something that one's own side may do now. A form with fields is folded until it is wanted."""

    title: str
    button: str
    url: str
    fields: tuple[ShownField, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One thread, both sides of it, and what can be done."""

    trail: tuple[Trail, ...]
    title: str
    sub: str
    lead: str
    handling: str
    notices: tuple[Notice, ...]
    pairs: tuple[Line, ...]
    standing: str
    tone: str
    clocks: tuple[Line, ...]
    items: tuple[Line, ...]
    events: tuple[ShownEvent, ...]
    moves: tuple[MoveForm, ...]
    own_moves: tuple[MoveForm, ...]
    notes: tuple[Line, ...]
    drafts: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """One thread in the list, or one message that a search found."""

    url: str
    number: str
    owner: str
    title: str
    line: str
    standing: str
    tone: str
    due: str
    clock: ShownClock | None


@dataclass(frozen=True, slots=True)
class ThreadsPage:
    """One's own threads, or what was found in them."""

    lead: str
    handling: str
    words: ShownField
    searched: bool
    rows: tuple[ThreadRow, ...]
    more: str
    older_url: str
    drafts: tuple[Line, ...]
    new_url: str
    url: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPage:
    """The beginning of a message: to whom, of what type, in which language."""

    trail: tuple[Trail, ...]
    lead: str
    handling: str
    notices: tuple[Notice, ...]
    fields: tuple[ShownField, ...]
    url: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One thing to verify, or the answer to one."""

    label: str
    fields: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was kept, and in one sentence what still blocks sending."""

    version: int
    said: str
    check: str = ""
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A message that is being written, or read by another officer before it goes."""

    trail: tuple[Trail, ...]
    title: str
    sub: str
    lead: str
    handling: str
    notices: tuple[Notice, ...]
    saved: Saved
    is_edited: bool
    fields: tuple[ShownField, ...]
    text: ShownField
    text_language: str
    more: tuple[ShownField, ...]
    items: tuple[ShownItem, ...]
    items_title: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[Line, ...]
    read: tuple[Line, ...]
    url: str
    save_url: str
    attach_url: str
    discard_url: str
    send_url: str
    approve: MoveForm | None
    give_back: MoveForm | None
