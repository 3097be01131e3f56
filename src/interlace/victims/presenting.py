"""What the pages of care show (S12). Templates read nothing else."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody found, in a list."""

    url: str
    name: str
    word: str
    tone: str
    matter: str
    urgency: str = ""
    talk: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class ReceptionCard:
    """One place with those received there."""

    id: str
    title: str
    matter: str
    counts: str
    people: tuple[PersonRow, ...]
    receive_url: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """Word from another bureau about somebody whom one's own seeks."""

    name: str
    bureau: str
    contact: str
    messages: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class CarePage:
    """All places of the bureau."""

    lead: str
    handling: str
    places: tuple[ReceptionCard, ...]
    is_carer: bool
    fields: tuple[ShownField, ...]
    sought: tuple[NoticeRow, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A box or a round mark with its words."""

    name: str
    value: str
    label: str
    is_ticked: bool = False
    own: str = ""
    """The same words in the language of the talk."""


@dataclass(frozen=True, slots=True)
class TriagePage:
    """The first minutes."""

    title: str
    trail: tuple[Trail, ...]
    handling: str
    ticks: tuple[Tick, ...]
    needs: tuple[Tick, ...]
    fields: tuple[ShownField, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class TalkPage:
    """One question, or what must come first, or where the talk stands."""

    stage: str
    """`conditions`, `question`, `resting` or `all_asked`."""
    trail: tuple[Trail, ...]
    handling: str
    url: str
    move_url: str
    person_url: str
    state: str
    can_go_on: bool = False
    turn: str = ""
    remark: str = ""
    code: str = ""
    question: str = ""
    own_question: str = ""
    own_language: str = ""
    replies: tuple[Tick, ...] = ()
    words: str = ""
    longest: int = 0
    conditions: tuple[Tick, ...] = ()
    languages: tuple[Choice, ...] = ()
    has_back: bool = False
    person: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer in the file, and to whom it was released."""

    question: str
    reply: str
    words: str
    code: str
    is_released: str
    can_release: bool


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A proposal with its signatures."""

    text: str
    reason: str
    signed: str
    sign_url: str
    withdraw_url: str = ""


@dataclass(frozen=True, slots=True)
class GuardianShown:
    """Who speaks for a child, or the form for it."""

    facts: tuple[tuple[str, str], ...]
    """Empty where nobody does."""
    capacities: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ErasureShown:
    """A file that somebody asks to erase: what waits, and what this officer may do about it."""

    text: str = ""
    """Empty where nobody asks."""
    is_mine: bool = False
    declined: str = ""
    """Why it was declined the last time."""


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person found."""

    id: str
    title: str
    trail: tuple[Trail, ...]
    lead: str
    handling: str
    word: str
    tone: str
    facts: tuple[tuple[str, str], ...]
    is_carer: bool
    presumption: str
    because: str
    indicators: tuple[str, ...]
    corroborate: tuple[str, ...]
    needs: tuple[Tick, ...]
    seen: tuple[Tick, ...]
    steps: tuple[Choice, ...]
    answers: tuple[AnswerRow, ...]
    agreements: tuple[tuple[str, str, str, str, str], ...]
    """Words, then question, recipient and use, and since when."""
    uses: tuple[Choice, ...]
    recipients: tuple[Choice, ...]
    prosecutor: tuple[str, ...]
    released: tuple[AnswerRow, ...]
    standings: tuple[StandingRow, ...]
    proposals: tuple[Choice, ...]
    is_erased: bool
    erasure: ErasureShown
    guardian: GuardianShown | None
    """Nothing where the person is not treated as a child."""
    urls: dict[str, str]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class SlipPage:
    """What a shelter is given."""

    trail: tuple[Trail, ...]
    lead: str
    rows: tuple[tuple[str, str], ...]
    contact: ShownField
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class SeekerRow:
    """A record that may seek the person."""

    record: str
    bureau: str
    name: str
    birth_date: str
    band: str
    reasons: str
    effect: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A bureau that was told."""

    id: str
    text: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Who seeks a person in care."""

    title: str
    trail: tuple[Trail, ...]
    handling: str
    fields: tuple[ShownField, ...]
    is_named: bool
    has_looked: bool
    seekers: tuple[SeekerRow, ...]
    messages: tuple[Tick, ...]
    told: tuple[ToldRow, ...]
    contact: str
    longest: int
    urls: dict[str, str]
    notices: tuple[Notice, ...]
