"""The words of the index: what goes in, what is asked, what comes out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

FACTS = "facts"
"""The segment and source of everything that lives in the fact tables; a register's segment bears its own name."""

SUBJECT_BYTES = 16
DAYS = 32
"""What months are counted in, in the code of a day."""


class NameToken(NamedTuple):
    """One word of a name in its normal form, with the keys that its other spellings share."""

    text: str
    keys: tuple[str, ...] = ()


class IndexedName(NamedTuple):
    """One name under the label of the fact that states it."""

    tokens: tuple[NameToken, ...]
    label: int


class IndexedIdentifier(NamedTuple):
    """One identifier by its canonical key, under the label of the fact that states it."""

    key: str
    label: int


class BirthDate(NamedTuple):
    """A date of birth as far as it is known: month and day are 0 where they are not."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def code(self) -> int:
        """Month and day as one number, 0 where there is neither."""
        return self.month * DAYS + self.day


class IndexedBirthDate(NamedTuple):
    """One date of birth under the label of the fact that states it."""

    date: BirthDate
    label: int


class RecordKey(NamedTuple):
    """What a record is known by: a later record with the same key takes its place."""

    subject: bytes
    holder: str
    source: str


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """All that one holder's source says about one subject, value by value, each under its own label.

    `row` is the caller's own number for it (the line of a register); the index hands it back and never reads it.
    """

    subject: bytes
    holder: str
    source: str = FACTS
    row: int = 0
    names: tuple[IndexedName, ...] = ()
    identifiers: tuple[IndexedIdentifier, ...] = ()
    birth_dates: tuple[IndexedBirthDate, ...] = ()

    def __post_init__(self) -> None:
        if len(self.subject) != SUBJECT_BYTES:
            raise ValueError("a subject is known by 16 bytes")

    @property
    def key(self) -> RecordKey:
        """What the record is known by."""
        return RecordKey(self.subject, self.holder, self.source)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: any of these names, any of these identifiers; birth dates only weigh, they find nobody."""

    names: tuple[tuple[NameToken, ...], ...] = ()
    identifiers: tuple[str, ...] = ()
    birth_dates: tuple[BirthDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """What a search is narrowed to: some holders, some sources. Nothing given narrows nothing.

    What lies elsewhere does not exist for the search: it weighs no word and takes nobody's place.
    """

    holders: Collection[str] | None = None
    sources: Collection[str] | None = None

    @property
    def is_everywhere(self) -> bool:
        """Whether nothing narrows the search."""
        return self.holders is None and self.sources is None

    def has_holder(self, holder: str) -> bool:
        """Whether this holder's records are looked through."""
        return self.holders is None or holder in self.holders

    def has_source(self, source: str) -> bool:
        """Whether the records of this source are looked through."""
        return self.sources is None or source in self.sources


@dataclass(frozen=True, slots=True)
class Budget:
    """How far one search goes. Everything is counted over what the viewer may discover, never over the rest."""

    neighbours: int = 64  # similar words followed per word of the query
    postings: int = 200_000  # read per name of the query; a word's postings are read all or not at all


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that deserves a real comparison. The caller re-checks its facts: the index only finds."""

    subject: bytes
    holder: str
    source: str
    row: int
    identifiers: tuple[str, ...] = ()  # those of the query that met, in order
    name_score: float = 0.0  # coarse, 0 to 1: comparable within one answer only


class PermittedLabels:
    """The label ids one viewer may discover. An id outside is refused, whatever it is."""

    __slots__ = ("_flags",)

    def __init__(self, flags: NDArray[np.bool_]) -> None:
        self._flags = np.array(flags, dtype=np.bool_)
        self._flags.setflags(write=False)

    @classmethod
    def of(cls, labels: Iterable[int]) -> Self:
        """The permitted labels as flags, one per label id."""
        ids = np.fromiter(labels, dtype=np.int64)
        if ids.size and int(ids.min()) < 0:
            raise ValueError("label ids are never negative")
        flags = np.zeros(int(ids.max()) + 1 if ids.size else 0, dtype=np.bool_)
        flags[ids] = True
        return cls(flags)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PermittedLabels) and np.array_equal(self._flags, other._flags)

    def __hash__(self) -> int:
        return hash(self._flags.tobytes())

    def permits(self, label: int) -> bool:
        """Whether this label is permitted."""
        return 0 <= label < self._flags.size and bool(self._flags[label])

    def among(self, labels: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each of these labels whether it is permitted."""
        known = labels < self._flags.size
        answer = np.zeros(labels.size, dtype=np.bool_)
        answer[known] = self._flags[labels[known]]
        return answer
