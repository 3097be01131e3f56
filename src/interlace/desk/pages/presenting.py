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

    @property
    def has_content(self) -> bool:
        """Whether there is anything in it that is to be handled; an acknowledgement says nothing more."""
        return bool(self.own_words or self.quotes or self.lines or self.facts or self.files)


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
    keep_url: str = ""
    """Where what is typed into it is kept until it is sent."""
    is_open: bool = False
    """Whether something was typed into it and not sent."""


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """One thread, both sides of it, and what can be done."""

    trail: tuple[Trail, ...]
    title: str
    sub: str
    lead: str
    handling: str
    foot: str
    """By which numbers a printed sheet is filed."""
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
    known_numbers: tuple[tuple[str, tuple[str, ...]], ...]
    quoting: MoveForm | None
    """How an answer begins that quotes one of the messages; none where nothing may be written."""
    page_url: str


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
    book_url: str
    url: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class BookRow:
    """A thread in the register book."""

    number: str
    url: str
    opened: str
    direction: str
    owner: str
    type: str
    title: str
    reference: str
    standing: str
    tone: str


@dataclass(frozen=True, slots=True)
class BookPage:
    """The register book of one month: its first rows, and the way to take it along."""

    trail: tuple[Trail, ...]
    lead: str
    handling: str
    notices: tuple[Notice, ...]
    sub: str
    month: ShownField
    rows: tuple[BookRow, ...]
    more: str
    may_take: bool
    code: ShownField | None
    chosen: str
    url: str
    file_url: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """The beginning of a message: to whom, of what type, in which language."""

    trail: tuple[Trail, ...]
    lead: str
    handling: str
    notices: tuple[Notice, ...]
    fields: tuple[ShownField, ...]
    hit: str
    """The hit that it follows up, if it does."""
    url: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One thing to verify, or the answer to one."""

    label: str
    fields: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file in a message that is being written."""

    name: str
    size: str
    url: str
    detach_url: str


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
    is_opening: bool
    fields: tuple[ShownField, ...]
    text: ShownField
    language: ShownField
    translation: tuple[ShownField, ...]
    is_translated: bool
    quotes: tuple[ShownItem, ...]
    is_quoting: bool
    tells_secretariat: bool | None
    """Whether it is ticked; none where a message of this type tells nobody."""
    more: tuple[ShownField, ...]
    has_more: bool
    """Whether something stands in these fields, or is wrong with them."""
    known_numbers: tuple[tuple[str, tuple[str, ...]], ...]
    """By register what was noted before, to be chosen."""
    items: tuple[ShownItem, ...]
    items_title: str
    facts: tuple[tuple[str, str], ...]
    files: tuple[ShownFile, ...]
    largest: int
    """Bytes of a file at most."""
    too_large: str
    read: tuple[Line, ...]
    seat: str
    """A random word, by which this page is known again."""
    reader: str
    """Who reads it, so that nobody else who signs in saves what was typed here."""
    url: str
    page_url: str
    save_url: str
    sign_in_url: str
    attach_url: str
    discard_url: str
    send_url: str
    approve: MoveForm | None
    give_back: MoveForm | None
