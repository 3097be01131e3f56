"""An abort stops what is its speaker's; nothing of another State, no later version, and no order for a life."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.planning.operations import HOUR, OPERATION, PLAN, team, with_team

from interlace.core.planning import TeamPlace, Work
from interlace.core.planning.aborting import Abort, Reach, is_aborted, may_abort
from interlace.core.planning.going import EmergencyOrder, Flag, Held, Hold, Raised, held, released

STATES = st.sampled_from(["KR", "TH", "VN"])
LIAISON = with_team(Work.LIAISON, team("liaison", Work.LIAISON, 1, state="VN"))
SENT = replace(PLAN, teams=PLAN.teams | {TeamPlace("liaison", "A")})
ORDER = EmergencyOrder("TH", "officer-1", "officer-2", "shots heard in hall 2", signed=HOUR)
HELD = [Held(Hold.NOT_SET, "KR")]


def stopped_by(*aborts: Abort, order: EmergencyOrder | None = None, go: bool = True, version: int = 7) -> set[str]:
    """The teams that do not begin."""
    left = released(LIAISON, SENT, held=() if go else HELD, order=order, aborts=aborts, version=version)
    return {each.team for each in SENT.teams - left}


EVERYBODY = {each.team for each in SENT.teams}


@pytest.mark.parametrize(
    ("abort", "stopped"),
    [
        (Abort(Reach.ALL, "KR", 7), EVERYBODY),
        (Abort(Reach.OWN, "TH", 7), EVERYBODY),  # its teams, and whoever is sent to its ground
        (Abort(Reach.OWN, "VN", 7), {"liaison"}),
        (Abort(Reach.OWN, "KR", 7), set()),  # its targets are there, and no team of its own
        (Abort(Reach.SITE, "TH", 7, "A"), EVERYBODY),
        (Abort(Reach.SITE, "TH", 7, "B"), set()),
        (Abort(Reach.TARGET, "KR", 7, "T1"), set()),
        (Abort(Reach.ALL, "KR", 6), set()),  # of a version that no longer stands
    ],
)
def test_it_stops_what_it_reaches_in_the_version_that_it_is_of(abort: Abort, stopped: set[str]) -> None:
    assert stopped_by(abort) == stopped


@pytest.mark.parametrize(
    ("abort", "where"),
    [
        (Abort(Reach.ALL, "KR", 7), ["KR"]),
        (Abort(Reach.OWN, "TH", 7), ["TH"]),
        (Abort(Reach.SITE, "TH", 7, "A"), ["A"]),
        (Abort(Reach.TARGET, "KR", 7, "T1"), []),
        (Abort(Reach.ALL, "KR", 6), []),
    ],
)
def test_go_is_held_until_another_version_stands(abort: Abort, where: list[str]) -> None:
    flags = {"KR": Raised(Flag.GO, 7), "TH": Raised(Flag.GO, 7)}
    found = held(flags, states=("KR", "TH"), version=7, broken=[], aborts=[abort])
    assert found == tuple(Held(Hold.ABORTED, each) for each in where)


def test_an_order_for_a_life_is_ended_by_its_own_state_alone_and_only_afterwards() -> None:
    leader = Abort(Reach.ALL, "KR", 7, at=HOUR + timedelta(minutes=5))
    own = Abort(Reach.OWN, "TH", 7, at=HOUR + timedelta(minutes=5))
    assert stopped_by(leader, order=ORDER, go=False) == set()
    assert stopped_by(own, order=ORDER, go=False) == EVERYBODY
    assert stopped_by(own, order=ORDER, go=False, version=8) == EVERYBODY
    assert stopped_by(replace(own, at=HOUR), order=ORDER, go=False) == set()


@given(st.sampled_from(Reach), STATES, STATES, STATES)
def test_nobody_but_the_leading_bureau_aborts_what_is_another_s(
    reach: Reach, state: str, leader: str, owner: str
) -> None:
    is_own = reach is Reach.OWN or (reach in {Reach.SITE, Reach.TARGET} and owner == state)
    assert may_abort(reach, state=state, leader=leader, owner=owner) == (is_own or state == leader)


def test_only_an_abort_of_all_of_this_version_aborts_it() -> None:
    assert is_aborted([Abort(Reach.ALL, "KR", 7)], version=7)
    assert not is_aborted([Abort(Reach.ALL, "KR", 7)], version=8)
    assert not is_aborted([Abort(Reach.OWN, "KR", 7)], version=7)
    assert not is_aborted([], version=7)


def test_without_aborts_nothing_is_stopped() -> None:
    assert stopped_by() == set()
    assert released(OPERATION, PLAN, held=()) == PLAN.teams
