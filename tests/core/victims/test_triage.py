"""The first minutes on site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.victims.triage import Need, Triage, Urgency, is_treated_as_child, needs, urgency


@pytest.mark.parametrize(
    ("age", "looks_under_age", "is_child"),
    [
        (17, False, True),
        (18, False, False),
        (18, True, True),
        (None, True, True),
        (None, False, False),
        (40, False, False),
    ],
)
def test_a_doubt_about_age_helps_the_person(age: int | None, looks_under_age: bool, is_child: bool) -> None:
    assert is_treated_as_child(Triage(age_said=age, looks_under_age=looks_under_age)) is is_child


def test_who_is_hurt_or_afraid_comes_first_then_children() -> None:
    assert urgency(Triage(is_hurt_or_ill=True)) is Urgency.NOW
    assert urgency(Triage(is_afraid_of_somebody_here=True, age_said=30)) is Urgency.NOW
    assert urgency(Triage(age_said=12)) is Urgency.SOON
    assert urgency(Triage(age_said=30)) is Urgency.THEN


def test_needs_follow_from_what_was_noted_and_the_consulate_only_from_a_wish() -> None:
    noted = Triage(is_hurt_or_ill=True, is_afraid_of_somebody_here=True, age_said=16, needs_interpreter=True)
    assert needs(noted) == (Need.DOCTOR, Need.PROTECTION, Need.INTERPRETER, Need.GUARDIAN)
    assert needs(Triage(wants=frozenset({Need.CONSULATE, Need.WATER_FOOD}))) == (Need.WATER_FOOD, Need.CONSULATE)


@given(st.builds(Triage, age_said=st.none() | st.integers(0, 99), wants=st.frozensets(st.sampled_from(Need))))
def test_what_a_person_asks_for_is_never_left_out(triage: Triage) -> None:
    assert triage.wants <= set(needs(triage))
