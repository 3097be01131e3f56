"""What the pages of screening show. A view fills these from queries; the templates read nothing else.

Nothing here may hold what the viewer may not see: a template has no rights of its own.
"""

from dataclasses import dataclass
from typing import Literal

from interlace.foundation.localize.shown import Notice, ShownClock, ShownField, ShownName, Trail


@dataclass(frozen=True, slots=True)
class Handling:
    """The handling sentence under the title; the lead is its bold beginning."""

    text: str
    lead: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value: text, a clock or a state."""

    label: str
    text: str = ""
    clock: ShownClock | None = None
    state: str = ""
    is_code: bool = False


# --- S1 inbox -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One piece of work, by due time."""

    id: str
    url: str
    due: str
    clock: ShownClock | None
    icon: str
    title: str
    owner: str
    name: ShownName | None = None
    code: str = ""
    line: str = ""
    is_current: bool = False
    preview_url: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something the reader can do: a link, or a form that is posted when `values` are given."""

    label: str
    url: str
    is_main: bool = False
    needs_two: bool = False
    is_form: bool = False
    values: tuple[tuple[str, str], ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The chosen item, beside the queue."""

    title: str
    lines: tuple[str, ...] = ()
    name: ShownName | None = None
    pairs: tuple[Pair, ...] = ()
    hint: str = ""
    acts: tuple[Act, ...] = ()


# --- S2 check -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answer of one bureau. *Waiting* means not answered, and never reads "no hit"."""

    owner: str
    bureau: str
    state: Literal[
        "possible", "no_hit", "waiting", "ours", "confirmed", "different", "cannot_tell", "withdrawn", "stopped"
    ]
    known: str
    band: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back so far. While somebody is asked in the background, the page asks `poll_url` again."""

    summary: str
    asked: str
    rows: tuple[AnswerRow, ...]
    notices: tuple[Notice, ...] = ()
    poll_url: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierCheck:
    """A check made before, as the person who made it sees it."""

    label: str
    url: str
    state: str
    outcome: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class CheckPage:
    """S2. `reading` says how the value was understood; a hint suggests and never corrects."""

    handling: Handling
    value: ShownField
    purpose: ShownField
    reference: ShownField
    scope: ShownField
    url: str
    reading: str = ""
    warnings: tuple[Notice, ...] = ()
    kind: ShownField | None = None
    """What the value is to be read as, where the reading is wrong."""
    reading_url: str = ""
    examples: tuple[str, ...] = ()
    answers: Answers | None = None
    earlier: tuple[EarlierCheck, ...] = ()
    import_url: str = ""
    open_url: str = ""
    registers: tuple[tuple[str, str, bool, str], ...] = ()
    """Code, title, chosen, remark of each register that may be asked alone."""

    @property
    def is_register_chosen(self) -> bool:
        """Whether the registers are shown open."""
        return any(chosen for _code, _title, chosen, _remark in self.registers)


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A question that stays open, about one of our own things."""

    name: ShownName | None
    values: str
    matter: str
    asked: str
    until: str
    state: str
    state_text: str
    act: Act | None


@dataclass(frozen=True, slots=True)
class OpenPage:
    """The questions that a bureau has left open: later facts of others are compared with them."""

    trail: tuple[Trail, ...]
    summary: str
    handling: Handling
    rows: tuple[OpenRow, ...]
    notices: tuple[Notice, ...] = ()
    more: str = ""


# --- S3 hit comparison ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder."""

    title: str
    text: str
    state: Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class Value:
    """One side of one field. Empty means not given, or not released: the two look the same to the other side."""

    name: ShownName | None = None
    text: str = ""
    language: str = ""
    also: str = ""
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One compared field. Without a weight the owner's handling keeps it back: then no bar is drawn either."""

    field: str
    ours: Value
    theirs: Value
    reason: str
    weight: str = ""
    start: float = 0.0
    size: float = 0.0
    is_against: bool = False
    said: str = ""
    """The bar in words."""


@dataclass(frozen=True, slots=True)
class Chance:
    """From the sum of the reasons to a chance: what is taken away before any comparison, and what is left."""

    before: str
    weight: str
    start: float
    size: float
    said: str
    after: str
    bits: str
    model: str


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the reasons, and its word."""

    band: str
    bands: tuple[tuple[str, bool], ...]
    ours: str = ""
    theirs: str = ""
    weight: str = ""
    size: float = 0.0
    start: float = 0.0
    ticks: tuple[float, ...] = ()
    """Where the bands begin, on the scale of the bar."""
    least: str = ""
    """The least that the band takes, in words."""
    chance: Chance | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A released photograph, fingerprint file or document scan of one side."""

    caption: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """The fields an owner may release, and the sentence that will go with them."""

    title: str
    url: str
    choices: tuple[tuple[str, str, bool, str], ...]
    """Value, label, chosen, remark."""
    sentence: str
    sentence_url: str = ""
    """Where the page asks for the sentence again when something is ticked."""
    reservations: tuple[tuple[str, str, bool, str], ...] = ()
    """In the same form: what the asker may do only after asking."""
    look_url: str = ""
    until: ShownField | None = None
    code: ShownField | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """One of two persons. Nobody can hold both seats."""

    who: str
    lines: tuple[str, ...]
    is_signed: bool


@dataclass(frozen=True, slots=True)
class TwoPersons:
    """A step that takes effect with the second signature only."""

    title: str
    seats: tuple[Seat, Seat]
    hint: str
    act: Act | None = None
    code: ShownField | None = None
    difference: tuple[tuple[str, str], ...] = ()
    """Every field that would leave, with its value: what is signed is exactly this."""
    terms: str = ""
    refuse: Act | None = None


@dataclass(frozen=True, slots=True)
class PermitPage:
    """A question for leave to check a list above the budget."""

    trail: tuple[Trail, ...]
    title: str
    state: str
    state_text: str
    handling: Handling
    pairs: tuple[Pair, ...]
    two_persons: TwoPersons
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The owner's answer: same, different, cannot tell."""

    question: str
    url: str
    why: ShownField
    code: ShownField | None = None


@dataclass(frozen=True, slots=True)
class HitPage:
    """S3, for either side: an owner sees every reason, an asker what the owner's handling allows."""

    trail: tuple[Trail, ...]
    title: str
    state: str
    handling: Handling
    ladder: tuple[Rung, ...]
    our_code: str
    their_code: str
    name: ShownName | None = None
    state_text: str = ""
    asked: str = ""
    notices: tuple[Notice, ...] = ()
    clocks: tuple[Pair, ...] = ()
    explained: str = ""
    """What speaks for the likeness and what against it, in words."""
    rows: tuple[ReasonRow, ...] = ()
    total: Total | None = None
    pictures: tuple[tuple[Picture, Picture], ...] = ()
    answer: AnswerForm | None = None
    ask: "AskForm | None" = None
    release: Release | None = None
    two_persons: TwoPersons | None = None
    acts: tuple[Act, ...] = ()
    event: str = ""
    pulse_url: str = ""
    """Where an open page asks whether the hit has moved on; after a recall nothing of it stays on the screen."""


@dataclass(frozen=True, slots=True)
class AskForm:
    """The asker's step: which own fields the owner may see to answer, and how much it hurries."""

    title: str
    url: str
    choices: tuple[tuple[str, str, bool, str], ...]
    urgency: ShownField
    sentence: str
    held_until: ShownField | None = None
    error: str = ""
