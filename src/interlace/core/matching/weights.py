"""Every number of the score, as a file with a version: weights, thresholds, calibration.

Weights are in bits: the base-2 logarithm of how many times likelier an agreement is between two records of one person
than between records of two. Each version ever shipped stays in `models/` and can be asked for by its name.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from math import log2, sqrt
from typing import Any

from interlace.core.names import Script

CURRENT_VERSION = "interlace-names-5"


class Band(StrEnum):
    """How strong a possible hit is, in the words that people see."""

    NONE = "none"  # not a hit
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"
    VERY_STRONG = "very_strong"


# Compared by identity, all three: a version is read once, and caches of the comparison are kept for each.
@dataclass(frozen=True, slots=True, eq=False)
class FactWeights:
    """What everything but names says."""

    identifiers: Mapping[str, float]
    """An identical value of a kind that is meant to be one person's. A phone number is passed on, a wallet is not typed
    by chance."""
    other_identifier: float
    further_identifier_share: float
    """The second identical value of one kind, and every further one, adds only this: they are seldom independent."""
    identifiers_at_most: float
    birth_date_identical: float
    birth_date_first_of_january: float  # often stands for an unknown day
    birth_month_identical: float
    birth_date_day_and_month_swapped: float
    birth_year_identical: float
    birth_date_one_digit_differs: float
    birth_year_close: float
    birth_date_differs: float
    birth_year_differs: float
    schema_differs: float
    gender_identical: float
    gender_differs: float
    country_identical: float
    country_differs: float
    address_identical: float
    address_close: float
    birth_place_identical: float
    birth_place_close: float
    place_close_from: float
    """Of 100: how much of the words of two places must agree to be called close."""


@dataclass(frozen=True, slots=True, eq=False)
class LetterTable:
    """What letters say to each other, for two scripts: in hundredths of a bit, by places in the alphabet, a being 1."""

    pairs: tuple[tuple[int, ...], ...]
    """By the letter of the left word and that of the right one."""
    left_alone: tuple[tuple[int, ...], ...]
    """A letter of the left word without an answer, by the letter before it (0 at the beginning) and itself."""
    right_alone: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class LetterWeights:
    """How two words are compared letter by letter."""

    tables: Mapping[str, LetterTable]
    by_script: Mapping[str, str]
    """The table for a script beside Latin. Others, and two other scripts, take the table `any`."""
    letters_apart_at_most: int
    """Spellings with more letters that only one of them has are not laid beside each other."""
    unread_bits: float
    """What identical words give that have no Latin spelling: numbers, above all."""
    initial_bits: float
    nickname_value: float
    """Share of the lesser of the two words: Bill and William."""
    other_marks_value: float
    """What remains where both sides write the marks of a word, and not the same ones: Lan and Lân."""
    lacking: float = 0.0
    """Of the bits that two words of one script lack to be the same, how much speaks against them."""
    lacking_across: float = 0.0
    """The same for words of two scripts."""
    surname_close_value: float = 1.0
    """What remains of a surname, known from its own script, that a word of another script is close to: surnames have
    few spellings, and all are known."""
    further_spelling: int = 0
    """Hundredths of a bit that each further spelling of a word takes: the likeliest comes first."""

    def table(self, a: Script, b: Script) -> LetterTable:
        """The table for two scripts; where one is Latin, its letters stand on the right."""
        if a is b or Script.LATIN in (a, b):
            return self.tables[self.by_script.get(b if a is Script.LATIN else a, ANY)]
        return self.tables[ANY]


@dataclass(frozen=True, slots=True, eq=False)
class NameWeights:
    """What two names say. A value is the share of a word's information that agrees."""

    light_word: float
    other_characters_value: float
    least_bits: float
    """Two words that agree in less are not laid beside each other."""
    common_unit_share: float
    """Per cent of a population: every doubling of a share above it makes a name less telling."""
    common_bits_per_doubling: float
    common_share_at_most: float
    """How much of what a word gave can be taken from it because it is common."""
    at_most: float
    whole_bonus: float
    part_differs: float
    part_missing: float
    parts_missing_at_least: float
    one_part_only: float
    order_differs: float
    identical_bonus: float = 0.0
    """Added where all words of both, two or more, are spelled the same: what they say does not saturate."""
    identical_across_bonus: float = 0.0
    """The same for names in two scripts, which have several spellings."""
    across_bits: Mapping[str, float] = field(default_factory=dict)
    """Taken where a word of this script agrees with one of another: the fewer syllables its words have, the more often
    they meet by chance."""
    is_across_spared: bool = False
    """Whether nothing is taken from names of one word, nor from those that are the same in every word: chance makes
    names close, seldom the same."""
    word_bits_per_doubling: float = 0.0
    """As `common_bits_per_doubling`, for the words of organisations; where it is 0, as for all others."""
    letters: LetterWeights | None = None
    """Where nothing stands, words are compared in the steps below: so did the versions before the third."""
    is_saturating: bool = False
    """Whether words together give less and less the more they give, instead of stopping at the most."""
    information_by_letters: tuple[float, ...] = ()
    """Bits that an agreeing word of so many letters can give (the last for longer ones)."""
    sound_value: float = 0.0
    initial_value: float = 0.0
    bones_without_vowels: tuple[float, ...] = ()
    """Consonants agree and one side has no vowels, by the number of consonants."""
    bones_with_vowels: tuple[float, ...] = ()
    one_letter_by_length: tuple[float, ...] = ()
    two_letters_value: float = 0.0
    two_letters_from: int = 0

    def together(self, bits: float) -> float:
        """What the agreements of all words say together."""
        if not self.is_saturating:
            return min(bits, self.at_most)
        share = bits / self.at_most
        return bits / sqrt(1 + share * share)

    def across(self, a: Script, b: Script) -> float:
        """What two words of two scripts give less than their letters say."""
        return min(self.across_bits.get(a, 0.0), self.across_bits.get(b, 0.0)) if a is not b else 0.0

    def commonness(self, share: float, *, of_word: bool = False) -> float:
        """What a name takes away that so many per cent of a population bear."""
        per_doubling = (of_word and self.word_bits_per_doubling) or self.common_bits_per_doubling
        return round(per_doubling * log2(1 + share / self.common_unit_share), 2)


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """One version of the score."""

    version: str
    date: str
    source: str
    thresholds: tuple[tuple[float, Band], ...]
    """In bits, the highest first: the least that a band takes."""
    frequencies: str
    """The version of the table of common names that it was made with."""
    prior_bits: float
    """The base-2 logarithm of the odds that a candidate which an index brings is the person looked for."""
    facts: FactWeights
    names: NameWeights
    organisation_names: NameWeights
    """The same for the names of two organisations, whose words agree by chance more often: there are fewer of them."""
    false_alarms: Mapping[Band, float]
    """Expected in 10,000 checks of people who are not listed, by names alone, at that band or above; empty: unknown."""
    false_alarms_own_script: Mapping[Band, float]
    """The same by names in their own script."""
    false_alarms_from: str
    """On what they were measured."""


@lru_cache
def model(version: str) -> Model:
    """A version by its name; only versions that were shipped exist."""
    if version not in versions():
        raise ValueError(f"no such model: {version}")
    written = json.loads((_FOLDER / f"{version}.json").read_text(encoding="utf-8"))
    return Model(
        written["version"],
        written["date"],
        written["source"],
        tuple((bits, Band(band)) for band, bits in written["bands"].items()),
        written["frequencies"],
        written["prior_bits"],
        FactWeights(**written["facts"]),
        _name_weights(written["names"]),
        _name_weights(written["names"] | written.get("organisation_names", {})),
        {Band(band): float(count) for band, count in written.get("false_alarms", {}).items()},
        {Band(band): float(count) for band, count in written.get("false_alarms_own_script", {}).items()},
        written.get("false_alarms_from", ""),
    )


def versions() -> tuple[str, ...]:
    """The names of all versions, the oldest first."""
    return tuple(sorted(file.name.removesuffix(".json") for file in _FOLDER.iterdir() if file.name.endswith(".json")))


def _name_weights(written: Mapping[str, Any]) -> NameWeights:
    letters = written.get("letters")
    return NameWeights(**_with_tuples(written) | {"letters": _letter_weights(letters) if letters else None})


def _letter_weights(written: Mapping[str, Any]) -> LetterWeights:
    tables = {
        name: LetterTable(**{part: tuple(_row(row) for row in rows) for part, rows in table.items()})
        for name, table in written["tables"].items()
    }
    return LetterWeights(**{**written, "tables": tables})


def _row(written: str) -> tuple[int, ...]:
    """No letter has the place 0."""
    return (0, *map(int, written.split()))


def _with_tuples(written: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in written.items()}


ANY = "any"
_FOLDER = resources.files(__package__).joinpath("models")

CURRENT = model(CURRENT_VERSION)
"""The version that scores where none is asked for."""
MODEL = CURRENT.version
THRESHOLDS = CURRENT.thresholds
