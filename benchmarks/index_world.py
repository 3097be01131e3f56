"""The register of the synthetic world as records of the index, kept on disk in blocks: making a million takes minutes.

python -m benchmarks.index_world 1000000 --folder FOLDER

A block also comes as the columns of which segments are made, without a record in between: `block_columns`.
"""

import argparse
import gzip
import pickle
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from interlace.core.dates import PartialDate, parse_date
from interlace.core.names import Kind, name_tokens
from interlace.screening.index import (
    FACTS,
    BirthDate,
    IndexedBirthDate,
    IndexedIdentifier,
    IndexedName,
    IndexRecord,
    NameToken,
)
from interlace.screening.index.columns import Columns, Numbers, Vocabulary, starts_of
from interlace.screening.index.keys import identifier_hash, token_identity, token_keys, token_text
from interlace.world.criminal.register import register_records

BLOCK = 50_000
SEED = 7
HOLDER = "XW"


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the register, its name taken apart."""

    number: int
    name: str
    birth: str
    identifiers: tuple[str, ...]
    tokens: tuple[NameToken, ...]

    @property
    def subject(self) -> bytes:
        """Sixteen bytes that look drawn by chance, as those of a node do."""
        return subject_of(self.number)

    def record(self, label: int, holder: str = HOLDER) -> IndexRecord:
        """The person as the index takes it, everything under one label."""
        return IndexRecord(
            subject=self.subject,
            holder=holder,
            row=self.number,
            names=(IndexedName(self.tokens, label),) if self.tokens else (),
            identifiers=tuple(IndexedIdentifier(key, label) for key in self.identifiers),
            birth_dates=tuple(IndexedBirthDate(date, label) for date in born(self.birth)),
        )


def people(size: int, folder: Path) -> Iterator[Person]:
    """The first people of the register, from disk as far as they have been made."""
    for first in range(0, size, BLOCK):
        yield from block(first, folder)[: size - first]


def subject_of(number: int) -> bytes:
    """The id of the person of this line."""
    return random.Random(number).randbytes(16)


def block(first: int, folder: Path) -> list[Person]:
    """One block of the register."""
    lines, words = _unpacked(first, folder)
    return [
        Person(number, name, birth, identifiers, tuple(words[each] for each in tokens))
        for number, name, birth, identifiers, tokens in lines
    ]


def block_columns(first: int, folder: Path, *, labels: int = 1) -> Columns:
    """The records of one block, those of `Person.record` under as many labels in turn."""
    lines, words = _unpacked(first, folder)
    numbers, _, births, identifiers, tokens = (list(column) for column in zip(*lines, strict=True))
    row = np.array(numbers, dtype=np.int64)
    label, here = row % labels, np.arange(row.size)
    named = np.array([bool(each) for each in tokens])
    lengths = np.array([len(each) for each in tokens], dtype=np.int64)[named]
    identified = np.repeat(here, [len(each) for each in identifiers])
    dates = [_year_and_day(written) for written in births]
    dated = np.array([place for place, date in enumerate(dates) if date], dtype=np.int64)
    years, days = np.array([date for date in dates if date], dtype=np.int64).reshape(-1, 2).T
    subjects = np.frombuffer(b"".join(map(subject_of, numbers)), dtype=">u8").reshape(-1, 2).astype(np.uint64)
    return Columns(
        subject_high=subjects[:, 0].copy(),
        subject_low=subjects[:, 1].copy(),
        holder=np.zeros(row.size, dtype=np.int64),
        source=np.zeros(row.size, dtype=np.int64),
        row=row,
        holders=(HOLDER,),
        sources=(FACTS,),
        name_row=here[named],
        name_label=label[named],
        token_name=np.repeat(np.arange(lengths.size), lengths),
        token=np.fromiter(chain.from_iterable(tokens), dtype=np.int64),
        vocabulary=vocabulary_of(words),
        identifier_row=identified,
        identifier_hash=np.array(
            [identifier_hash(each) for all_of_one in identifiers for each in all_of_one], np.uint64
        ),
        identifier_label=label[identified],
        birth_row=dated,
        birth_year=years,
        birth_day=days,
        birth_label=label[dated],
    )


def vocabulary_of(words: Iterable[NameToken]) -> Vocabulary:
    """These words as a vocabulary, in their order."""
    read = [_as_kept(word) for word in words]
    return Vocabulary(
        identity=np.array([identity for identity, _, _ in read], dtype=np.uint64),
        text=np.frombuffer(b"".join(text for _, text, _ in read), dtype=np.uint8),
        text_start=starts_of(np.array([len(text) for _, text, _ in read], dtype=np.int64)),
        key=np.concatenate([np.zeros(0, np.uint32), *(keys for _, _, keys in read)]),
        key_start=starts_of(np.array([len(keys) for _, _, keys in read], dtype=np.int64)),
    )


@lru_cache(maxsize=1 << 20)
def _as_kept(word: NameToken) -> tuple[int, bytes, Numbers]:
    text = token_text(word.text)
    return token_identity(text, word.keys), text, np.array(token_keys(text, word.keys), dtype=np.uint32)


@lru_cache(maxsize=1 << 17)
def _year_and_day(written: str) -> tuple[int, int] | None:
    return next(((date.year, date.code) for date in born(written)), None)


def _unpacked(first: int, folder: Path) -> tuple[list[Any], list[NameToken]]:
    path = folder / f"world-{SEED}-{first:09}.pickle.gz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with gzip.open(partial, "wb", compresslevel=1) as file:
            pickle.dump(_packed(first), file)
        partial.rename(path)
    with gzip.open(path) as file:
        lines, words = pickle.load(file)
    return lines, words


def born(written: str) -> tuple[BirthDate, ...]:
    """A date of birth as `screening.questions` reads it."""
    date = parse_date(written) if written else None
    return (BirthDate(date.year, date.month or 0, date.day or 0),) if isinstance(date, PartialDate) else ()


def taken_apart(name: str) -> tuple[NameToken, ...]:
    """A name as `screening.questions` reads it, for records and questions alike."""
    tokens = name_tokens(name, kind=Kind.PERSON)
    return tuple(NameToken(token.text, tuple(sorted(token.keys))) for token in tokens if not token.is_light)


def _packed(first: int) -> tuple[list[Any], list[NameToken]]:
    words: dict[NameToken, int] = {}
    lines = []
    for number, (record, _) in enumerate(register_records(first + BLOCK, SEED, first=first), start=first):
        properties = record["properties"]
        name = properties["name"][0]
        tokens = tuple(words.setdefault(token, len(words)) for token in taken_apart(name))
        identifiers = tuple(
            f"{kind}:{value}"
            for kind, key in (("phone", "phone"), ("passport", "passportNumber"))
            for value in properties.get(key, ())
        )
        lines.append((number, name, properties.get("birthDate", [""])[0], identifiers, tokens))
    return lines, list(words)


def main() -> None:
    """Make the blocks of a register of this size."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("size", type=int)
    arguments.add_argument("--folder", type=Path, default=Path("build/world"))
    given = arguments.parse_args()
    for first in range(0, given.size, BLOCK):
        block(first, given.folder)


if __name__ == "__main__":
    main()
