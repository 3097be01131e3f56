"""What the pages of S18 show: typed, ready, with nothing left to look up."""

from collections.abc import Sequence
from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownClock, ShownField, ShownName, Trail


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line of decisions due."""

    url: str
    title: str
    line: str
    amount: str
    due: str
    state: str
    state_text: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A request or a question with its clock."""

    url: str
    title: str
    line: str
    clock: ShownClock | None
    state: str
    state_text: str
    escalation: str = ""


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One certificate in the list."""

    url: str
    when: str
    line: str
    state: str
    state_text: str


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """S18."""

    summary: str
    handling: str
    notices: Sequence[Notice]
    may_decide: bool
    groups: Sequence[DueRow] = ()
    proposals: Sequence[DueRow] = ()
    questions: Sequence[ClockRow] = ()
    requests: Sequence[ClockRow] = ()
    certificates: Sequence[CertificateRow] = ()
    request_fields: Sequence[ShownField] = ()
    explain_fields: Sequence[ShownField] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of a group, with what the reader may read of it."""

    id: str
    name: ShownName | None
    values: tuple[str, ...]
    amount: str
    due: str
    state: str
    state_text: str
    is_open: bool
    is_held: bool
    title: str = ""
    """Of a thread, a letter or a register."""
    hold: str = ""
    sealed_url: str = ""


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The records of one case that are due for one reason, and the three decisions."""

    title: str
    sub: str
    handling: str
    trail: tuple[Trail, ...]
    url: str
    rows: Sequence[RecordRow]
    extend_fields: Sequence[ShownField]
    hold_fields: Sequence[ShownField]
    notices: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One fact that was recalled under a hold."""

    what: str
    value: str
    source: str
    contributed: str
    recalled: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class SealedPage:
    """What a hold keeps sealed, for its keeper."""

    title: str
    handling: str
    trail: tuple[Trail, ...]
    rows: Sequence[SealedRow]


@dataclass(frozen=True, slots=True)
class SeatShown:
    """One of two persons."""

    who: str
    lines: tuple[str, ...]
    is_signed: bool


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal to keep records longer, or about a period of one's own, for the second person."""

    title: str
    handling: str
    trail: tuple[Trail, ...]
    pairs: Sequence[tuple[str, str]]
    seats: tuple[SeatShown, SeatShown]
    digest: str
    sign_url: str = ""
    refuse_url: str = ""
    code: ShownField | None = None
    notices: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """One certificate, to be read and printed."""

    title: str
    handling: str
    trail: tuple[Trail, ...]
    pairs: Sequence[tuple[str, str]]
    counts: Sequence[tuple[str, str]]
    text_url: str
    state: str
    state_text: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A request or a question about a person, with the step that is next."""

    title: str
    handling: str
    trail: tuple[Trail, ...]
    clock: ShownClock | None
    state: str
    state_text: str
    pairs: Sequence[tuple[str, str]]
    url: str
    step: str = ""
    """What is next: `identity`, `ask`, `answer`, `decide`, or empty."""
    fields: Sequence[ShownField] = ()
    owners: Sequence[ClockRow] = ()
    candidates: Sequence[RecordRow] = ()
    letter_url: str = ""
    notices: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One period."""

    what: str
    period: str
    basis: str
    source: str
    certainty: str
    end_url: str = ""
    """Of one of our own, which can be ended."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One line of the history."""

    url: str
    title: str
    line: str
    when: str
    state: str
    state_text: str


@dataclass(frozen=True, slots=True)
class RulesPage:
    """What binds the bureau."""

    handling: str
    trail: tuple[Trail, ...]
    own: Sequence[RuleRow]
    everybodys: Sequence[RuleRow]
    changes: Sequence[ChangeRow]
    fields: Sequence[ShownField]
    code: ShownField | None
    notices: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class RuleEndPage:
    """The form in which the end of a period is proposed."""

    handling: str
    trail: tuple[Trail, ...]
    pairs: Sequence[tuple[str, str]]
    fields: Sequence[ShownField]
    notices: Sequence[Notice] = ()
