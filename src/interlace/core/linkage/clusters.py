"""Clusters from links: the strongest first, and no chain of links joins what contradicts itself."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_ASKED = 24
"""Members of either side that are asked before two clusters are joined: a hub must not cost the square of its size."""


@dataclass(frozen=True, slots=True)
class HeldApart:
    """A link that was not followed, because two records that it would have joined contradict each other."""

    left: int
    right: int
    contradicting: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clustering:
    """What was joined, lowest record first, and what was not although a link says so."""

    clusters: tuple[tuple[int, ...], ...]
    held_apart: tuple[HeldApart, ...]


def cluster(links: Iterable[tuple[int, int, float]], *, contradict: Callable[[int, int], bool]) -> Clustering:
    """Follow the links from the strongest to the weakest; the order in which they are given does not matter."""
    root_of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    held_apart: list[HeldApart] = []
    for left, right, _strength in sorted(links, key=lambda link: (-link[2], link[0], link[1])):
        for each in (left, right):
            if each not in root_of:
                root_of[each], members[each] = each, [each]
        one, other = root_of[left], root_of[right]
        if one == other:
            continue
        found = _contradiction(members[one], members[other], contradict, linked=(left, right))
        if found is not None:
            held_apart.append(HeldApart(left, right, found))
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        for each in members[other]:
            root_of[each] = one
        members[one] += members.pop(other)
    joined = sorted(tuple(sorted(each)) for each in members.values() if len(each) > 1)
    return Clustering(tuple(joined), tuple(held_apart))


def _contradiction(
    ours: list[int], theirs: list[int], contradict: Callable[[int, int], bool], *, linked: tuple[int, int]
) -> tuple[int, int] | None:
    for one, other in itertools.product(sorted(ours)[:MOST_ASKED], sorted(theirs)[:MOST_ASKED]):
        if {one, other} != set(linked) and contradict(one, other):
            return min(one, other), max(one, other)
    return None
