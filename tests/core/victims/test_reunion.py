"""Who is sought to be helped, and what a bureau that seeks may be told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.victims.reunion import Answer, Hindrance, Message, hindrance_to_telling, is_sought_for_help

STATUSES = ("missing", "victim", "witness", "suspect", "wanted", "convicted")


@pytest.mark.parametrize(
    ("statuses", "is_sought"),
    [
        (set(), False),
        ({"missing"}, True),
        ({"missing", "victim"}, True),
        ({"victim"}, False),
        ({"missing", "suspect"}, False),
        ({"wanted"}, False),
    ],
)
def test_a_record_seeks_to_help_where_it_says_missing_and_nothing_against_the_person(
    statuses: set[str], is_sought: bool
) -> None:
    assert is_sought_for_help(statuses) is is_sought


@given(st.sets(st.sampled_from(STATUSES)), st.sampled_from(["suspect", "wanted", "convicted"]))
def test_whoever_is_looked_for_to_be_held_is_not_sought_for_help(statuses: set[str], against: str) -> None:
    assert not is_sought_for_help(statuses | {against})


@given(st.frozensets(st.sampled_from(list(Message))))
def test_nobody_is_told_before_the_person_agrees(messages: frozenset[Message]) -> None:
    assert hindrance_to_telling(Answer(is_agreed=False, messages=messages)) is Hindrance.NOT_AGREED


def test_the_contact_point_alone_may_be_told_and_a_call_is_wanted_or_not() -> None:
    assert hindrance_to_telling(Answer(is_agreed=True)) is None
    both = Answer(is_agreed=True, messages=frozenset({Message.WANTS_CALL, Message.NO_CALL}))
    assert hindrance_to_telling(both) is Hindrance.BOTH_CALL_AND_NO_CALL
