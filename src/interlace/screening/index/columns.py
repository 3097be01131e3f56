"""Records as columns of numbers: the form in which segments are built, taken apart and put together again."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from interlace.screening.index.keys import HashedRecord, token_identity, token_keys, token_text
from interlace.screening.index.records import NameToken

Numbers = NDArray[Any]

MOST_KEPT = 64
"""Words of one name; what a longer one says after them is not searched."""


_VOWELS = np.frombuffer(b"aeiouwyh", dtype=np.uint8)
_ORDERED_BY = 16  # letters: the order need not be exact


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every distinct token once: its identity, its text, and the keys under which it is found."""

    identity: Numbers
    text: Numbers
    text_start: Numbers
    key: Numbers
    key_start: Numbers

    def take(self, tokens: Numbers) -> Self:
        """The vocabulary of these tokens, in this order."""
        text_counts = np.diff(self.text_start)[tokens]
        key_counts = np.diff(self.key_start)[tokens]
        return replace(
            self,
            identity=self.identity[tokens],
            text=self.text[spread(self.text_start[:-1][tokens], text_counts)],
            text_start=starts_of(text_counts),
            key=self.key[spread(self.key_start[:-1][tokens], key_counts)],
            key_start=starts_of(key_counts),
        )

    def by_sound(self) -> Numbers:
        """The order of the tokens by their consonants, then by all their letters."""
        sounds = _texts(self.text, self.text_start, ~np.isin(self.text, _VOWELS))
        return np.lexsort(
            (self.identity, _texts(self.text, self.text_start, np.ones(self.text.size, np.bool_)), sounds)
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Records side by side. `name_row` says whose name it is, `token_name` which name a token stands in, and so on."""

    subject_high: Numbers
    subject_low: Numbers
    holder: Numbers
    source: Numbers
    row: Numbers
    holders: tuple[str, ...]
    sources: tuple[str, ...]
    name_row: Numbers
    name_label: Numbers
    token_name: Numbers
    token: Numbers
    vocabulary: Vocabulary
    identifier_row: Numbers
    identifier_hash: Numbers
    identifier_label: Numbers
    birth_row: Numbers
    birth_year: Numbers
    birth_day: Numbers
    birth_label: Numbers

    @property
    def record_count(self) -> int:
        """How many records the columns hold."""
        return int(self.row.size)

    def take(self, rows: Numbers) -> Self:
        """The records of these rows (each at most once), in this order."""
        place = np.full(self.record_count, -1, dtype=np.int64)
        place[rows] = np.arange(rows.size)
        names, name_row = _follow(self.name_row, place)
        name_place = np.full(self.name_row.size, -1, dtype=np.int64)
        name_place[names] = np.arange(names.size)
        tokens, token_name = _follow(self.token_name, name_place)
        identifiers, identifier_row = _follow(self.identifier_row, place)
        births, birth_row = _follow(self.birth_row, place)
        return replace(
            self,
            subject_high=self.subject_high[rows],
            subject_low=self.subject_low[rows],
            holder=self.holder[rows],
            source=self.source[rows],
            row=self.row[rows],
            name_row=name_row,
            name_label=self.name_label[names],
            token_name=token_name,
            token=self.token[tokens],
            identifier_row=identifier_row,
            identifier_hash=self.identifier_hash[identifiers],
            identifier_label=self.identifier_label[identifiers],
            birth_row=birth_row,
            birth_year=self.birth_year[births],
            birth_day=self.birth_day[births],
            birth_label=self.birth_label[births],
        )

    def in_order(self) -> Self:
        """By subject, holder and source, the last record of each key alone, vocabularies without idle tokens.

        The order of rows then says nothing but the (random) subject ids: ties are broken by it.
        """
        ordered = replace(
            self,
            holder=_codes_by_name(self.holders)[self.holder],
            holders=tuple(sorted(self.holders)),
            source=_codes_by_name(self.sources)[self.source],
            sources=tuple(sorted(self.sources)),
        )
        keys = (ordered.source, ordered.holder, ordered.subject_low, ordered.subject_high)
        order = np.lexsort(keys)
        is_last = np.ones(order.size, dtype=np.bool_)
        if order.size:
            is_last[:-1] = np.logical_or.reduce([key[order][1:] != key[order][:-1] for key in keys])
        chosen = ordered.take(order[is_last])
        used, token = np.unique(chosen.token, return_inverse=True)
        vocabulary = chosen.vocabulary.take(used)
        # Who looks for a word reads those that sound like it: they should lie together.
        by_sound = vocabulary.by_sound()
        place = np.empty(used.size, dtype=np.int64)
        place[by_sound] = np.arange(used.size)
        return replace(chosen, token=place[token], vocabulary=vocabulary.take(by_sound))


class ColumnBuilder:
    """Collects records one by one. Of records with the same key the last one added stands."""

    def __init__(self) -> None:
        self._subjects = bytearray()
        self._holder, self._source, self._row = array("q"), array("q"), array("q")
        self._name_row, self._name_label = array("q"), array("q")
        self._token_name, self._token = array("q"), array("q")
        self._identifier_row, self._identifier_hash, self._identifier_label = array("q"), array("Q"), array("q")
        self._birth_row, self._birth_label = array("q"), array("q")
        self._birth_year, self._birth_day = array("q"), array("q")
        self._holders: dict[str, int] = {}
        self._sources: dict[str, int] = {}
        self._tokens: dict[NameToken, int] = {}
        self._identities: dict[int, int] = {}
        self._text, self._text_counts = bytearray(), array("q")
        self._keys, self._key_counts = array("I"), array("q")

    def __len__(self) -> int:
        return len(self._row)

    def add(self, record: HashedRecord) -> None:
        """Append one record; equal names, identifiers and years of it are kept once."""
        row = len(self._row)
        subject, holder, source = record.key
        self._subjects += subject
        self._holder.append(self._holders.setdefault(holder, len(self._holders)))
        self._source.append(self._sources.setdefault(source, len(self._sources)))
        self._row.append(record.row)
        for tokens, label in dict.fromkeys(record.names):
            name = len(self._name_row)
            self._name_row.append(row)
            self._name_label.append(label)
            for token in islice(filter(_has_text, tokens), MOST_KEPT):
                self._token_name.append(name)
                self._token.append(self._token_number(token))
        for identifier, label in dict.fromkeys(record.identifiers):
            self._identifier_row.append(row)
            self._identifier_hash.append(identifier)
            self._identifier_label.append(label)
        for date, label in dict.fromkeys(record.birth_dates):
            self._birth_row.append(row)
            self._birth_year.append(date.year)
            self._birth_day.append(date.code)
            self._birth_label.append(label)

    def columns(self) -> Columns:
        """Everything that was added, as arrays."""
        subjects = np.frombuffer(bytes(self._subjects), dtype=">u8").reshape(-1, 2).astype(np.uint64)
        return Columns(
            subject_high=np.ascontiguousarray(subjects[:, 0]),
            subject_low=np.ascontiguousarray(subjects[:, 1]),
            holder=_numbers(self._holder),
            source=_numbers(self._source),
            row=_numbers(self._row),
            holders=tuple(self._holders),
            sources=tuple(self._sources),
            name_row=_numbers(self._name_row),
            name_label=_numbers(self._name_label),
            token_name=_numbers(self._token_name),
            token=_numbers(self._token),
            vocabulary=Vocabulary(
                identity=np.fromiter(self._identities, dtype=np.uint64, count=len(self._identities)),
                text=np.frombuffer(bytes(self._text), dtype=np.uint8),
                text_start=starts_of(_numbers(self._text_counts)),
                key=_numbers(self._keys),
                key_start=starts_of(_numbers(self._key_counts)),
            ),
            identifier_row=_numbers(self._identifier_row),
            identifier_hash=_numbers(self._identifier_hash),
            identifier_label=_numbers(self._identifier_label),
            birth_row=_numbers(self._birth_row),
            birth_year=_numbers(self._birth_year),
            birth_day=_numbers(self._birth_day),
            birth_label=_numbers(self._birth_label),
        )

    def _token_number(self, token: NameToken) -> int:
        number = self._tokens.get(token)
        if number is None:
            number = self._tokens[token] = self._vocabulary_number(token)
        return number

    def _vocabulary_number(self, token: NameToken) -> int:
        text = token_text(token.text)
        identity = token_identity(text, token.keys)
        number = self._identities.get(identity)
        if number is not None:
            return number
        keys = token_keys(text, token.keys)
        self._text += text
        self._text_counts.append(len(text))
        self._keys.extend(keys)
        self._key_counts.append(len(keys))
        number = self._identities[identity] = len(self._identities)
        return number


def columns_of(records: Sequence[HashedRecord]) -> Columns:
    """The columns of these records, in their order."""
    builder = ColumnBuilder()
    for record in records:
        builder.add(record)
    return builder.columns()


def concatenate(parts: Sequence[Columns]) -> Columns:
    """All records of all parts, the later parts after the earlier ones."""
    holders = tuple(sorted({name for part in parts for name in part.holders}))
    sources = tuple(sorted({name for part in parts for name in part.sources}))
    rows = np.cumsum([0, *(part.record_count for part in parts)])
    names = np.cumsum([0, *(part.name_row.size for part in parts)])
    vocabulary, token_numbers = _one_vocabulary([part.vocabulary for part in parts])
    together = list(enumerate(parts))
    return Columns(
        subject_high=np.concatenate([part.subject_high for part in parts]),
        subject_low=np.concatenate([part.subject_low for part in parts]),
        holder=np.concatenate([_codes_in(part.holders, holders)[part.holder] for part in parts]),
        source=np.concatenate([_codes_in(part.sources, sources)[part.source] for part in parts]),
        row=np.concatenate([part.row for part in parts]),
        holders=holders,
        sources=sources,
        name_row=np.concatenate([part.name_row + rows[at] for at, part in together]),
        name_label=np.concatenate([part.name_label for part in parts]),
        token_name=np.concatenate([part.token_name + names[at] for at, part in together]),
        token=np.concatenate([token_numbers[at][part.token] for at, part in together]),
        vocabulary=vocabulary,
        identifier_row=np.concatenate([part.identifier_row + rows[at] for at, part in together]),
        identifier_hash=np.concatenate([part.identifier_hash for part in parts]),
        identifier_label=np.concatenate([part.identifier_label for part in parts]),
        birth_row=np.concatenate([part.birth_row + rows[at] for at, part in together]),
        birth_year=np.concatenate([part.birth_year for part in parts]),
        birth_day=np.concatenate([part.birth_day for part in parts]),
        birth_label=np.concatenate([part.birth_label for part in parts]),
    )


def _texts(text: Numbers, text_start: Numbers, kept: Numbers) -> Numbers:
    """The first letters of each token that are kept, as texts that can be ordered."""
    token = np.repeat(np.arange(text_start.size - 1), np.diff(text_start))[kept]
    counts = np.bincount(token, minlength=text_start.size - 1)
    place = np.arange(token.size) - np.repeat(starts_of(counts)[:-1], counts)
    table = np.zeros((counts.size, _ORDERED_BY), dtype=np.uint8)
    table[token[place < _ORDERED_BY], place[place < _ORDERED_BY]] = text[kept][place < _ORDERED_BY]
    return table.view(f"S{_ORDERED_BY}").ravel()


def spread(starts: Numbers, counts: Numbers) -> Numbers:
    """The positions start, start + 1, ... for every range, one range after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


def starts_of(counts: Numbers) -> Numbers:
    """Where each range begins, and where the last one ends."""
    starts = np.zeros(counts.size + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def _follow(owner: Numbers, place: Numbers) -> tuple[Numbers, Numbers]:
    """Which dependents stay when their owners move to new places (-1: gone), in the owners' new order."""
    moved = place[owner]
    staying = np.flatnonzero(moved >= 0)
    staying = staying[np.argsort(moved[staying], kind="stable")]
    return staying, moved[staying]


def _one_vocabulary(parts: Sequence[Vocabulary]) -> tuple[Vocabulary, list[Numbers]]:
    text_ends = np.cumsum([0, *(part.text.size for part in parts)])
    key_ends = np.cumsum([0, *(part.key.size for part in parts)])
    stacked = Vocabulary(
        identity=np.concatenate([part.identity for part in parts]),
        text=np.concatenate([part.text for part in parts]),
        text_start=np.concatenate([*(p.text_start[:-1] + text_ends[at] for at, p in enumerate(parts)), text_ends[-1:]]),
        key=np.concatenate([part.key for part in parts]),
        key_start=np.concatenate([*(p.key_start[:-1] + key_ends[at] for at, p in enumerate(parts)), key_ends[-1:]]),
    )
    _, first, number = np.unique(stacked.identity, return_index=True, return_inverse=True)
    cuts = np.cumsum([part.identity.size for part in parts])[:-1]
    return stacked.take(first), np.split(number.astype(np.int64), cuts)


def _codes_by_name(names: tuple[str, ...]) -> Numbers:
    return _codes_in(names, tuple(sorted(names)))


def _codes_in(names: tuple[str, ...], wider: tuple[str, ...]) -> Numbers:
    codes = {name: code for code, name in enumerate(wider)}
    return np.array([codes[name] for name in names], dtype=np.int64)


_DTYPES = {"q": np.int64, "Q": np.uint64, "I": np.uint32}


def _has_text(token: NameToken) -> bool:
    return bool(token.text)


def _numbers(values: "array[int]") -> Numbers:
    return np.array(values, dtype=_DTYPES[values.typecode])
