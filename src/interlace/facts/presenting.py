"""What the pages of facts show: import (S5) and who-sees-what (S17). Templates read nothing else."""

from dataclasses import dataclass
from typing import Literal

from interlace.foundation.localize.shown import Notice, ShownField, ShownName, Trail

Step = Literal["file", "columns", "preview", "sharing", "result"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its header as written, and what it was taken for."""

    header: str
    language: str
    field: ShownField


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row."""

    text: str = ""
    name: ShownName | None = None
    also: str = ""
    is_code: bool = False
    repair: ShownField | None = None
    """An input in place, with the error, where this cell is the problem."""
    head: str = ""
    """Of its column, for a screen on which the row stands as a block."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file as the thing it will become."""

    number: int
    icon: str
    thing: str
    cells: tuple[Cell, ...]
    state: str
    state_text: str = ""
    fix: str = ""
    """What to do about a problem that is at no cell of the table."""
    repair_url: str = ""
    skip_url: str = ""
    take_back_url: str = ""

    @property
    def has_problem(self) -> bool:
        """Whether the row needs somebody."""
        return self.state == "problem"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: its words, then the field that stands there."""

    words: str
    field: ShownField | None = None


@dataclass(frozen=True, slots=True)
class SharingSentence:
    """The handling sentence as the user edits it: who, what, for what, until when."""

    who: ShownField
    line: tuple[Part, ...]
    """What they may know, for what, until when, in the order of the reader's language."""
    chosen: tuple[tuple[str, str, bool], ...]
    """Bureaus: code, name, chosen."""
    reserved: tuple[tuple[str, str, bool], ...]
    """Uses that need our consent first: code, words, chosen."""
    fields: tuple[ShownField, ...]
    preview: str
    remark: str
    register: "RegisterFields"


@dataclass(frozen=True, slots=True)
class RegisterFields:
    """The register that the list may become."""

    is_open: bool
    fields: tuple[ShownField, ...]
    effect: ShownField
    authorisation: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A register of the bureau, by the version that is searched."""

    title: str
    effect: str
    version: str
    when: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownProgress:
    """Work under way: how far it is, and how it can be stopped."""

    title: str
    rows: str
    state: str
    done: int
    total: int
    """0 while nobody knows."""
    poll_url: str
    reload_url: str
    stop_url: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of the rows."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    answers_url: str = ""
    """Where the bureaus' answers arrive one after the other."""
    report_url: str = ""
    retry_url: str = ""
    undo_url: str = ""
    hits_url: str = ""
    undo_text: str = ""
    """What undoing does, before it is confirmed."""


@dataclass(frozen=True, slots=True)
class ImportPage:
    """S5. A problem in one row never stops the others."""

    title: str
    step: Step
    lead: str
    handling: str
    trail: tuple[Trail, ...] = ()
    upload_url: str = ""
    template_url: str = ""
    formats_hint: str = ""
    upload_fields: tuple[ShownField, ...] = ()
    notices: tuple[Notice, ...] = ()
    columns: tuple[Column, ...] = ()
    columns_hint: str = ""
    columns_url: str = ""
    columns_fields: tuple[ShownField, ...] = ()
    preview_title: str = ""
    preview_hint: str = ""
    digest: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    more: str = ""
    sharing: SharingSentence | None = None
    contribute_url: str = ""
    contribute_label: str = ""
    contribute_hint: str = ""
    try_label: str = ""
    discard_url: str = ""
    progress: ShownProgress | None = None
    result: ImportResult | None = None
    registers: tuple[RegisterRow, ...] = ()
    drafts: tuple[tuple[str, str, str], ...] = ()
    """Files not contributed yet: name, address, until when they are kept."""
    earlier: tuple[tuple[str, str, str, str], ...] = ()
    """Imports before: name, address, when, outcome."""


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One label in use: what it covers, and its sentence."""

    what: str
    sentence: str
    until: str
    state: str
    url: str = ""
    recall_url: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class ViewerAnswer:
    """What the tested viewer may do with a fact, and the reason."""

    act: str
    answer: Literal["permit", "ask", "deny"]
    reason: str


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact in a list of its thing."""

    id: str
    label: str
    text: str
    is_code: bool = False
    name: ShownName | None = None


@dataclass(frozen=True, slots=True)
class ShownThing:
    """A thing and those of its facts that are spoken of."""

    icon: str
    thing: str
    facts: tuple[ShownFact, ...]
    name: ShownName | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class TestedViewer:
    """The outcome of *test a viewer*."""

    title: str
    sentence: str
    answers: tuple[ViewerAnswer, ...]
    reads: tuple[ShownThing, ...] = ()
    """What they would read."""
    finds: tuple[ShownThing, ...] = ()
    """Of what they would learn only that something exists."""
    more: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """What another bureau shares with us under one sentence."""

    owner: str
    amount: str
    sentence: str
    until: str


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A running consent of ours."""

    member: str
    act: str
    purpose: str
    until: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer of one recipient to a recall, or of one room of this node."""

    owner: str
    state: str
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class SharingPage:
    """S17: who sees what until when; test a viewer; recalls and their receipts."""

    handling: str
    rows: tuple[SharedRow, ...]
    test_url: str
    test_fields: tuple[ShownField, ...]
    tested: TestedViewer | None = None
    received: tuple[ReceivedRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    recalls: tuple[tuple[str, tuple[Receipt, ...]], ...] = ()
    notices: tuple[Notice, ...] = ()
    summary: str = ""
    trail: tuple[Trail, ...] = ()


@dataclass(frozen=True, slots=True)
class RecallPage:
    """Facts of one contribution: choose some, then confirm why they are taken back."""

    title: str
    handling: str
    things: tuple[ShownThing, ...]
    url: str
    back_url: str
    trail: tuple[Trail, ...]
    reason: ShownField | None = None
    """Set on the second page, which asks once more."""
    correction: ShownField | None = None
    notices: tuple[Notice, ...] = ()
    more: str = ""
    may_recall: bool = True
