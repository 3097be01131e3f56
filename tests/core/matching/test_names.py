"""Two names side by side: what is promised before their words are aligned."""

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.matching.closeness import Likeness, closeness, may_agree
from interlace.core.matching.frequencies import DEFAULT
from interlace.core.matching.names import compare_names, most_bits
from interlace.core.matching.weights import CURRENT, NameWeights
from interlace.core.names import name_form

_WORDS = """
    Mohammed Muhammad Mohd Ali A. bin Al-Hassan Hassan Abu Bakr Abubakr Chu Lin Chulin Cheol-su Cheolsu 김철수 기식 Ki
    Sik 王小明 Xiao Ming สมชาย Som Chai محمد Владимир Vladimir Ma Dr. J. Juan de la Cruz Nguyễn သန်းရွှေ Shwe 42
"""
WEIGHTS = CURRENT.names
WORDS = st.sampled_from(_WORDS.split())
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


@given(NAMES, NAMES)
@settings(max_examples=400, deadline=None)
def test_names_never_say_more_than_was_promised_before_they_were_aligned(a: str, b: str) -> None:
    left, right = name_form(a), name_form(b)
    assert compare_names(left, right, frequencies=DEFAULT, weights=WEIGHTS).bits <= most_bits(
        left, right, weights=WEIGHTS
    )


@given(WORDS, WORDS)
@settings(max_examples=300, deadline=None)
def test_words_that_have_nothing_in_common_are_not_close(a: str, b: str) -> None:
    for left in name_form(a).tokens:
        for right in name_form(b).tokens:
            assert may_agree(left, right) or closeness(left, right, WEIGHTS).likeness is Likeness.NONE


@given(st.lists(NAMES, min_size=2, max_size=8))
@settings(max_examples=60, deadline=None)
def test_what_was_compared_before_changes_no_comparison(names: list[str]) -> None:
    question, *others = map(name_form, names)
    compared = partial(compare_names.__wrapped__, question, frequencies=DEFAULT, weights=WEIGHTS)
    first = [compared(other) for other in others]
    again = [compared(other) for other in reversed(others)]
    assert first == again[::-1]


def said(left: str, right: str, weights: NameWeights) -> float:
    return compare_names(name_form(left), name_form(right), frequencies=DEFAULT, weights=weights).bits


def test_names_that_are_the_same_in_every_word_say_more_than_their_letters() -> None:
    plain = replace(WEIGHTS, identical_bonus=0.0, identical_across_bonus=0.0)
    dearer = replace(WEIGHTS, identical_bonus=2.0, identical_across_bonus=0.5)
    for left, right, more in (
        ("Quoc Quintanar", "Quintanar Quoc", 2.0),
        ("สมชาย ใจดี", "Somchai Chaidi", 0.5),
        ("Quintanar", "Quintanar", 0.0),
        ("Quoc Quintanar", "Quoc Quintanaar", 0.0),
        ("Quoc", "Quoc Quintanar", 0.0),
    ):
        assert said(left, right, dearer) == pytest.approx(said(left, right, plain) + more)


def test_names_of_a_script_in_which_many_meet_by_chance_say_less_across_scripts_alone() -> None:
    plain, lower = (replace(WEIGHTS, across_bits=bits, is_across_spared=False) for bits in ({}, {"Hani": -1.5}))
    assert said("王小明", "Wang Xiaoming", lower) == pytest.approx(said("王小明", "Wang Xiaoming", plain) - 1.5)
    assert said("Wang Xiaoming", "王小明", lower) == said("王小明", "Wang Xiaoming", lower)
    for left, right in (("王小明", "王小明"), ("Wang Xiaoming", "Wang Xiaoming"), ("김철수", "Kim Cheolsu")):
        assert said(left, right, lower) == said(left, right, plain)


def test_names_of_one_word_and_equal_ones_can_be_spared_what_a_script_takes() -> None:
    plain, lower = (replace(WEIGHTS, across_bits=bits, is_across_spared=True) for bits in ({}, {"Hani": -1.5}))
    for left, right in (("王小明", "Wang Xiaoming"), ("伟", "Wei"), ("伟", "Wai")):
        assert said(left, right, lower) == said(left, right, plain)
    assert said("王小明", "Wang Xiaomin", lower) == pytest.approx(said("王小明", "Wang Xiaomin", plain) - 1.5)
