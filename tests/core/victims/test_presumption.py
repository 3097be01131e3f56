"""Who is presumed to be a victim of trafficking, and by which rule."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.victims import (
    INDICATORS,
    QUESTIONS,
    Because,
    Element,
    How,
    Presumed,
    Presumption,
    Reply,
    Strength,
    presume,
)

ALL_NO = dict.fromkeys(QUESTIONS, Reply.NO)
REPLIES = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(Reply))
SEEN = st.frozensets(st.sampled_from(sorted(code for code, each in INDICATORS.items() if each.how is not How.ASKED)))
STRONG = sorted(
    code
    for code, each in INDICATORS.items()
    if each.strength is Strength.STRONG and each.element in {Element.ACT, Element.MEANS, Element.PURPOSE}
)
CONTRA = sorted(code for code, each in INDICATORS.items() if each.strength is Strength.CONTRA)


def test_there_are_thirty_three_indicators_of_which_twenty_four_are_asked() -> None:
    assert (len(INDICATORS), len(QUESTIONS)) == (33, 24)


def test_the_talk_begins_with_the_job_and_ends_with_violence_and_never_asks_about_sexual_violence() -> None:
    assert (QUESTIONS[0], QUESTIONS[-1]) == ("REC01", "COE03")
    assert not {"COE08", "EXP05"} & set(QUESTIONS)


@pytest.mark.parametrize("code", STRONG)
def test_one_strong_indicator_is_enough(code: str) -> None:
    found = presume({}, seen=[code])
    assert (found.presumed, found.because, found.indicators) == (Presumed.PRESUMED, Because.STRONG, (code,))


def test_two_medium_ones_are_enough_only_of_different_dimensions() -> None:
    recruited = {**ALL_NO, "REC02": Reply.YES, "REC03": Reply.YES}
    assert presume(recruited).presumed is Presumed.NOT_PRESUMED
    also_unpaid = {**recruited, "DEB02": Reply.SOMETIMES}
    assert presume(also_unpaid) == Presumption(Presumed.PRESUMED, Because.TWO_MEDIUM, ("REC02", "REC03", "DEB02"))


def test_weak_ones_alone_are_not() -> None:
    weak = {**ALL_NO, "REC07": Reply.YES, "VUL03": Reply.YES}
    assert presume(weak) == Presumption(Presumed.NOT_PRESUMED, Because.NOTHING_SHOWN)


@pytest.mark.parametrize("reply", [Reply.RATHER_NOT_SAY, Reply.SKIPPED])
def test_silence_is_not_a_no(reply: Reply) -> None:
    assert presume(ALL_NO).presumed is Presumed.NOT_PRESUMED
    assert presume({**ALL_NO, "COE02": reply}).because is Because.NOT_ALL_TOLD
    assert presume({}).presumed is Presumed.INSUFFICIENT


@given(REPLIES, SEEN)
def test_a_child_is_always_presumed(replies: Mapping[str, Reply], seen: frozenset[str]) -> None:
    found = presume(replies, seen=seen, is_child=True)
    assert (found.presumed, found.because) == (Presumed.PRESUMED, Because.CHILD)


@given(REPLIES, SEEN, st.frozensets(st.sampled_from(CONTRA)))
def test_what_speaks_against_changes_nothing_but_is_shown(
    replies: Mapping[str, Reply], seen: frozenset[str], contra: frozenset[str]
) -> None:
    without = presume(replies, seen=seen - set(CONTRA))
    found = presume(replies, seen=seen - set(CONTRA) | contra)
    assert (found.presumed, found.because, found.indicators) == (without.presumed, without.because, without.indicators)
    assert set(found.to_corroborate) == contra


@given(REPLIES, SEEN, st.sampled_from(QUESTIONS))
def test_saying_more_never_takes_a_presumption_away(
    replies: Mapping[str, Reply], seen: frozenset[str], question: str
) -> None:
    if presume(replies, seen=seen).presumed is Presumed.PRESUMED:
        assert presume({**replies, question: Reply.YES}, seen=seen).presumed is Presumed.PRESUMED
