"""Who is laid beside a record though it is somebody else: the most alike of all others, and anybody."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from anyascii import anyascii
from benchmarks.matching.pairs import Pair, Subject, Truth
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

_SEED = 4
_QUERIES_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Query:
    """A record that looks for others like it."""

    subject: Subject
    likeness: str  # the text that alikeness is measured by: across scripts, the true Latin spelling
    own: frozenset[str] = field(default_factory=frozenset)  # further entities that it may be


def others(queries: Sequence[Query], candidates: Sequence[Subject], *, hard: int, chance: int) -> Iterator[Pair]:
    """For every query its hardest others, half by shared words and half by letters, and some by chance.

    Two different measures choose, so that no one scorer meets only what its own arithmetic takes for alike.
    """
    dice = random.Random(_SEED)
    words = _Words([plain(candidate.text) for candidate in candidates])
    places = defaultdict(list)
    for place, candidate in enumerate(candidates):
        places[candidate.entity].append(place)
    for start in range(0, len(queries), _QUERIES_AT_ONCE):
        several = queries[start : start + _QUERIES_AT_ONCE]
        letters = process.cdist(
            [plain(query.likeness) for query in several], words.texts, scorer=fuzz.token_sort_ratio, dtype=np.float32
        )
        for query, by_letters in zip(several, letters, strict=True):
            own = {query.subject.entity, *query.own}
            forbidden = [place for entity in own for place in places[entity]]
            by_words = words.shared_with(plain(query.likeness)) + by_letters / 1000
            chosen = _hardest(by_words, by_letters, forbidden, hard)
            yield from (Pair(query.subject, candidates[place], Truth.HARD) for place in chosen)
            met = {*chosen, *forbidden}
            for place in _by_chance(dice, len(candidates), met, chance):
                yield Pair(query.subject, candidates[place], Truth.RANDOM)


def plain(text: str) -> str:
    """Latin letters and digits in small, words apart."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in anyascii(text).lower()).split())


class _Words:
    """The words of all candidates, to count how many a query shares with each."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        found: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            for word in set(text.split()):
                found[word].append(place)
        self._found = {word: np.array(places) for word, places in found.items()}
        self._sizes = np.array([len(set(text.split())) for text in texts], dtype=np.float32)

    def shared_with(self, text: str) -> NDArray[np.float32]:
        """The share of the words of both that is common to both, for every candidate."""
        words = set(text.split())
        shared = np.zeros(len(self.texts), dtype=np.float32)
        for word in words:
            if word in self._found:
                shared[self._found[word]] += 1
        result: NDArray[np.float32] = shared / np.maximum(len(words) + self._sizes - shared, 1)
        return result


def _hardest(
    by_words: NDArray[np.float32], by_letters: NDArray[np.float32], forbidden: list[int], count: int
) -> list[int]:
    chosen: list[int] = []
    for measure, together in ((by_words, count - count // 2), (by_letters, count)):
        allowed = measure.copy()
        allowed[[*forbidden, *chosen]] = -1.0
        best = np.argsort(-allowed, kind="stable")[: together - len(chosen)]
        chosen.extend(int(place) for place in best if allowed[place] >= 0)
    return chosen


def _by_chance(dice: random.Random, size: int, met: set[int], count: int) -> Iterator[int]:
    for place in dice.sample(range(size), min(size, count + len(met))):
        if count and place not in met:
            count -= 1
            yield place
