"""The numbers of a model as the compiled comparison takes them: read from the model, never written here."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.vocabulary import SCRIPTS
from interlace.core.matching import CURRENT, Model
from interlace.core.matching.weights import FactWeights, LetterTable, LetterWeights, NameWeights

Numbers = NDArray[Any]


class NameRules(NamedTuple):
    """What words and names are worth, in bits."""

    is_by_letters: bool
    is_saturating: bool
    light_word: float
    other_characters_value: float
    least_bits: float
    common_unit_share: float
    common_bits_per_doubling: float
    common_share_at_most: float
    at_most: float
    whole_bonus: float
    part_differs: float
    part_missing: float
    parts_missing_at_least: float
    one_part_only: float
    order_differs: float
    identical_bonus: float
    identical_across_bonus: float
    across_bits: Numbers  # by the script on the left and that on the right
    is_across_spared: bool
    word_bits_per_doubling: float
    # Letter by letter
    letters: Numbers  # tables, hundredths of a bit
    table_of: Numbers  # by the script on the left and that on the right
    letters_apart_at_most: int
    unread_bits: float
    initial_bits: float
    nickname_value: float
    other_marks_value: float
    lacking: float
    lacking_across: float
    surname_close_value: float
    further_spelling: int  # hundredths of a bit
    # In steps
    information: Numbers  # by letters
    sound_value: float
    initial_value: float
    bones_without_vowels: Numbers  # by consonants
    bones_with_vowels: Numbers
    one_letter: Numbers  # by letters
    two_letters_value: float
    two_letters_from: int


class FactRules(NamedTuple):
    """What everything else is worth, in hundredths of a bit unless it says otherwise."""

    sorts_differ: int
    date_identical: int
    date_first_of_january: int
    date_same_month: int
    date_same_year: int
    date_swapped: int
    date_one_digit: int
    date_close_year: int
    date_same_year_other_day: int
    date_different: int
    country_identical: int
    country_differs: int
    gender_identical: int
    gender_differs: int
    address_identical: int
    address_close: int
    birth_place_identical: int
    birth_place_close: int
    place_close_from: float  # of 100
    identifiers_at_most: float  # bits
    further_identifier: float  # share


class Rules(NamedTuple):
    """Everything that two encoded descriptions are compared by."""

    names: NameRules
    organisation_names: NameRules
    facts: FactRules


@lru_cache
def rules_of(model: Model = CURRENT) -> Rules:
    """The numbers of one model."""
    return Rules(_name_rules(model.names), _name_rules(model.organisation_names), _fact_rules(model.facts))


def _name_rules(weights: NameWeights) -> NameRules:
    letters = weights.letters
    tables, table_of = _letter_tables(letters)
    return NameRules(
        is_by_letters=letters is not None,
        is_saturating=weights.is_saturating,
        light_word=weights.light_word,
        other_characters_value=weights.other_characters_value,
        least_bits=weights.least_bits,
        common_unit_share=weights.common_unit_share,
        common_bits_per_doubling=weights.common_bits_per_doubling,
        common_share_at_most=weights.common_share_at_most,
        at_most=weights.at_most,
        whole_bonus=weights.whole_bonus,
        part_differs=weights.part_differs,
        part_missing=weights.part_missing,
        parts_missing_at_least=weights.parts_missing_at_least,
        one_part_only=weights.one_part_only,
        order_differs=weights.order_differs,
        identical_bonus=weights.identical_bonus,
        identical_across_bonus=weights.identical_across_bonus,
        across_bits=_across(weights),
        is_across_spared=weights.is_across_spared,
        word_bits_per_doubling=weights.word_bits_per_doubling or weights.common_bits_per_doubling,
        letters=tables,
        table_of=table_of,
        letters_apart_at_most=letters.letters_apart_at_most if letters else 0,
        unread_bits=letters.unread_bits if letters else 0.0,
        initial_bits=letters.initial_bits if letters else 0.0,
        nickname_value=letters.nickname_value if letters else 0.0,
        other_marks_value=letters.other_marks_value if letters else 0.0,
        lacking=letters.lacking if letters else 0.0,
        lacking_across=letters.lacking_across if letters else 0.0,
        surname_close_value=letters.surname_close_value if letters else 1.0,
        further_spelling=letters.further_spelling if letters else 0,
        information=_array(weights.information_by_letters),
        sound_value=weights.sound_value,
        initial_value=weights.initial_value,
        bones_without_vowels=_array(weights.bones_without_vowels),
        bones_with_vowels=_array(weights.bones_with_vowels),
        one_letter=_array(weights.one_letter_by_length),
        two_letters_value=weights.two_letters_value,
        two_letters_from=weights.two_letters_from,
    )


def _across(weights: NameWeights) -> Numbers:
    bits = np.zeros((len(SCRIPTS), len(SCRIPTS)), np.float64)
    for a, b in np.ndindex(bits.shape):
        bits[a, b] = weights.across(SCRIPTS[a], SCRIPTS[b])
    return bits


def _letter_tables(letters: LetterWeights | None) -> tuple[Numbers, Numbers]:
    """All tables, and which of them is for two scripts."""
    table_of = np.zeros((len(SCRIPTS), len(SCRIPTS)), np.int8)
    if letters is None:
        return np.zeros((1, 3, 1, 1), np.int32), table_of
    tables: list[LetterTable] = []
    for a, b in np.ndindex(table_of.shape):
        table = letters.table(SCRIPTS[a], SCRIPTS[b])
        if table not in tables:
            tables.append(table)
        table_of[a, b] = tables.index(table)
    parts = [(table.pairs, table.left_alone, table.right_alone) for table in tables]
    return np.array(parts, np.int32), table_of


def _fact_rules(weights: FactWeights) -> FactRules:
    return FactRules(
        sorts_differ=_hundredths(weights.schema_differs),
        date_identical=_hundredths(weights.birth_date_identical),
        date_first_of_january=_hundredths(weights.birth_date_first_of_january),
        date_same_month=_hundredths(weights.birth_month_identical),
        date_same_year=_hundredths(weights.birth_year_identical),
        date_swapped=_hundredths(weights.birth_date_day_and_month_swapped),
        date_one_digit=_hundredths(weights.birth_date_one_digit_differs),
        date_close_year=_hundredths(weights.birth_year_close),
        date_same_year_other_day=_hundredths(weights.birth_date_differs),
        date_different=_hundredths(weights.birth_year_differs),
        country_identical=_hundredths(weights.country_identical),
        country_differs=_hundredths(weights.country_differs),
        gender_identical=_hundredths(weights.gender_identical),
        gender_differs=_hundredths(weights.gender_differs),
        address_identical=_hundredths(weights.address_identical),
        address_close=_hundredths(weights.address_close),
        birth_place_identical=_hundredths(weights.birth_place_identical),
        birth_place_close=_hundredths(weights.birth_place_close),
        place_close_from=weights.place_close_from,
        identifiers_at_most=weights.identifiers_at_most,
        further_identifier=weights.further_identifier_share,
    )


def _hundredths(bits: float) -> int:
    return round(round(bits, 2) * 100)


def _array(values: Sequence[float]) -> Numbers:
    return np.array(values or (0.0,), np.float64)
