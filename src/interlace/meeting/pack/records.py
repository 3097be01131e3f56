"""What is taken from a bureau's folder, as values: cases, leads, mentions of people and things, rows with a problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ThingKind(StrEnum):
    """What a value names."""

    PERSON = "person"
    PHONE = "phone"
    WALLET = "wallet"
    ACCOUNT = "account"
    DOMAIN = "domain"
    HANDLE = "handle"
    EMAIL = "email"
    DOCUMENT = "document"
    VEHICLE = "vehicle"
    ADDRESS = "address"


class Standing(StrEnum):
    """Where in a bureau's papers a value stands."""

    LEAD = "lead"
    PERSON = "person"
    IDENTIFIER = "identifier"
    TEXT = "text"
    STATEMENT = "statement"
    CHAT = "chat"


class Outcome(StrEnum):
    """What happens to a row with a problem."""

    REPAIR = "repair"  # the bureau mends it; the rest of the file is taken
    ASK = "ask"  # one question to the bureau; the row is taken as its language writes
    IGNORE = "ignore"  # told, and counted as nothing


class PackProblem(StrEnum):
    """What can be wrong with a row, beside what is wrong with a value."""

    EMPTY_VALUE = "pack_value_missing"
    UNKNOWN_CASE = "pack_case_unknown"
    UNKNOWN_TYPE = "pack_type_unknown"
    DUPLICATE_ROW = "pack_row_twice"
    TOTAL_ROW = "pack_total_row"
    FUTURE_DATE = "pack_birth_date_in_future"
    AMBIGUOUS_DATE = "pack_day_and_month_unclear"
    AMOUNT = "pack_amount_not_a_number"
    COLUMNS_SHIFTED = "pack_columns_shifted"
    MRZ_CHECK_DIGIT = "pack_passport_line_check_digit"
    ACCOUNT_CHECK_DIGITS = "pack_account_check_digits"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a bureau and the place within it."""

    file: str
    place: str


@dataclass(frozen=True, slots=True)
class PackCase:
    """One case as its bureau describes it."""

    bureau: str
    reference: str
    source: Source
    title: str = ""
    opened: str = ""
    officer: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Bureau and reference: references restart in every bureau."""
        return self.bureau, self.reference


@dataclass(frozen=True, slots=True)
class Individual:
    """A person as a row names them, values as written."""

    name: str
    birth_date: str = ""
    nationality: str = ""
    document: str = ""
    alias: str = ""
    phone: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A value in a bureau's papers, and what stands beside it."""

    bureau: str
    case: str
    kind: ThingKind
    raw: str
    source: Source
    standing: Standing
    remark: str = ""
    individual: Individual | None = None
    lead: str = ""
    is_scanned: bool = False
    """Whether a machine read it from a picture: letters may be wrong in it."""


@dataclass(frozen=True, slots=True)
class PackLead:
    """One row of a lead list. It counts as a lead whatever has to be mended in it."""

    bureau: str
    number: str
    case: str
    kind: ThingKind | None
    raw: str
    source: Source
    remark: str = ""
    grading: str = ""
    origin: str = ""
    needs_repair: bool = False


@dataclass(frozen=True, slots=True)
class HeldAtHome:
    """An exhibit that a bureau mentions and keeps: neither a lead nor brought to the meeting."""

    bureau: str
    number: str
    case: str
    source: Source


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be taken as it is: where, why, and what becomes of it. Never the value itself."""

    bureau: str
    source: Source
    code: str
    outcome: Outcome
    params: Mapping[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class NotRead:
    """A part of a file that was not read, and why."""

    bureau: str
    source: Source
    code: str
    detail: str = ""


@dataclass(slots=True)
class Pack:
    """Everything that all bureaus brought."""

    cases: list[PackCase] = field(default_factory=list)
    leads: list[PackLead] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    held_at_home: list[HeldAtHome] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)
    files: int = 0
    exhibits_brought: int = 0
