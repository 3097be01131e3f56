"""Two members of one cluster that cannot both be right: documents of one kind and issuer with different numbers.

It is raised for people to decide and weighs nothing: a passport that was renewed looks like one that is somebody
else's. Fingerprints are not compared here: the node keeps their pictures and no templates.
"""

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """A document that a member is said to have."""

    kind: str
    """What it is: the property that states it."""
    issuer: str
    number: str


@dataclass(frozen=True, slots=True)
class Contradiction(Generic[Node]):
    """Two members, each with documents of this kind and issuer, and none in common."""

    one: Node
    other: Node
    kind: str
    issuer: str


def contradictions(documents: Mapping[Node, Iterable[Document]]) -> list[Contradiction[Node]]:
    """Every pair of members that contradict each other, in the order in which the members are given."""
    place = {node: number for number, node in enumerate(documents)}
    held: defaultdict[tuple[str, str], defaultdict[Node, set[str]]] = defaultdict(lambda: defaultdict(set))
    for node, given in documents.items():
        for each in given:
            held[each.kind, each.issuer][node].add(each.number)
    found = [
        Contradiction(one, other, kind, issuer)
        for (kind, issuer), numbers in sorted(held.items(), key=lambda each: each[0])
        for one, other in itertools.combinations(numbers, 2)
        if not numbers[one] & numbers[other]
    ]
    return sorted(found, key=lambda each: (place[each.one], place[each.other]))
