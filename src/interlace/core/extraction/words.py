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
        self._words = tuple(_found(reading.small))
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
    table = _table()
    for match in _pattern().finditer(small):
        yield WordBeside(match.start(), match.end(), match[0], table[match[0]])


@lru_cache(maxsize=1)
def _table() -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for kind, _language, words in rows_of("words_beside"):
        for word in words.split("|"):
            kinds.setdefault(word, set()).add(kind)
    return {word: frozenset(found) for word, found in kinds.items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """The longest words first; Latin ones stand alone, those of scripts without spaces need not."""
    words = sorted(_table(), key=len, reverse=True)
    return re.compile("|".join(map(_bounded, words)))


def _bounded(word: str) -> str:
    before = r"(?<![a-zà-ỹ0-9])" if word[0] < "\u1f00" and word[0].isalpha() and word[0] < "\u0250" else ""
    after = r"(?![a-zà-ỹ])" if word[-1].isalpha() and (word[-1] < "\u0250" or "\u1e00" <= word[-1] < "\u1f00") else ""
    return before + re.escape(word) + after
