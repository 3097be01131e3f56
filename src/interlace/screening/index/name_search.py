"""Finding records by names. Imported only when a name is searched: it brings the compiler.

Everything that decides the answer (frequencies, weights, which similar words and which postings are read, where lists
end) is a function of the live entries the viewer may discover, over all parts together. Neither what is hidden nor how
the index happens to be cut into parts can move it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from interlace.screening.index import kernels
from interlace.screening.index.columns import Numbers
from interlace.screening.index.keys import exact_key, initial_key, token_keys, token_text
from interlace.screening.index.parts import Part
from interlace.screening.index.records import Budget, NameToken, PermittedLabels, Within
from interlace.screening.index.segment import Scratch

SAME_WORD = 0.85  # so alike that the frequencies of both words count as one
LEAST_SCORE = 0.25
INITIAL_WEIGHT = 1.0
SHORTEST_PART = 2  # letters, of a word that was perhaps written together
MOST_SPLITS = 3


class _Alike(NamedTuple):
    """The words of one part that one word of the query may stand for."""

    tokens: Numbers
    similarity: Numbers
    frequency: Numbers

    def where(self, flags: Numbers) -> "_Alike":
        return _Alike(self.tokens[flags], self.similarity[flags], self.frequency[flags])


_ByPart = Mapping[int, _Alike]
"""By the number of the part, in order. A node has many small registers: most parts know none of a query's words."""

Found = dict[tuple[int, int], float]
"""The best score of each (part, row)."""


@dataclass(frozen=True, slots=True)
class _List:
    """The words of the index that one word of the query may stand for, to be read or left as a whole."""

    word: int
    alike: _ByPart
    size: int  # postings the viewer may discover


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of the query with its neighbours."""

    weight: float
    initial: int  # the letter, if it is a bare initial
    alike: _ByPart


class NameSearch:
    """One search by names for one viewer."""

    def __init__(
        self,
        parts: Sequence[Part],
        permitted: PermittedLabels,
        *,
        birth_years: Sequence[int],
        limit: int,
        within: Within,
        budget: Budget,
    ) -> None:
        self._parts = [part for part in parts if part.segment.arrays["posting"].size]
        self._numbers = [number for number, part in enumerate(parts) if part.segment.arrays["posting"].size]
        self._visible = [_visible(part, permitted, within) for part in self._parts]
        self._years = np.array(sorted(set(birth_years)), dtype=np.int64)
        self._limit = limit
        self._budget = budget
        self._names = sum(part.permitted_name_count(permitted) for part in parts)
        self._words: dict[NameToken, _Word] = {}
        self._scratches: list[Scratch] = []

    def find(self, names: Sequence[tuple[NameToken, ...]]) -> Found:
        """The best rows over all these names; each part answers with at most `limit`."""
        found: Found = {}
        if not self._names:
            return found
        with ExitStack() as stack:
            self._scratches = [stack.enter_context(part.segment.scratch()) for part in self._parts]
            for name in dict.fromkeys(names):
                self._find_name(name, found)
                for variant in self._variants(name):
                    self._find_name(variant, found)
        return found

    def _find_name(self, name: tuple[NameToken, ...], found: Found) -> None:
        words = [self._word(token) for token in name if token.text][: kernels.MOST_WORDS]
        lists = [each for at, word in enumerate(words) for each in _lists(at, word)]
        lists, extra = _within_budget(lists, words, self._budget.postings)
        for at in sorted({at for chosen in lists for at in chosen.alike}):
            if not self._visible[at].source_in_scope.any():
                continue
            for row, score in self._best(at, words, lists, extra):
                place = (self._numbers[at], row)
                found[place] = max(score, found.get(place, 0.0))

    def _best(
        self, at: int, words: Sequence[_Word], lists: Sequence[_List], extra: float
    ) -> Iterable[tuple[int, float]]:
        """The best rows of one part, scored exactly."""
        names, visible, scratch = self._parts[at].segment.names, self._visible[at], self._scratches[at]
        marks = kernels.Marks(scratch.bound, scratch.touched, scratch.ordered, scratch.count)
        for chosen in lists:
            if (alike := chosen.alike.get(at)) is not None:
                gains = alike.similarity**2 * words[chosen.word].weight
                kernels.gather(names, visible, alike.tokens, gains, marks)
        if not scratch.count[0]:
            return ()
        known = [(column, word.alike[at]) for column, word in enumerate(words) if at in word.alike]
        tokens = np.unique(np.concatenate([alike.tokens for _, alike in known]))
        similarity = np.zeros((tokens.size + 1, len(words)))
        for column, alike in known:
            similarity[np.searchsorted(tokens, alike.tokens) + 1, column] = alike.similarity
        scratch.slot[tokens] = np.arange(1, tokens.size + 1)
        weights = np.array([word.weight for word in words])
        asked = kernels.Asked(
            weights=weights,
            initials=np.array([word.initial for word in words], dtype=np.int64),
            years=self._years,
            slot=scratch.slot,
            similarity=similarity,
            total=float(weights.sum()),
            extra=extra,
            least_score=LEAST_SCORE,
        )
        best = kernels.Best(np.zeros(self._limit, dtype=np.int64), np.zeros(self._limit))
        filled = kernels.rank(names, visible, asked, marks, best)
        scratch.slot[tokens] = 0
        return zip(best.rows[:filled].tolist(), best.scores[:filled].tolist(), strict=True)

    def _word(self, token: NameToken) -> _Word:
        word = self._words.get(token)
        if word is None:
            word = self._words[token] = self._look_up(token)
        return word

    def _look_up(self, token: NameToken) -> _Word:
        """The words that this one may stand for, in every part, the likest `MOST_NEIGHBOURS` over all parts."""
        text = token_text(token.text)
        keys = token_keys(text, token.keys)
        if len(text) > 1:
            keys.append(initial_key(text))
        letters, key_array = np.frombuffer(text, dtype=np.uint8), np.array(keys, dtype=np.uint64)
        found = {at: self._neighbours(at, letters, key_array) for at in self._holding(key_array)}
        alike = _likest(
            self._parts, {at: each for at, each in found.items() if each.tokens.size}, self._budget.neighbours
        )
        occurrences = sum(int(each.frequency[each.similarity >= SAME_WORD].sum()) for each in alike.values())
        is_initial = len(text) == 1
        weight = INITIAL_WEIGHT if is_initial else log(1 + self._names / (1 + occurrences))
        return _Word(weight, text[0] if is_initial else 0, alike)

    def _neighbours(self, at: int, letters: Numbers, keys: Numbers) -> _Alike:
        scratch = self._scratches[at]
        scratch.serial += 1
        sought = kernels.Sought(letters, keys, scratch.serial)
        answer = kernels.Neighbours(scratch.seen, scratch.found, scratch.similarity, scratch.frequency)
        count = kernels.find_neighbours(self._parts[at].segment.names, self._visible[at], sought, answer)
        return _Alike(answer.found[:count].copy(), answer.similarity[:count].copy(), answer.frequency[:count].copy())

    def _variants(self, name: tuple[NameToken, ...]) -> Iterator[tuple[NameToken, ...]]:
        """The name with two neighbouring words written as one, or one written as two ("Cheol-su", "Cheolsu")."""
        joined = [before.text + after.text for before, after in pairwise(name)]
        halves = [list(_halves(token.text)) for token in name]
        known = self._known({*joined, *(text for cuts in halves for cut in cuts for text in cut)})
        for at, text in enumerate(joined):
            if text in known:
                yield (*name[:at], NameToken(text), *name[at + 2 :])
        for at, cuts in enumerate(halves):
            both = [(left, right) for left, right in cuts if left in known and right in known]
            for left, right in both[:MOST_SPLITS]:
                yield (*name[:at], NameToken(left), NameToken(right), *name[at + 1 :])

    def _known(self, texts: Collection[str]) -> set[str]:
        """Those words that stand, exactly so, in a live name that the viewer may discover."""
        ordered = sorted(texts)
        keys = np.array([exact_key(token_text(text)) for text in ordered], dtype=np.uint64)
        known: set[str] = set()
        for at in range(len(self._parts)):
            for place in np.flatnonzero(self._holds(at, keys)).tolist():
                text = ordered[place]
                letters = np.frombuffer(token_text(text), dtype=np.uint8)
                # The key may be that of a longer word without one letter.
                if (
                    text not in known
                    and (self._neighbours(at, letters, keys[place : place + 1]).similarity == 1.0).any()
                ):
                    known.add(text)
        return known

    def _holding(self, keys: Numbers) -> list[int]:
        """The parts of which any word bears one of these keys."""
        return [at for at in range(len(self._parts)) if self._holds(at, keys).any()]

    def _holds(self, at: int, keys: Numbers) -> Numbers:
        """For each of these keys whether any word of the part bears it: far cheaper than a look at the words."""
        stored = self._parts[at].segment.names.fuzzy_key
        return np.asarray(stored.take(stored.searchsorted(keys), mode="clip") == keys)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for cut in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
        yield text[:cut], text[cut:]


def _visible(part: Part, permitted: PermittedLabels, within: Within) -> kernels.Visible:
    return kernels.Visible(
        permitted=permitted.among(part.segment.labels),
        run_losses=part.life.run_losses,
        dead_names=part.life.dead_names,
        holder_in_scope=np.array([within.has_holder(holder) for holder in part.segment.holders], dtype=np.bool_),
        source_in_scope=np.array([within.has_source(source) for source in part.segment.sources], dtype=np.bool_),
    )


def _likest(parts: Sequence[Part], neighbours: _ByPart, most: int) -> _ByPart:
    """Cut to the likest words, ties by the word's own hash: the same words whatever part they stand in."""
    if sum(found.tokens.size for found in neighbours.values()) <= most:
        return neighbours
    identities = [parts[at].segment.token_identity[found.tokens] for at, found in neighbours.items()]
    similarity = np.concatenate([found.similarity for found in neighbours.values()])
    identity = np.concatenate(identities)
    words, first = np.unique(identity, return_index=True)
    if words.size <= most:
        return neighbours
    order = np.lexsort((words, -similarity[first]))[:most]
    flags = np.split(np.isin(identity, words[order]), np.cumsum([part.size for part in identities])[:-1])
    cut = {at: found.where(flag) for (at, found), flag in zip(neighbours.items(), flags, strict=True)}
    return {at: found for at, found in cut.items() if found.tokens.size}


def _lists(at: int, word: _Word) -> Iterator[_List]:
    """Whole words and bare initials apart: an initial's postings are many and say little."""
    for bare_initials in (False, True):
        alike = {
            part: chosen
            for part, found in word.alike.items()
            if (chosen := found.where((found.similarity == kernels.INITIAL_SIMILARITY) == bare_initials)).tokens.size
        }
        size = sum(int(chosen.frequency.sum()) for chosen in alike.values())
        if size:
            yield _List(at, alike, size)


def _within_budget(lists: Sequence[_List], words: Sequence[_Word], postings: int) -> tuple[list[_List], float]:
    """The rarest lists, as far as the budget goes, the first in any case; and what the others might add to a score."""
    read: list[_List] = []
    extra = sum(kernels.INITIAL_SIMILARITY**2 * word.weight for word in words if word.initial)
    used = 0
    for chosen in sorted(lists, key=lambda each: (each.size, each.word)):
        if read and used + chosen.size > postings:
            likest = max(float(alike.similarity.max()) for alike in chosen.alike.values())
            extra += likest**2 * words[chosen.word].weight
            continue
        read.append(chosen)
        used += chosen.size
    return read, extra
