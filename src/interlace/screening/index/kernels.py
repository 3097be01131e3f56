"""The compiled loops of the name search: names gathered from postings, bounded, scored and ranked.

What the viewer may not discover is skipped before it is counted, scored or compared with any limit.
"""

import math
from typing import NamedTuple

import numpy as np

from interlace.screening.index.birth_days import factor_of_name, most_of_code
from interlace.screening.index.columns import Numbers
from interlace.screening.index.letters import (
    INITIAL_SIMILARITY,
    LETTERS,
    MOST_JOINED,
    distance,
    places_of,
    similarity_of,
)
from interlace.screening.index.loops import Place, Room, compiled
from interlace.screening.index.names import LENGTHS, MOST_WORDS, SPAN, NameArrays

BUCKETS = 64
LEAST_IN_NAME = 0.6  # of two words of names that were found by others: one error in three letters
LEAST_JOINED, OF_JOINED = 0.8, 0.95  # of whole names written together, and what they count for
UNMATCHED_WORD = 0.25  # what a name loses at most for words that were not asked for
ROUNDING = 1e-5  # bounds are kept in single precision
SCORING_COST = 24
"""Postings that are read while one name is scored. It decides how long a search takes, never what it finds."""


class Lists(NamedTuple):
    """The words whose postings are read, in lists; the shortest list first."""

    token: Numbers
    gain: Numbers  # what each word adds to a bound
    start: Numbers
    most: Numbers  # what each list adds at most


class Plan(NamedTuple):
    """The lists, and the stretches of names that are weighed together."""

    lists: Lists
    left: Numbers  # what each list and those after it add at most
    starts: Numbers  # where each stretch begins, and the last ends
    most: Numbers  # how well the dates of each stretch can agree
    cuts: Numbers  # by token and stretch: where its postings begin
    unread: Numbers  # one number: what was left unread of the stretch at hand may add so much


class Asked(NamedTuple):
    """The whole name that is looked for, as one part of the index sees it."""

    weights: Numbers  # per word
    initials: Numbers  # per word: the letter of a bare initial, or 0
    has_initials: bool
    letters: Numbers
    letter_start: Numbers
    dates: Numbers  # year, month, day
    token: Numbers  # the words of the part that are alike
    similarity: Numbers  # line and word; the first line is of words that are like none
    total: float
    extra: float  # what words whose postings are not read may add to a bound
    least_score: float


class Best(NamedTuple):
    """The best names with their scores, best first."""

    names: Numbers
    scores: Numbers
    filled: Numbers  # one number


@compiled
def _spans(names: NameArrays, dates: Numbers) -> tuple[Numbers, Numbers]:
    """Names in stretches that are weighed together: where they begin (and the last ends), the most dates can agree."""
    room = names.year_start.size + names.name_row.size // SPAN + 1
    starts, most = np.zeros(room + 1, np.int64), np.zeros(room)
    count = 0
    for code in range(names.year_start.size - 1):
        first, end = names.year_start[code], names.year_start[code + 1]
        if first == end:
            continue
        factor = most_of_code(code, dates)
        while first < end:
            fits = count > 0 and most[count - 1] == factor and first - starts[count - 1] < SPAN
            if not fits:
                starts[count] = first
                most[count] = factor
                count += 1
            first = min(end, starts[count - 1] + SPAN)
    starts[count] = names.name_row.size
    return starts[: count + 1], most[:count]


@compiled
def _cuts(names: NameArrays, lists: Lists, starts: Numbers) -> Numbers:
    """For each token where the postings of each stretch begin, and where those of the last end."""
    cuts = np.zeros((lists.token.size, starts.size), np.int32)
    for place in range(lists.token.size):
        token = lists.token[place]
        at, end = names.posting_start[token], names.posting_start[token + 1]
        for stretch in range(starts.size):
            wanted = starts[stretch]
            step = 1
            low = at
            while low + step < end and names.posting[low + step] < wanted:
                low += step
                step *= 2
            high = min(end, low + step)
            while low < high:
                middle = (low + high) // 2
                if names.posting[middle] < wanted:
                    low = middle + 1
                else:
                    high = middle
            at = low
            cuts[place, stretch] = at
    return cuts


@compiled
def best_names(place: Place, lists: Lists, asked: Asked, best: Best) -> None:
    """Score the names in which any listed word stands, and keep the best.

    Exact: what is left out could not have entered. Stretches of names go by how well their dates may agree.
    """
    for line in range(asked.token.size):
        place.room.slot[asked.token[line]] = line + 1
    starts, most = _spans(place.names, asked.dates)
    left = np.zeros(lists.most.size + 1)
    for each in range(lists.most.size - 1, -1, -1):
        left[each] = left[each + 1] + lists.most[each]
    plan = Plan(lists, left, starts, most, _cuts(place.names, lists, starts), np.zeros(1))
    for stretch in np.argsort(-most, kind="mergesort"):
        if _is_out_of_reach((left[0] + asked.extra) / asked.total * most[stretch], asked, best):
            break
        _gather(place, plan, asked, best, stretch)
        _rank(place, plan, asked, best, stretch)
    for line in range(asked.token.size):
        place.room.slot[asked.token[line]] = 0


@compiled
def _is_out_of_reach(score: float, asked: Asked, best: Best) -> bool:
    """Whether a name that scores at most so much cannot enter any more."""
    most = score + ROUNDING
    return most < asked.least_score or (best.filled[0] == best.names.size and best.scores[best.names.size - 1] > most)


@compiled
def _gather(place: Place, plan: Plan, asked: Asked, best: Best, stretch: int) -> None:
    """Add up what the listed words give to each name of a stretch.

    Once a name that no list has met so far cannot enter any more, the longer lists only add to what was met, as long as
    reading them takes less time than scoring would.
    """
    lists, cuts, touched_count = plan.lists, plan.cuts, place.room.touched_count
    is_closed = False
    for each in range(lists.most.size):
        plan.unread[0] = plan.left[each] + asked.extra
        is_closed = is_closed or _is_out_of_reach(plan.unread[0] / asked.total * plan.most[stretch], asked, best)
        if is_closed:
            size = 0
            for number in range(lists.start[each], lists.start[each + 1]):
                size += cuts[number, stretch + 1] - cuts[number, stretch]
            if touched_count[0] * SCORING_COST < size:
                return
        for number in range(lists.start[each], lists.start[each + 1]):
            _add_postings(place, plan, number, stretch, is_closed)
    plan.unread[0] = asked.extra


@compiled
def _add_postings(place: Place, plan: Plan, number: int, stretch: int, is_closed: bool) -> None:
    """Add what one word gives to the names of a stretch in which it stands; to none that is new if that is closed."""
    names, visible, room = place.names, place.visible, place.room
    first, gain = plan.starts[stretch], plan.lists.gain[number]
    count = room.touched_count[0]
    for at in range(plan.cuts[number, stretch], plan.cuts[number, stretch + 1]):
        name = names.posting[at]
        if not visible.is_all and not visible.permitted[names.name_label[name]]:
            continue
        if visible.dead_names.size and visible.dead_names[name]:
            continue
        spot = name - first
        if room.bound[spot] == 0.0:
            if is_closed:
                continue
            room.touched[count] = spot
            count += 1
        room.bound[spot] += gain
    room.touched_count[0] = count


@compiled
def _rank(place: Place, plan: Plan, asked: Asked, best: Best, stretch: int) -> None:
    """Score the touched names of a stretch, the most promising first. Leaves the marks clean."""
    names, room, unread = place.names, place.room, plan.unread[0]
    factor = plan.most[stretch]
    starts = _in_buckets(asked, room, unread)
    for bucket in range(BUCKETS - 1, -1, -1):
        if _is_out_of_reach((bucket + 1) / BUCKETS * factor, asked, best):
            break
        for each in range(starts[bucket], starts[bucket + 1]):
            spot = room.ordered[each]
            bound = (room.bound[spot] + unread) / asked.total
            if _is_out_of_reach(bound * factor, asked, best):
                continue
            name = plan.starts[stretch] + spot
            agreed = factor_of_name(names, place.visible, name, asked.dates)
            if _is_out_of_reach(bound * agreed, asked, best):
                continue
            score = name_score(names, name, asked, room) * agreed
            if score >= asked.least_score:
                _insert(names, best, name, score)
    for each in range(room.touched_count[0]):
        room.bound[room.touched[each]] = 0.0
    room.touched_count[0] = 0


@compiled
def _first_word(names: NameArrays, name: int) -> int:
    """Where the words of a name begin."""
    start = names.name_start[name // LENGTHS]
    for before in range(name // LENGTHS * LENGTHS, name):
        start += names.name_length[before]
    return int(start)


@compiled
def name_score(names: NameArrays, name: int, asked: Asked, room: Room) -> float:
    """How well a name agrees as far as its words were found."""
    alike = room.alike
    start = _first_word(names, name)
    words = min(names.name_length[name], MOST_WORDS)
    for j in range(words):
        token = names.name_token[start + j]
        row = room.slot[token]
        for i in range(asked.weights.size):
            alike[i, j] = asked.similarity[row, i]
        if asked.has_initials:
            first = names.text[names.text_start[token]]
            for i in range(asked.weights.size):
                if asked.initials[i] == first and alike[i, j] < INITIAL_SIMILARITY:
                    alike[i, j] = INITIAL_SIMILARITY
    return _paired(asked, words, alike)


@compiled
def _paired(asked: Asked, words: int, alike: Numbers) -> float:
    """Pair the words of query and name, the likest first, each once; the share of the query's weight that is met."""
    weights = asked.weights
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


@compiled
def compare_names(place: Place, asked: Asked, wanted: Numbers, scores: Numbers) -> None:
    """Score these names letter by letter, also words that no key would have found and words written together."""
    names, room = place.names, place.room
    for line in range(asked.token.size):
        room.slot[asked.token[line]] = line + 1
    count = asked.weights.size
    places = np.zeros((count, LETTERS), np.uint64)
    for i in range(count):
        places_of(asked.letters[asked.letter_start[i] : asked.letter_start[i + 1]], places[i])
    whole = asked.letters[:MOST_JOINED]
    places_of_whole = np.zeros(LETTERS, np.uint64)
    places_of(whole, places_of_whole)
    alike = room.alike
    joined = np.zeros(MOST_JOINED, np.uint8)
    for each in range(wanted.size):
        name = wanted[each]
        start = _first_word(names, name)
        words = min(names.name_length[name], MOST_WORDS)
        size = 0
        for j in range(words):
            token = names.name_token[start + j]
            text = names.text[names.text_start[token] : names.text_start[token + 1]]
            row = room.slot[token]
            for i in range(count):
                letters = asked.letters[asked.letter_start[i] : asked.letter_start[i + 1]]
                close = similarity_of(letters, places[i], text, False, LEAST_IN_NAME)
                alike[i, j] = max(asked.similarity[row, i], close)
            for letter in text[: MOST_JOINED - size]:
                joined[size] = letter
                size += 1
        score = _paired(asked, words, alike)
        if whole.size and size:
            together = 1.0 - distance(whole.size, places_of_whole, joined[:size]) / max(whole.size, size)
            if together >= LEAST_JOINED:
                score = max(score, OF_JOINED * together * together)
        scores[each] = score * factor_of_name(names, place.visible, name, asked.dates)
    for line in range(asked.token.size):
        room.slot[asked.token[line]] = 0


@compiled
def _insert(names: NameArrays, best: Best, name: int, score: float) -> None:
    """Keep the best scores in order, ties by row, then by name."""
    place = best.filled[0]
    row = names.name_row[name]
    while place > 0:
        other = best.names[place - 1]
        if best.scores[place - 1] > score:
            break
        if best.scores[place - 1] == score and (
            names.name_row[other] < row or (names.name_row[other] == row and other < name)
        ):
            break
        place -= 1
    if place == best.names.size:
        return
    best.filled[0] = min(best.filled[0] + 1, best.names.size)
    for later in range(best.filled[0] - 1, place, -1):
        best.names[later], best.scores[later] = best.names[later - 1], best.scores[later - 1]
    best.names[place], best.scores[place] = name, score


@compiled
def _in_buckets(asked: Asked, room: Room, unread: float) -> Numbers:
    """Order the touched names coarsely by their bounds; return where each bucket begins."""
    count = room.touched_count[0]
    starts = np.zeros(BUCKETS + 1, np.int64)
    for place in range(count):
        starts[_bucket(room.bound[room.touched[place]] + unread, asked) + 1] += 1
    for bucket in range(BUCKETS):
        starts[bucket + 1] += starts[bucket]
    ends = starts.copy()
    for place in range(count):
        spot = room.touched[place]
        bucket = _bucket(room.bound[spot] + unread, asked)
        room.ordered[ends[bucket]] = spot
        ends[bucket] += 1
    return starts


@compiled
def _bucket(bound: float, asked: Asked) -> int:
    return min(BUCKETS - 1, math.floor(bound / asked.total * BUCKETS))
