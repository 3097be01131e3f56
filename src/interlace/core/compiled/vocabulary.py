"""Words as numbers: each distinct word of many names once, with all that the comparison asks of it."""

from collections.abc import Iterable, Sequence
from enum import IntFlag
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.hashing import ALL_BITS, FRAME_BASE, frame_number, letter_set, number_of
from interlace.core.matching import DEFAULT, Frequencies
from interlace.core.matching.closeness import SYLLABIC
from interlace.core.matching.frequencies import CommonAs
from interlace.core.names import NameForm, Script, Token, frame_of

Numbers = NDArray[Any]

SCRIPTS: tuple[Script, ...] = tuple(Script)
LATIN = SCRIPTS.index(Script.LATIN)
NO_FRAME = -1
NOT_COMMON = -1.0

_INITIALS = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}


class Flag(IntFlag):
    """What is said of a word by yes or no."""

    LIGHT = 1
    VOWELS = 2
    LATIN = 4
    SYLLABIC = 8
    SETTLED = 16
    PLAIN = 32
    COMMON_WORD = 64  # of the names of organisations
    SURNAME = 128


WORD = np.dtype(
    [
        ("native", np.uint64),  # as written: its number
        ("signature", np.uint64),  # bits of spellings and skeletons: words without a common bit share none of them
        ("text_letters", np.uint64),
        ("first_heard", np.uint64),  # the letters of the likeliest sound
        ("initials", np.uint64),  # first letters of the spellings
        ("beginnings", np.uint64),  # first letters of the skeletons
        ("frame", np.uint64),
        ("identity", np.uint64),
        ("marked", np.uint64),  # a Latin word with its marks, or 0
        ("share", np.float64),  # of a population that bears it, in per cent, or NOT_COMMON
        ("native_from", np.int32),  # in `letters`
        ("text_from", np.int32),  # the likeliest Latin spelling
        ("heard_from", np.int32),  # in `heard`: likeliest sounds, likeliest spellings
        ("sounds_from", np.int32),  # in `numbers`: sounds, spellings, skeletons, their frames and lengths, full forms
        ("native_length", np.int16),
        ("text_length", np.int16),
        ("heard", np.int16),
        ("spelled", np.int16),
        ("sounds", np.int16),
        ("spellings", np.int16),
        ("bones", np.int16),
        ("full_forms", np.int16),
        ("frame_length", np.int16),  # or NO_FRAME
        ("frame_first", np.uint8),
        ("frame_last", np.uint8),
        ("script", np.uint8),
        ("flags", np.uint8),
    ],
    align=True,
)
HEARD = np.dtype([("letters", np.uint64), ("at", np.int32), ("length", np.int32)], align=True)
JOINED = np.dtype([("key", np.uint64), ("word", np.int64)])


class Words(NamedTuple):
    """The words of a vocabulary as arrays, few of them: passing an array on has its price in compiled code."""

    rows: Numbers  # of WORD
    letters: Numbers  # code points of all texts; of the likeliest spellings places in the alphabet
    numbers: Numbers  # of sounds, spellings and skeletons, each sorted
    heard: Numbers  # of HEARD
    joined: Numbers  # of JOINED, sorted by key: neighbours of which the word is known


class _Row(NamedTuple):
    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    heard: list[int]
    first: tuple[Any, ...]
    last: tuple[int, ...]


class Vocabulary:
    """Gives every word a number and keeps what the comparison asks of it. `words()` is a picture of it as arrays."""

    def __init__(self, *, frequencies: Frequencies = DEFAULT) -> None:
        self._frequencies = frequencies
        self._known: dict[Token, int] = {}
        self._by_content: dict[tuple[object, ...], int] = {}
        self._tokens: list[Token] = []
        self._rows: list[_Row] = []
        self._joined: dict[tuple[int, ...], int] = {}
        self._picture: Words | None = None

    def __len__(self) -> int:
        return len(self._tokens)

    def number(self, token: Token) -> int:
        """The number of a word."""
        found = self._known.get(token)
        if found is None:
            content = (
                token.native, token.text, token.script, token.spellings, token.letters, token.is_light,
                token.has_vowels, token.marked, token.is_surname,
            )  # fmt: skip
            found = self._by_content.setdefault(content, len(self._tokens))
            if found == len(self._tokens):
                self._tokens.append(token)
                self._picture = None
            self._known[token] = found
        return found

    def numbers(self, form: NameForm) -> list[int]:
        """The numbers of the words of a name, in their order."""
        return [self.number(token) for token in form.tokens]

    def token(self, number: int) -> Token:
        """The word of a number."""
        return self._tokens[number]

    def join(self, parts: Iterable[tuple[int, ...]]) -> None:
        """Read neighbours as one word each, for the comparisons that asked for them."""
        for numbers in parts:
            if numbers not in self._joined:
                tokens = tuple(self._tokens[number] for number in numbers)
                form = NameForm("", tokens[0].script, tokens, (), ())
                self._joined[numbers] = self.number(form.joined(0, len(tokens)).token)
                self._picture = None

    def words(self) -> Words:
        """Everything so far as arrays; the same arrays until a word is added."""
        if self._picture is None:
            self._rows.extend(self._row(token) for token in self._tokens[len(self._rows) :])
            self._picture = _pictured(self._rows, self._joined)
        return self._picture

    def _row(self, token: Token) -> _Row:
        common = self._frequencies.of(token.text)
        flags = (
            Flag.LIGHT * token.is_light
            | Flag.VOWELS * token.has_vowels
            | Flag.LATIN * (token.script is Script.LATIN)
            | Flag.SYLLABIC * (token.script in SYLLABIC)
            | Flag.SETTLED * token.is_settled
            | Flag.PLAIN * token.is_plain
            | Flag.SURNAME * token.is_surname
            | Flag.COMMON_WORD * (common is not None and common.common_as is CommonAs.WORD)
        )
        spellings = sorted(map(number_of, token.spellings))
        bones = sorted((number_of(each), frame_number(frame_of(each)), len(each)) for each in token.skeletons)
        signature = 0
        for number in (*spellings, *(each[0] for each in bones)):
            signature |= 1 << (number & 63)
        initials = 0
        for spelling in token.spellings:
            if (place := _INITIALS.get(spelling[:1])) is not None:
                initials |= 1 << place
        frame = token.frame
        sounds = sorted(map(number_of, token.sounds))
        full_forms = sorted(map(number_of, token.full_forms))
        return _Row(
            (
                token.native,
                token.text,
                *(text for text, _ in token.likeliest_sounds),
                *("".join(map(chr, places)) for places, _ in token.letters),
            ),
            (*sounds, *spellings, *(number for each in zip(*bones, strict=True) for number in each), *full_forms),
            [letters for _, letters in (*token.likeliest_sounds, *token.letters)],
            (
                number_of(token.native),
                signature,
                token.text_letters,
                token.likeliest_sounds[0][1] if token.likeliest_sounds else 0,
                initials,
                letter_set("".join(token.beginnings)),
                0 if frame is None else frame_number(frame),
                _identity(token, spellings),
                number_of(token.marked) if token.marked else 0,
                NOT_COMMON if common is None else common.share,
            ),
            (
                len(token.native),
                len(token.text),
                len(token.likeliest_sounds),
                len(token.letters),
                len(sounds),
                len(spellings),
                len(bones),
                len(full_forms),
                NO_FRAME if frame is None else len(frame),
                ord(frame[0]) if frame else 0,
                ord(frame[-1]) if frame else 0,
                SCRIPTS.index(token.script),
                int(flags),
            ),
        )


def _identity(token: Token, spellings: Sequence[int]) -> int:
    """A number for all that the reading of neighbours as one depends on."""
    said = (token.native, token.text, token.script, token.is_light, token.has_vowels, *spellings)
    return number_of("\x1f".join(map(str, said)))


def join_key(identities: Sequence[int]) -> int:
    """The number of neighbours, as the kernels make it."""
    key = 0
    for identity in identities:
        key = ((key * FRAME_BASE) & ALL_BITS) ^ identity
    return key


def _pictured(rows: Sequence[_Row], joined: dict[tuple[int, ...], int]) -> Words:
    words = np.empty(len(rows), WORD)
    letters, text_places = _pool([text for row in rows for text in row.texts])
    heard = np.empty(sum(len(row.heard) for row in rows), HEARD)
    heard["letters"] = [letters for row in rows for letters in row.heard]
    at = text = number = sound = 0
    before: list[tuple[int, int, int, int]] = []
    for row in rows:
        before.append((text_places[text], text_places[text + 1], sound, number))
        for place in range(len(row.heard)):
            heard[at] = heard["letters"][at], text_places[text + 2 + place], len(row.texts[2 + place])
            at += 1
        text, number, sound = text + len(row.texts), number + len(row.numbers), sound + len(row.heard)
    words[:] = [row.first + places + row.last for row, places in zip(rows, before, strict=True)]
    table = np.array(
        sorted((join_key([rows[each].first[7] for each in numbers]), word) for numbers, word in joined.items()), JOINED
    )
    numbers = np.array([each for row in rows for each in row.numbers], np.uint64)
    return Words(words, letters, numbers, heard, table)


def _pool(texts: Sequence[str]) -> tuple[Numbers, list[int]]:
    """The letters of all texts, and where each begins."""
    letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    return letters, [0, *accumulate(map(len, texts))]
