"""Finding records by names. Imported only when a name is searched: it brings the compiler.

Everything that decides the answer (frequencies, weights, which similar words and which postings are read, where lists
end) is a function of the live entries the viewer may discover in the places that are searched, over all parts together.
Neither what is hidden nor what lies elsewhere nor how the index happens to be cut into parts can move it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from interlace.screening.index import birth_days, kernels, loops, vocabulary
from interlace.screening.index.columns import Numbers
from interlace.screening.index.keys import exact_key, sought_keys, token_text
from interlace.screening.index.letters import INITIAL_SIMILARITY
from interlace.screening.index.names import MOST_WORDS, Scratch
from interlace.screening.index.parts import Part
from interlace.screening.index.records import BirthDate, Budget, NameToken, PermittedLabels, RecordKey, Within

SAME_WORD = 0.85  # so alike that the frequencies of both words count as one
LEAST_SCORE = 0.25
LEAST_COARSE = 0.3
"""What the words that were found must reach by themselves: who shares a common word alone is one of too many."""
INITIAL_WEIGHT = 1.0
COMPARED = 3
"""Names that are compared letter by letter for each place in the list: the likest by words need not be by letters."""
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

    text: bytes
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
        birth_dates: Sequence[BirthDate],
        limit: int,
        within: Within,
        budget: Budget,
    ) -> None:
        seen = [
            (number, part, allowed)
            for number, part in enumerate(parts)
            if part.segment.names.posting.size and (allowed := part.segment.visible(permitted, within)).any()
        ]
        self._numbers = [number for number, _, _ in seen]
        self._parts = [part for _, part, _ in seen]
        self._visible = [_visible(part, allowed) for _, part, allowed in seen]
        self._dates = np.array(sorted(set(birth_dates)), dtype=np.int64).reshape(-1, 3)
        self._limit = limit
        self._budget = budget
        self._names = sum(part.visible_name_count(allowed) for _, part, allowed in seen)
        self._words: dict[NameToken, _Word] = {}
        self._scratches: list[Scratch] = []
        self._found: Found = {}

    def find(self, names: Sequence[tuple[NameToken, ...]]) -> Found:
        """The best rows over all these names; each part answers with at most `limit`."""
        if not self._names:
            return {}
        with ExitStack() as stack:
            self._scratches = [stack.enter_context(part.segment.scratch()) for part in self._parts]
            for name in dict.fromkeys(names):
                variants = list(self._variants(name))
                self._look_up(
                    {token for each in (name, *variants) for token in each if token.text} - self._words.keys()
                )
                for each in (name, *variants):
                    if words := [self._words[token] for token in each if token.text][:MOST_WORDS]:
                        self._find_name(words)
        return self._found

    def _find_name(self, words: Sequence[_Word]) -> None:
        """Who has words in common with this name, and who was born on the day: the likest are compared by letters."""
        lists = [each for at, word in enumerate(words) for each in _lists(at, word)]
        lists, extra = _within_budget(lists, words, self._budget.postings)
        asked = {at: self._asked(at, words, extra) for at in range(len(self._parts))}
        wanted = {at: [birth_days.names_of_days(self._place(at), self._dates)] for at in asked}
        for at, chosen in self._likest_names(asked, lists).items():
            wanted[at].append(chosen)
        for at, both in wanted.items():
            name_row = self._parts[at].segment.names.name_row
            compared = np.unique(np.concatenate(both))
            if not compared.size:
                continue
            scores = np.zeros(compared.size)
            kernels.compare_names(self._place(at), asked[at], compared, scores)
            for row, score in zip(name_row[compared].tolist(), scores.tolist(), strict=True):
                if score >= LEAST_SCORE:
                    place = (self._numbers[at], row)
                    self._found[place] = max(score, self._found.get(place, 0.0))

    def _likest_names(self, asked: Mapping[int, kernels.Asked], lists: Sequence[_List]) -> Mapping[int, Numbers]:
        """By part the names that agree best as far as their words were found, no more over all than are compared."""
        most = self._limit * COMPARED
        best: list[tuple[float, int, int]] = []
        for at in sorted({at for chosen in lists for at in chosen.alike}):
            least = max(LEAST_COARSE, best[most - 1][0]) if len(best) >= most else LEAST_COARSE
            best += [(score, at, name) for name, score in self._best(at, asked[at]._replace(least_score=least), lists)]
            if len(self._parts) > 1:
                best = sorted(best, key=self._order)[:most]
        return {at: np.array([name for _, each, name in best if each == at]) for at in {at for _, at, _ in best}}

    def _order(self, found: tuple[float, int, int]) -> tuple[float, RecordKey, int]:
        score, at, name = found
        segment = self._parts[at].segment
        return -score, segment.key_of(int(segment.names.name_row[name])), name

    def _best(self, at: int, asked: kernels.Asked, lists: Sequence[_List]) -> Iterator[tuple[int, float]]:
        """The best names of one part."""
        read = [(chosen.word, alike) for chosen in lists if (alike := chosen.alike.get(at)) is not None]
        gains = [alike.similarity**2 * asked.weights[word] for word, alike in read]
        chosen = kernels.Lists(
            token=np.concatenate([alike.tokens for _, alike in read]),
            gain=np.concatenate(gains),
            start=np.array([0, *accumulate(alike.tokens.size for _, alike in read)], dtype=np.int64),
            most=np.array([gain.max() for gain in gains]),
        )
        most = self._limit * COMPARED
        best = kernels.Best(np.zeros(most, dtype=np.int64), np.zeros(most), np.zeros(1, dtype=np.int64))
        kernels.best_names(self._place(at), chosen, asked, best)
        filled = int(best.filled[0])
        return zip(best.names[:filled].tolist(), best.scores[:filled].tolist(), strict=True)

    def _asked(self, at: int, words: Sequence[_Word], extra: float) -> kernels.Asked:
        """The name as this part sees it."""
        known = [(column, word.alike[at]) for column, word in enumerate(words) if at in word.alike]
        tokens = _merged([alike.tokens for _, alike in known])
        similarity = np.zeros((tokens.size + 1, len(words)))
        for column, alike in known:
            similarity[np.searchsorted(tokens, alike.tokens) + 1, column] = alike.similarity
        weights = np.array([word.weight for word in words])
        initials = np.array([word.initial for word in words], dtype=np.int64)
        return kernels.Asked(
            weights=weights,
            initials=initials,
            has_initials=bool(initials.any()),
            letters=np.frombuffer(b"".join(word.text for word in words), dtype=np.uint8),
            letter_start=np.array([0, *accumulate(len(word.text) for word in words)], dtype=np.int64),
            dates=self._dates,
            token=tokens,
            similarity=similarity,
            total=float(weights.sum()),
            extra=extra,
            least_score=0.0,
        )

    def _place(self, at: int) -> loops.Place:
        return loops.Place(self._parts[at].segment.names, self._visible[at], _room(self._scratches[at]))

    def _look_up(self, tokens: Collection[NameToken]) -> None:
        """The words that each of these may stand for, in every part, the likest over all parts."""
        ordered = sorted(tokens)
        texts = [token_text(token.text) for token in ordered]
        keys = [sought_keys(text, token.keys) for text, token in zip(texts, ordered, strict=True)]
        sought = _sought(texts, keys)
        holding = self._holding(sought.keys)
        found = [(at, self._neighbours(at, sought)) for at in holding]
        for number, (text, token) in enumerate(zip(texts, ordered, strict=True)):
            by_part = {at: alike[number] for at, alike in found if alike[number].tokens.size}
            alike = _likest(self._parts, by_part, self._budget.neighbours)
            occurrences = sum(int(each.frequency[each.similarity >= SAME_WORD].sum()) for each in alike.values())
            is_initial = len(text) == 1
            weight = INITIAL_WEIGHT if is_initial else log(1 + self._names / (1 + occurrences))
            self._words[token] = _Word(text, weight, text[0] if is_initial else 0, alike)

    def _neighbours(self, at: int, sought: vocabulary.Sought) -> list[_Alike]:
        shape = sought.letter_start.size - 1, self._budget.neighbours
        answer = vocabulary.Neighbours(
            filled=np.zeros(shape[0], dtype=np.int64),
            found=np.zeros(shape, dtype=np.int32),
            similarity=np.zeros(shape),
            frequency=np.zeros(shape, dtype=np.int64),
        )
        vocabulary.find_neighbours(self._place(at), sought, answer)
        return [
            _Alike(answer.found[word, :count], answer.similarity[word, :count], answer.frequency[word, :count])
            for word, count in enumerate(answer.filled.tolist())
        ]

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
        ordered = list(texts)
        letters = [token_text(text) for text in ordered]
        sought = _sought(letters, [(exact_key(text),) for text in letters])
        known = np.zeros(len(ordered), dtype=np.bool_)
        for at in self._holding(sought.keys):
            vocabulary.mark_known(self._parts[at].segment.names, self._visible[at], sought, known)
        return {text for text, is_known in zip(ordered, known.tolist(), strict=True) if is_known}

    def _holding(self, keys: Numbers) -> list[int]:
        """The parts where words stand at the places of these keys: most of many small ones are out at once."""
        if len(self._parts) == 1:
            return [0]
        high = keys >> 16
        starts = [part.segment.names.key_start for part in self._parts]
        return [at for at, start in enumerate(starts) if (start[high + 1] > start[high]).any()]


def _merged(tokens: Sequence[Numbers]) -> Numbers:
    return np.unique(np.concatenate(tokens)) if tokens else np.zeros(0, dtype=np.int32)


def _sought(texts: Sequence[bytes], keys: Sequence[Sequence[int]]) -> vocabulary.Sought:
    return vocabulary.Sought(
        letters=np.frombuffer(b"".join(texts), dtype=np.uint8),
        letter_start=np.array([0, *accumulate(map(len, texts))], dtype=np.int64),
        keys=np.array([key for each in keys for key in each], dtype=np.int64),
        key_start=np.array([0, *accumulate(map(len, keys))], dtype=np.int64),
    )


def _room(scratch: Scratch) -> loops.Room:
    return loops.Room(
        scratch.serial,
        scratch.seen,
        scratch.slot,
        scratch.bound,
        scratch.touched,
        scratch.touched_count,
        scratch.ordered,
        scratch.alike,
    )


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for cut in range(SHORTEST_PART, len(text) - SHORTEST_PART + 1):
        yield text[:cut], text[cut:]


def _visible(part: Part, allowed: NDArray[np.bool_]) -> loops.Visible:
    is_all = bool(allowed.all())
    return loops.Visible(
        permitted=allowed,
        is_all=is_all,
        dead_names=part.life.dead_names,
        token_losses=part.life.token_losses,
        counted=part.life.token_losses if is_all else part.life.counted_for(part.segment, allowed),
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
            if (chosen := found.where((found.similarity == INITIAL_SIMILARITY) == bare_initials)).tokens.size
        }
        size = sum(int(chosen.frequency.sum()) for chosen in alike.values())
        if size:
            yield _List(at, alike, size)


def _within_budget(lists: Sequence[_List], words: Sequence[_Word], postings: int) -> tuple[list[_List], float]:
    """The rarest lists, as far as the budget goes, the first in any case; and what the others might add to a score."""
    read: list[_List] = []
    extra = sum(INITIAL_SIMILARITY**2 * word.weight for word in words if word.initial)
    used = 0
    for chosen in sorted(lists, key=lambda each: (each.size, each.word)):
        if read and used + chosen.size > postings:
            likest = max(float(alike.similarity.max()) for alike in chosen.alike.values())
            extra += likest**2 * words[chosen.word].weight
            continue
        read.append(chosen)
        used += chosen.size
    return read, extra
