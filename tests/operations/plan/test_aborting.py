"""An abort: by page, REST and command, refused, said later, and seen by those alone who read what it stops."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.operations.plan.joining import all_that_is_needed, brought, joined
from tests.operations.plan.test_api import JSON
from tests.operations.plan.test_cli import run
from tests.operations.plan.test_room import at_desk, text_of
from tests.operations.test_board import client_of
from tests.screening.network import NOW, make_members, viewer

from interlace.core.planning.aborting import Reach
from interlace.core.planning.going import Flag, Hold
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, NotFound, Refused
from interlace.operations.plan import day
from interlace.operations.plan.aborting import AbortTerms, abort
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import EntryKind, JointOperation, OperationSaying, TeamState
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import operation_view

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "SEN TRẮNG"
WHY = "Shots at the gate."
TEAMS = {f"TH-{work}" for work in ("entry", "arrest", "evidence", "care", "medical")}


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.INTERLACE_DEMO = True


@pytest.fixture
def going() -> JointOperation:
    """Korea leads, the ground is Thailand's, Viet Nam takes part, Singapore does not; Go was given."""
    make_members("KR", "TH", "VN", "SG")
    operation = joined("KR", "TH", "VN")
    all_that_is_needed(operation.id)
    brought("KR", operation.id, EntryKind.ABORT_WORD, "stop", Compartment.ALL, word=WORD)
    propose_plan(viewer("KR"), operation.id, now=NOW)
    for member in ("KR", "TH", "VN"):
        day.raise_flag(viewer(member), operation.id, Flag.GO, seen=1, now=NOW)
    day.give_go(viewer("KR"), operation.id, seen=1, now=NOW)
    return operation


def said(by: str, operation: UUID, reach: Reach, where: str = "", **more: Any) -> OperationSaying:
    key, at, now = more.pop("key", None) or uuid4(), more.pop("at", NOW), more.pop("now", NOW)
    return abort(viewer(by), operation, AbortTerms(reach, WHY, where, **more), key=key, at=at, now=now)


def may_begin(member: str, operation: UUID) -> set[str]:
    return {each.team for each in operation_view(viewer(member), operation, now=NOW).released}


def test_the_leading_bureau_aborts_all_by_the_page_and_go_is_not_given_again_for_this_version(
    going: JointOperation,
) -> None:
    place = f"/operations/{going.id}"
    day.check_in(
        viewer("TH"), going.id, key=uuid4(), at=NOW, now=NOW, of=day.Whereabouts("TH-care", TeamState.IN_PLACE)
    )
    day.check_in(
        viewer("TH"), going.id, key=uuid4(), at=NOW, now=NOW, of=day.Whereabouts("TH-entry", TeamState.IN_PLACE)
    )
    assert may_begin("KR", going.id) == TEAMS
    posted = at_desk("KR").post(f"{place}/abort", {"reach": "all", "reason": WHY, "word": "sen trắng", "version": "1"})
    assert posted.status_code == 302

    seen = operation_view(viewer("KR"), going.id, now=NOW)
    assert (seen.released, [each.why for each in seen.held]) == (frozenset(), [Hold.ABORTED])
    with pytest.raises(Refused, match="held"):
        day.give_go(viewer("KR"), going.id, seen=1, now=NOW)
    for member in ("KR", "TH", "VN"):
        for path in (place, f"{place}/wall"):
            text = text_of(at_desk(member), path)
            assert "Aborts the whole operation by the abort word, version 1: Shots at the gate." in text
            assert "Aborted. Nobody begins." in text
    room = text_of(at_desk("TH"), place)
    assert "Stays with those found there" in room
    assert "Aborted: comes back" in room
    assert "Aborted: does not begin" in room
    assert "beds stay kept" in room

    propose_plan(viewer("KR"), going.id, now=NOW)
    assert "Aborts the whole" not in text_of(at_desk("TH"), place).split('id="log"')[0]
    assert {each.why for each in operation_view(viewer("KR"), going.id, now=NOW).held} == {Hold.OTHER_VERSION}


def test_a_state_aborts_its_own_by_rest_and_by_command_and_not_another_s(going: JointOperation) -> None:
    place = f"/api/v1/operations/{going.id}/aborts"
    for reach, where in (("all", ""), ("site", "TH-A"), ("target", "KR-T1")):
        body = {"reach": reach, "reason": WHY, "where": where}
        assert client_of("VN").post(place, body, content_type=JSON).status_code in {403, 422}
    key = str(uuid4())
    body = {"reach": "own", "reason": WHY, "key": key, "at": NOW.isoformat()}
    first, again = (client_of("VN").post(place, body, content_type=JSON) for _time in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    told = [each for each in again.json()["log"] if each["kind"] == "abort"]
    assert [(each["member"], each["detail"]["reach"], each["detail"]["reason"]) for each in told] == [
        ("VN", "own", WHY)
    ]
    # Viet Nam has no team and no ground here: nobody else's is stopped.
    assert may_begin("TH", going.id) == TEAMS
    assert run("TH", "abort", going.title, "own", "--reason", WHY, "--dry-run")["log"]
    assert may_begin("TH", going.id) == TEAMS
    run("TH", "abort", going.title, "site", "--where", "TH-A", "--reason", WHY, "--word", WORD)
    assert (may_begin("TH", going.id), may_begin("KR", going.id)) == (set(), set())
    with steward(Task.LEDGER):
        leaves = [each.entry for each in Leaf.objects.filter(event="operation.said") if '"abort"' in each.entry]
    assert len(leaves) == 2
    assert not any(WHY in each or WORD in each for each in leaves)


def test_what_is_wrong_is_refused_in_a_sentence_and_nothing_is_kept(going: JointOperation) -> None:
    place, thailand = f"/operations/{going.id}", at_desk("TH")
    wrong: list[tuple[dict[str, str], int, str]] = [
        ({"reach": "all", "reason": WHY}, 403, "the leading bureau"),
        ({"reach": "own", "reason": " "}, 422, "A text is missing."),
        ({"reach": "site|TH-Z", "reason": WHY}, 422, "no site or target"),
        ({"reach": "everything", "reason": WHY}, 422, "no site or target"),
        ({"reach": "own", "reason": WHY, "word": "Alpha"}, 422, "no abort word"),
    ]
    for typed, status, words in wrong:
        answer = thailand.post(f"{place}/abort", typed)
        assert (answer.status_code, words in answer.content.decode()) == (status, True), typed
    assert "Alpha" not in thailand.post(f"{place}/abort", wrong[-1][0]).content.decode()
    assert operation_view(viewer("TH"), going.id, now=NOW).aborts == ()
    bare = joined("KR", "TH")
    with pytest.raises(InvalidInput, match="no plan"):
        said("TH", bare.id, Reach.OWN)


def test_who_does_not_read_a_target_learns_nothing_of_its_abort(going: JointOperation) -> None:
    place = f"/operations/{going.id}"
    before = {path: text_of(at_desk("VN"), path) for path in (place, f"{place}/wall")}
    plain = client_of("VN").get(f"/api/v1{place}").content
    said("KR", going.id, Reach.TARGET, "KR-T1")
    assert "Calls off KR-T1" in text_of(at_desk("KR"), place)
    assert client_of("VN").get(f"/api/v1{place}").content == plain
    for path, text in before.items():
        assert "Calls off" not in text_of(at_desk("VN"), path)
        assert ("Carers and medical staff" in text_of(at_desk("VN"), path)) == ("Carers and medical staff" in text)
    hidden = client_of("VN").post(
        f"/api/v1{place}/aborts", {"reach": "target", "reason": WHY, "where": "KR-T1"}, content_type=JSON
    )
    absent = client_of("VN").post(
        f"/api/v1{place}/aborts", {"reach": "target", "reason": WHY, "where": "KR-T9"}, content_type=JSON
    )
    assert (hidden.status_code, hidden.content) == (422, absent.content)
    # Its other targets are still there, and Go for the teams stands.
    assert may_begin("TH", going.id) == TEAMS


def test_a_site_in_a_compartment_is_told_to_its_readers_alone(going: JointOperation) -> None:
    hidden = brought(
        "TH", going.id, EntryKind.SITE, "B", Compartment.LEADER, zone="Asia/Bangkok", seen=NOW.isoformat(), languages={}
    )
    said("KR", going.id, Reach.SITE, hidden)
    for member, is_told in {"KR": True, "TH": True, "VN": False}.items():
        seen = operation_view(viewer(member), going.id, now=NOW)
        assert [each.where for _said, each in seen.aborts] == ([hidden] if is_told else [])


def test_a_bureau_outside_finds_what_was_never_there(going: JointOperation) -> None:
    said("KR", going.id, Reach.ALL)
    body = {"reach": "own", "reason": WHY}
    hidden, absent = (
        client_of("SG").post(f"/api/v1/operations/{name}/aborts", body, content_type=JSON)
        for name in (going.id, uuid4())
    )
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert at_desk("SG").post(f"/operations/{going.id}/abort", body).status_code == 404
    with pytest.raises(NotFound):
        run("SG", "abort", going.title, "own", "--reason", WHY)


def test_one_that_waited_for_a_line_keeps_its_time_and_is_of_the_version_that_its_officer_saw(
    going: JointOperation,
) -> None:
    then, key = NOW - timedelta(minutes=40), uuid4()
    propose_plan(viewer("KR"), going.id, now=NOW)
    kept = said("TH", going.id, Reach.OWN, key=key, at=then, version=1)
    assert (kept.at, kept.received, kept.version) == (then, NOW, 1)
    assert said("TH", going.id, Reach.OWN, key=key, at=then, version=1).id == kept.id
    # It came when the second plan stood: that one does not begin either, until its State says so.
    assert [each for each, _abort in operation_view(viewer("TH"), going.id, now=NOW).aborts] == [kept]
    held = operation_view(viewer("KR"), going.id, now=NOW).held
    assert (Hold.ABORTED, "TH") in {(each.why, each.where) for each in held}
    later = NOW + timedelta(minutes=1)
    day.raise_flag(viewer("TH"), going.id, Flag.GO, seen=2, now=later)
    assert operation_view(viewer("TH"), going.id, now=later).aborts == ()
    # A number that no version has yet is the latest one's, and stops no later plan.
    assert said("TH", going.id, Reach.OWN, version=99).version == 2


def test_an_order_for_a_life_goes_on_after_an_abort_of_the_bureau_that_leads(going: JointOperation) -> None:
    said("KR", going.id, Reach.ALL)
    order = day.order_emergency(viewer("TH"), going.id, reason="shots heard in hall 2", now=NOW)
    day.second_order(viewer("TH", post="second"), going.id, order.id, now=NOW)
    assert may_begin("TH", going.id) == TEAMS
    later = NOW + timedelta(minutes=5)
    said("KR", going.id, Reach.SITE, "TH-A", at=later, now=later)
    assert may_begin("TH", going.id) == TEAMS
    said("TH", going.id, Reach.OWN, at=later, now=later)
    assert may_begin("TH", going.id) == set()


def test_an_abort_that_arrives_after_the_order_stops_it_whatever_its_device_s_clock(going: JointOperation) -> None:
    order = day.order_emergency(viewer("TH"), going.id, reason="shots heard in hall 2", now=NOW)
    day.second_order(viewer("TH", post="second"), going.id, order.id, now=NOW)
    later = NOW + timedelta(minutes=30)
    said("TH", going.id, Reach.OWN, at=later - timedelta(minutes=45), now=later)
    assert may_begin("TH", going.id) == set()


def test_the_room_says_who_begins_under_an_order_after_all_was_aborted(going: JointOperation) -> None:
    said("KR", going.id, Reach.ALL)
    assert "Aborted. Nobody begins." in at_desk("TH").get(f"/operations/{going.id}").content.decode()
    order = day.order_emergency(viewer("TH"), going.id, reason="shots heard in hall 2", now=NOW)
    day.second_order(viewer("TH", post="second"), going.id, order.id, now=NOW)
    told = at_desk("TH").get(f"/operations/{going.id}").content.decode()
    assert "Aborted. Only who has an emergency order begins." in told
