"""What one officer may release alone: a minimum by which a person is known, while the clock hurries."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.procedure.emergency import (
    MINIMUM,
    PERSON,
    REVIEWED_WITHIN,
    EmergencyGround,
    IdentityPart,
    fits,
    hurries,
    is_overdue,
    part_of,
    parts_exceeded,
)
from interlace.core.procedure.ladder import State, Urgency

NOW = datetime(2026, 7, 14, 3, 0, tzinfo=UTC)
KNOWN = sorted(prop for terms in MINIMUM.values() for prop in terms.properties)


def test_the_minimum_is_name_birth_date_nationality_and_one_proof() -> None:
    assert {part.value: terms.most for part, terms in MINIMUM.items()} == {
        "name": 4,
        "birth_date": 1,
        "nationality": 2,
        "proof": 1,
    }
    assert sorted(MINIMUM[IdentityPart.PROOF].properties) == ["idNumber", "passportNumber", "photograph"]


@pytest.mark.parametrize(
    "prop", ["alias", "address", "phone", "position", "notes", "fingerprint", "documentScan", "topics", "email"]
)
def test_nothing_else_of_a_person_is_a_part_of_it(prop: str) -> None:
    assert part_of(PERSON, prop) is None


@given(st.sampled_from(KNOWN), st.text(max_size=12).filter(lambda text: text != PERSON))
def test_nothing_of_anything_but_a_person_is_a_part_of_it(prop: str, schema: str) -> None:
    assert part_of(schema, prop) is None


@given(st.lists(st.sampled_from(list(IdentityPart)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_no_more_of_a_part_leaves_than_its_terms_say(parts: list[IdentityPart]) -> None:
    exceeded = parts_exceeded(parts)
    assert set(exceeded) == {part for part in parts if parts.count(part) > MINIMUM[part].most}
    assert all(parts_exceeded([*parts, part]) for part in exceeded)


@pytest.mark.parametrize("urgency", list(Urgency))
@pytest.mark.parametrize("state", list(State))
def test_it_hurries_while_a_held_or_urgent_question_is_open(state: State, urgency: Urgency) -> None:
    due = NOW + timedelta(hours=1)
    late = due + timedelta(minutes=1)
    in_time = urgency is not Urgency.NORMAL and state in {State.CONFIRMATION_REQUESTED, State.CONFIRMED}
    too_late = urgency is not Urgency.NORMAL and state is State.CONFIRMATION_REQUESTED
    assert hurries(state, urgency, confirmation_due=due, now=NOW) == in_time
    assert hurries(state, urgency, confirmation_due=due, now=late) == too_late


def test_that_a_person_is_held_is_a_ground_only_where_the_asker_has_said_so() -> None:
    assert [fits(EmergencyGround.PERSON_HELD, urgency) for urgency in Urgency] == [True, False, False]
    others = set(EmergencyGround) - {EmergencyGround.PERSON_HELD}
    assert all(fits(ground, urgency) for ground in others for urgency in Urgency)


def test_a_review_is_late_from_its_last_moment_on_and_stays_late() -> None:
    due = NOW + REVIEWED_WITHIN
    assert not is_overdue(reviewed=None, due=due, now=due - timedelta(seconds=1))
    assert is_overdue(reviewed=None, due=due, now=due)
    assert not is_overdue(reviewed=due - timedelta(seconds=1), due=due, now=due + timedelta(days=9))
    assert is_overdue(reviewed=due, due=due, now=due)
