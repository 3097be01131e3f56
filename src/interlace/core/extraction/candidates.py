"""What a text may say: a value, where it stands, what it would be, and why it was taken for that."""

from dataclasses import dataclass
from enum import StrEnum


class CandidateType(StrEnum):
    """What a value in a text may be."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    ADDRESS = "ADDRESS"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    HANDLE = "HANDLE"
    DOMAIN = "DOMAIN"
    BANK_ACCOUNT = "BANK_ACCOUNT"
    IBAN = "IBAN"
    WALLET = "WALLET"
    PASSPORT = "PASSPORT"
    PLATE = "PLATE"
    IMEI = "IMEI"
    DATE = "DATE"
    AMOUNT = "AMOUNT"
    # A seed phrase, a private key, a password: masked wherever it is shown, never searchable.
    SECRET = "SECRET"  # noqa: S105 - a kind, not a password


class Confidence(StrEnum):
    """How far a candidate can be trusted before a person has looked. It decides nothing."""

    SURE = "sure"  # a check digit holds, or the shape can be nothing else
    LIKELY = "likely"  # a word beside it says what it is
    POSSIBLE = "possible"  # only the shape or the neighbourhood speaks for it


class Origin(StrEnum):
    """How the text came to be letters."""

    TYPED = "typed"
    SCANNED = "scanned"  # read by a machine from a picture: look-alikes are repaired where the shape confirms it


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule that found a candidate, and the word beside it that the rule leaned on, if any."""

    rule: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value proposed for review. Places count code points, the end is exclusive."""

    type: CandidateType
    start: int
    end: int
    text: str
    """As written: `text[start:end]` of what was read."""
    normal: str | None
    """One form for equal values; nothing where it cannot be known, as for a day counted from an unknown date."""
    confidence: Confidence
    reason: Reason

    @property
    def is_secret(self) -> bool:
        """Whether the value must be masked wherever it is shown, and kept out of every search."""
        return self.type is CandidateType.SECRET
