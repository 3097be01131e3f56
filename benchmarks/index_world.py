"""The register of the synthetic world as records of the index, kept on disk in blocks: making a million takes minutes.

python -m benchmarks.index_world 1000000 --folder FOLDER
"""

import argparse
import gzip
import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interlace.core.dates import PartialDate, parse_date
from interlace.core.names import Kind, name_tokens
from interlace.screening.index import (
    BirthDate,
    IndexedBirthDate,
    IndexedIdentifier,
    IndexedName,
    IndexRecord,
    NameToken,
)
from interlace.world.criminal.register import register_records

BLOCK = 50_000
SEED = 7


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
        return random.Random(self.number).randbytes(16)

    def record(self, label: int, holder: str = "XW") -> IndexRecord:
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


def block(first: int, folder: Path) -> list[Person]:
    """One block of the register."""
    path = folder / f"world-{SEED}-{first:09}.pickle.gz"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with gzip.open(partial, "wb", compresslevel=1) as file:
            pickle.dump(_packed(first), file)
        partial.rename(path)
    with gzip.open(path) as file:
        lines, words = pickle.load(file)
    return [
        Person(number, name, birth, identifiers, tuple(words[each] for each in tokens))
        for number, name, birth, identifiers, tokens in lines
    ]


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
