"""The compiled loops of the name search. Imported late, by `name_search.py`: the compiler costs most of a second.

What the viewer may not discover is skipped run by run, before it is counted, scored or compared with any limit.
"""

import math
from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar, cast

import numba
import numpy as np

from interlace.screening.index.columns import Numbers
from interlace.screening.index.segment import NameArrays

P = ParamSpec("P")
R = TypeVar("R")

MOST_LETTERS = 33  # MAX_TOKEN_BYTES and one
MOST_WORDS = 16
BUCKETS = 64
FAMILY_SIMILARITY = 0.85  # two spellings of one family, however they look
INITIAL_SIMILARITY = 0.55
LEAST_SIMILARITY_SHORT = 0.74  # up to four letters: one error in four
LEAST_SIMILARITY = 0.66  # longer: two errors in six
UNMATCHED_WORD = 0.25  # what a name loses at most for words that were not asked for
ROUNDING = 1e-5  # bounds are kept in single precision


class Visible(NamedTuple):
    """What of one part this viewer may discover, and what of that is alive and asked about."""

    permitted: Numbers  # by local label
    run_losses: Numbers
    dead_names: Numbers
    holder_in_scope: Numbers
    source_in_scope: Numbers


class Sought(NamedTuple):
    """One word of the query. Its keys begin with the spelling families: who is found by both is of the family."""

    letters: Numbers
    keys: Numbers
    serial: int  # marks in `seen` what this look-up has met


class Neighbours(NamedTuple):
    """The words like it, filled in by `find_neighbours`."""

    seen: Numbers
    found: Numbers
    similarity: Numbers
    frequency: Numbers


class Marks(NamedTuple):
    """The names touched by a search, and the most that each can score. Left clean."""

    bound: Numbers
    touched: Numbers
    ordered: Numbers
    touched_count: Numbers  # one number


class Asked(NamedTuple):
    """The whole name that is looked for, as one part of the index sees it."""

    weights: Numbers  # per word
    initials: Numbers  # per word: the letter of a bare initial, or 0
    years: Numbers
    slot: Numbers  # per token of the part: its line in `similarity`, or 0
    similarity: Numbers  # line and word
    total: float
    extra: float  # what words whose postings were not read may add to a bound
    least_score: float


class Best(NamedTuple):
    """The best rows with their scores, best first."""

    rows: Numbers
    scores: Numbers


def _compiled(function: Callable[P, R]) -> Callable[P, R]:
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True)(function))


@_compiled
def _distance(left: Numbers, right: Numbers) -> int:
    """Edits, swaps of neighbouring letters counted as one (optimal string alignment)."""
    two_back = np.zeros(MOST_LETTERS, np.int32)
    back = np.arange(MOST_LETTERS).astype(np.int32)
    current = np.zeros(MOST_LETTERS, np.int32)
    for i in range(1, left.size + 1):
        current[0] = i
        for j in range(1, right.size + 1):
            edits = back[j - 1] + (left[i - 1] != right[j - 1])
            edits = min(edits, back[j] + 1, current[j - 1] + 1)
            if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
                edits = min(edits, two_back[j - 2] + 1)
            current[j] = edits
        two_back, back, current = back, current, two_back
    return int(back[right.size])


@_compiled
def _first_at_least(values: Numbers, value: int) -> int:
    low, high = 0, values.size
    while low < high:
        middle = (low + high) // 2
        if values[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@_compiled
def _permitted_frequency(names: NameArrays, token: int, permitted: Numbers, run_losses: Numbers) -> int:
    """In how many live names this viewer may discover the token stands."""
    total = 0
    for run in range(names.token_run[token], names.token_run[token + 1]):
        if permitted[names.run_label[run]]:
            total += names.run_start[run + 1] - names.run_start[run]
            if run_losses.size:
                total -= run_losses[run]
    return total


@_compiled
def _similarity(query: Numbers, text: Numbers, same_family: bool) -> float:
    """How alike two words are, 0 to 1; 0 when it is too little to speak of."""
    if (text.size == 1) != (query.size == 1):
        return INITIAL_SIMILARITY if text.size and query.size and text[0] == query[0] else 0.0
    longest = max(query.size, text.size)
    if longest == 0:
        return 0.0
    similarity = 1.0 - _distance(query, text) / longest
    if same_family and similarity < FAMILY_SIMILARITY:
        return FAMILY_SIMILARITY
    least = LEAST_SIMILARITY if query.size > 4 else LEAST_SIMILARITY_SHORT
    return similarity if similarity >= least else 0.0


@_compiled
def find_neighbours(names: NameArrays, visible: Visible, sought: Sought, neighbours: Neighbours) -> int:
    """Fill in the words like this one that stand in some live name the viewer may discover; say how many they are."""
    count = 0
    for key in sought.keys:
        place = _first_at_least(names.fuzzy_key, key)
        while place < names.fuzzy_key.size and names.fuzzy_key[place] == key:
            token = names.fuzzy_token[place]
            place += 1
            if neighbours.seen[token] == sought.serial:
                continue
            neighbours.seen[token] = sought.serial
            text = names.text[names.text_start[token] : names.text_start[token + 1]]
            alike = _similarity(sought.letters, text, (key & np.uint64(1)) == np.uint64(1))
            if alike == 0.0:
                continue
            frequency = _permitted_frequency(names, token, visible.permitted, visible.run_losses)
            if frequency > 0:
                neighbours.found[count] = token
                neighbours.similarity[count] = alike
                neighbours.frequency[count] = frequency
                count += 1
    return count


@_compiled
def gather(names: NameArrays, visible: Visible, tokens: Numbers, gains: Numbers, marks: Marks) -> None:
    """Add each token's gain to the bound of every name it stands in."""
    count = marks.touched_count[0]
    for place in range(tokens.size):
        token = tokens[place]
        for run in range(names.token_run[token], names.token_run[token + 1]):
            if not visible.permitted[names.run_label[run]]:
                continue
            for posting in range(names.run_start[run], names.run_start[run + 1]):
                name = names.posting[posting]
                if visible.dead_names.size and visible.dead_names[name]:
                    continue
                if marks.bound[name] == 0.0:
                    marks.touched[count] = name
                    count += 1
                marks.bound[name] += gains[place]
    marks.touched_count[0] = count


@_compiled
def _name_score(names: NameArrays, name: int, asked: Asked, alike: Numbers) -> float:
    """Pair the words of query and name, the likest first, each once; the share of the query's weight that is met.

    `alike` is room for the pairs.
    """
    weights = asked.weights
    start = names.token_start[name]
    words = min(names.token_start[name + 1] - start, MOST_WORDS)
    for j in range(words):
        token = names.name_token[start + j]
        row = asked.slot[token]
        first = names.text[names.text_start[token]]
        for i in range(weights.size):
            alike[i, j] = asked.similarity[row, i]
            if asked.initials[i] == first and alike[i, j] < INITIAL_SIMILARITY:
                alike[i, j] = INITIAL_SIMILARITY
    met = 0.0
    paired = 0
    for _ in range(min(weights.size, words)):
        best, best_i, best_j = 0.0, -1, -1
        for i in range(weights.size):
            for j in range(words):
                if alike[i, j] > best:
                    best, best_i, best_j = alike[i, j], i, j
        if best_i < 0:
            break
        met += best * best * weights[best_i]
        paired += 1
        for i in range(weights.size):
            alike[i, best_j] = 0.0
        for j in range(words):
            alike[best_i, j] = 0.0
    return float(met / asked.total * (1.0 - UNMATCHED_WORD * (words - paired) / words))


@_compiled
def _birth_factor(names: NameArrays, row: int, permitted: Numbers, years: Numbers) -> float:
    """How well the nearest permitted birth year agrees: evidence, never a veto."""
    nearest = -1
    for place in range(names.birth_start[row], names.birth_start[row + 1]):
        if permitted[names.birth_label[place]]:
            for year in years:
                gap = abs(year - names.birth_year[place])
                if nearest < 0 or gap < nearest:
                    nearest = gap
    if nearest < 0:
        return 0.92
    if nearest == 0:
        return 1.0
    return 0.95 if nearest == 1 else (0.9 if nearest == 10 else 0.75)


@_compiled
def _insert(rows: Numbers, scores: Numbers, filled: int, row: int, score: float) -> int:
    """Keep the best scores in order, ties by row, each row once; return how many places are filled."""
    for place in range(filled):
        if rows[place] == row:
            if scores[place] >= score:
                return filled
            for later in range(place, filled - 1):
                rows[later], scores[later] = rows[later + 1], scores[later + 1]
            filled -= 1
            break
    place = filled if filled < rows.size else filled - 1
    if filled == rows.size and not (score > scores[place] or (score == scores[place] and row < rows[place])):
        return filled
    while place > 0 and (scores[place - 1] < score or (scores[place - 1] == score and rows[place - 1] > row)):
        rows[place], scores[place] = rows[place - 1], scores[place - 1]
        place -= 1
    rows[place], scores[place] = row, score
    return min(filled + 1, rows.size)


@_compiled
def rank(names: NameArrays, visible: Visible, asked: Asked, marks: Marks, best: Best) -> int:
    """Score the touched names, the most promising first, and keep the best rows. Leaves the marks clean.

    Exact: it stops only when no name left could still enter.
    """
    count = marks.touched_count[0]
    starts = _in_buckets(asked, marks, count)
    rows, scores = best.rows, best.scores
    alike = np.zeros((MOST_WORDS, MOST_WORDS))
    filled = 0
    for bucket in range(BUCKETS - 1, -1, -1):
        most = (bucket + 1) / BUCKETS + ROUNDING
        if most < asked.least_score or (filled == rows.size and scores[filled - 1] > most):
            break
        for place in range(starts[bucket], starts[bucket + 1]):
            name = marks.ordered[place]
            row = names.name_row[name]
            if not (visible.holder_in_scope[names.holder[row]] and visible.source_in_scope[names.source[row]]):
                continue
            factor = _birth_factor(names, row, visible.permitted, asked.years) if asked.years.size else 1.0
            most = (marks.bound[name] + asked.extra) / asked.total * factor + ROUNDING
            if filled == rows.size and scores[filled - 1] > most:
                continue
            score = _name_score(names, name, asked, alike) * factor
            if score >= asked.least_score:
                filled = _insert(rows, scores, filled, row, score)
    for place in range(count):
        marks.bound[marks.touched[place]] = 0.0
    marks.touched_count[0] = 0
    return filled


@_compiled
def _in_buckets(asked: Asked, marks: Marks, count: int) -> Numbers:
    """Order the touched names coarsely by their bounds; return where each bucket begins."""
    starts = np.zeros(BUCKETS + 1, np.int64)
    for place in range(count):
        starts[_bucket(marks.bound[marks.touched[place]], asked) + 1] += 1
    for bucket in range(BUCKETS):
        starts[bucket + 1] += starts[bucket]
    ends = starts.copy()
    for place in range(count):
        name = marks.touched[place]
        bucket = _bucket(marks.bound[name], asked)
        marks.ordered[ends[bucket]] = name
        ends[bucket] += 1
    return starts


@_compiled
def _bucket(bound: float, asked: Asked) -> int:
    return min(BUCKETS - 1, math.floor((bound + asked.extra) / asked.total * BUCKETS))
