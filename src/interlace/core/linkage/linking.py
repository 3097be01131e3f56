"""A list cleared of duplicates: candidates by keys, bits by the model and by the list itself, clusters that agree.

Imported late: compiled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled import Encoder, Records, rules_of
from interlace.core.compiled.machine import compiled
from interlace.core.compiled.scoring import score_facts, score_names
from interlace.core.linkage.blocking import BUDGETS, Candidates, candidate_pairs, is_among, pairs_within
from interlace.core.linkage.clusters import Clustering, cluster
from interlace.core.linkage.keys import keys_of
from interlace.core.linkage.learning import LEARNS_FROM, ListWeights, learn
from interlace.core.linkage.levels import FIELDS, levels_of
from interlace.core.matching import CURRENT, Description, Model

Numbers = NDArray[Any]

_MOST_OF_A_GROUP = 24
"""Of so many records that hang together by links, all are compared with each other; of more, those that share keys."""
_MOST_BITS = 60.0
_BY_CHANCE = 400_000
_SEED = 20261122


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


def link(descriptions: Sequence[Description], *, least: float, model: Model = CURRENT) -> Linked:
    """The records that are one subject, from a probability on."""
    comparison = _Comparison(descriptions, model)
    candidates = candidate_pairs(*keys_of(comparison.encoder, comparison.records), budgets=BUDGETS)
    bits = comparison.learn(candidates)
    least_bits = np.log2(least / (1 - least))
    is_link = bits >= least_bits
    more = _unmet(candidates, is_link, len(descriptions))
    clustering = cluster(
        np.concatenate((candidates.left, more.left)),
        np.concatenate((candidates.right, more.right)),
        np.concatenate((bits, comparison.bits(more.left, more.right))),
        records=len(descriptions),
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
        comparison.is_learned,
    )


def chances_of(bits: Numbers) -> Numbers:
    """The probabilities that go with bits."""
    chances: Numbers = 1 / (1 + np.exp2(-bits.clip(-_MOST_BITS, _MOST_BITS)))
    return chances


class _Comparison:
    """Compares the records of one list, by what the list has taught where it could."""

    def __init__(self, descriptions: Sequence[Description], model: Model) -> None:
        self.encoder = Encoder(model=model)
        self.records: Records = self.encoder.records(descriptions)
        self._rules = rules_of(model)
        self._prior = model.prior_bits
        self._weights: ListWeights | None = None

    @property
    def is_learned(self) -> bool:
        return self._weights is not None

    def learn(self, candidates: Candidates) -> Numbers:
        """The bits of the candidates, after they have taught what they can."""
        names = self._names(candidates.left, candidates.right)
        bits = self._model_bits(candidates.left, candidates.right, names)
        if len(candidates) < LEARNS_FROM:
            return bits
        codes = self._levels(candidates.left, candidates.right, names)
        count = len(self.records.rows) - 1
        lefts, rights = _by_chance(candidates, count)
        others = self._levels(lefts, rights, self._names(lefts, rights))
        self._weights = learn(codes, chances_of(bits), others, pairs=count * (count - 1) // 2, fields=FIELDS)
        return self._weights.bits(codes)

    def bits(self, lefts: Numbers, rights: Numbers) -> Numbers:
        """What speaks for one subject: above 0 likelier than not."""
        names = self._names(lefts, rights)
        if self._weights is None:
            return self._model_bits(lefts, rights, names)
        return self._weights.bits(self._levels(lefts, rights, names))

    def _levels(self, lefts: Numbers, rights: Numbers, names: Numbers) -> Numbers:
        return levels_of(self.encoder, self.records, lefts, rights, names)

    def _names(self, lefts: Numbers, rights: Numbers) -> Numbers:
        return score_names(self.encoder, self.records, self.records, lefts, rights, rules=self._rules)

    def _model_bits(self, lefts: Numbers, rights: Numbers, names: Numbers) -> Numbers:
        facts = score_facts(self.encoder, self.records, self.records, lefts, rights, rules=self._rules)
        bits: Numbers = (names + facts) / 100 + self._prior
        return bits


def _by_chance(candidates: Candidates, records: int) -> tuple[Numbers, Numbers]:
    """Some pairs of records that are no candidates, always the same ones."""
    drawn = np.random.default_rng(_SEED).integers(0, records, (2, _BY_CHANCE))
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
