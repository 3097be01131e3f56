"""What one officer may release alone while a person is held or a life is at risk, and who looks at it afterwards.

Sources, read 2026-11-22: security model of the product, 5 (name, birth date, photograph; reviewed by another person
within 24 hours and counted); procedures of the product, emergencies (a concrete risk to life or safety: person held,
violence, suicide, child; the basis is logged, each use is audited, the regular process follows). How many values of a
part may leave, and for how long, is the product's own policy.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from interlace.core.procedure.ladder import State, Urgency

REVIEWED_WITHIN = timedelta(hours=24)
"""Within which another person says whether it was right."""
READABLE_FOR = timedelta(days=7)
"""Counted from the question: by then the regular release by two persons has taken its place."""
SHORTEST_REASON = 10
"""Characters of a written reason: "ok" explains nothing to whoever reviews it."""


class EmergencyGround(StrEnum):
    """The concrete risk to life or safety on which one officer releases alone."""

    PERSON_HELD = "person_held"  # held now, and to be let go without an answer
    VIOLENCE = "violence"
    SUICIDE = "suicide"
    CHILD = "child"  # a child is in danger


class EmergencyVerdict(StrEnum):
    """What the person who looks at it afterwards says."""

    RIGHT = "right"
    WRONG = "wrong"


class IdentityPart(StrEnum):
    """A part of the minimum by which a person is known."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    NATIONALITY = "nationality"
    PROOF = "proof"  # one photograph or one document number


@dataclass(frozen=True, slots=True)
class PartTerms:
    """The FollowTheMoney properties of a part, and how many of their values may leave."""

    properties: frozenset[str]
    most: int


MINIMUM: Mapping[IdentityPart, PartTerms] = {
    # Surname and given name, in two scripts.
    IdentityPart.NAME: PartTerms(frozenset({"name", "firstName", "middleName", "secondName", "lastName"}), most=4),
    IdentityPart.BIRTH_DATE: PartTerms(frozenset({"birthDate"}), most=1),
    IdentityPart.NATIONALITY: PartTerms(frozenset({"nationality", "citizenship"}), most=2),
    IdentityPart.PROOF: PartTerms(frozenset({"photograph", "passportNumber", "idNumber"}), most=1),
}
PERSON = "Person"

_PART_OF: Mapping[str, IdentityPart] = {
    each: part for part, terms in MINIMUM.items() for each in sorted(terms.properties)
}
_HURRIES = frozenset({Urgency.HELD, Urgency.URGENT})


def part_of(schema: str, prop: str) -> IdentityPart | None:
    """Which part of the minimum a value belongs to; nothing where it is beyond it."""
    return _PART_OF.get(prop) if schema == PERSON else None


def parts_exceeded(parts: Iterable[IdentityPart]) -> tuple[IdentityPart, ...]:
    """The parts of which these are more values than may leave."""
    counts = Counter(parts)
    return tuple(part for part, terms in MINIMUM.items() if counts[part] > terms.most)


def hurries(state: State, urgency: Urgency, *, confirmation_due: datetime | None, now: datetime) -> bool:
    """Whether a question still runs on the clock of a held person or of an urgent matter.

    An unanswered one does so however late it is; one that was answered "same", until its time is over.
    """
    if urgency not in _HURRIES:
        return False
    if state is State.CONFIRMATION_REQUESTED:
        return True
    return state is State.CONFIRMED and confirmation_due is not None and now < confirmation_due


def fits(ground: EmergencyGround, urgency: Urgency) -> bool:
    """Whether the ground is one for this question: a person is held where the asker has said so."""
    return ground is not EmergencyGround.PERSON_HELD or urgency is Urgency.HELD


def is_overdue(*, reviewed: datetime | None, due: datetime, now: datetime) -> bool:
    """Whether nobody has reviewed it in time; a review that came late stays late."""
    return (reviewed or now) >= due
