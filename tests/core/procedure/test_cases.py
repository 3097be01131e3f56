"""Every cell of the tables of cases, the empty ones too, and what a change of lane takes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.procedure.cases import (
    CASE_MOVES,
    CONVERSIONS,
    Authority,
    CaseMove,
    CaseState,
    Conversion,
    Flag,
    JointMove,
    JointState,
    Lane,
    NeutralityGround,
    conversion_problem,
    crossing_problem,
    is_for_court,
    next_case_state,
    next_joint_state,
    room_end_problem,
)

TODAY = date(2026, 7, 14)
NOW = datetime(2026, 7, 14, 9, tzinfo=UTC)
RELEASED = Conversion(Lane.EVIDENCE, Authority.COURT, "District court", "2026/7", date(2026, 7, 1), "For the trial.")
COURT = frozenset({Authority.COURT})


def problem(lane: Lane, asked: Conversion, **terms: object) -> str:
    given = {"is_graded": True, "accepted": COURT, "may_cite": True, "today": TODAY, **terms}
    found = conversion_problem(lane, asked, **given)  # type: ignore[arg-type]
    return found.code if found else ""


def test_an_open_case_is_closed_and_a_closed_one_opened_and_nothing_else() -> None:
    assert {cell: next_case_state(*cell) for cell in product(CaseState, CaseMove)} == {
        (CaseState.OPEN, CaseMove.CLOSE): CaseState.CLOSED,
        (CaseState.CLOSED, CaseMove.REOPEN): CaseState.OPEN,
        (CaseState.OPEN, CaseMove.REOPEN): None,
        (CaseState.CLOSED, CaseMove.CLOSE): None,
    }
    assert len(CASE_MOVES) == 2


def test_a_bureau_stands_in_a_joint_case_as_the_table_says() -> None:
    moves = {
        f"{state or 'nobody'} {move}": after.value
        for state, move in product((None, *JointState), JointMove)
        if (after := next_joint_state(state, move)) is not None
    }
    assert moves == {
        "nobody propose": "taking_part",
        "nobody invite": "invited",
        "invited accept": "taking_part",
        "invited decline": "declined",
        "invited end": "ended",
        "declined invite": "invited",
        "withdrawn invite": "invited",
        "taking_part accept": "taking_part",
        "taking_part change": "taking_part",
        "taking_part withdraw": "withdrawn",
        "taking_part end": "ended",
    }


@pytest.mark.parametrize(
    ("neutrality", "minors", "asylum", "code"),
    [
        (NeutralityGround.UNANSWERED, Flag.NONE_KNOWN, Flag.NONE_KNOWN, "neutrality_unanswered"),
        (NeutralityGround.POLITICAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN, "not_neutral"),
        (NeutralityGround.MILITARY, Flag.NONE_KNOWN, Flag.NONE_KNOWN, "not_neutral"),
        (NeutralityGround.RELIGIOUS, Flag.NONE_KNOWN, Flag.NONE_KNOWN, "not_neutral"),
        (NeutralityGround.RACIAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN, "not_neutral"),
        (NeutralityGround.NEUTRAL, Flag.NOT_ASKED, Flag.NONE_KNOWN, "flags_not_asked"),
        (NeutralityGround.NEUTRAL, Flag.NONE_KNOWN, Flag.NOT_ASKED, "flags_not_asked"),
        (NeutralityGround.NEUTRAL, Flag.YES, Flag.NONE_KNOWN, ""),
    ],
)
def test_nothing_crosses_before_every_question_is_answered(
    neutrality: NeutralityGround, minors: Flag, asylum: Flag, code: str
) -> None:
    found = crossing_problem(neutrality, minors=minors, asylum=asylum)
    assert (found.code if found else "") == code


def test_a_lane_changes_only_where_the_table_says() -> None:
    impossible = {
        (lane, to)
        for lane, to in product(Lane, Lane)
        if problem(lane, replace(RELEASED, to=to)) == "lane_not_from_there"
    }
    assert impossible == set(product(Lane, Lane)) - set(CONVERSIONS)
    assert [lane for lane in Lane if is_for_court(lane)] == [Lane.EVIDENCE]


def test_evidence_takes_the_authority_of_the_profile_its_decision_and_the_originators_consent() -> None:
    released = (Lane.INTELLIGENCE, RELEASED)
    assert problem(*released) == ""
    assert problem(*released, accepted=frozenset({Authority.CENTRAL_AUTHORITY})) == "conversion_authority"
    assert problem(*released, may_cite=False) == "conversion_consent"
    assert problem(Lane.INTELLIGENCE, replace(RELEASED, document=" ")) == "conversion_decision_missing"
    assert problem(Lane.INTELLIGENCE, replace(RELEASED, decided=None)) == "conversion_decision_missing"
    assert problem(Lane.INTELLIGENCE, replace(RELEASED, decided=date(2026, 7, 15))) == "conversion_in_future"
    assert problem(Lane.INTELLIGENCE, replace(RELEASED, reason="")) == "conversion_reason_missing"
    assert problem(Lane.INFORMATION, replace(RELEASED, to=Lane.INTELLIGENCE), is_graded=False) == "conversion_ungraded"


@given(st.sampled_from(Lane), st.booleans(), st.frozensets(st.sampled_from(Authority)), st.sampled_from(Authority))
def test_nothing_becomes_evidence_without_consent_or_by_the_police(
    lane: Lane, is_graded: bool, accepted: frozenset[Authority], authority: Authority
) -> None:
    asked = replace(RELEASED, authority=authority)
    assert problem(lane, asked, is_graded=is_graded, accepted=accepted, may_cite=False)
    assert problem(lane, replace(asked, authority=Authority.POLICE), is_graded=is_graded, accepted=accepted)


def test_a_task_force_ends_within_its_joint_case_and_within_a_year() -> None:
    day = timedelta(days=1)
    ends = {"room_end_passed": NOW, "": NOW + day, "room_outlasts_joint_case": NOW + 900 * day}
    for code, until in ends.items():
        found = room_end_problem(until, joint_until=NOW + 800 * day, now=NOW)
        assert (found.code if found else "") == code
    found = room_end_problem(NOW + 400 * day, joint_until=NOW + 800 * day, now=NOW)
    assert (found.code if found else "") == "room_too_long"
