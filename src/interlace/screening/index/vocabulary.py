"""Words of the vocabulary that are like those of a question, in compiled loops.

A word that stands in no live name that the viewer may discover is not there.
"""

from typing import NamedTuple

import numpy as np

from interlace.screening.index.columns import Numbers
from interlace.screening.index.letters import LETTERS, least_similarity, places_of, similarity_of
from interlace.screening.index.loops import Place, Visible, compiled
from interlace.screening.index.names import NameArrays

UNKNOWN = -1


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
                frequency = permitted_frequency(names, token, visible)
                if frequency > 0:
                    _make_way(answer, word, spot)
                    answer.found[word, spot] = token
                    answer.similarity[word, spot] = alike
                    answer.frequency[word, spot] = frequency


@compiled
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


@compiled
def _make_way(answer: Neighbours, word: int, spot: int) -> None:
    answer.filled[word] = min(answer.filled[word] + 1, answer.found.shape[1])
    for later in range(answer.filled[word] - 1, spot, -1):
        answer.found[word, later] = answer.found[word, later - 1]
        answer.similarity[word, later] = answer.similarity[word, later - 1]
        answer.frequency[word, later] = answer.frequency[word, later - 1]


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
