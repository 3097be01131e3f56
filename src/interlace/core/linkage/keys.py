"""Keys as numbers, of which two records of one subject are likely to share at least one."""

import itertools
from collections.abc import Iterator
from enum import IntEnum

from interlace.core.dates import PartialDate
from interlace.core.matching import Description
from interlace.core.names import NameForm, comparable, plain_latin


class KeyKind(IntEnum):
    """What a key is made of."""

    IDENTIFIER = 0
    DATE = 1  # the whole date, day and month in either order
    TWO_WORDS = 2  # of one name
    WORD_AND_YEAR = 3
    WORD_AND_DAY = 4  # day and month in either order, whatever the year
    WORD_AND_PLACE = 5
    DATE_AND_PLACE = 6
    WORD = 7


BUDGETS: tuple[int, ...] = (100, 100, 150, 100, 100, 100, 100, 30)
"""Records that may share one key of each kind; a key that more records share says too little about any two of them."""

KIND_SHIFT = 60
_PART_SHIFT = 30
_READINGS_OF_A_WORD = 3
_WORDS_OF_A_SUBJECT = 16


class KeyBook:
    """Gives every word, date and place a number, and every record its keys."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def keys_of(self, description: Description) -> frozenset[int]:
        """The keys of one record: the same for the same description, in any order of its values."""
        return frozenset(self._keys(description))

    def _keys(self, description: Description) -> Iterator[int]:
        names = [self._words(form) for form, _tag in description.name_forms()]
        words = sorted({number for name in names for word in name for number in word})[:_WORDS_OF_A_SUBJECT]
        dates = [item.value for item in description.birth_dates]
        places = [self._number(f"p{folded}") for folded in _places(description)]
        days = [self._number(f"m{day}") for date in dates if (day := _day_of(date))]
        whole = [self._number(f"d{date.year}{day}") for date in dates if (day := _day_of(date))]
        years = [self._number(f"y{date.year}") for date in dates]
        yield from (_key(KeyKind.IDENTIFIER, self._number(f"i{item.value}")) for item in description.identifiers)
        yield from (_key(KeyKind.DATE, date) for date in whole)
        yield from (_key(KeyKind.DATE_AND_PLACE, *pair) for pair in itertools.product(whole, places))
        for name in names:
            for one, other in itertools.combinations(name[:_WORDS_OF_A_SUBJECT], 2):
                yield from (_key(KeyKind.TWO_WORDS, min(pair), max(pair)) for pair in itertools.product(one, other))
        yield from (_key(KeyKind.WORD_AND_YEAR, *pair) for pair in itertools.product(words, years))
        yield from (_key(KeyKind.WORD_AND_DAY, *pair) for pair in itertools.product(words, days))
        yield from (_key(KeyKind.WORD_AND_PLACE, *pair) for pair in itertools.product(words, places))
        yield from (_key(KeyKind.WORD, word) for word in words)

    def _words(self, form: NameForm) -> list[list[int]]:
        """The numbers under which each word of a name may be found; particles and titles are left out."""
        readings = (sorted(token.keys)[:_READINGS_OF_A_WORD] for token in form.tokens if not token.is_light)
        return [[self._number(f"w{reading}") for reading in word] for word in readings]

    def _number(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers))


def _key(kind: KeyKind, first: int, second: int = 0) -> int:
    return kind << KIND_SHIFT | first << _PART_SHIFT | second


def _day_of(date: PartialDate) -> str:
    """Day and month in either order; nothing where one of them is unknown."""
    if date.day is None or date.month is None:
        return ""
    return f"{min(date.day, date.month):02}{max(date.day, date.month):02}"


def _places(description: Description) -> set[str]:
    given = (item.value for item in (*description.addresses, *description.birth_places))
    return {folded for place in given if (folded := " ".join(plain_latin(comparable(place)).split()))}
