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
from interlace.screening.index.vocabulary import INITIAL, WHOLE, Neighbours, Sought

SAME_WORD = 0.85  # so alike that the frequencies of both words count as one
LEAST_SCORE = 0.25
LEAST_COARSE = 0.3
"""What the words that were found must reach by themselves: who shares a common word alone is one of too many."""
INITIAL_WEIGHT = 1.0
COMPARED = 2
"""Names that are compared letter by letter for each place in the list: the likest by words need not be by letters."""
BORN_ON_DAYS = 1024
"""Room for names that were born on one day; where they are more, they are counted first."""
SHORTEST_PART = 2  # letters, of a word that was perhaps written together
MOST_SPLITS = 3


_KNOWS_NONE = vocabulary.room_for(0, 0)

Found = dict[tuple[int, int], float]
"""The best score of each (part, row)."""


class _List(NamedTuple):
    """The words of the index that one word of the query may stand for, to be read or left as a whole."""

    size: int  # postings the viewer may discover
    word: int  # its place in the name
    kind: int  # whole words, or bare initials
    most: float  # what it adds to a score at most


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of a question with the words of each part that they may stand for."""

    texts: Sequence[bytes]
    number: Mapping[NameToken, int]
    alike: Mapping[int, Neighbours]  # by part; a node has many small registers: most know none of the words
    sizes: Sequence[Sequence[int]]  # postings of the words like it that the viewer may discover, by kind
    likest: Sequence[Sequence[float]]
    weights: Sequence[float]


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
        self._places: list[loops.Place] = []
        self._found: Found = {}
        self.names_scored = 0
        """How much work it was: it must not tell of what is hidden either."""

    def find(self, names: Sequence[tuple[NameToken, ...]]) -> Found:
        """The best rows over all these names; each part answers with at most `limit`."""
        if not self._names:
            return {}
        with ExitStack() as stack:
            for part, visible in zip(self._parts, self._visible, strict=True):
                names_of_part, room = part.segment.names, _room(stack.enter_context(part.segment.scratch()))
                kernels.cut_into_stretches(names_of_part.year_start, names_of_part.name_row.size, self._dates, room)
                self._places.append(loops.Place(names_of_part, visible, room))
            for name in dict.fromkeys(names):
                if words := tuple(token for token in name if token.text)[:MOST_WORDS]:
                    self._find_name(words)
            self.names_scored = sum(int(place.room.counts[kernels.SCORED]) for place in self._places)
        return self._found

    def _find_name(self, name: tuple[NameToken, ...]) -> None:
        """Who has words in common with this name or was born on the day, then who has the words of a variant."""
        variants = list(self._variants(name))
        fresh = {token for variant in variants for token in variant} - set(name)
        words = self._look_up([*dict.fromkeys(name), *sorted(fresh)], exact_only=fresh)
        self._find_words(words, [words.number[token] for token in name], self._names_of_days(), LEAST_COARSE)
        for variant in variants:
            self._find_words(words, [words.number[token] for token in variant], {}, self._least_of_the_best())

    def _least_of_the_best(self) -> float:
        """What a variant must reach by its words to take the place of somebody found so far."""
        scores = sorted(self._found.values(), reverse=True)
        return max(LEAST_COARSE, scores[self._limit - 1]) if len(scores) >= self._limit else LEAST_COARSE

    def _find_words(self, words: _Words, name: Sequence[int], born: Mapping[int, Numbers], least: float) -> None:
        """The likest by words are compared by letters, and so is who was born on the day."""
        lists, extra = self._chosen_lists(words, name)
        asked = _asked(words, name, self._dates, extra)._replace(least_score=least)
        wanted = {at: [names] for at, names in born.items()}
        for at, chosen in self._likest_names(words, asked, lists).items():
            wanted.setdefault(at, []).append(chosen)
        for at, both in wanted.items():
            compared = both[0] if len(both) == 1 else np.unique(np.concatenate(both))
            if not compared.size:
                continue
            scores = np.zeros(compared.size)
            kernels.compare_names(self._places[at], words.alike.get(at, _KNOWS_NONE), asked, compared, scores)
            enough = scores >= LEAST_SCORE
            rows = self._parts[at].segment.names.name_row[compared[enough]]
            for row, score in zip(rows.tolist(), scores[enough].tolist(), strict=True):
                place = (self._numbers[at], row)
                if score > self._found.get(place, 0.0):
                    self._found[place] = score

    def _chosen_lists(self, words: _Words, name: Sequence[int]) -> tuple[list[_List], float]:
        """The rarest lists of these words, as far as the budget goes, the first in any case; what others might add."""
        lists = []
        extra = 0.0
        for place, word in enumerate(name):
            weight = words.weights[word]
            if len(words.texts[word]) == 1:
                extra += INITIAL_SIMILARITY**2 * weight
            for kind in (WHOLE, INITIAL):
                if size := words.sizes[word][kind]:
                    lists.append(_List(size, place, kind, words.likest[word][kind] ** 2 * weight))
        lists.sort()
        used, most = 0, self._budget.postings
        for count, chosen in enumerate(lists):
            if count and used + chosen.size > most:
                return lists[:count], extra + sum(each.most for each in lists[count:])
            used += chosen.size
        return lists, extra

    def _likest_names(self, words: _Words, asked: kernels.Asked, chosen: Sequence[_List]) -> Mapping[int, Numbers]:
        """By part the names that agree best as far as their words were found, no more over all than are compared."""
        if not chosen:
            return {}
        lists = kernels.Lists(
            word=np.array([each.word for each in chosen]),
            kind=np.array([each.kind for each in chosen]),
            most=np.array([each.most for each in chosen]),
            cuts=np.empty((2, self._budget.neighbours), dtype=np.int64),
        )
        most = self._limit * COMPARED
        if len(words.alike) == 1:
            [(at, alike)] = words.alike.items()
            best = self._best(at, alike, asked, lists)
            return {at: best.names[: best.filled[0]]}
        together: list[tuple[float, int, int]] = []
        for at, alike in words.alike.items():
            least = max(asked.least_score, together[most - 1][0]) if len(together) >= most else asked.least_score
            best = self._best(at, alike, asked._replace(least_score=least), lists)
            filled = int(best.filled[0])
            scored = zip(best.scores[:filled].tolist(), best.names[:filled].tolist(), strict=True)
            together = sorted([*together, *((score, at, name) for score, name in scored)], key=self._order)[:most]
        met = {at for _, at, _ in together}
        return {at: np.array([name for _, each, name in together if each == at]) for at in met}

    def _order(self, found: tuple[float, int, int]) -> tuple[float, RecordKey, int]:
        score, at, name = found
        segment = self._parts[at].segment
        return -score, segment.key_of(int(segment.names.name_row[name])), name

    def _best(self, at: int, alike: Neighbours, asked: kernels.Asked, lists: kernels.Lists) -> kernels.Best:
        """The best names of one part."""
        most = self._limit * COMPARED
        best = kernels.Best(np.empty(most, dtype=np.int64), np.empty(most), np.zeros(1, dtype=np.int64))
        kernels.best_names(kernels.Search(self._places[at], alike, lists, asked, best))
        return best

    def _names_of_days(self) -> dict[int, Numbers]:
        """By part who was born on a day that is asked for."""
        return {at: self._born_in(at) for at in range(len(self._parts))} if self._dates.size else {}

    def _born_in(self, at: int) -> Numbers:
        found = np.empty(BORN_ON_DAYS, dtype=np.int64)
        count = birth_days.fill_names_of_days(self._places[at], self._dates, found)
        if count > found.size:
            found = np.empty(count, dtype=np.int64)
            birth_days.fill_names_of_days(self._places[at], self._dates, found)
        return found[:count]

    def _look_up(self, tokens: Sequence[NameToken], *, exact_only: Collection[NameToken]) -> _Words:
        """The words that each of these may stand for, in every part, the likest over all parts."""
        texts = [token_text(token.text) for token in tokens]
        keys = [
            (exact_key(text),) if token in exact_only else sought_keys(text, token.keys)
            for text, token in zip(texts, tokens, strict=True)
        ]
        sought = _sought(texts, keys)
        alike = {at: self._neighbours(at, sought) for at in self._holding(sought.keys)}
        self._cut_to_the_likest(alike)
        tally = vocabulary.tally_for(len(texts))
        for each in alike.values():
            vocabulary.add_up(each, SAME_WORD, tally)
        weights = [
            INITIAL_WEIGHT if len(text) == 1 else log(1 + self._names / (1 + occurrences))
            for text, occurrences in zip(texts, tally.occurrences.tolist(), strict=True)
        ]
        number = {token: place for place, token in enumerate(tokens)}
        return _Words(texts, number, alike, tally.sizes.tolist(), tally.likest.tolist(), weights)

    def _neighbours(self, at: int, sought: Sought) -> Neighbours:
        answer = vocabulary.room_for(sought.letter_start.size - 1, self._budget.neighbours)
        vocabulary.find_neighbours(self._places[at], sought, answer)
        return answer

    def _cut_to_the_likest(self, alike: Mapping[int, Neighbours]) -> None:
        """Ties by the word's own hash: the same words stay, whatever part they stand in."""
        most = self._budget.neighbours
        if len(alike) < 2:
            return
        for word in np.flatnonzero(sum(each.filled for each in alike.values()) > most).tolist():
            identities = [
                self._parts[at].segment.token_identity[each.found[word, : each.filled[word]]]
                for at, each in alike.items()
            ]
            identity = np.concatenate(identities)
            similarity = np.concatenate([each.similarity[word, : each.filled[word]] for each in alike.values()])
            words, first = np.unique(identity, return_index=True)
            staying = words[np.lexsort((words, -similarity[first]))[:most]]
            for each, own in zip(alike.values(), identities, strict=True):
                stays = np.flatnonzero(np.isin(own, staying))
                for values in (each.found, each.similarity, each.frequency):
                    values[word, : stays.size] = values[word, stays]
                each.filled[word] = stays.size

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


def _sought(texts: Sequence[bytes], keys: Sequence[Sequence[int]]) -> Sought:
    return Sought(
        letters=np.frombuffer(b"".join(texts), dtype=np.uint8),
        letter_start=np.array([0, *accumulate(map(len, texts))], dtype=np.int64),
        keys=np.array([key for each in keys for key in each], dtype=np.int64),
        key_start=np.array([0, *accumulate(map(len, keys))], dtype=np.int64),
    )


def _room(scratch: Scratch) -> loops.Room:
    return loops.Room(*(getattr(scratch, field) for field in loops.Room._fields))


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


def _asked(words: _Words, name: Sequence[int], dates: Numbers, extra: float) -> kernels.Asked:
    """The name as it is compared."""
    texts = [words.texts[word] for word in name]
    weights = [words.weights[word] for word in name]
    initials = [text[0] if len(text) == 1 else 0 for text in texts]
    lines = max((int(alike.filled.sum()) for alike in words.alike.values()), default=0) + 1
    return kernels.Asked(
        word=np.array(name, dtype=np.int64),
        weights=np.array(weights),
        initials=np.array(initials, dtype=np.int64),
        has_initials=any(initials),
        letters=np.frombuffer(b"".join(texts), dtype=np.uint8),
        letter_start=np.array([0, *accumulate(map(len, texts))], dtype=np.int64),
        dates=dates,
        lines=np.empty((lines, len(texts))),
        total=sum(weights),
        extra=extra,
        least_score=LEAST_COARSE,
    )
