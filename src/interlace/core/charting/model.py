"""What a chart is made of, and what it is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from interlace.core.charting.grammar import Kind
from interlace.core.network import Network


class Certainty(IntEnum):
    """How far a link is known. A higher one speaks for the link where its sources differ."""

    TENTATIVE = 1  # a machine's candidate, or what its own originator doubts: dotted
    UNCONFIRMED = 2  # somebody states it: dashed
    CONFIRMED = 3  # graded as confirmed, or said by an officer: solid


class Word(StrEnum):
    """What a link says, where it is not the name of a FollowTheMoney schema or property."""

    USES = "uses"
    HOLDS = "holds"
    SAME = "same"  # an officer said that two records are one
    ALIKE = "alike"  # a machine sees a likeness


class Statement(NamedTuple):
    """One fact, as far as a chart needs it. `id`, `subject` and references are the texts of ids."""

    id: str
    subject: str
    schema: str
    prop: str
    value: str
    original: str
    key: str
    originator: str
    certainty: Certainty
    grading: str
    source: str
    label: int


class Likeness(NamedTuple):
    """Two records of different originators that are alike, or that officers said are one."""

    id: str
    left: str
    right: str
    is_said: bool
    """By an officer, as the viewer may know it."""
    is_settled: bool
    """Two officers agree."""
    probability: float
    owners: tuple[str, ...]
    labels: tuple[int, ...]


class Source(NamedTuple):
    """Where a link comes from: a fact with its grading, or a likeness."""

    id: str
    originator: str
    grading: str
    source: str
    labels: tuple[int, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Item:
    """One thing on a chart. A number is one thing whoever states it; persons and companies are never merged."""

    id: str
    """A subject; of a number the least fact that states it."""
    kind: Kind
    names: tuple[str, ...]
    """As written, the name before other names; of a number its normal form."""
    key: str
    owners: tuple[str, ...]
    statements: tuple[Statement, ...]
    subjects: frozenset[str]
    """Whose facts make it."""

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts that make it."""
        return tuple(each.id for each in self.statements)


@dataclass(frozen=True, slots=True)
class Link:
    """What joins two items, by places in the chart's list of items."""

    id: str
    one: int
    other: int
    word: str
    """One of `Word`, or the FollowTheMoney schema or property that states it."""
    detail: str
    """As written: a role, an amount."""
    is_directed: bool
    certainty: Certainty
    is_settled: bool
    """Of records that are one: two officers agree. Drawn double."""
    sources: tuple[Source, ...]
    strength: float

    @property
    def owners(self) -> tuple[str, ...]:
        """Whose word it is."""
        return tuple(sorted({each.originator for each in self.sources}))


@dataclass(frozen=True)
class Chart:
    """Items and links in an order that depends on nothing but them."""

    items: tuple[Item, ...]
    links: tuple[Link, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Item by whatever it may be asked for: its id, its subjects, the facts that make it.

        A fact that states a number makes the number and who states it: it stands for the number.
        """
        numbers_last = sorted(range(len(self.items)), key=lambda place: bool(self.items[place].key))
        found = {fact: place for place in numbers_last for fact in self.items[place].facts}
        found |= {subject: place for place, item in enumerate(self.items) for subject in item.subjects}
        return found | {item.id: place for place, item in enumerate(self.items)}

    @cached_property
    def network(self) -> Network:
        """The same to be walked. An edge has its link's number."""
        one = np.array([each.one for each in self.links], np.int64)
        other = np.array([each.other for each in self.links], np.int64)
        return Network.of(len(self.items), one, other, np.array([each.strength for each in self.links], np.float64))

    @cached_property
    def strengths(self) -> tuple[float, ...]:
        """Of each item: what its links weigh together."""
        weights = np.zeros(len(self.items))
        for link in self.links:
            weights[link.one] += link.strength
            weights[link.other] += link.strength
        return tuple(map(float, weights))

    def labels(self) -> frozenset[int]:
        """Every label of what it is made of."""
        items = {each.label for item in self.items for each in item.statements}
        return frozenset(items.union(*(each.labels for link in self.links for each in link.sources)))
