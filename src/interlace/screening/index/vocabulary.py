"""Words of the vocabulary that are like those of a question, in compiled loops.

A word that stands in no live name that the viewer may discover is not there.
"""

from typing import NamedTuple

import numpy as np

from interlace.screening.index.columns import Numbers
from interlace.screening.index.letters import (
    INITIAL_SIMILARITY,
    clear_places,
    least_similarity,
    may_be_alike,
    places_of,
    shape_of,
    similarity_of,
)
from interlace.screening.index.loops import Place, Visible, compiled
from interlace.screening.index.names import NameArrays

UNKNOWN = -1
WHOLE, INITIAL = 0, 1
"""Kinds of words that a word is like."""


class Sought(NamedTuple):
    """Words of the query. Keys begin with the spelling families: who is found by both is of the family."""

    letters: Numbers
    letter_start: Numbers
    keys: Numbers
    key_start: Numbers


class Neighbours(NamedTuple):
    """The words likest to each of them, of equals those with the lowest hashes; filled in by `find_neighbours`."""

    filled: Numbers  # how many, by word
    found: Numbers  # by word and place, like what follows
    similarity: Numbers
    frequency: Numbers


class Tally(NamedTuple):
    """What all parts together know of each word of a question."""

    occurrences: Numbers  # of words so alike that they count as one
    sizes: Numbers  # postings of the words like it, whole words and bare initials apart
    likest: Numbers  # how alike the likest of them are


def room_for(words: int, most: int) -> Neighbours:
    """Room for so many words like each of these."""
    shape = words, most
    return Neighbours(
        filled=np.zeros(words, dtype=np.int64),
        found=np.empty(shape, dtype=np.int32),
        similarity=np.empty(shape),
        frequency=np.empty(shape, dtype=np.int64),
    )


def tally_for(words: int) -> Tally:
    """Nothing counted yet."""
    return Tally(np.zeros(words, dtype=np.int64), np.zeros((words, 2), dtype=np.int64), np.zeros((words, 2)))


@compiled
def add_up(alike: Neighbours, same_word: float, tally: Tally) -> None:
    """Add what one part knows. An initial's postings are many and say little: they are a list of their own."""
    for word in range(alike.filled.size):
        for place in range(alike.filled[word]):
            similarity, frequency = alike.similarity[word, place], alike.frequency[word, place]
            kind = INITIAL if similarity == INITIAL_SIMILARITY else WHOLE
            if similarity >= same_word:
                tally.occurrences[word] += frequency
            tally.sizes[word, kind] += frequency
            tally.likest[word, kind] = max(tally.likest[word, kind], similarity)


@compiled
def permitted_frequency(names: NameArrays, token: int, visible: Visible) -> int:
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


@compiled
def _first_key(key_low: Numbers, low: int, first: int, end: int) -> int:
    while first < end:
        middle = (first + end) // 2
        if key_low[middle] < low:
            first = middle + 1
        else:
            end = middle
    return first


@compiled
def find_neighbours(place: Place, sought: Sought, answer: Neighbours) -> None:
    """Fill in the words like each of these that stand in some live name the viewer may discover."""
    names, room = place.names, place.room
    places = room.letter_places[0]
    most = answer.found.shape[1]
    for word in range(sought.letter_start.size - 1):
        room.serial[0] += 1
        serial = room.serial[0]
        letters = sought.letters[sought.letter_start[word] : sought.letter_start[word + 1]]
        places_of(letters, places)
        least = least_similarity(letters.size)
        shape = shape_of(letters)
        worst, floor = 0, 0.0
        for number in range(sought.key_start[word], sought.key_start[word + 1]):
            key = sought.keys[number]
            high, low = key >> 16, key & 0xFFFF
            end = names.key_start[high + 1]
            at = _first_key(names.key_low, low, names.key_start[high], end)
            while at < end and names.key_low[at] == low:
                token = names.key_token[at]
                at += 1
                # Most that share a key are out by the letters they have: nothing else of them is read.
                same_family = (key & 1) == 1
                if not may_be_alike(
                    shape, names.shape[token], same_family, floor if same_family else max(least, floor)
                ):
                    continue
                if room.seen[token] == serial:
                    continue
                room.seen[token] = serial
                text = names.text[names.text_start[token] : names.text_start[token + 1]]
                alike = similarity_of(letters, places, text, same_family, least)
                if alike == 0.0 or (answer.filled[word] == most and alike < answer.similarity[word, worst]):
                    continue
                spot = answer.filled[word]
                if spot == most:
                    spot = worst
                    is_tied = alike == answer.similarity[word, worst]
                    # Hashes lie on disk: they are read of equals alone, and only where there are too many.
                    if is_tied and names.identity[token] > names.identity[answer.found[word, worst]]:
                        continue
                frequency = permitted_frequency(names, token, place.visible)
                if frequency > 0:
                    answer.found[word, spot] = token
                    answer.similarity[word, spot] = alike
                    answer.frequency[word, spot] = frequency
                    answer.filled[word] = min(answer.filled[word] + 1, most)
                    if answer.filled[word] == most:
                        worst = _worst(names.identity, answer, word)
                        floor = answer.similarity[word, worst]
        clear_places(letters, places)


@compiled
def _worst(identity: Numbers, answer: Neighbours, word: int) -> int:
    """The place of the word that is the least alike; of equals the one with the highest hash."""
    worst = 0
    for place in range(1, answer.filled[word]):
        alike, least = answer.similarity[word, place], answer.similarity[word, worst]
        found = answer.found[word]
        if alike < least or (alike == least and identity[found[place]] > identity[found[worst]]):
            worst = place
    return worst


@compiled
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
            if same and permitted_frequency(names, token, visible) > 0:
                known[word] = True
