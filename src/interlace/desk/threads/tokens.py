"""The words of a text for search, in any script.

Marks of Latin letters are folded. Where no space parts words (Thai, Lao, Khmer, Burmese, Chinese, Japanese, and Korean,
whose endings cling to the word), pairs of neighbouring letters stand for them.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from interlace.core.characters import plain
from interlace.core.names.normal import plain_latin

LONGEST_WORD = 40
MOST_WORDS = 4000
"""Of one event."""
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)


def words_of(text: str) -> list[str]:
    """The distinct words of a text in their order, at most as many as one event is searched by."""
    return list(dict.fromkeys(_words(text)))[:MOST_WORDS]


def _words(text: str) -> Iterator[str]:
    for run in _letters(unicodedata.normalize("NFKC", plain(text))).split():
        place = 0
        for unspaced in _UNSPACED.finditer(run):
            yield from _spaced(run[place : unspaced.start()])
            yield from _pairs(unspaced[0])
            place = unspaced.end()
        yield from _spaced(run[place:])


def _letters(text: str) -> str:
    """Letters, digits and the marks on them; everything else parts words."""
    return "".join(character if unicodedata.category(character)[0] in "LNM" else " " for character in text)


def _spaced(word: str) -> Iterator[str]:
    folded = plain_latin(word)
    if folded:
        yield folded[:LONGEST_WORD]


def _pairs(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    yield from (first + second for first, second in pairwise(run))
