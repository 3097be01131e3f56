"""A list cleared of duplicates: candidates by keys, bits by the list itself, clusters that agree.

Imported late: compiled.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.machine import compiled
from interlace.core.linkage.blocking import KIND_SHIFT, Candidates, candidate_pairs, is_among, pairs_within
from interlace.core.linkage.clusters import Clustering, cluster
from interlace.core.linkage.keys import keys_of
from interlace.core.linkage.learning import LEARNS_FROM, ListWeights, learn
from interlace.core.linkage.levels import FIELDS, FOLLOWS_NAMES, START, levels_of
from interlace.core.linkage.listing import Lister, Listing
from interlace.core.linkage.naming import TWO_WORDS, Together
from interlace.core.matching import CURRENT, Description, Model, compare

Numbers = NDArray[Any]
Describing = Callable[[int], Description]

_MOST_OF_A_GROUP = 24
"""Of so many records that hang together by links, all are compared with each other; of more, those that share keys."""
_MOST_BITS = 60.0
_BY_CHANCE, _BY_CHANCE_AT_MOST, _BY_CHANCE_EACH = 400_000, 4_000_000, 40
"""Pairs drawn by chance: at least, at most, and for each record.

What namesakes of a long list share is rare among all of its pairs, and what is never seen there is taken for what one
subject's records share: 400,000 are too few for a million records, whose weights then drift off with every round.
"""
_SEED = 20261122
_TOLD_BY, _PAIR = 3, 1.5
"""Records from which two words are known to stand together; a pair that is compared may be two of them."""
_AGAIN = 0.2
"""Of the records of a list: how many are somebody a second time, before it has said anything."""


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """Pairs of records that are likely one subject, the strongest first, and the clusters that they make."""

    lefts: Numbers
    rights: Numbers
    probabilities: Numbers
    clustering: Clustering
    pairs_compared: int
    pairs_left_out: int
    is_learned: bool
    """Whether the list was large enough to say itself what its agreements are worth."""


def link(listing: Listing, describing: Describing, *, least: float, threads: int = 1, model: Model = CURRENT) -> Linked:
    """The records that are one subject, from a probability on.

    A list that is too short to teach anything is compared by the model, from the descriptions of its records.
    """
    keys, counts = keys_of(listing)
    candidates = candidate_pairs(keys, counts)
    is_learned = len(candidates) >= LEARNS_FROM
    if is_learned:
        bits_of, bits = _learned(listing, _together(keys, listing.records), candidates, threads)
    else:
        bits_of = _by_model(describing, model)
        bits = bits_of(candidates.left, candidates.right)
    least_bits = np.log2(least / (1 - least))
    is_link = bits >= least_bits
    more = _unmet(candidates, is_link, listing.records)
    clustering = cluster(
        np.concatenate((candidates.left, more.left)),
        np.concatenate((candidates.right, more.right)),
        np.concatenate((bits, bits_of(more.left, more.right))),
        records=listing.records,
        least=least_bits,
    )
    links = np.flatnonzero(is_link)
    links = links[np.argsort(-bits[links], kind="stable")]
    return Linked(
        candidates.left[links],
        candidates.right[links],
        chances_of(bits[links]),
        clustering,
        len(candidates) + len(more),
        candidates.pairs_left_out,
        is_learned,
    )


def link_described(descriptions: Sequence[Description], *, least: float, threads: int = 1) -> Linked:
    """The same for descriptions that are all at hand."""
    lister = Lister()
    for each in descriptions:
        lister.describe(each)
    return link(lister.listing(), descriptions.__getitem__, least=least, threads=threads)


def chances_of(bits: Numbers) -> Numbers:
    """The probabilities that go with bits."""
    chances: Numbers = 1 / (1 + np.exp2(-bits.clip(-_MOST_BITS, _MOST_BITS)))
    return chances


BitsOf = Callable[[Numbers, Numbers], Numbers]
"""What speaks for one subject, for pairs of records: above 0 likelier than not."""


def _by_model(describing: Describing, model: Model) -> BitsOf:
    def bits(lefts: Numbers, rights: Numbers) -> Numbers:
        pairs = zip(lefts.tolist(), rights.tolist(), strict=True)
        found = [compare(describing(left), describing(right), model=model).bits for left, right in pairs]
        return np.array(found, np.float64) + model.prior_bits

    return bits


def _together(keys: Numbers, records: int) -> Together:
    """Of the words that stand together in more names than one pair of records can explain."""
    found, counts = np.unique(keys[keys >> np.uint64(KIND_SHIFT) == np.uint64(TWO_WORDS)], return_counts=True)
    is_told = counts >= _TOLD_BY
    others = counts[is_told] - _PAIR
    return Together(found[is_told], np.log2(records / others))


def _learned(listing: Listing, together: Together, candidates: Candidates, threads: int) -> tuple[BitsOf, Numbers]:
    """What the list has taught, and the bits of its candidates."""
    codes = levels_of(listing, together, candidates.left, candidates.right, threads=threads)
    others = levels_of(listing, together, *_by_chance(candidates, listing.records), threads=threads)
    pairs = listing.records * (listing.records - 1) // 2
    start = _start(prior=float(np.log2(listing.records * _AGAIN / pairs)))
    weights = learn(codes, others, start=start, pairs=pairs, follows=FOLLOWS_NAMES)

    def bits(lefts: Numbers, rights: Numbers) -> Numbers:
        return weights.bits(levels_of(listing, together, lefts, rights, threads=threads))

    return bits, weights.bits(codes)


def _start(*, prior: float) -> ListWeights:
    tables = [
        np.array([*said, *(0.0,) * ((1 << width) - len(said))]) for said, (_, width) in zip(START, FIELDS, strict=True)
    ]
    return ListWeights(FIELDS, prior, tuple(tables))


def _by_chance(candidates: Candidates, records: int) -> tuple[Numbers, Numbers]:
    """Some pairs of records that are no candidates, always the same ones."""
    many = min(max(_BY_CHANCE, _BY_CHANCE_EACH * records), _BY_CHANCE_AT_MOST)
    drawn = np.random.default_rng(_SEED).integers(0, records, (2, many))
    lefts, rights = drawn[:, drawn[0] < drawn[1]]
    met = is_among(lefts, rights, candidates)
    return lefts[~met], rights[~met]


def _unmet(candidates: Candidates, is_link: Numbers, records: int) -> Candidates:
    """Pairs that hang together by links and share no key: what they say decides whether the links may be followed."""
    roots = np.arange(records)
    _hang_together(candidates.left[is_link], candidates.right[is_link], roots)
    order = np.argsort(roots, kind="stable")
    starts = np.flatnonzero(np.concatenate(([True], np.diff(roots[order]) != 0))) if records else order
    sizes = np.diff(np.concatenate((starts, [records])))
    kept = [
        pairs_within(order, starts[sizes == size], int(size))
        for size in np.unique(sizes)
        if 2 < size <= _MOST_OF_A_GROUP
    ]
    together = Candidates.of(np.concatenate(kept) if kept else np.empty(0, np.int64), keys_cut=0, pairs_left_out=0)
    met = is_among(together.left, together.right, candidates)
    return Candidates.of(together.packed()[~met], keys_cut=0, pairs_left_out=0)


@compiled
def _root(roots: Numbers, record: int) -> int:
    while roots[record] != record:
        roots[record] = roots[roots[record]]
        record = roots[record]
    return record


@compiled
def _hang_together(lefts: Numbers, rights: Numbers, roots: Numbers) -> None:
    """Make every record's root that of all it is linked to."""
    for link in range(lefts.size):
        one, other = _root(roots, lefts[link]), _root(roots, rights[link])
        roots[max(one, other)] = min(one, other)
    for record in range(roots.size):
        roots[record] = _root(roots, record)
