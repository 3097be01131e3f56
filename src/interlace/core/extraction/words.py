"""Words that stand beside a value and say what it is, found once for a whole text.

The words are data, with their source and date: `data/words_beside.tsv`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from interlace.core.extraction.reading import Reading
from interlace.core.extraction.tables import rows_of

NOT_LOOKED_FOR = "not_"
"""How the kinds begin whose values are none of those that are looked for."""

_FARTHEST_BEFORE = 28
_FARTHEST_AFTER = 10
# What ends a thought: a word before it says nothing about a value behind it.
_ENDS_A_THOUGHT = re.compile(r"[.;!?](?=\s)|[。；！？។။]")


@dataclass(frozen=True, slots=True)
class WordBeside:
    """A word of the table where it stands in the text."""

    start: int
    end: int
    word: str
    kinds: frozenset[str]


class WordsBeside:
    """Every word of the table in one text, in order."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        found = list(_found(reading.small))
        if reading.is_scanned:
            taken = {place for word in found for place in range(word.start, word.end)}
            found += [word for word in _misread(reading.small) if word.start not in taken]
            found.sort(key=lambda word: word.end)
        self._words = tuple(found)
        self._ends = [word.end for word in self._words]
        self._starts = [word.start for word in self._words]

    def before(self, start: int, *, within: int = _FARTHEST_BEFORE) -> Iterator[WordBeside]:
        """Words before a place, the nearest first, as far as the same thought goes."""
        text = self._reading.plain
        for index in range(bisect_right(self._ends, start) - 1, -1, -1):
            word = self._words[index]
            between = text[word.end : start]
            if len(between) > within or between.count("\n") > 1:
                return
            if not _ENDS_A_THOUGHT.search(between[1:]):
                yield word

    def after(self, end: int, *, within: int = _FARTHEST_AFTER) -> Iterator[WordBeside]:
        """Words behind a place on the same line, the nearest first."""
        for index in range(bisect_left(self._starts, end), len(self._words)):
            word = self._words[index]
            between = self._reading.plain[end : word.start]
            if len(between) > within or "\n" in between or any(map(str.isdigit, between)):
                return
            yield word

    def all_of(self, kinds: frozenset[str]) -> Iterator[WordBeside]:
        """Every word of these kinds, in order."""
        return (word for word in self._words if word.kinds & kinds)

    def nearest(self, start: int, kinds: frozenset[str]) -> WordBeside | None:
        """The nearest word before a place if it is of one of these kinds."""
        for word in self.before(start):
            return word if word.kinds & kinds else None
        return None


def _found(small: str) -> Iterator[WordBeside]:
    """The longest word at each place, left to right."""
    place = 0
    while place < len(small):
        word = next((word for word in _by_first_letter().get(small[place], ()) if _stands(small, place, word)), "")
        if word:
            yield WordBeside(place, place + len(word), word, _table()[word])
        place += len(word) or 1


# Letters that a scanner takes for each other, put into one class; only long words can be told apart without them.
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("ceoaqgd0", "o"),
        **dict.fromkeys("ltfj1íì|!", "i"),
        **dict.fromkeys("vnrmhy", "u"),
        **dict.fromkeys("568bz", "s"),
    }
)
_LONG_ENOUGH = 7


def _misread(small: str) -> Iterator[WordBeside]:
    """Words of the table with letters that a scanner mistook, also where a space was lost."""
    blurred = small.translate(_CLASSES)
    for pattern, word in _blurred_words():
        for match in pattern.finditer(blurred):
            yield WordBeside(*match.span(), word, _table()[word])


@lru_cache(maxsize=1)
def _blurred_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    words = [word for word in _table() if len(word) >= _LONG_ENOUGH and word.isascii() and word.isalpha()]
    return tuple((re.compile(re.escape(word.translate(_CLASSES))), word) for word in words)


def _stands(small: str, place: int, word: str) -> bool:
    """Words in Latin letters stand alone; those of scripts without spaces need not."""
    if not small.startswith(word, place):
        return False
    before, behind = small[place - 1 : place], small[place + len(word) : place + len(word) + 1]
    return not (_is_latin(word[0]) and (_is_latin(before) or before.isdigit())) and not (
        _is_latin(word[-1]) and _is_latin(behind)
    )


def _is_latin(character: str) -> bool:
    return character.isalpha() and (character < "\u0250" or "\u1e00" <= character < "\u1f00")


@lru_cache(maxsize=1)
def _table() -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for kind, _language, words in rows_of("words_beside"):
        for word in words.split("|"):
            kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


@lru_cache(maxsize=1)
def _by_first_letter() -> Mapping[str, tuple[str, ...]]:
    """The words that begin with a letter, the longest first."""
    letters: dict[str, list[str]] = {}
    for word in sorted(_table(), key=lambda word: (-len(word), word)):
        letters.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in letters.items()}
