"""Two members of one cluster that cannot both be right: numbers of one kind and issuer, and none in common.

It is raised for people to decide and weighs nothing: a passport that was renewed looks like one that is somebody
else's. Of fingerprints their registers' numbers are compared: the node keeps pictures of prints and no templates.
"""

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Document:
    """A document, or a number of a fingerprint register, that a member is said to have."""

    kind: str
    """What it is: the property that states it."""
    issuer: str
    number: str
    is_confirmed: bool = False
    """Whether an officer has graded it as confirmed."""


@dataclass(frozen=True, slots=True)
class Contradiction(Generic[Node]):
    """Two members, each with documents of this kind and issuer, and none in common."""

    one: Node
    other: Node
    kind: str
    issuer: str
    is_confirmed: bool = False
    """Whether both have a confirmed one."""


def contradictions(documents: Mapping[Node, Iterable[Document]]) -> list[Contradiction[Node]]:
    """Every pair of members that contradict each other, in the order in which the members are given."""
    place = {node: number for number, node in enumerate(documents)}
    held: defaultdict[tuple[str, str], defaultdict[Node, set[str]]] = defaultdict(lambda: defaultdict(set))
    confirmed: set[tuple[Node, str, str]] = set()
    for node, given in documents.items():
        for each in given:
            held[each.kind, each.issuer][node].add(each.number)
            if each.is_confirmed:
                confirmed.add((node, each.kind, each.issuer))
    found = [
        Contradiction(one, other, kind, issuer, {(one, kind, issuer), (other, kind, issuer)} <= confirmed)
        for (kind, issuer), numbers in sorted(held.items(), key=lambda each: each[0])
        for one, other in itertools.combinations(numbers, 2)
        if not numbers[one] & numbers[other]
    ]
    return sorted(found, key=lambda each: (place[each.one], place[each.other]))
