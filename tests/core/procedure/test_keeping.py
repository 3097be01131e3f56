"""The earlier of rule and originator counts, a hold wins, and an extension never reaches beyond either."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.procedure.keeping import (
    LOOKED_AHEAD,
    Category,
    Cause,
    Certainty,
    Decider,
    Due,
    Hold,
    Period,
    Rule,
    Stage,
    Starts,
    due,
    longest_extension,
    may_be_deleted,
    review_points,
    stage_of,
)

START = datetime(2024, 2, 29, 9, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
periods = st.builds(Period, years=st.integers(0, 20), months=st.integers(0, 30), days=st.integers(0, 400))
modest = settings(deadline=None, max_examples=150)


def rule(period: Period, code: str = "a", member: str = "") -> Rule:
    return Rule(
        code=code,
        category=Category.FACTS,
        starts=Starts.CONTRIBUTED,
        period=period,
        basis="A law",
        source="A paper",
        as_of=date(2026, 11, 1),
        certainty=Certainty.OUR_DEFAULT,
        decider=Decider.OFFICER,
        member=member,
    )


rules = st.lists(periods, max_size=4).map(lambda found: [rule(each, f"r{n}") for n, each in enumerate(found)])
holds = st.builds(Hold, begins=moments, ends=st.none() | moments)


def test_a_day_that_the_month_does_not_have_is_its_last_one() -> None:
    assert Period(years=1).after(START) == datetime(2025, 2, 28, 9, 0, tzinfo=UTC)
    assert Period(months=13, days=1).after(datetime(2024, 12, 31, tzinfo=UTC)) == datetime(2026, 2, 1, tzinfo=UTC)


def test_a_members_own_rule_binds_that_member_alone() -> None:
    own = rule(Period(years=1), member="KR")
    assert (own.binds(Category.FACTS, member="KR"), own.binds(Category.FACTS, member="TH")) == (True, False)
    assert not own.binds(Category.CHECKS, member="KR")


def test_the_originators_end_counts_where_it_is_earlier() -> None:
    five = rule(Period(years=5), "five")
    until = START + timedelta(days=30)
    assert due(START, [five], until=until) == Due(until, Cause.ORIGINATOR)
    assert due(START, [five]) == Due(datetime(2029, 2, 28, 9, 0, tzinfo=UTC), Cause.RULE, "five")


@modest
@given(moments, rules, moments, moments, st.none() | moments)
def test_no_extension_moves_an_end_that_others_have_set(
    started: datetime, bound: list[Rule], until: datetime, authorised: datetime, extended: datetime | None
) -> None:
    found = due(started, bound, until=until, authorised_until=authorised, extended_to=extended)
    assert found is not None
    assert found.at <= min(until, authorised)
    assert (found.cause is Cause.RULE) == bool(found.rule)


def test_without_a_rule_and_an_end_nothing_is_due() -> None:
    assert due(START, []) is None


def test_the_review_points_lie_180_90_and_30_days_before() -> None:
    assert [(START - each).days for each in review_points(START)] == [180, 90, 30]
    stages = [stage_of(START, now=START - timedelta(days=days)) for days in (181, 180, 91, 90, 31, 30, 1, 0, -5)]
    assert stages == [
        Stage.KEPT,
        Stage.WITHIN_180,
        Stage.WITHIN_180,
        Stage.WITHIN_90,
        Stage.WITHIN_90,
        Stage.WITHIN_30,
        Stage.WITHIN_30,
        Stage.DUE,
        Stage.DUE,
    ]


@modest
@given(moments, rules, st.none() | moments, st.none() | moments)
def test_nothing_is_due_after_the_originators_end(
    started: datetime, found: list[Rule], until: datetime | None, extended_to: datetime | None
) -> None:
    end = due(started, found, until=until, extended_to=extended_to)
    if until is not None:
        assert end is not None
        assert end.at <= until


@modest
@given(moments, rules, moments)
def test_one_more_rule_never_lengthens(started: datetime, found: list[Rule], until: datetime) -> None:
    longer, shorter = due(started, found[1:], until=until), due(started, found, until=until)
    assert longer is not None
    assert shorter is not None
    assert shorter.at <= longer.at


@modest
@given(moments, rules, moments)
def test_an_extension_never_shortens(started: datetime, found: list[Rule], extended_to: datetime) -> None:
    before, after = due(started, found), due(started, found, extended_to=extended_to)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.at >= before.at


@modest
@given(moments, moments, st.lists(holds, max_size=3))
def test_a_hold_wins_and_nothing_is_deleted_under_it(at: datetime, now: datetime, found: list[Hold]) -> None:
    is_held = any(each.binds(now) for each in found)
    assert (stage_of(at, now=now, holds=found) is Stage.HELD) == is_held
    assert may_be_deleted(found, now=now) == (not is_held)


@modest
@given(moments, moments, moments)
def test_time_only_brings_the_end_nearer(at: datetime, first: datetime, second: datetime) -> None:
    order = [Stage.KEPT, Stage.WITHIN_180, Stage.WITHIN_90, Stage.WITHIN_30, Stage.DUE]
    early, late = sorted((first, second))
    assert order.index(stage_of(at, now=early)) <= order.index(stage_of(at, now=late))
    assert (stage_of(at, now=early) is Stage.KEPT) == (early < at - LOOKED_AHEAD)


@modest
@given(moments, rules.filter(bool))
def test_an_extension_reaches_no_further_than_something_new_would(now: datetime, found: list[Rule]) -> None:
    end = due(now, found)
    assert end is not None
    assert longest_extension(found, now=now) == end.at
