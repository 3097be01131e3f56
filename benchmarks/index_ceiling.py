"""The ceiling of the index: the same score, with every word of the vocabulary compared and every name scored.

    python -m benchmarks.index_ceiling 1000000 --queries 300 --json FILE

Names with the same score stand in an order of chance: the person counts with the share of the orders in which one of
their records is among the first.
"""

import argparse
import json
import math
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np
from benchmarks.index_damage import KINDS
from benchmarks.index_recall import LIMIT, Check, questions

from interlace.screening.index import Budget, Candidate, PermittedLabels, Query, ScreeningIndex, kernels
from interlace.screening.index.birth_days import factor_of_name
from interlace.screening.index.columns import Numbers
from interlace.screening.index.keys import SPELLING_BIT
from interlace.screening.index.letters import distance, least_similarity, places_of, similarity_of
from interlace.screening.index.loops import Place
from interlace.screening.index.name_search import Found, NameSearch, _asked, _Words
from interlace.screening.index.names import LETTERS, MOST_JOINED, MOST_WORDS, NameArrays
from interlace.screening.index.parts import Part
from interlace.screening.index.records import NameToken, Within
from interlace.screening.index.vocabulary import Neighbours, Sought, room_for

EVERYTHING = Budget(neighbours=1 << 20, postings=1 << 40)


def main() -> None:
    """Score, count, print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("size", type=int)
    arguments.add_argument("--queries", type=int, default=300)
    arguments.add_argument("--world", type=Path, default=Path("build/world"))
    arguments.add_argument("--folder", type=Path, default=Path("build/index"))
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    index = ScreeningIndex.open(given.folder / f"{given.size}-1", compiled_loops=given.folder / "compiled")
    checks = list(questions(given.size, given.queries, given.world, seen=1, labels=1))
    figures = {"records": given.size, "questions": len(checks), "ceiling": ceiling(index, checks)}
    print(json.dumps(figures, indent=1))
    if given.json:
        given.json.write_text(json.dumps(figures))


def every_name_scored(
    index: ScreeningIndex, query: Query, permitted: PermittedLabels, *, limit: int
) -> list[Candidate]:
    """The candidates that a search without any short cut finds, the best first."""
    parts = index._current().parts
    found = {
        (at, row): score
        for at, scores in _scored(parts, query, permitted).items()
        for row, score in _highest(scores, limit)
    }
    best = sorted(found, key=lambda at: (-found[at], parts[at[0]].segment.key_of(at[1])))[:limit]
    return [
        Candidate(*parts[at].segment.key_of(row), row=parts[at].segment.row_number(row), name_score=found[at, row])
        for at, row in best
    ]


def ceiling(index: ScreeningIndex, checks: Sequence[Check]) -> dict[str, list[float]]:
    """How often the person is the first and among the ten, over all and for each kind of damage."""
    [part] = index._current().parts
    told = Told.of(part)
    shares: list[tuple[str, list[float]]] = []
    for check in checks:
        scores = _scored([part], check.query(), PermittedLabels.of([0]))[0]
        shares.append((check.kind, told.shares(check, scores)))
    of_kind: Mapping[str, list[list[float]]] = {
        kind: [share for each, share in shares if each == kind] for kind in KINDS
    }
    return {
        kind: [round(statistics.mean(share), 4) for share in zip(*these, strict=True)]
        for kind, these in {"all": [share for _, share in shares], **of_kind}.items()
        if these
    }


@dataclass(frozen=True, slots=True)
class Told:
    """What the records of a part say word by word: one number for those that say the same."""

    part: Part
    said: Numbers  # by row
    row_of: Mapping[int, int]  # by the record's own number

    @classmethod
    def of(cls, part: Part) -> "Told":
        numbers = part.segment.arrays["row"].tolist()
        said = _said(part.segment.names, part.segment.token_identity, part.segment.record_count)
        return cls(part, said, {number: row for row, number in enumerate(numbers)})

    def right(self, check: Check) -> frozenset[int]:
        """The numbers of the records that are right: those of the person, and those that say the same."""
        same = np.flatnonzero(self._is_right(check))
        return frozenset(self.part.segment.arrays["row"][same].tolist())

    def shares(self, check: Check, scores: Numbers) -> list[float]:
        """Of all orders of names with the same score, the share in which the person is the first, among the ten."""
        right = self._is_right(check)
        best = float(scores[right].max())
        if best <= 0:
            return [0.0, 0.0]
        before = int((scores > best).sum())
        equal = scores == best
        ours, others = int((equal & right).sum()), int((equal & ~right).sum())
        return [_share_among(most - before, ours, others) for most in (1, LIMIT)]

    def _is_right(self, check: Check) -> Numbers:
        [own] = self.part.segment.rows_of_subjects([check.subject])
        right = np.asarray(self.said == self.said[own])
        right[[self.row_of[number] for number in check.same_person if number in self.row_of]] = True
        return right


def _share_among(places: int, ours: int, others: int) -> float:
    """How likely one of ours is drawn when so many places are filled by chance."""
    if places <= 0:
        return 0.0
    return 1.0 - math.comb(others, places) / math.comb(others + ours, places) if places <= others else 1.0


def _scored(parts: Sequence[Part], query: Query, permitted: PermittedLabels) -> dict[int, Numbers]:
    """The score of every row of every part."""
    search = _Everything(
        parts, permitted, birth_dates=query.birth_dates, limit=LIMIT, within=Within(), budget=EVERYTHING
    )
    search.find(query.names)
    return search.scores


def _highest(scores: Numbers, limit: int) -> Iterator[tuple[int, float]]:
    """The rows with the best scores, and all that equal the last of them."""
    least = float(np.partition(scores, -limit)[-limit]) if scores.size > limit else 0.0
    rows = np.flatnonzero(scores >= max(least, 1e-9))
    return zip(rows.tolist(), scores[rows].tolist(), strict=True)


class _Everything(NameSearch):
    """Every name of the register is compared letter by letter."""

    scores: dict[int, Numbers]

    def find(self, names: Sequence[tuple[NameToken, ...]]) -> Found:
        self.scores = {number: np.zeros(part.segment.record_count) for number, part in self._numbered()}
        self._close: dict[tuple[int, bytes], Numbers] = {}
        return super().find(names)

    def _numbered(self) -> Iterator[tuple[int, Part]]:
        return zip(self._numbers, self._parts, strict=True)

    def _find_words(
        self,
        words: _Words,
        name: Sequence[int],
        born: Mapping[int, Numbers],  # noqa: ARG002 - everybody is compared
        least: float,  # noqa: ARG002
    ) -> None:
        asked = _asked(words, name, self._dates, 0.0)
        for at, number in enumerate(self._numbers):
            names = self._parts[at].segment.names
            alike = np.stack([self._closeness(at, words.texts[word]) for word in name], axis=1)
            for column, word in enumerate(name):
                tokens = words.alike[at].found[word, : words.alike[at].filled[word]]
                found = words.alike[at].similarity[word, : tokens.size]
                alike[tokens, column] = np.maximum(alike[tokens, column], found)
            _score(self._places[at], asked, alike, _letter_counts(names), self.scores[number])

    def _closeness(self, at: int, text: bytes) -> Numbers:
        if (at, text) not in self._close:
            names = self._parts[at].segment.names
            letters = np.frombuffer(text, dtype=np.uint8)
            self._close[at, text] = _compared(names, letters, np.zeros(0, np.int64), kernels.LEAST_IN_NAME)
        return self._close[at, text]

    def _neighbours(self, at: int, sought: Sought) -> Neighbours:
        names = self._parts[at].segment.names
        count = sought.letter_start.size - 1
        answer = room_for(count, names.text_start.size - 1)
        for word in range(count):
            letters = sought.letters[sought.letter_start[word] : sought.letter_start[word + 1]]
            keys = sought.keys[sought.key_start[word] : sought.key_start[word + 1]]
            alike = _compared(names, letters, keys[keys & SPELLING_BIT == 1], least_similarity(letters.size))
            tokens = np.flatnonzero(alike)
            answer.filled[word] = tokens.size
            answer.found[word, : tokens.size] = tokens
            answer.similarity[word, : tokens.size] = alike[tokens]
            answer.frequency[word, : tokens.size] = np.diff(names.posting_start)[tokens]
        return answer


def _letter_counts(names: NameArrays) -> Numbers:
    return np.diff(names.text_start).astype(np.uint8)


@numba.njit(cache=True)
def _compared(names: NameArrays, letters: Numbers, families: Numbers, least: float) -> Numbers:
    tokens = names.text_start.size - 1
    places = np.zeros(LETTERS, np.uint64)
    places_of(letters, places)
    same = np.zeros(tokens, np.bool_)
    for key in families:
        for at in range(names.key_start[key >> 16], names.key_start[(key >> 16) + 1]):
            if names.key_low[at] == key & 0xFFFF:
                same[names.key_token[at]] = True
    alike = np.zeros(tokens)
    for token in range(tokens):
        text = names.text[names.text_start[token] : names.text_start[token + 1]]
        alike[token] = similarity_of(letters, places, text, same[token], least)
    return alike


@numba.njit(cache=True)
def _score(place: Place, asked: kernels.Asked, alike: Numbers, lengths: Numbers, scores: Numbers) -> None:
    """The score that `kernels.compare_names` gives, for every name; the words were compared before."""
    names = place.names
    whole = asked.letters[:MOST_JOINED]
    places = np.zeros(LETTERS, np.uint64)
    places_of(whole, places)
    joined = np.zeros(MOST_JOINED, np.uint8)
    pairs = np.zeros((MOST_WORDS, MOST_WORDS))
    start = 0
    for name in range(names.name_row.size):
        words = min(names.name_length[name], MOST_WORDS)
        letters, is_met = 0, False
        for j in range(words):
            token = names.name_token[start + j]
            letters += lengths[token]
            for i in range(asked.weights.size):
                pairs[i, j] = alike[token, i]
                is_met = is_met or pairs[i, j] > 0.0
        score = kernels._paired(asked, words, pairs) if is_met else 0.0
        letters = min(letters, MOST_JOINED)
        longest = max(letters, whole.size)
        if whole.size and letters and 1.0 - abs(letters - whole.size) / longest >= kernels.LEAST_JOINED:
            size = 0
            for j in range(words):
                token = names.name_token[start + j]
                for letter in names.text[names.text_start[token] : names.text_start[token + 1]]:
                    if size < MOST_JOINED:
                        joined[size] = letter
                        size += 1
            together = 1.0 - distance(whole.size, places, joined[:size]) / longest
            if together >= kernels.LEAST_JOINED:
                score = max(score, kernels.OF_JOINED * together * together)
        start += names.name_length[name]
        if score > 0.0:
            row = names.name_row[name]
            scores[row] = max(scores[row], score * factor_of_name(names, place.visible, name, asked.dates))


@numba.njit(cache=True)
def _said(names: NameArrays, identity: Numbers, rows: int) -> Numbers:
    """By row one number of the words of its name in any order, with the date."""
    said = np.zeros(rows, np.uint64)
    start, code = 0, 0
    for name in range(names.name_row.size):
        while names.year_start[code + 1] <= name:
            code += 1
        number = np.uint64(code) * np.uint64(1 << 12) + np.uint64(names.name_day[name])
        for place in range(start, start + names.name_length[name]):
            # Words in any order: what each says is mixed before it is added up.
            mixed = identity[names.name_token[place]] * np.uint64(0x9E3779B97F4A7C15)
            number += (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        start += names.name_length[name]
        said[names.name_row[name]] = number
    return said


if __name__ == "__main__":
    main()
