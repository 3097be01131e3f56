"""Clusters from links: the strongest first, and only while what is known of all their records together says so.

Imported late: compiled.
"""
# Loops take what they need by place.
# ruff: noqa: PLR0917

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.machine import compiled

Numbers = NDArray[Any]

UNKNOWN_BITS = -2.0
"""For two records that share no key at all and were never compared."""
_MOST_BITS = 16.0
"""What one pair says for or against two clusters at most: many pairs together are to decide."""


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


def cluster(lefts: Numbers, rights: Numbers, bits: Numbers, *, records: int, least: float) -> Clustering:
    """Follow the links, which are the pairs of at least so many bits, from the strongest to the weakest.

    Two clusters are joined where their pairs say on average that they are one subject: a chain of links alone joins
    nothing. All pairs that were compared are given, each once, links or not; their order does not matter.
    """
    order = np.lexsort((rights, lefts, -bits))
    lefts, rights, bits = lefts[order], rights[order], bits[order]
    links = int(np.count_nonzero(bits >= least))
    starts, others, said = _neighbours(lefts, rights, bits.clip(-_MOST_BITS, _MOST_BITS), records)
    roots = np.arange(records)
    worst = np.full((links, 2), -1)
    chain = np.array([np.arange(records), np.full(records, -1), np.arange(records), np.ones(records)], np.int64)
    _join(lefts[:links], rights[:links], starts, others, said, roots, chain, worst)
    joined = roots[lefts[:links]] == roots[rights[:links]]
    apart = tuple(
        HeldApart(int(lefts[link]), int(rights[link]), (int(min(worst[link])), int(max(worst[link]))))
        for link in np.flatnonzero(~joined)
    )
    return Clustering(_members(roots), apart)


def _neighbours(lefts: Numbers, rights: Numbers, bits: Numbers, records: int) -> tuple[Numbers, Numbers, Numbers]:
    """Beside each record those that it was compared with, and the bits."""
    ends = np.concatenate((lefts, rights))
    order = np.argsort(ends, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=records))))
    return starts, np.concatenate((rights, lefts))[order], np.concatenate((bits, bits))[order]


def _members(roots: Numbers) -> tuple[tuple[int, ...], ...]:
    order = np.argsort(roots, kind="stable")
    cuts = np.flatnonzero(np.diff(roots[order])) + 1
    return tuple(sorted(tuple(each.tolist()) for each in np.split(order, cuts) if len(each) > 1))


@compiled
def _weigh(
    cluster: int, other: int, first: Numbers, following: Numbers, sizes: Numbers, roots: Numbers, starts: Numbers,
    others: Numbers, said: Numbers,
) -> tuple[float, int, int]:  # fmt: skip
    """What all pairs of two clusters say together, and which of those compared speaks most against it."""
    total, met, worst, left, right = 0.0, 0, np.inf, -1, -1
    member = first[cluster]
    while member >= 0:
        for place in range(starts[member], starts[member + 1]):
            if roots[others[place]] == other:
                total += said[place]
                met += 1
                if said[place] < worst:
                    worst, left, right = said[place], member, others[place]
        member = following[member]
    return total + (sizes[cluster] * sizes[other] - met) * UNKNOWN_BITS, left, right


@compiled
def _join(
    lefts: Numbers, rights: Numbers, starts: Numbers, others: Numbers, said: Numbers, roots: Numbers, chain: Numbers,
    worst: Numbers,
) -> None:  # fmt: skip
    """Fill in the root of every record. `chain` is room: the first, the next and the last member, and how many."""
    first, following, last, sizes = chain[0], chain[1], chain[2], chain[3]
    for link in range(lefts.size):
        one, other = roots[lefts[link]], roots[rights[link]]
        if one == other:
            continue
        if sizes[one] > sizes[other]:
            one, other = other, one
        said_together, left, right = _weigh(one, other, first, following, sizes, roots, starts, others, said)
        if said_together <= 0:
            worst[link, 0], worst[link, 1] = left, right
            continue
        member = first[one]
        while member >= 0:
            roots[member] = other
            member = following[member]
        following[last[other]] = first[one]
        last[other] = last[one]
        sizes[other] += sizes[one]
