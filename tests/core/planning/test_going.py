"""Go is held until every State says go for this version and everybody on site will be looked after."""

from dataclasses import replace

import pytest
from tests.core.planning.operations import OPERATION, PLAN, team, with_team

from interlace.core.planning import Broken, Rule, TeamPlace, Work
from interlace.core.planning.going import EmergencyOrder, Flag, Held, Hold, Raised, held, is_complete, released

GO = Raised(Flag.GO, 7)
ALL = {"KR": GO, "TH": GO}
STATES = ("KR", "TH")
BEDS = Broken(Rule.BEDS_MISSING, "A", has=31, needs=60)
WARRANT = Broken(Rule.WARRANT_NOT_VALID, "T1")
ORDER = EmergencyOrder("TH", "officer-1", "officer-2", "shots heard in hall 2")


def test_nothing_holds_go_when_all_say_it_and_nothing_is_broken() -> None:
    assert held(ALL, states=STATES, version=7, broken=[]) == ()


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        ({"KR": GO}, Hold.NOT_SET),
        ({"KR": GO, "TH": Raised(Flag.NO_GO, 7)}, Hold.NO_GO),
        ({"KR": GO, "TH": Raised(Flag.GO, 6)}, Hold.OTHER_VERSION),
    ],
)
def test_one_state_that_has_not_said_go_for_this_version_holds_it(flags: dict[str, Raised], why: Hold) -> None:
    assert held(flags, states=STATES, version=7, broken=[]) == (Held(why, "TH"),)


def test_a_red_victim_plan_holds_it_and_cannot_be_accepted() -> None:
    assert held(ALL, states=STATES, version=7, broken=[BEDS], accepted=[BEDS]) == (Held(Hold.VICTIM_PLAN, "A"),)


def test_another_risk_is_held_until_it_is_accepted_by_name() -> None:
    assert held(ALL, states=STATES, version=7, broken=[WARRANT]) == (Held(Hold.BROKEN, "T1"),)
    assert held(ALL, states=STATES, version=7, broken=[WARRANT], accepted=[WARRANT]) == ()


def test_foreign_force_cannot_be_accepted() -> None:
    force = Broken(Rule.FOREIGN_FORCE, "entry", "A")
    found = held(ALL, states=STATES, version=7, broken=[force], accepted=[force])
    assert found == (Held(Hold.FOREIGN_FORCE, "entry"),)


@pytest.mark.parametrize(
    "order", [replace(ORDER, second="officer-1"), replace(ORDER, second=""), replace(ORDER, reason=" ")]
)
def test_an_emergency_order_is_by_two_persons_with_a_reason(order: EmergencyOrder) -> None:
    assert is_complete(ORDER)
    assert not is_complete(order)
    assert released(OPERATION, PLAN, held=[Held(Hold.VICTIM_PLAN, "A")], order=order) == frozenset()


def test_an_emergency_order_releases_the_teams_on_its_own_ground_only() -> None:
    red = [Held(Hold.VICTIM_PLAN, "A")]
    assert released(OPERATION, PLAN, held=red) == frozenset()
    assert released(OPERATION, PLAN, held=red, order=ORDER) == PLAN.teams
    assert released(OPERATION, PLAN, held=red, order=replace(ORDER, state="KH")) == frozenset()


def test_not_even_an_emergency_order_gives_a_foreign_team_a_basis() -> None:
    operation = with_team(Work.ENTRY, team("entry", Work.ENTRY, 6, state="KR"))
    red = [Held(Hold.VICTIM_PLAN, "A")]
    assert released(operation, PLAN, held=red, order=ORDER) == PLAN.teams - {TeamPlace("entry", "A")}
