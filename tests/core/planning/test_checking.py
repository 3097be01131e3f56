"""Every rule of a plan that is broken is named, with where, how much and what helps."""

from collections.abc import Mapping
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
    Freeze,
    Interpreter,
    InterpreterPlace,
    Kits,
    Operation,
    Plan,
    Remedy,
    Rule,
    Site,
    Span,
    Team,
    TeamPlace,
    Work,
    check,
    is_compliant,
)
from interlace.core.planning.needs import counts_targets

OVER = Span(HOUR - timedelta(days=30), HOUR)
LATE = Span(HOUR - timedelta(minutes=20), HOUR + timedelta(hours=6))
SECOND_SITE = Site("B", "TH", SITE.zone, SITE.seen, {})
TEAMS_WITHOUT_ENTRY = tuple(each for each in OPERATION.teams if each.work is not Work.ENTRY)
PLAN_WITHOUT_ENTRY = replace(PLAN, teams=PLAN.teams - {TeamPlace("entry", "A")})
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


TEAMS_OF_B = tuple(replace(each, code=f"{each.code} of B", minutes_to={"B": 30}) for each in TEAMS.values())
BOTH = replace(
    OPERATION,
    sites=(SITE, SECOND_SITE),
    teams=(*TEAMS.values(), *TEAMS_OF_B, Team("liaison", "TH", Work.LIAISON, 1, FREE, {"A": 30, "B": 30})),
    kits=(Kits("boxes", 4, frozenset({"A", "B"})),),
)
PLAN_OF_BOTH = replace(PLAN, teams=PLAN.teams | {TeamPlace(each.code, "B") for each in TEAMS_OF_B})
THIRD = Interpreter("no. 3", frozenset({"my", "zh"}), FREE, frozenset({"A"}))
ALONE: Mapping[Rule, tuple[Operation, Plan]] = {
    Rule.TARGET_NOT_AGREED: (replace(OPERATION, targets=(replace(TARGET, is_agreed=False),)), PLAN),
    Rule.WARRANT_MISSING: (replace(OPERATION, targets=(replace(TARGET, warrant=None),)), PLAN),
    Rule.WARRANT_NOT_VALID: (replace(OPERATION, targets=(replace(TARGET, warrant=OVER),)), PLAN),
    Rule.HAND_OVER_MISSING: (replace(OPERATION, targets=(replace(TARGET, hand_over=None),)), PLAN),
    Rule.CONDITION_OPEN: (replace(OPERATION, targets=(replace(TARGET, is_condition_open=True),)), PLAN),
    Rule.SITE_SEEN_LONG_AGO: (replace(OPERATION, sites=(replace(SITE, seen=HOUR - timedelta(days=8)),)), PLAN),
    Rule.PEOPLE_MISSING: (replace(OPERATION, teams=TEAMS_WITHOUT_ENTRY), PLAN_WITHOUT_ENTRY),
    Rule.CARE_MISSING: (with_team(Work.CARE, replace(TEAMS[Work.CARE], people=1)), PLAN),
    Rule.INTERPRETER_MISSING: (
        OPERATION,
        replace(PLAN, interpreters=frozenset({InterpreterPlace("no. 1", "A", "my")})),
    ),
    Rule.BEDS_MISSING: (OPERATION, keeping(beds={})),
    Rule.CELLS_MISSING: (OPERATION, replace(PLAN, cells={})),
    Rule.KITS_MISSING: (replace(OPERATION, kits=()), PLAN),
    Rule.FREEZE_NOT_VALID: (replace(OPERATION, freezes=(Freeze("order 1", OVER),)), PLAN),
    Rule.TEAM_NOT_FREE: (
        replace(OPERATION, teams=(*OPERATION.teams, Team("liaison", "TH", Work.LIAISON, 1, OVER, {"A": 30}))),
        replace(PLAN, teams=PLAN.teams | {TeamPlace("liaison", "A")}),
    ),
    Rule.TEAM_IN_TWO_PLACES: (
        BOTH,
        replace(PLAN_OF_BOTH, teams=PLAN_OF_BOTH.teams | {TeamPlace("liaison", "A"), TeamPlace("liaison", "B")}),
    ),
    Rule.INTERPRETER_NOT_FREE: (
        replace(OPERATION, interpreters=(*OPERATION.interpreters, replace(THIRD, free=OVER))),
        replace(PLAN, interpreters=PLAN.interpreters | {InterpreterPlace("no. 3", "A", "my")}),
    ),
    Rule.INTERPRETER_IN_TWO_PLACES: (
        replace(OPERATION, interpreters=(*OPERATION.interpreters, THIRD)),
        replace(
            PLAN,
            interpreters=PLAN.interpreters
            | {InterpreterPlace("no. 3", "A", "my"), InterpreterPlace("no. 3", "A", "zh")},
        ),
    ),
    Rule.FOREIGN_FORCE: (
        replace(OPERATION, teams=(*OPERATION.teams, team("guests", Work.ENTRY, 6, state="KR"))),
        replace(PLAN, teams=PLAN.teams | {TeamPlace("guests", "A")}),
    ),
    Rule.BEDS_OVERBOOKED: (OPERATION, keeping(beds={("school", "A"): 21})),
    Rule.CELLS_OVERBOOKED: (OPERATION, replace(PLAN, cells={("station", "A"): 4})),
}
"""For each rule what breaks it and nothing else (list of the task on meetings, 7)."""


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_can_be_broken_alone(rule: Rule) -> None:
    assert [each.rule for each in check(*ALONE[rule])] == [rule]


def test_nothing_is_broken_at_two_sites_with_everything() -> None:
    assert check(BOTH, PLAN_OF_BOTH) == ()


@pytest.mark.parametrize(
    ("kits", "missing"),
    [
        ([Kits("boxes", 2, frozenset({"A", "B"}))], []),
        ([Kits("boxes", 1, frozenset({"A", "B"}))], ["A", "B"]),
        ([Kits("boxes", 9, frozenset({"A"}))], ["B"]),
        ([Kits("boxes", 0, frozenset({"A"})), Kits("more", 1, frozenset({"B"}))], ["A"]),
        ([Kits("nowhere", 9, frozenset())], ["A", "B"]),
    ],
)
def test_kits_of_several_sites_are_shared_alike(kits: list[Kits], missing: list[str]) -> None:
    found = check(replace(BOTH, kits=tuple(kits)), PLAN_OF_BOTH)
    assert [(each.rule, each.where) for each in found] == [(Rule.KITS_MISSING, each) for each in missing]
    # It is about exhibits: whoever is found on site is looked after.
    assert is_compliant(found)


@pytest.mark.parametrize("number", [0, 1, 5])
def test_only_cells_and_arrests_depend_on_how_many_targets_there_are(number: int) -> None:
    targets = tuple(replace(TARGET, code=f"T{each}") for each in range(number))
    bare = replace(OPERATION, teams=(), interpreters=(), receptions=(), custodies=(), freezes=())
    found = check(replace(bare, targets=targets), Plan(HOUR))
    counted = {(each.rule, each.needs) for each in found if counts_targets(each)}
    assert counted == ({(Rule.PEOPLE_MISSING, 2 * number), (Rule.CELLS_MISSING, number)} if number else set())
    assert [each for each in found if not counts_targets(each)] == list(check(replace(bare, targets=()), Plan(HOUR)))
