"""The compiled loops of the name search: names gathered from postings, bounded, scored and ranked.

What the viewer may not discover is skipped before it is counted, scored or compared with any limit.
"""

import math
from typing import NamedTuple

from interlace.screening.index.birth_days import factor_of_name, most_of_code
from interlace.screening.index.columns import Numbers
from interlace.screening.index.letters import INITIAL_SIMILARITY, clear_places, distance, places_of, similarity_of
from interlace.screening.index.loops import Place, Room, compiled
from interlace.screening.index.names import BUCKETS, LENGTHS, MOST_JOINED, MOST_WORDS, SPAN, NameArrays
from interlace.screening.index.vocabulary import INITIAL, Neighbours

LEAST_IN_NAME = 0.6  # of two words of names that were found by others: one error in three letters
LEAST_JOINED, OF_JOINED = 0.8, 0.95  # of whole names written together, and what they count for
UNMATCHED_WORD = 0.25  # what a name loses at most for words that were not asked for
ROUNDING = 1e-5  # bounds are kept in single precision
SCORING_COST = 24
"""Postings that are read while one name is scored. It decides how long a search takes, never what it finds: even so
it is held against what the viewer may discover alone."""
TOUCHED, STRETCHES, SCORED = 0, 1, 2
"""What is counted in a room."""


class Lists(NamedTuple):
    """The lists of words whose postings are read, the shortest list first."""

    word: Numbers  # which of the name's words
    kind: Numbers  # of the words it may stand for, whole words or bare initials
    most: Numbers  # what each list adds at most
    cuts: Numbers  # where the postings of each word in the stretch at hand begin and end; filled in on the way


class Asked(NamedTuple):
    """The whole name that is looked for."""

    word: Numbers  # its words, by their places among those that were looked up
    weights: Numbers  # per word
    initials: Numbers  # per word: the letter of a bare initial, or 0
    has_initials: bool
    letters: Numbers
    letter_start: Numbers
    dates: Numbers  # year, month, day
    lines: Numbers  # by line and word how alike a word of the part is; the first is of words that are like none
    total: float
    extra: float  # what words whose postings are not read may add to a bound
    least_score: float


class Best(NamedTuple):
    """The best names with their scores, best first."""

    names: Numbers
    scores: Numbers
    filled: Numbers  # one number


class Search(NamedTuple):
    """One name looked for in one part."""

    place: Place
    alike: Neighbours
    lists: Lists
    asked: Asked
    best: Best


@compiled
def cut_into_stretches(year_start: Numbers, name_count: int, dates: Numbers, room: Room) -> None:
    """Names in stretches that are weighed together: where they begin (and the last ends), the most dates can agree."""
    starts, most, order = room.stretch_start, room.stretch_most, room.stretch_order
    count = 0
    for code in range(year_start.size - 1):
        first, end = year_start[code], year_start[code + 1]
        factor = most_of_code(code, dates)
        # Also where nobody was born in a year: a year of hidden names must not cut what is on both sides of it.
        if count == 0 or most[count - 1] != factor:
            starts[count] = first
            most[count] = factor
            count += 1
        while end - starts[count - 1] > SPAN:
            starts[count] = starts[count - 1] + SPAN
            most[count] = factor
            count += 1
    starts[count] = name_count
    for stretch in range(count):
        place = stretch
        while place > 0 and most[order[place - 1]] < most[stretch]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = stretch
    room.counts[STRETCHES] = count
    room.counts[SCORED] = 0


@compiled
def best_names(search: Search) -> None:
    """Score the names in which any listed word stands, and keep the best. The stretches are cut before.

    Exact: what is left out could not have entered. Stretches of names go by how well their dates may agree.
    """
    room, left = search.place.room, search.place.room.left
    lists, asked, best = search.lists, search.asked, search.best
    _lay_out(search.alike, asked, room.slot)
    count = lists.most.size
    left[count] = asked.extra
    for each in range(count - 1, -1, -1):
        left[each] = left[each + 1] + lists.most[each]
    for number in range(room.counts[STRETCHES]):
        stretch = room.stretch_order[number]
        factor = room.stretch_most[stretch] / asked.total
        if left[0] * factor < _least_that_enters(asked.least_score, best):
            break
        unread = _gather(search, stretch, factor)
        _rank(search, stretch, factor, unread)
    _clear_away(search.alike, asked, room.slot)


@compiled
def _lay_out(alike: Neighbours, asked: Asked, slot: Numbers) -> None:
    """Give every word that is like one of the name a line that says how alike it is to each."""
    lines = asked.lines
    for i in range(asked.word.size):
        lines[0, i] = 0.0
    count = 0
    for i in range(asked.word.size if alike.filled.size else 0):
        word = asked.word[i]
        for number in range(alike.filled[word]):
            token = alike.found[word, number]
            if slot[token] == 0:
                count += 1
                slot[token] = count
                for each in range(asked.word.size):
                    lines[count, each] = 0.0
            lines[slot[token], i] = alike.similarity[word, number]


@compiled
def _clear_away(alike: Neighbours, asked: Asked, slot: Numbers) -> None:
    for i in range(asked.word.size if alike.filled.size else 0):
        word = asked.word[i]
        for number in range(alike.filled[word]):
            slot[alike.found[word, number]] = 0


@compiled
def _least_that_enters(least_score: float, best: Best) -> float:
    """What a name must be able to score at least to enter; who equals the last enters by its place."""
    last = best.names.size - 1
    if best.filled[0] > last and best.scores[last] > least_score:
        return float(best.scores[last]) - ROUNDING
    return least_score - ROUNDING


@compiled
def _first_at_least(values: Numbers, wanted: int, first: int, end: int) -> int:
    while first < end:
        middle = (first + end) // 2
        if values[middle] < wanted:
            first = middle + 1
        else:
            end = middle
    return int(first)


@compiled
def _gather(search: Search, stretch: int, factor: float) -> float:
    """Add up what the listed words give to each name of a stretch; return what the lists left unread may add.

    Once a name that no list has met so far cannot enter any more, the longer lists only add to what was met, as long as
    reading them takes less time than scoring would.
    """
    names, visible, room = search.place.names, search.place.visible, search.place.room
    alike, lists, asked, best, cuts = search.alike, search.lists, search.asked, search.best, search.lists.cuts
    posting, bound, touched = names.posting, room.bound, room.touched
    first, end = room.stretch_start[stretch], room.stretch_start[stretch + 1]
    least = _least_that_enters(asked.least_score, best)
    has_dead = visible.dead_names.size > 0
    all_count = visible.is_all and not has_dead
    count = 0
    for each in range(lists.most.size):
        is_closed = room.left[each] * factor < least
        word, kind = asked.word[lists.word[each]], lists.kind[each]
        weight = asked.weights[lists.word[each]]
        size = 0
        for number in range(alike.filled[word]):
            cuts[0, number] = cuts[1, number] = 0
            if (alike.similarity[word, number] == INITIAL_SIMILARITY) != (kind == INITIAL):
                continue
            token = alike.found[word, number]
            start, stop = names.posting_start[token], names.posting_start[token + 1]
            start = _first_at_least(posting, first, start, stop)
            stop = _first_at_least(posting, end, start, stop)
            cuts[0, number], cuts[1, number] = start, stop
            size += alike.frequency[word, number]
        if is_closed and count * SCORING_COST < size:
            room.counts[TOUCHED] = count
            return float(room.left[each])
        for number in range(alike.filled[word]):
            gain = alike.similarity[word, number] ** 2 * weight
            for at in range(cuts[0, number], cuts[1, number]):
                name = posting[at]
                spot = name - first
                if bound[spot] == 0.0:
                    if is_closed:
                        continue
                    if not all_count:
                        if not visible.permitted[names.name_label[name]]:
                            continue
                        if has_dead and visible.dead_names[name]:
                            continue
                    touched[count] = spot
                    count += 1
                bound[spot] += gain
    room.counts[TOUCHED] = count
    return float(room.left[lists.most.size])


@compiled
def _rank(search: Search, stretch: int, factor: float, unread: float) -> None:
    """Score the touched names of a stretch, the most promising first. Leaves the marks clean."""
    names, room = search.place.names, search.place.room
    asked, best = search.asked, search.best
    bound = room.bound
    first = room.stretch_start[stretch]
    kept = _in_buckets(room, unread, 1.0 / asked.total, _least_that_enters(asked.least_score, best) / factor)
    for each in range(kept):
        spot = room.ordered[each]
        most = (bound[spot] + unread) / asked.total
        least = _least_that_enters(asked.least_score, best)
        if most * room.stretch_most[stretch] < least:
            continue
        name = first + spot
        agreed = factor_of_name(names, search.place.visible, name, asked.dates)
        if most * agreed < least:
            continue
        room.counts[SCORED] += 1
        score = name_score(names, name, asked, room) * agreed
        if score >= asked.least_score:
            _insert(names.name_row, best, name, score)
    for each in range(room.counts[TOUCHED]):
        bound[room.touched[each]] = 0.0
    room.counts[TOUCHED] = 0


@compiled
def _in_buckets(room: Room, unread: float, share: float, least: float) -> int:
    """Order the touched names that may still enter coarsely by their bounds, the best first; return how many."""
    starts, ends, bound = room.buckets[0], room.buckets[1], room.bound
    for bucket in range(BUCKETS + 1):
        starts[bucket] = 0
    kept = 0
    for each in range(room.counts[TOUCHED]):
        spot = room.touched[each]
        if bound[spot] + unread >= least:
            starts[_bucket((bound[spot] + unread) * share) + 1] += 1
            kept += 1
    for bucket in range(BUCKETS):
        starts[bucket + 1] += starts[bucket]
        ends[bucket] = starts[bucket]
    for each in range(room.counts[TOUCHED]):
        spot = room.touched[each]
        if bound[spot] + unread >= least:
            bucket = _bucket((bound[spot] + unread) * share)
            room.ordered[ends[bucket]] = spot
            ends[bucket] += 1
    return kept


@compiled
def _bucket(share: float) -> int:
    """The heap of a share of what is asked for, the highest first."""
    return max(0, BUCKETS - 1 - math.floor(share * BUCKETS))


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
            alike[i, j] = asked.lines[row, i]
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
def compare_names(place: Place, alike: Neighbours, asked: Asked, wanted: Numbers, scores: Numbers) -> None:
    """Score these names letter by letter, also words that no key would have found and words written together."""
    names, room = place.names, place.room
    _lay_out(alike, asked, room.slot)
    count = asked.weights.size
    places = room.letter_places
    for i in range(count):
        places_of(asked.letters[asked.letter_start[i] : asked.letter_start[i + 1]], places[i])
    whole = asked.letters[:MOST_JOINED]
    places_of(whole, places[MOST_WORDS])
    for each in range(wanted.size):
        scores[each] = _letters_score(names, wanted[each], asked, room) * factor_of_name(
            names, place.visible, wanted[each], asked.dates
        )
    for i in range(count):
        clear_places(asked.letters[asked.letter_start[i] : asked.letter_start[i + 1]], places[i])
    clear_places(whole, places[MOST_WORDS])
    _clear_away(alike, asked, room.slot)


@compiled
def _letters_score(names: NameArrays, name: int, asked: Asked, room: Room) -> float:
    """How well a name agrees letter by letter; the places of the letters asked for are noted before."""
    alike, joined, places = room.alike, room.joined, room.letter_places
    start = _first_word(names, name)
    words = min(names.name_length[name], MOST_WORDS)
    size = 0
    for j in range(words):
        token = names.name_token[start + j]
        text = names.text[names.text_start[token] : names.text_start[token + 1]]
        row = room.slot[token]
        for i in range(asked.weights.size):
            close = asked.lines[row, i]
            # What was found is at least as alike as its letters.
            if close == 0.0:
                letters = asked.letters[asked.letter_start[i] : asked.letter_start[i + 1]]
                close = similarity_of(letters, places[i], text, False, LEAST_IN_NAME)
            alike[i, j] = close
        for letter in text:
            if size < MOST_JOINED:
                joined[size] = letter
                size += 1
    score = _paired(asked, words, alike)
    whole = min(asked.letters.size, MOST_JOINED)
    longest = max(whole, size)
    if whole and size and 1.0 - abs(whole - size) / longest >= LEAST_JOINED:
        together = 1.0 - distance(whole, places[MOST_WORDS], joined[:size]) / longest
        if together >= LEAST_JOINED:
            score = max(score, OF_JOINED * together * together)
    return score


@compiled
def _insert(name_row: Numbers, best: Best, name: int, score: float) -> None:
    """Keep the best scores in order, ties by row, then by name."""
    place = best.filled[0]
    row = name_row[name]
    while place > 0:
        other = best.names[place - 1]
        if best.scores[place - 1] > score:
            break
        if best.scores[place - 1] == score and (name_row[other] < row or (name_row[other] == row and other < name)):
            break
        place -= 1
    if place == best.names.size:
        return
    best.filled[0] = min(best.filled[0] + 1, best.names.size)
    for later in range(best.filled[0] - 1, place, -1):
        best.names[later], best.scores[later] = best.names[later - 1], best.scores[later - 1]
    best.names[place], best.scores[place] = name, score
