"""The compiled loops of the name search. Imported late, by `name_search.py`: the compiler costs most of a second.

What the viewer may not discover is skipped before it is counted, scored or compared with any limit.
"""

import math
from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar, cast

import numba
import numpy as np

from interlace.screening.index.columns import Numbers
from interlace.screening.index.names import FIRST_YEAR, LENGTHS, MOST_WORDS, NO_DATE, ODD, SPAN, NameArrays
from interlace.screening.index.records import DAYS

P = ParamSpec("P")
R = TypeVar("R")

LETTERS = 256
MOST_JOINED = 64  # letters of a whole name: bits of a machine word
BUCKETS = 64
FAMILY_SIMILARITY, OF_LETTERS = 0.7, 0.25  # two spellings of one family, however they look, and what their letters add
INITIAL_SIMILARITY = 0.55
LEAST_SIMILARITY_SHORT = 0.74  # up to four letters: one error in four
LEAST_SIMILARITY = 0.66  # longer: two errors in six
LEAST_IN_NAME = 0.6  # of two words of names that were found by others: one error in three letters
LEAST_JOINED, OF_JOINED = 0.8, 0.95  # of whole names written together, and what they count for
UNMATCHED_WORD = 0.25  # what a name loses at most for words that were not asked for
ROUNDING = 1e-5  # bounds are kept in single precision
SCORING_COST = 24
"""Postings that are read while one name is scored. It decides how long a search takes, never what it finds."""
UNKNOWN = -1

SAME_DATE, SWAPPED, PARTIAL, HALF_A_DAY, SAME_YEAR = 1.0, 0.97, 0.93, 0.88, 0.78
LIKELY_YEAR_SAME_DAY, LIKELY_YEAR, NO_YEAR, OTHER_YEAR = 0.9, 0.72, 0.8, 0.62
"""What a score is multiplied by: evidence, never a veto. A likely year is one or ten beside the one asked for."""


class Visible(NamedTuple):
    """What of one part this viewer may discover and this search looks at, and what of that is alive."""

    permitted: Numbers  # by local label
    is_all: bool
    dead_names: Numbers
    token_losses: Numbers
    counted: Numbers  # by token: in how many names it stands, as far as that was counted before


class Sought(NamedTuple):
    """Words of the query. Keys begin with the spelling families: who is found by both is of the family."""

    letters: Numbers
    letter_start: Numbers
    keys: Numbers
    key_start: Numbers


class Neighbours(NamedTuple):
    """The words like each of them, the likest first, ties by the word's own hash; filled in by `find_neighbours`."""

    filled: Numbers  # how many, by word
    found: Numbers  # by word and place, like what follows
    similarity: Numbers
    frequency: Numbers


class Room(NamedTuple):
    """Working memory. Left clean."""

    serial: Numbers
    seen: Numbers
    slot: Numbers
    bound: Numbers
    touched: Numbers
    touched_count: Numbers  # one number
    ordered: Numbers
    alike: Numbers  # for pairs of words


class Place(NamedTuple):
    """One part of the index as one search sees it."""

    names: NameArrays
    visible: Visible
    room: Room


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


def _compiled(function: Callable[P, R]) -> Callable[P, R]:
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True)(function))


@_compiled
def places_of(letters: Numbers, places: Numbers) -> None:
    """Note for every letter, as bits, where it stands in the word; `places` is clean before."""
    for place in range(min(letters.size, MOST_JOINED)):
        places[letters[place]] |= np.uint64(1) << np.uint64(place)


@_compiled
def distance(size: int, places: Numbers, text: Numbers) -> int:
    """Edits between a word, known by the places of its letters, and a text; swaps of neighbours counted as one.

    Optimal string alignment, one column of the table as bits at a time. Source: H. Hyyrö, A bit-vector algorithm for
    computing Levenshtein and Damerau edit distances, Nordic Journal of Computing 10 (2003).
    """
    one, last = np.uint64(1), np.uint64(1) << np.uint64(size - 1)
    rising, falling, diagonal, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    edits = size
    for letter in text:
        met = places[letter]
        swapped = (((~diagonal) & met) << one) & before
        diagonal = (((met & rising) + rising) ^ rising) | met | falling | swapped
        right = falling | ~(diagonal | rising)
        left = diagonal & rising
        if right & last:
            edits += 1
        if left & last:
            edits -= 1
        right = (right << one) | one
        left = left << one
        rising = left | ~(diagonal | right)
        falling = right & diagonal
        before = met
    return int(edits)


@_compiled
def similarity_of(query: Numbers, places: Numbers, text: Numbers, same_family: bool, least: float) -> float:
    """How alike two words are, 0 to 1; 0 when it is less than that. A bare initial is like any word that it begins."""
    if query.size == 0 or text.size == 0:
        return 0.0
    if (text.size == 1) != (query.size == 1):
        return INITIAL_SIMILARITY if text[0] == query[0] else 0.0
    longest = max(query.size, text.size)
    # Every letter that one is longer by is an error.
    if not same_family and 1.0 - abs(query.size - text.size) / longest < least:
        return 0.0
    alike = 1.0 - distance(query.size, places, text) / longest
    if same_family:
        return max(alike, FAMILY_SIMILARITY + OF_LETTERS * alike)
    return alike if alike >= least else 0.0


@_compiled
def least_similarity(size: int) -> float:
    """How alike another word must be to be found by a word of so many letters."""
    return LEAST_SIMILARITY if size > 4 else LEAST_SIMILARITY_SHORT


@_compiled
def _permitted_frequency(names: NameArrays, token: int, visible: Visible) -> int:
    """In how many live names that this viewer may discover and that are looked at the token stands."""
    first, end = names.posting_start[token], names.posting_start[token + 1]
    if visible.is_all:
        losses = visible.token_losses[token] if visible.token_losses.size else 0
        return int(end - first - losses)
    if visible.counted[token] != UNKNOWN:
        return int(visible.counted[token])
    total = 0
    for place in range(first, end):
        name = names.posting[place]
        if visible.permitted[names.name_label[name]] and not (visible.dead_names.size and visible.dead_names[name]):
            total += 1
    visible.counted[token] = total
    return total


@_compiled
def _first_key(key_low: Numbers, low: int, first: int, end: int) -> int:
    while first < end:
        middle = (first + end) // 2
        if key_low[middle] < low:
            first = middle + 1
        else:
            end = middle
    return first


@_compiled
def find_neighbours(place: Place, sought: Sought, answer: Neighbours) -> None:
    """Fill in the words like each of these that stand in some live name the viewer may discover."""
    names, visible, room = place.names, place.visible, place.room
    for word in range(sought.letter_start.size - 1):
        room.serial[0] += 1
        serial = room.serial[0]
        letters = sought.letters[sought.letter_start[word] : sought.letter_start[word + 1]]
        places = np.zeros(LETTERS, np.uint64)
        places_of(letters, places)
        least = least_similarity(letters.size)
        for number in range(sought.key_start[word], sought.key_start[word + 1]):
            key = sought.keys[number]
            high, low = key >> 16, key & 0xFFFF
            end = names.key_start[high + 1]
            at = _first_key(names.key_low, low, names.key_start[high], end)
            while at < end and names.key_low[at] == low:
                token = names.key_token[at]
                at += 1
                if room.seen[token] == serial:
                    continue
                room.seen[token] = serial
                text = names.text[names.text_start[token] : names.text_start[token + 1]]
                alike = similarity_of(letters, places, text, (key & 1) == 1, least)
                spot = _place_among(names, answer, word, token, alike)
                if alike == 0.0 or spot == answer.found.shape[1]:
                    continue
                frequency = _permitted_frequency(names, token, visible)
                if frequency > 0:
                    _make_way(answer, word, spot)
                    answer.found[word, spot] = token
                    answer.similarity[word, spot] = alike
                    answer.frequency[word, spot] = frequency


@_compiled
def _place_among(names: NameArrays, answer: Neighbours, word: int, token: int, alike: float) -> int:
    """The place of one word among the likest."""
    place = answer.filled[word]
    while place > 0:
        before = answer.similarity[word, place - 1]
        if alike < before:
            break
        if alike == before and names.identity[token] > names.identity[answer.found[word, place - 1]]:
            break
        place -= 1
    return int(place)


@_compiled
def _make_way(answer: Neighbours, word: int, spot: int) -> None:
    answer.filled[word] = min(answer.filled[word] + 1, answer.found.shape[1])
    for later in range(answer.filled[word] - 1, spot, -1):
        answer.found[word, later] = answer.found[word, later - 1]
        answer.similarity[word, later] = answer.similarity[word, later - 1]
        answer.frequency[word, later] = answer.frequency[word, later - 1]


@_compiled
def mark_known(names: NameArrays, visible: Visible, sought: Sought, known: Numbers) -> None:
    """Mark the words that stand, letter by letter, in a live name that the viewer may discover; one key for each."""
    for word in range(sought.letter_start.size - 1):
        letters = sought.letters[sought.letter_start[word] : sought.letter_start[word + 1]]
        key = sought.keys[word]
        high, low = key >> 16, key & 0xFFFF
        end = names.key_start[high + 1]
        at = _first_key(names.key_low, low, names.key_start[high], end)
        while at < end and names.key_low[at] == low and not known[word]:
            token = names.key_token[at]
            at += 1
            start = names.text_start[token]
            same = names.text_start[token + 1] - start == letters.size
            # The key may be that of a longer word without one letter.
            for letter in range(letters.size):
                same = same and names.text[start + letter] == letters[letter]
            if same and _permitted_frequency(names, token, visible) > 0:
                known[word] = True


@_compiled
def date_factor(year: int, day: int, dates: Numbers) -> float:
    """How well one date of a record agrees with the nearest of those asked for."""
    best = OTHER_YEAR
    for place in range(dates.shape[0]):
        gap = abs(year - dates[place, 0])
        month_asked, day_asked = dates[place, 1], dates[place, 2]
        month_held, day_held = day // DAYS, day % DAYS
        is_whole = month_asked > 0 and day_asked > 0 and month_held > 0 and day_held > 0
        same_day = is_whole and month_asked == month_held and day_asked == day_held
        if gap == 0:
            if same_day:
                factor = SAME_DATE
            elif not is_whole:
                months_differ = month_asked > 0 and month_held > 0 and month_asked != month_held
                is_same = month_asked == month_held and day_asked == day_held
                factor = SAME_DATE if is_same else (SAME_YEAR if months_differ else PARTIAL)
            elif month_asked == day_held and day_asked == month_held:
                factor = SWAPPED
            else:
                factor = HALF_A_DAY if month_asked == month_held or day_asked == day_held else SAME_YEAR
        elif gap in (1, 10):
            factor = LIKELY_YEAR_SAME_DAY if same_day else LIKELY_YEAR
        else:
            factor = OTHER_YEAR
        best = max(best, factor)
    return best


@_compiled
def _factor_of_name(names: NameArrays, visible: Visible, name: int, dates: Numbers) -> float:
    """How well the dates agree that stand under permitted labels."""
    if dates.shape[0] == 0:
        return 1.0
    code = np.searchsorted(names.year_start, name, side="right") - 1
    if code == NO_DATE:
        return NO_YEAR
    if code != ODD:
        return date_factor(int(code) + FIRST_YEAR - 1, names.name_day[name], dates)
    row = names.name_row[name]
    place = np.searchsorted(names.birth_row, row)
    best = 0.0
    while place < names.birth_row.size and names.birth_row[place] == row:
        if visible.permitted[names.birth_label[place]]:
            best = max(best, date_factor(names.birth_year[place], names.birth_day[place], dates))
        place += 1
    return best if best > 0.0 else NO_YEAR


@_compiled
def _most_of_code(code: int, dates: Numbers) -> float:
    """The most that the dates of names with this year code can agree."""
    if dates.shape[0] == 0 or code == ODD:
        return 1.0
    if code == NO_DATE:
        return NO_YEAR
    best = OTHER_YEAR
    for place in range(dates.shape[0]):
        gap = abs(code + FIRST_YEAR - 1 - dates[place, 0])
        if gap == 0:
            return SAME_DATE
        if gap in (1, 10):
            best = LIKELY_YEAR_SAME_DAY
    return best


@_compiled
def _spans(names: NameArrays, dates: Numbers) -> tuple[Numbers, Numbers]:
    """Names in stretches that are weighed together: where they begin (and the last ends), the most dates can agree."""
    room = names.year_start.size + names.name_row.size // SPAN + 1
    starts, most = np.zeros(room + 1, np.int64), np.zeros(room)
    count = 0
    for code in range(names.year_start.size - 1):
        first, end = names.year_start[code], names.year_start[code + 1]
        if first == end:
            continue
        factor = _most_of_code(code, dates)
        while first < end:
            fits = count > 0 and most[count - 1] == factor and first - starts[count - 1] < SPAN
            if not fits:
                starts[count] = first
                most[count] = factor
                count += 1
            first = min(end, starts[count - 1] + SPAN)
    starts[count] = names.name_row.size
    return starts[: count + 1], most[:count]


@_compiled
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


@_compiled
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


@_compiled
def _is_out_of_reach(score: float, asked: Asked, best: Best) -> bool:
    """Whether a name that scores at most so much cannot enter any more."""
    most = score + ROUNDING
    return most < asked.least_score or (best.filled[0] == best.names.size and best.scores[best.names.size - 1] > most)


@_compiled
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


@_compiled
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


@_compiled
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
            agreed = _factor_of_name(names, place.visible, name, asked.dates)
            if _is_out_of_reach(bound * agreed, asked, best):
                continue
            score = name_score(names, name, asked, room) * agreed
            if score >= asked.least_score:
                _insert(names, best, name, score)
    for each in range(room.touched_count[0]):
        room.bound[room.touched[each]] = 0.0
    room.touched_count[0] = 0


@_compiled
def _first_word(names: NameArrays, name: int) -> int:
    """Where the words of a name begin."""
    start = names.name_start[name // LENGTHS]
    for before in range(name // LENGTHS * LENGTHS, name):
        start += names.name_length[before]
    return int(start)


@_compiled
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


@_compiled
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


@_compiled
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
        scores[each] = score * _factor_of_name(names, place.visible, name, asked.dates)
    for line in range(asked.token.size):
        room.slot[asked.token[line]] = 0


@_compiled
def names_of_days(place: Place, dates: Numbers) -> Numbers:
    """The live names that the viewer may discover whose record has one of these dates, or one of them swapped."""
    found = np.zeros(_fill_names_of_days(place, dates, np.zeros(0, np.int64)), np.int64)
    _fill_names_of_days(place, dates, found)
    return found


@_compiled
def _fill_names_of_days(place: Place, dates: Numbers, found: Numbers) -> int:
    """Fill them in as far as there is room; return how many there are."""
    count = 0
    for each in range(dates.shape[0]):
        year, month, day = dates[each, 0], dates[each, 1], dates[each, 2]
        if month > 0 and day > 0:
            count = _fill_names_of_day(place, (year, month * DAYS + day), found, count)
            if month != day:
                count = _fill_names_of_day(place, (year, day * DAYS + month), found, count)
    return count


@_compiled
def _fill_names_of_day(place: Place, born: tuple[int, int], found: Numbers, count: int) -> int:
    names = place.names
    year, day = born
    code = year - FIRST_YEAR + NO_DATE + 1
    if NO_DATE < code < ODD:
        first, end = names.year_start[code], names.year_start[code + 1]
        days = names.name_day[first:end]
        for name in range(first + np.searchsorted(days, day), first + np.searchsorted(days, day, side="right")):
            count = _fill_if_visible(place, name, found, count)
    low, high = 0, names.birth_by_date.size
    while low < high:
        middle = (low + high) // 2
        each = names.birth_by_date[middle]
        held = names.birth_year[each]
        if held < year or (held == year and names.birth_day[each] < day):
            low = middle + 1
        else:
            high = middle
    while low < names.birth_by_date.size:
        each = names.birth_by_date[low]
        if names.birth_year[each] != year or names.birth_day[each] != day:
            break
        if place.visible.permitted[names.birth_label[each]]:
            count = _fill_row(place, names.birth_row[each], found, count)
        low += 1
    return count


@_compiled
def _fill_row(place: Place, row: int, found: Numbers, count: int) -> int:
    names = place.names
    low, high = 0, names.names_by_row.size
    while low < high:
        middle = (low + high) // 2
        if names.name_row[names.names_by_row[middle]] < row:
            low = middle + 1
        else:
            high = middle
    while low < names.names_by_row.size and names.name_row[names.names_by_row[low]] == row:
        count = _fill_if_visible(place, names.names_by_row[low], found, count)
        low += 1
    return count


@_compiled
def _fill_if_visible(place: Place, name: int, found: Numbers, count: int) -> int:
    dead, label = place.visible.dead_names, place.names.name_label[name]
    if not place.visible.permitted[label] or (dead.size and dead[name]):
        return count
    if count < found.size:
        found[count] = name
    return count + 1


@_compiled
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


@_compiled
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


@_compiled
def _bucket(bound: float, asked: Asked) -> int:
    return min(BUCKETS - 1, math.floor(bound / asked.total * BUCKETS))
