"""Every rule of a plan that is broken is named, with where, how much and what helps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.core.planning.operations import (
    CHINESE,
    FREE,
    HOUR,
    OPERATION,
    PLAN,
    SITE,
    TARGET,
    TEAMS,
    keeping,
    team,
    with_team,
)

from interlace.core.planning import (
    REMEDIES,
    Broken,
    InterpreterPlace,
    Operation,
    Plan,
    Remedy,
    Rule,
    Site,
    Span,
    TeamPlace,
    Work,
    check,
    is_compliant,
)
from interlace.core.planning.needs import counts_targets

OVER = Span(HOUR - timedelta(days=30), HOUR)
LATE = Span(HOUR - timedelta(minutes=20), HOUR + timedelta(hours=6))
SECOND_SITE = Site("B", "TH", SITE.zone, SITE.seen, {})
BASIS = {"TH": "agreement on joint teams, article 4"}


def test_a_plan_with_everything_breaks_nothing() -> None:
    assert check(OPERATION, PLAN) == ()


@pytest.mark.parametrize(
    ("operation", "plan", "broken"),
    [
        (replace(OPERATION, targets=(replace(TARGET, warrant=OVER),)), PLAN, [Broken(Rule.WARRANT_NOT_VALID, "T1")]),
        (replace(OPERATION, targets=(replace(TARGET, warrant=None),)), PLAN, [Broken(Rule.WARRANT_MISSING, "T1")]),
        (replace(OPERATION, targets=(replace(TARGET, hand_over=None),)), PLAN, [Broken(Rule.HAND_OVER_MISSING, "T1")]),
        (replace(OPERATION, targets=(replace(TARGET, is_agreed=False),)), PLAN, [Broken(Rule.TARGET_NOT_AGREED, "T1")]),
        (
            replace(OPERATION, sites=(replace(SITE, seen=HOUR - timedelta(days=7, minutes=1)),)),
            PLAN,
            [Broken(Rule.SITE_SEEN_LONG_AGO, "A")],
        ),
        (
            replace(OPERATION, freezes=(replace(OPERATION.freezes[0], valid=OVER),)),
            PLAN,
            [Broken(Rule.FREEZE_NOT_VALID, "order 1")],
        ),
        (OPERATION, keeping(beds={("school", "A"): 11}), [Broken(Rule.BEDS_MISSING, "A", has=11, needs=20)]),
        (OPERATION, keeping(beds={("school", "A"): 21}), [Broken(Rule.BEDS_OVERBOOKED, "school", has=20, needs=21)]),
        (OPERATION, replace(PLAN, cells={}), [Broken(Rule.CELLS_MISSING, "A", has=0, needs=1)]),
        (
            OPERATION,
            replace(PLAN, cells={("station", "A"): 4}),
            [Broken(Rule.CELLS_OVERBOOKED, "station", has=3, needs=4)],
        ),
        (
            OPERATION,
            replace(PLAN, interpreters=frozenset({InterpreterPlace("no. 1", "A", "my")})),
            [Broken(Rule.INTERPRETER_MISSING, "A", "zh", has=0, needs=1)],
        ),
        (
            with_team(Work.ARREST, replace(TEAMS[Work.ARREST], people=1)),
            PLAN,
            [Broken(Rule.PEOPLE_MISSING, "A", "arrest", has=1, needs=2)],
        ),
        (
            with_team(Work.CARE, replace(TEAMS[Work.CARE], people=1)),
            PLAN,
            [Broken(Rule.CARE_MISSING, "A", "care", has=1, needs=2)],
        ),
        (
            with_team(Work.MEDICAL, replace(TEAMS[Work.MEDICAL], free=LATE)),
            PLAN,
            [Broken(Rule.CARE_MISSING, "A", "medical", has=0, needs=1), Broken(Rule.TEAM_NOT_FREE, "medical", "A")],
        ),
        (
            with_team(Work.ENTRY, team("entry", Work.ENTRY, 6, state="KR")),
            PLAN,
            [
                Broken(Rule.FOREIGN_FORCE, "entry", "A"),
                Broken(Rule.PEOPLE_MISSING, "A", "entry", has=0, needs=1),
            ],
        ),
    ],
)
def test_one_thing_taken_away_is_named(operation: Operation, plan: Plan, broken: list[Broken]) -> None:
    assert check(operation, plan) == tuple(sorted(broken))


def test_a_foreign_team_may_use_force_on_an_entered_legal_basis_and_help_without_one() -> None:
    korean = team("entry", Work.ENTRY, 6, state="KR")
    assert check(with_team(Work.ENTRY, replace(korean, legal_bases=BASIS)), PLAN) == ()
    assert Broken(Rule.FOREIGN_FORCE, "entry", "A") in check(
        with_team(Work.ENTRY, replace(korean, legal_bases={"TH": " "})), PLAN
    )
    assert check(with_team(Work.MEDICAL, team("medical", Work.MEDICAL, 1, state="KR")), PLAN) == ()


def test_a_team_in_two_places_is_named_and_counts_in_neither() -> None:
    operation = replace(
        with_team(Work.CARE, replace(TEAMS[Work.CARE], minutes_to={"A": 30, "B": 30})), sites=(SITE, SECOND_SITE)
    )
    plan = replace(PLAN, teams=PLAN.teams | {TeamPlace("care", "B")})
    found = check(operation, plan)
    assert Broken(Rule.TEAM_IN_TWO_PLACES, "care", has=2, needs=1) in found
    assert Broken(Rule.CARE_MISSING, "A", "care", has=0, needs=2) in found


def test_an_interpreter_in_two_languages_at_once_counts_in_neither() -> None:
    plan = replace(PLAN, interpreters=PLAN.interpreters | {InterpreterPlace("no. 2", "A", "my")})
    assert check(OPERATION, plan) == (
        Broken(Rule.INTERPRETER_IN_TWO_PLACES, "no. 2", has=2, needs=1),
        Broken(Rule.INTERPRETER_MISSING, "A", "zh", has=0, needs=1),
    )


def test_beds_of_a_place_that_does_not_serve_the_site_do_not_count() -> None:
    far = replace(OPERATION.receptions[0], sites=frozenset({"B"}))
    assert check(replace(OPERATION, receptions=(far,)), PLAN) == (Broken(Rule.BEDS_MISSING, "A", has=0, needs=20),)


def test_an_interpreter_who_does_not_speak_it_is_no_help() -> None:
    deaf = replace(CHINESE, languages=frozenset({"my"}), free=FREE)
    found = check(replace(OPERATION, interpreters=(OPERATION.interpreters[0], deaf)), PLAN)
    assert [each.rule for each in found] == [Rule.INTERPRETER_MISSING, Rule.INTERPRETER_NOT_FREE]
    assert not is_compliant(found)


def test_every_rule_has_a_remedy() -> None:
    assert set(REMEDIES) == set(Rule)
    assert Broken(Rule.BEDS_MISSING, "A").remedy is Remedy.ADD_PLACES_OR_SPLIT


def test_a_missing_warrant_does_not_make_the_victim_plan_red() -> None:
    assert is_compliant([Broken(Rule.WARRANT_MISSING, "T1")])
    assert not is_compliant([Broken(Rule.BEDS_MISSING, "A")])


@pytest.mark.parametrize("number", [0, 1, 5])
def test_only_cells_and_arrests_depend_on_how_many_targets_there_are(number: int) -> None:
    targets = tuple(replace(TARGET, code=f"T{each}") for each in range(number))
    bare = replace(OPERATION, teams=(), interpreters=(), receptions=(), custodies=(), freezes=())
    found = check(replace(bare, targets=targets), Plan(HOUR))
    counted = {(each.rule, each.needs) for each in found if counts_targets(each)}
    assert counted == ({(Rule.PEOPLE_MISSING, 2 * number), (Rule.CELLS_MISSING, number)} if number else set())
    assert [each for each in found if not counts_targets(each)] == list(check(replace(bare, targets=()), Plan(HOUR)))
