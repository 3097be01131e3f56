"""Descriptions as numbers: the words of their names, packed dates, places and identifiers."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.hashing import letter_set, number_of
from interlace.core.compiled.vocabulary import Vocabulary
from interlace.core.dates import Notation, PartialDate
from interlace.core.matching import CURRENT, Description, Model
from interlace.core.matching.closeness import SYLLABIC
from interlace.core.matching.facts import place_words
from interlace.core.matching.frequencies import frequencies_of
from interlace.core.matching.scores import FAMILIES
from interlace.core.names import NameForm

Numbers = NDArray[Any]

NO_FAMILY = -1
TRIPLES = 16
"""Bit from which the neighbours of three words stand."""
WHOLE = 1 << 30
"""Bit of a name in syllables that may be one word as a whole."""

_NOTATIONS: tuple[Notation, ...] = tuple(Notation)


class Places(NamedTuple):
    """Places, each once, with its words sorted."""

    letters: Numbers
    number: Numbers  # of the words in their order
    letters_from: Numbers  # one more than there are places
    letter_set: Numbers


KIND = np.dtype([("weight", np.float64), ("rank", np.int64)])
"""What an identical identifier of a kind says, in bits, and which kind is counted first."""

RECORD = np.dtype(
    [
        ("names", np.int32),  # where its names begin in `names`, and so on; where they end says the next row
        ("dates", np.int32),
        ("countries", np.int32),  # in `said`
        ("genders", np.int32),
        ("birth_places", np.int32),  # in `places`
        ("addresses", np.int32),
        ("identifiers", np.int32),
        ("family", np.int32),  # of schemata, or NO_FAMILY
    ]
)
NAME = np.dtype([("words", np.int32), ("neighbours", np.int32)])
"""Where its words begin, and from which of them two (bit 0 on) or three (bit 16 on) may be one."""
IDENTIFIER = np.dtype([("number", np.uint64), ("kind", np.int64)])


class Records(NamedTuple):
    """Many descriptions. One row more than there are records, and than there are names, says where the last ends."""

    rows: Numbers  # of RECORD
    names: Numbers  # of NAME
    words: Numbers
    dates: Numbers  # packed
    said: Numbers  # countries and genders, sorted within a record
    places: Numbers
    identifiers: Numbers  # of IDENTIFIER, sorted within a record


class Encoder:
    """Turns descriptions into numbers of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary | None = None, *, model: Model = CURRENT) -> None:
        self.vocabulary = vocabulary or Vocabulary(frequencies=frequencies_of(model.frequencies))
        self._weights = model.facts
        self._places: dict[str, int] = {}
        self._kinds: dict[str, int] = {}

    def records(self, descriptions: Iterable[Description]) -> Records:
        """Descriptions in the order given."""
        rows: list[tuple[int, ...]] = []
        names: list[tuple[int, int]] = []
        words: list[int] = []
        dates: list[int] = []
        said: list[int] = []
        places: list[int] = []
        identifiers: list[tuple[int, int]] = []
        for each in descriptions:
            start = len(names), len(dates), len(said)
            for form, _tag in each.name_forms():
                names.append((len(words), neighbours_of(form)))
                words += self.vocabulary.numbers(form)
            dates += [packed(item.value) for item in each.birth_dates]
            said += _numbers(item.value for item in each.countries)
            genders = len(said)
            said += _numbers(item.value for item in each.genders)
            births = len(places)
            places += self._numbers_of_places(item.value for item in each.birth_places)
            rows.append((*start, genders, births, len(places), len(identifiers), _family(each.schema)))
            places += self._numbers_of_places(item.value for item in each.addresses)
            identifiers += sorted({(number_of(item.value), self._kind(item.value)) for item in each.identifiers})
        names.append((len(words), 0))
        rows.append((len(names) - 1, len(dates), len(said), len(said), len(places), len(places), len(identifiers), 0))
        return Records(
            np.array(rows, RECORD),
            np.array(names, NAME),
            np.array(words, np.int32),
            np.array(dates, np.int32),
            np.array(said, np.uint64),
            np.array(places, np.int32),
            np.array(identifiers, IDENTIFIER),
        )

    def places(self) -> Places:
        """All places met so far."""
        texts = [" ".join(sorted(words.split())) for words in self._places]
        return Places(
            letters=np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32),
            number=np.array(list(map(number_of, self._places)), np.uint64),
            letters_from=_starts(texts),
            letter_set=np.array(list(map(letter_set, texts)), np.uint64),
        )

    @property
    def longest_place(self) -> int:
        """Letters of the longest place."""
        return max(map(len, self._places), default=0)

    def kinds(self) -> Numbers:
        """All kinds of identifiers met so far, as KIND."""
        weights = {kind: self._weights.identifiers.get(kind, self._weights.other_identifier) for kind in self._kinds}
        ranked = sorted(weights, key=lambda kind: (-weights[kind], kind))
        return np.array([(weights[kind], ranked.index(kind)) for kind in self._kinds], KIND)

    def _numbers_of_places(self, values: Iterable[str]) -> list[int]:
        words = filter(None, map(place_words, values))
        return [self._places.setdefault(each, len(self._places)) for each in words]

    def _kind(self, key: str) -> int:
        return self._kinds.setdefault(key.partition(":")[0], len(self._kinds))


def packed(date: PartialDate) -> int:
    """A date in one number: year, month, day (0 where unknown), whether it is approximate, and how it was written."""
    notation = _NOTATIONS.index(date.notation)
    return date.year << 13 | (date.month or 0) << 9 | (date.day or 0) << 4 | date.approximate << 3 | notation


def neighbours_of(form: NameForm) -> int:
    """From which of its words two or three may be read as one, as bits."""
    bits = 0
    for start, end in form.neighbours:
        bits |= 1 << (start + (TRIPLES if end - start == 3 else 0))
    if form.script in SYLLABIC and (0, len(form.tokens)) in form.neighbours:
        bits |= WHOLE
    return bits


def _family(schema: str) -> int:
    return next((place for place, family in enumerate(FAMILIES) if schema in family), NO_FAMILY)


def _numbers(values: Iterable[str]) -> list[int]:
    return sorted({number_of(value.casefold()) for value in values})


def _starts(values: Sequence[Sequence[Any]]) -> Numbers:
    return np.array([0, *accumulate(map(len, values))], np.int32)
