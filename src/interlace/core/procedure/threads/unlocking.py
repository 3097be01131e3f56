"""Whose consent would let something be sent: the smallest set of originators, computed exactly."""

from collections.abc import Collection, Sequence
from itertools import combinations

Alternatives = Collection[frozenset[str]]
"""The ways in which one thing could go: each is a set of originators who would all have to consent."""


def smallest_consents(things: Sequence[Alternatives]) -> frozenset[str] | None:
    """The fewest originators whose consent lets every thing go by one of its ways; nothing where a thing has none.

    Of several smallest sets the first in alphabetical order is given, so that the same question has the same answer.
    """
    if any(not ways for ways in things):
        return None
    certain = frozenset[str]()
    for ways in things:
        needed = [way for way in ways if way]
        if len(needed) == len(ways) == 1:
            certain |= next(iter(needed))
    open_ones = [ways for ways in things if not any(way <= certain for way in ways)]
    others = sorted({origin for ways in open_ones for way in ways for origin in way} - certain)
    for size in range(len(others) + 1):
        for chosen in combinations(others, size):
            asked = certain.union(chosen)
            if all(any(way <= asked for way in ways) for ways in open_ones):
                return asked
    raise AssertionError("every way needs originators that are among the others")
