"""The compiled comparison beside the reference: the same bits, to the hundredth."""

import csv
import dataclasses
import gzip
import itertools
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.compiled import Encoder, Vocabulary, rules_of
from interlace.core.compiled.machine import hundredths
from interlace.core.compiled.scoring import score_pairs
from interlace.core.dates import Notation, PartialDate
from interlace.core.matching import CURRENT, Description, Model, compare, model, versions

DATA = Path(os.environ.get("INTERLACE_TEST_DATA", Path(__file__).resolve().parents[3].parent / "shared/data"))

_WORDS = """
    Mohammed Muhammad Mohd Bill William Ali A. bin Al-Hassan Hassan Hasan Abu Bakr Abubakr Chu Lin Chulin Cheol-su
    Cheolsu 김철수 기식 Ki Sik 王小明 王晓鸣 Xiao Ming Wang สมชาย ใจดี Som Chai Somchai Jaidee محمد علي Владимир Vladimir
    Ma Dr. J. Juan de la Cruz Nguyễn Nguyen Văn Nam သန်းရွှေ Than Shwe 42 山田 太郎 Yamada Taro ינון Yinon राम कुमार Ramesh
    Group Trading Khan
"""
NAMES = st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=5).map(" ".join)
YEARS = st.sampled_from([1985, 1986, 1958, 1990])
DATES = st.builds(
    lambda year, month, day, approximate, notation: PartialDate(
        year, month, day if month else None, approximate, notation
    ),
    YEARS,
    st.sampled_from([None, 1, 2, 3, 11]),
    st.sampled_from([None, 1, 2, 3, 11, 12]),
    st.booleans(),
    st.sampled_from(Notation),
)
PLACES = st.sampled_from(
    ["Bangkok", "Bankok", "12 Chao Phraya Rd, Bangkok", "Chao Phraya Rd 12 Bangkok", "", "東京", "ปทุมธานี"]
)
KEYS = st.sampled_from(
    ["phone:+66", "phone:+84", "document:A1", "wallet:b", "email:x@y", "email:z@y", "strange:1", "iban:9", "account:9"]
)


@st.composite
def descriptions(draw: st.DrawFn) -> Description:
    return Description.of(
        draw(st.sampled_from(["Person", "Company", "Vessel", "LegalEntity"])),
        names=draw(st.lists(NAMES, max_size=2)),
        birth_dates=draw(st.lists(DATES, max_size=2)),
        identifiers=draw(st.lists(KEYS, max_size=5)),
        countries=draw(st.lists(st.sampled_from(["TH", "th", "VN"]), max_size=2)),
        genders=draw(st.lists(st.sampled_from(["male", "female"]), max_size=1)),
        addresses=draw(st.lists(PLACES, max_size=2)),
        birth_places=draw(st.lists(PLACES, max_size=1)),
    )


def with_every_number(start: Model) -> Model:
    """A model with numbers that no version may have."""
    assert start.names.letters is not None
    letters = dataclasses.replace(
        start.names.letters, lacking=0.15, lacking_across=0.35, surname_close_value=0.4, further_spelling=17
    )
    names = dataclasses.replace(
        start.names,
        letters=letters,
        identical_bonus=1.3,
        identical_across_bonus=0.6,
        across_bits={"Hani": -1.1, "Thai": -0.7, "Cyrl": -0.4},
        word_bits_per_doubling=1.1,
    )
    organisations = dataclasses.replace(names, least_bits=1.5, at_most=14.0, part_differs=-3.0)
    return dataclasses.replace(start, names=names, organisation_names=organisations)


def with_spared_names(start: Model) -> Model:
    """The same, with names of one word and equal ones spared what a script takes."""
    names, organisations = (
        dataclasses.replace(each, is_across_spared=True) for each in (start.names, start.organisation_names)
    )
    return dataclasses.replace(start, names=names, organisation_names=organisations)


MODELS = (*map(model, versions()), with_every_number(CURRENT), with_spared_names(with_every_number(CURRENT)))


def assert_same_bits(given: Sequence[Description]) -> None:
    """In every version of the model."""
    pairs = list(itertools.combinations_with_replacement(range(len(given)), 2))
    lefts, rights = np.array(pairs).T
    for each in MODELS:
        encoder = Encoder(model=each)
        records = encoder.records(given)

        found = score_pairs(encoder, records, records, lefts, rights, rules=rules_of(each))

        assert found.tolist() == [
            round(compare(given[one], given[other], model=each).bits * 100) for one, other in pairs
        ]


@given(st.lists(NAMES, min_size=2, max_size=12))
@settings(deadline=None, max_examples=25)
def test_names_say_the_same_as_by_the_reference(names: list[str]) -> None:
    assert_same_bits([Description.of("Person", names=[name]) for name in names])


@given(st.lists(descriptions(), min_size=2, max_size=8))
@settings(deadline=None, max_examples=25)
def test_whole_descriptions_say_the_same_as_by_the_reference(given: list[Description]) -> None:
    assert_same_bits(given)


@given(st.text(max_size=30), st.text(max_size=30))
@settings(deadline=None, max_examples=100)
def test_any_text_may_be_a_name_or_a_place(one: str, other: str) -> None:
    assert_same_bits([Description.of("Person", names=[text], addresses=[text]) for text in (one, other)])


@given(st.floats(-200, 200))
@settings(deadline=None, max_examples=300)
def test_bits_are_rounded_as_python_rounds_them(bits: float) -> None:
    assert hundredths(bits) == round(round(bits, 2) * 100)


@pytest.mark.parametrize("bits", [0.125, 0.375, 0.405, 2.675, 3.125, -0.125, -1.005])
def test_halves_are_rounded_as_python_rounds_them(bits: float) -> None:
    assert hundredths(bits) == round(round(bits, 2) * 100)


def test_what_was_encoded_before_changes_no_score() -> None:
    one, other = (Description.of("Person", names=[name]) for name in ("Ki Sik Park", "박기식"))
    vocabulary = Vocabulary()
    Encoder(vocabulary).records([Description.of("Person", names=["Kisik Pak", "Somchai Jaidee"])])
    encoder = Encoder(vocabulary)
    left, right = encoder.records([one]), encoder.records([other])

    found = score_pairs(encoder, left, right, np.array([0]), np.array([0]))

    assert found.tolist() == [round(compare(one, other).bits * 100)]


@pytest.mark.real_data
def test_names_on_a_public_list_say_the_same_as_by_the_reference() -> None:
    path = DATA / "ofac_sdn/sdn.csv.gz"
    if not path.is_file():
        pytest.skip("1 test needs the data folder of INTERLACE_TEST_DATA")
    with gzip.open(path, "rt", encoding="latin-1", newline="") as file:
        names = [line[1] for line in itertools.islice(csv.reader(file), 0, None, 120) if len(line) > 2]
    assert_same_bits([Description.of("Person", names=[name]) for name in names])
