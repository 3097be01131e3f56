"""How common a name is, from short public tables and never from the records: a count over hidden records would leak.

The tables lie in `populations/`, each with its source and date. A model names the one that it was made with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from interlace.core.matching.weights import CURRENT

_FOLDER = resources.files(__package__).joinpath("populations")
_MANY = "-"


class CommonAs(StrEnum):
    """What a common word is."""

    SURNAME = "surname"
    GIVEN = "given"
    WORD = "word"  # of the names of organisations


@dataclass(frozen=True, slots=True)
class Commonness:
    """How common a name is where it is most common."""

    share: float  # of the population, in per cent
    country: str  # nothing for the words of organisations
    common_as: CommonAs


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """A table of common names. The version is part of the score's model name."""

    version: str
    common: Mapping[str, Commonness]

    def of(self, spelling: str) -> Commonness | None:
        """The commonness of one Latin spelling, if it is in the table."""
        return self.common.get(spelling)


@lru_cache
def frequencies_of(version: str) -> Frequencies:
    """A table by its version."""
    return Frequencies(version, dict(_read(version)))


def _read(version: str) -> Iterator[tuple[str, Commonness]]:
    for line in (_FOLDER / f"{version}.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, share, country, spellings = line.split("\t")
        common = Commonness(float(share), "" if country == _MANY else country, CommonAs(kind))
        yield from ((spelling, common) for spelling in spellings.split())


DEFAULT = frequencies_of(CURRENT.frequencies)
"""What the current model was made with."""
