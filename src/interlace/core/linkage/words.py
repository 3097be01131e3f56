"""The words of a list's names: how each may be heard, its letters, and how rare it is in this list."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interlace.core.names import Kind, name_form, skeleton, sounds
from interlace.core.names.affixes import AMBIGUOUS_TITLES, DEGREES, PARTICLES, TITLES
from interlace.core.names.forms import MOST_TOKENS, WRITTEN_SHORT

Numbers = NDArray[Any]

READINGS = 4
"""Of one word, by which it may be heard."""
LONGEST_WORD = 24
"""Letters that are compared."""
NONE = -1
_RAREST = 30.0
_ASKS_FOR_MORE = TITLES | AMBIGUOUS_TITLES | DEGREES | {"anak"}
"""Words by which a name has to be taken apart with all rules."""


class ListWords(NamedTuple):
    """Words as arrays."""

    letters: Numbers  # of all words, one after another
    letters_from: Numbers  # one more than there are words
    letter_set: Numbers  # as bits
    initials: Numbers  # first letters of its spellings, as bits
    written: Numbers  # number of what is written: words that only weigh differently share it
    sounds: Numbers  # by number, READINGS of each, NONE where there are fewer
    bones: Numbers
    keys: Numbers  # under which it may be found
    is_light: Numbers
    rarity: Numbers  # bits, of each word
    key_rarity: Numbers  # of each key
    sound_rarity: Numbers  # of each sound, by all words that may be heard so
    name_rarity: Numbers  # of each distinct name, as it is heard


class _Word(NamedTuple):
    text: str
    written: str
    heard: frozenset[str]
    beginnings: str
    is_light: bool


class WordBook:
    """Gives every word and every name a number."""

    def __init__(self) -> None:
        self._written: dict[str, int] = {}
        self._plain: dict[str, int] = {}
        self._others: dict[tuple[str, bool], int] = {}
        self._words: list[_Word | str] = []
        self._of_names = array("i")
        self._names_from = array("i", [0])

    def add(self, name: str, kind: Kind) -> int:
        """The number of a name that was not added before."""
        numbers = self._plain_numbers(name) if kind is Kind.PERSON and name.isascii() else None
        self._of_names.extend(self._numbers_of(name, kind) if numbers is None else numbers)
        self._names_from.append(len(self._of_names))
        return len(self._names_from) - 2

    def names(self) -> tuple[Numbers, Numbers]:
        """Where the words of each name begin, and the words."""
        words = np.frombuffer(self._of_names, np.int32) if self._of_names else np.empty(0, np.int32)
        return np.frombuffer(self._names_from, np.int32), words

    def texts(self, name: int) -> Sequence[tuple[str, bool]]:
        """The words of a name in Latin letters, and whether each weighs little."""
        words = (self._words[number] for number in self._of_names[self._names_from[name] : self._names_from[name + 1]])
        return [(word, False) if isinstance(word, str) else (word.text, word.is_light) for word in words]

    def words(self, names: Numbers, *, records: int) -> ListWords:
        """All words; `names` are those that records bear, a name as often as it is borne."""
        readings = _Readings()
        written: dict[str, int] = {}
        writing, light, initials, texts = array("i"), array("b"), array("Q"), []
        for each in self._words:
            text, said, heard, beginnings, is_light = (
                (each, each, sounds(each), each[0], False) if isinstance(each, str) else each
            )
            readings.add(heard)
            writing.append(written.setdefault(said, len(written)))
            light.append(is_light)
            initials.append(_bits(beginnings))
            texts.append(text.encode("ascii", "ignore")[:LONGEST_WORD])
        letters_from = np.array([0, *accumulate(map(len, texts))], np.int32)
        letters = np.frombuffer(b"".join(texts), np.uint8) if letters_from[-1] else np.empty(0, np.uint8)
        sounding, bones, keys = readings.arrays()
        lightened = np.array(light, np.bool_)
        keys[lightened] = NONE
        names_from, words = self.names()
        borne = _borne(names_from, words, names)
        of_words = np.bincount(borne, minlength=len(texts)).astype(np.float64)
        return ListWords(
            letters=letters,
            letters_from=letters_from,
            letter_set=_letter_sets(letters, letters_from),
            initials=np.array(initials, np.uint64),
            written=np.array(writing, np.int32),
            sounds=sounding,
            bones=bones,
            keys=keys,
            is_light=lightened,
            rarity=_rarity(of_words, records),
            key_rarity=_rarity(_of_readings(keys, of_words), records),
            sound_rarity=_rarity(_of_readings(sounding, of_words), records),
            name_rarity=_name_rarity(names_from, words, sounding, names, records),
        )

    def _plain_numbers(self, name: str) -> Sequence[int] | None:
        """The words of a name of which nothing but their letters has to be known; nothing for any other name."""
        numbers = []
        for written in name.lower().split():
            number = self._written.get(written)
            if number is None:
                number = self._written[written] = self._read(written)
            if number == NONE:
                return None
            numbers.append(number)
        return numbers[:MOST_TOKENS] or None

    def _read(self, written: str) -> int:
        word = written[0] if len(written) == 2 and written.endswith(".") else written
        if word in _ASKS_FOR_MORE or not word.isalnum():
            return NONE
        word = WRITTEN_SHORT.get(word, word)
        if word in PARTICLES:
            return self._other_number(word, word, sounds(word), word[0], is_light=True)
        return self._plain_number(word)

    def _numbers_of(self, name: str, kind: Kind) -> Iterator[int]:
        for token in name_form(name, kind=kind).tokens:
            is_plain = token.native == token.text and token.text.isascii() and token.text.isalnum()
            if is_plain and not token.is_light:
                yield self._plain_number(token.text)
            else:
                beginnings = "".join(spelling[:1] for spelling in token.spellings)
                yield self._other_number(token.text, token.native, token.sounds, beginnings, is_light=token.is_light)

    def _plain_number(self, word: str) -> int:
        number = self._plain.get(word)
        if number is None:
            number = self._plain[word] = len(self._words)
            self._words.append(word)
        return number

    def _other_number(self, text: str, written: str, heard: frozenset[str], beginnings: str, *, is_light: bool) -> int:
        number = self._others.get((written, is_light))
        if number is None:
            number = self._others[written, is_light] = len(self._words)
            self._words.append(_Word(text, written, heard, beginnings, is_light))
        return number


class _Readings:
    """What words may sound like, each sound by its number."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int, tuple[int, ...]]] = {}
        self._bones: dict[str, int] = {}
        self._keys: dict[str, int] = {}
        self._of_words = array("i"), array("i"), array("i")

    def add(self, heard: frozenset[str]) -> None:
        if len(heard) == 1:
            (only,) = heard
            sound, bones, keys = self._known.get(only) or self._read(only)
            self._put((sound,), (bones,), keys)
            return
        read = [self._known.get(each) or self._read(each) for each in sorted(heard)]
        keys = tuple(dict.fromkeys(key for _, _, of_one in read for key in of_one))
        self._put(tuple(sound for sound, _, _ in read), tuple(dict.fromkeys(bones for _, bones, _ in read)), keys)

    def arrays(self) -> tuple[Numbers, Numbers, Numbers]:
        found = tuple(np.array(each, np.int32).reshape(-1, READINGS) for each in self._of_words)
        return found[0], found[1], found[2]

    def _put(self, *readings: tuple[int, ...]) -> None:
        for numbers, met in zip(readings, self._of_words, strict=True):
            met.extend((*numbers[:READINGS], *(NONE,) * (READINGS - len(numbers))))

    def _read(self, heard: str) -> tuple[int, int, tuple[int, ...]]:
        bones = skeleton(heard)
        keys = []
        if len(bones) >= 2:
            keys.append(self._keys.setdefault(bones, len(self._keys)))
        if len(bones) <= 2:
            keys.append(self._keys.setdefault(f"={heard}", len(self._keys)))
        found = len(self._known), self._bones.setdefault(bones, len(self._bones)), tuple(keys)
        self._known[heard] = found
        return found


def _bits(letters: str) -> int:
    bits = 0
    for letter in letters:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _letter_sets(letters: Numbers, letters_from: Numbers) -> Numbers:
    if not len(letters):
        return np.zeros(len(letters_from) - 1, np.uint64)
    bits = np.left_shift(np.uint64(1), (letters & 63).astype(np.uint64))
    # Where a word has no letters, `reduceat` gives the first of the next.
    found = np.bitwise_or.reduceat(np.append(bits, np.uint64(0)), letters_from[:-1])
    found[letters_from[:-1] == letters_from[1:]] = 0
    return found


def _borne(names_from: Numbers, words: Numbers, names: Numbers) -> Numbers:
    """The words that records bear, a word as often as it is borne."""
    times = np.bincount(names, minlength=len(names_from) - 1)
    return np.repeat(words, np.repeat(times, np.diff(names_from)))


def _of_readings(readings: Numbers, of_words: Numbers) -> Numbers:
    """How often each reading is met, by how often the words are that have it."""
    most = int(readings.max(initial=NONE)) + 2
    counts = np.zeros(most)
    for place in range(READINGS):
        counts += np.bincount(readings[:, place] + 1, of_words, most)
    return counts[1:]


def _rarity(counts: Numbers, records: int) -> Numbers:
    bits: Numbers = np.log2(max(records, 1) / np.maximum(counts, 1)).clip(0, _RAREST).astype(np.float32)
    return bits


def _name_rarity(names_from: Numbers, words: Numbers, sounding: Numbers, names: Numbers, records: int) -> Numbers:
    """By how many records have a name of these sounds, in whatever order."""
    if len(names_from) == 1:
        return np.empty(0, np.float32)
    heard = sounding[words, 0].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    heard ^= heard >> np.uint64(29)
    heard *= np.uint64(0xBF58476D1CE4E5B9)
    together = np.add.reduceat(np.append(heard, np.uint64(0)), names_from[:-1])
    _, place = np.unique(together, return_inverse=True)
    counts = np.bincount(place, np.bincount(names, minlength=len(place)))
    return _rarity(counts[place], records)
