"""A list as numbers: what its records say, each distinct name, word and value once.

A list may have a million records, so nothing here is made for each of them but a few numbers; names are taken apart
once for each way of writing, plain Latin ones without asking what only titles, particles and other scripts need.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.encoding import Places, packed
from interlace.core.compiled.hashing import letter_set, number_of
from interlace.core.linkage.words import ListWords, WordBook
from interlace.core.matching import Description
from interlace.core.matching.facts import place_words
from interlace.core.names import Kind

Numbers = NDArray[Any]

_FIELDS = ("names", "dates", "countries", "genders", "birth_places", "addresses", "identifiers")
ROW = np.dtype([(name, np.int32) for name in _FIELDS])
"""Where the values of a record begin; where they end says the next row."""


class Listing(NamedTuple):
    """Many records. One row more than there are records, and one start more than names, say where the last ends."""

    rows: Numbers  # of ROW
    names: Numbers  # distinct ones, by number
    words_from: Numbers  # of each distinct name
    words: Numbers
    dates: Numbers  # packed
    countries: Numbers
    genders: Numbers
    birth_places: Numbers
    addresses: Numbers
    identifiers: Numbers
    kinds: Numbers  # of each distinct identifier
    places: Places
    book: ListWords

    @property
    def records(self) -> int:
        """How many there are."""
        return len(self.rows) - 1


@dataclass(slots=True)
class _Numbered:
    """Values in the order met, and the number of each distinct one."""

    numbers: dict[str, int] = field(default_factory=dict)
    met: "array[int]" = field(default_factory=lambda: array("i"))

    def add(self, value: str) -> None:
        self.met.append(self.numbers.setdefault(value, len(self.numbers)))


class Lister:
    """Takes records one after another."""

    def __init__(self) -> None:
        self._rows = array("i")
        self._names = array("i")
        self._name_numbers: dict[Kind, dict[str, int]] = {kind: {} for kind in Kind}
        self._book = WordBook()
        self._dates = array("i")
        self._countries, self._genders, self._identifiers = _Numbered(), _Numbered(), _Numbered()
        self._places: dict[str, int] = {}
        self._place_numbers: dict[str, int] = {}
        self._birth_places, self._addresses = array("i"), array("i")

    def add(
        self,
        *,
        kind: Kind = Kind.PERSON,
        names: Iterable[str] = (),
        birth_dates: Iterable[int] = (),
        countries: Iterable[str] = (),
        genders: Iterable[str] = (),
        birth_places: Iterable[str] = (),
        addresses: Iterable[str] = (),
        identifiers: Iterable[str] = (),
    ) -> None:
        """One record; values in normal form, dates packed."""
        self._end_row()
        known = self._name_numbers[kind]
        for name in names:
            number = known.get(name)
            if number is None:
                number = known[name] = self._book.add(name, kind)
            self._names.append(number)
        self._dates.extend(birth_dates)
        for value in countries:
            self._countries.add(value)
        for value in genders:
            self._genders.add(value)
        for value in identifiers:
            self._identifiers.add(_said_by(value))
        self._add_places(birth_places, self._birth_places)
        self._add_places(addresses, self._addresses)

    def describe(self, described: Description) -> None:
        """One record from its description."""
        self.add(
            kind=described.kind,
            names=_values(described.names),
            birth_dates=[packed(item.value) for item in described.birth_dates],
            countries=_values(described.countries),
            genders=_values(described.genders),
            birth_places=_values(described.birth_places),
            addresses=_values(described.addresses),
            identifiers=_values(described.identifiers),
        )

    def listing(self) -> Listing:
        """All of them as arrays. Nothing can be added afterwards."""
        self._end_row()
        words_from, words = self._book.names()
        kinds: dict[str, int] = {}
        names = _array(self._names)
        return Listing(
            rows=np.frombuffer(self._rows, np.int32).view(ROW),
            names=names,
            words_from=words_from,
            words=words,
            dates=_array(self._dates),
            countries=_array(self._countries.met),
            genders=_array(self._genders.met),
            birth_places=_array(self._birth_places),
            addresses=_array(self._addresses),
            identifiers=_array(self._identifiers.met),
            kinds=np.array(
                [kinds.setdefault(each.partition(":")[0], len(kinds)) for each in self._identifiers.numbers], np.int32
            ),
            places=self._distinct_places(),
            book=self._book.words(names, records=len(self._rows) // len(_FIELDS) - 1),
        )

    def _end_row(self) -> None:
        self._rows.extend(
            (
                len(self._names),
                len(self._dates),
                len(self._countries.met),
                len(self._genders.met),
                len(self._birth_places),
                len(self._addresses),
                len(self._identifiers.met),
            )
        )

    def _add_places(self, values: Iterable[str], met: "array[int]") -> None:
        for value in values:
            number = self._place_numbers.get(value)
            if number is None:
                words = place_words(value)
                number = self._places.setdefault(words, len(self._places)) if words else -1
                self._place_numbers[value] = number
            if number >= 0:
                met.append(number)

    def _distinct_places(self) -> Places:
        texts = [" ".join(sorted(words.split())) for words in self._places]
        return Places(
            letters=np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32),
            number=np.array(list(map(number_of, self._places)), np.uint64),
            letters_from=np.array([0, *np.cumsum([len(text) for text in texts])], np.int32),
            letter_set=np.array(list(map(letter_set, texts)), np.uint64),
        )


def _said_by(identifier: str) -> str:
    """A document without its issuer: who wrote the list may not have known it."""
    return f"document:{identifier.rpartition(':')[2]}" if identifier.startswith("document:") else identifier


def _values(tagged: Sequence[Any]) -> list[str]:
    return [item.value for item in tagged]


def _array(numbers: "array[int]") -> Numbers:
    # Nothing has no buffer.
    return np.frombuffer(numbers, np.int32) if numbers else np.empty(0, np.int32)
