"""What the log of an operation says happened: lines that are only ever added, one of which may correct another.

Source, read 2026-11-23: procedures of the product, 6 (one key for a person in an operation, each State reports its own,
the coordinator merges); journey of the meeting (append-only; an arrest is never counted in two countries).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from hmac import new as keyed_digest


class ResultKind(StrEnum):
    """What a line reports."""

    ARREST = "arrest"
    RECLASSIFIED = "reclassified"  # an arrested person who is presumed a victim, by two persons
    NOT_FOUND = "not_found"  # a target who was not there
    TRIAGED = "triaged"
    SCREENED = "screened"
    REFERRED = "referred"  # as a presumed victim
    EXHIBIT = "exhibit"
    LEAD = "lead"
    ACCOUNT_BLOCKED = "account_blocked"
    MONEY_HELD = "money_held"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in its own currency; amounts of two currencies are never added."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that one State reports of one person or object."""

    id: str
    kind: ResultKind
    key: str
    """Of whom or what: the person key of the operation, a target's code, a label of an exhibit."""
    state: str
    at: datetime
    """When it happened, by whoever reports it; a phone may send it later."""
    reported: datetime
    """When the node had it first, whatever was corrected since: who reported first is not for the reporter to say."""
    is_child: bool = False
    money: Money | None = None
    corrects: str | None = None
    """The line that this one takes the place of."""
    is_withdrawal: bool = False
    """Corrects by saying that it did not happen."""


@dataclass(frozen=True, slots=True)
class Log:
    """The lines, and which keys people have found to be the same person or object."""

    lines: tuple[Line, ...]
    same: tuple[tuple[str, str], ...] = ()

    def standing(self) -> tuple[Line, ...]:
        """The lines that nothing corrects, in the order in which they were reported; a line sent twice is one."""
        by_id = {line.id: line for line in self.lines}
        corrected = {line.corrects for line in by_id.values()}
        standing = (line for line in by_id.values() if line.id not in corrected and not line.is_withdrawal)
        return tuple(sorted(standing, key=lambda line: (line.reported, line.at, line.id)))

    def names(self) -> Mapping[str, str]:
        """For every key that was found the same as another, the one by which it is counted."""
        return _united(self.same)

    def digest(self) -> str:
        """The same lines give the same digest, in whatever order they arrived: it stands on the result sheet."""
        lines = sorted({repr(line) for line in self.lines})
        pairs = sorted({repr(tuple(sorted(pair))) for pair in self.same})
        return sha256("\n".join([*lines, "", *pairs]).encode()).hexdigest()


def person_key(secret: bytes, *identity: str) -> str:
    """One key for one person in one operation, which says nothing of who it is to those without the secret.

    The parts are normal forms, of a document or of name and birth date. Two States that know a person by different
    papers make two keys; officers then say that they are the same.
    """
    parts = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in identity)
    return keyed_digest(secret, parts, sha256).hexdigest()[:32]


@dataclass(slots=True)
class _Union:
    first: dict[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str:
        while (parent := self.first.get(key, key)) != key:
            key = parent
        return key


def _united(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    union = _Union()
    for left, right in pairs:
        one, other = sorted((union.find(left), union.find(right)))
        union.first[other] = one
    return {key: union.find(key) for pair in pairs for key in pair}
