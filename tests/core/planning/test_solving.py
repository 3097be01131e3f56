"""A proposal breaks as little as possible, and never what must not be."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.operations import HOUR, OPERATION, PLAN, SITE, TARGET, TEAMS, team, with_team

from interlace.core.planning import (
    Broken,
    Custody,
    Freeze,
    HandOver,
    Interpreter,
    InterpreterPlace,
    Operation,
    Plan,
    Reception,
    Rule,
    Site,
    Span,
    Target,
    Team,
    TeamPlace,
    Work,
    check,
)
from interlace.core.planning.solving import NoHourGiven, propose
from interlace.core.planning.what_if import after_delay, after_leak
from interlace.world.joint_operation import joint_operation

DAY = datetime(2026, 7, 14, tzinfo=UTC)
NEVER = {
    Rule.FOREIGN_FORCE,
    Rule.TEAM_IN_TWO_PLACES,
    Rule.TEAM_NOT_FREE,
    Rule.INTERPRETER_IN_TWO_PLACES,
    Rule.INTERPRETER_NOT_FREE,
    Rule.BEDS_OVERBOOKED,
    Rule.CELLS_OVERBOOKED,
}


def test_a_small_operation_is_planned_in_full() -> None:
    found = propose(OPERATION, seed=1)
    assert (found.broken, found.is_smallest) == ((), True)
    assert (found.plan.hour, found.plan.teams, found.plan.interpreters) == (HOUR, PLAN.teams, PLAN.interpreters)


@pytest.mark.parametrize("seed", range(3))
def test_three_sites_nineteen_targets_and_sixteen_bureaus_are_planned_without_a_broken_rule(seed: int) -> None:
    operation = joint_operation(seed, day=DAY)
    assert (len(operation.sites), len(operation.targets), len({each.state for each in operation.teams})) == (3, 19, 16)
    found = propose(operation, seed=1)
    assert (found.broken, found.is_smallest) == ((), True)
    assert {found.plan.hour.astimezone(site.zone).hour for site in operation.sites} <= {4, 5}


def test_the_same_operation_and_seed_give_the_same_proposal() -> None:
    operation = joint_operation(5, day=DAY, days=1)
    assert propose(operation, seed=7) == propose(operation, seed=7)


def test_the_hour_is_one_at_which_all_warrants_and_orders_are_valid() -> None:
    hours = tuple(HOUR + timedelta(hours=number) for number in range(-4, 5))
    warrants = (Span(HOUR - timedelta(days=1), HOUR), Span(HOUR - timedelta(hours=1), HOUR + timedelta(days=1)))
    targets = tuple(replace(TARGET, code=f"T{number}", warrant=each) for number, each in enumerate(warrants))
    teams = with_team(Work.ARREST, replace(TEAMS[Work.ARREST], people=4)).teams
    found = propose(replace(OPERATION, hours=hours, targets=targets, teams=teams), seed=1)
    assert (found.plan.hour, found.broken) == (HOUR - timedelta(hours=1), ())


def test_the_hour_is_quiet_on_the_clock_of_every_site() -> None:
    # 04:00 to 06:00 in Yangon is 04:30 to 06:30 in Bangkok: both are quiet from 21:30 to 23:00 UTC.
    hours = tuple(HOUR.replace(hour=0) + timedelta(minutes=30 * number) for number in range(48))
    second = replace(SITE, code="B", state="MM", zone=ZoneInfo("Asia/Yangon"))
    found = propose(Operation(hours=hours, sites=(SITE, second), targets=(), teams=()), seed=1)
    assert found.plan.hour == HOUR.replace(hour=21, minute=30)


def test_what_cannot_be_had_is_named_with_how_much_is_missing() -> None:
    foreign = with_team(Work.ENTRY, team("entry", Work.ENTRY, 6, state="KR"))
    few_beds = replace(foreign.receptions[0], beds=9)
    found = propose(replace(foreign, receptions=(few_beds,), interpreters=foreign.interpreters[:1]), seed=1)
    assert found.broken == (
        Broken(Rule.BEDS_MISSING, "A", has=9, needs=20),
        Broken(Rule.INTERPRETER_MISSING, "A", "zh", has=0, needs=1),
        Broken(Rule.PEOPLE_MISSING, "A", "entry", has=0, needs=1),
    )
    assert found.is_smallest


def test_without_an_hour_there_is_no_plan() -> None:
    with pytest.raises(NoHourGiven):
        propose(replace(OPERATION, hours=()), seed=1)
    with pytest.raises(NoHourGiven):
        after_leak(OPERATION, propose(OPERATION, seed=1), before=HOUR, seed=1)


def test_a_leak_moves_the_hour_forward_and_says_what_breaks() -> None:
    early = HOUR - timedelta(hours=8)
    operation = replace(OPERATION, hours=(early, HOUR))
    current = propose(operation, seed=1)
    answer = after_leak(operation, current, before=HOUR, seed=1)
    assert answer.changes.hour == (HOUR, early)
    assert answer.changes.called_back == PLAN.teams | PLAN.interpreters
    assert {each.rule for each in answer.changes.newly_broken} >= {Rule.CARE_MISSING, Rule.WARRANT_NOT_VALID}


def test_a_delayed_team_is_replaced_and_nothing_else_moves() -> None:
    reserve = replace(TEAMS[Work.MEDICAL], code="reserve", minutes_to={"A": 90})
    operation = replace(OPERATION, teams=(*OPERATION.teams, reserve))
    current = propose(operation, seed=1)
    answer = after_delay(operation, current, team="medical", by=timedelta(hours=7), seed=1)
    assert answer.changes.hour is None
    assert answer.changes.sent == {TeamPlace("reserve", "A")}
    assert answer.changes.called_back == {TeamPlace("medical", "A")}
    assert answer.changes.newly_broken == frozenset()


SPANS = st.builds(
    lambda begins, lasts: Span(HOUR + timedelta(hours=begins), HOUR + timedelta(hours=begins + lasts)),
    st.integers(-3, 2),
    st.integers(1, 5),
)
CODES = st.sampled_from(["A", "B"])


@st.composite
def small_operations(draw: st.DrawFn) -> Operation:
    """Two sites, few people, everything scarce: small enough for all plans to be tried."""
    zone = ZoneInfo("Asia/Bangkok")
    sites = tuple(
        Site(code, state, zone, HOUR - timedelta(days=draw(st.integers(1, 9))), {"my": draw(st.integers(0, 3))})
        for code, state in (("A", "TH"), ("B", "KH"))
    )
    teams = tuple(
        Team(
            f"team {number}",
            draw(st.sampled_from(["TH", "KH"])),
            draw(st.sampled_from([Work.ENTRY, Work.CARE])),
            draw(st.integers(1, 2)),
            draw(SPANS),
            draw(st.dictionaries(CODES, st.integers(0, 90), min_size=1)),
            {"TH": "article 4"} if draw(st.booleans()) else {},
        )
        for number in range(draw(st.integers(0, 3)))
    )
    return Operation(
        hours=(HOUR, HOUR + timedelta(hours=1)),
        sites=sites,
        targets=tuple(
            Target(
                f"T{number}", draw(CODES), "KR", draw(st.none() | SPANS), draw(st.none() | st.just(HandOver.NONE)), True
            )
            for number in range(draw(st.integers(0, 2)))
        ),
        teams=teams,
        interpreters=tuple(
            Interpreter(f"person {number}", frozenset({"my"}), draw(SPANS), draw(st.frozensets(CODES)))
            for number in range(draw(st.integers(0, 2)))
        ),
        receptions=(Reception("school", draw(st.integers(0, 5)), draw(st.frozensets(CODES))),),
        custodies=(Custody("cells", "TH", draw(st.integers(0, 2))),),
        freezes=(Freeze("order", draw(SPANS)),),
    )


def all_plans(operation: Operation) -> list[Plan]:
    sites = [None, *(each.code for each in operation.sites)]
    bookings = [
        {("school", "A"): first, ("school", "B"): operation.receptions[0].beds - first}
        for first in range(operation.receptions[0].beds + 1)
    ]
    return [
        Plan(
            hour=hour,
            teams=frozenset(TeamPlace(each.code, to) for each, to in zip(operation.teams, sent, strict=True) if to),
            interpreters=frozenset(
                InterpreterPlace(each.code, to, "my")
                for each, to in zip(operation.interpreters, helped, strict=True)
                if to
            ),
            beds=beds,
            cells={("cells", "A"): operation.custodies[0].cells},
        )
        for hour in operation.hours
        for sent in product(sites, repeat=len(operation.teams))
        for helped in product(sites, repeat=len(operation.interpreters))
        for beds in bookings
    ]


@settings(max_examples=60, deadline=None)
@given(small_operations())
def test_no_plan_at_all_breaks_fewer_rules_than_the_proposal(operation: Operation) -> None:
    found = propose(operation, seed=1)
    assert found.is_smallest
    assert len(found.broken) == min(len(check(operation, plan)) for plan in all_plans(operation))


@settings(max_examples=60, deadline=None)
@given(small_operations())
def test_a_proposal_never_does_what_must_not_be_done(operation: Operation) -> None:
    found = propose(operation, seed=1)
    assert not {each.rule for each in found.broken} & NEVER
    assert max(Counter(each.team for each in found.plan.teams).values(), default=0) <= 1
