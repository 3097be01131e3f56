"""What was said stands until somebody knowingly says otherwise: conditions, versions, calls for help."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from tests.cases.walking import browser_of
from tests.operations.plan.joining import DAY, FREE, agreed_target, all_that_is_needed, brought, joined
from tests.operations.test_board import client_of
from tests.screening.network import NOW, make_members, viewer

from interlace.core.planning import Rule
from interlace.core.planning.going import Flag
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput
from interlace.operations.plan import day
from interlace.operations.plan.actions import Compartment, add_ready, take_back
from interlace.operations.plan.changing import Change, change_plan
from interlace.operations.plan.models import EntryKind, JointOperation, OperationEntry, TeamState
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.presenting import latest_word
from interlace.operations.plan.queries import OperationView, operation_view

pytestmark = pytest.mark.django_db(transaction=True)
JSON = "application/json"


@pytest.fixture
def three(settings: Any) -> JointOperation:
    settings.INTERLACE_DEMO = True
    make_members("KR", "TH", "VN", "SG")
    return joined("KR", "TH", "VN")


def seen(member: str, three: JointOperation) -> OperationView:
    return operation_view(viewer(member), three.id, now=NOW)


def own(member: str, three: JointOperation, kind: EntryKind) -> OperationEntry:
    return next(each for each in seen(member, three).entries if each.kind == kind and each.member == member)


def test_saying_more_of_a_target_keeps_what_is_not_said_and_lifting_a_condition_is_written_down(
    three: JointOperation,
) -> None:
    site = all_that_is_needed(three.id, needs_assurance=True)
    korea, place = browser_of("kr.desk"), f"/operations/{three.id}"
    entry = str(own("KR", three, EntryKind.TARGET).id)
    page = korea.get(place).content.decode()
    assert "Say more of KR-T1" in page
    assert 'value="surrender" selected' in page
    typed = {"entry": entry, "site": site, "begins": "2026-07-14T00:00", "ends": ""}
    assert korea.post(f"{place}/target", typed).status_code == 302
    shape = own("KR", three, EntryKind.TARGET).shape
    assert (shape["needs_assurance"], shape["hand_over"], shape["warrant"]["ends"]) == (True, "surrender", None)
    rest = client_of("KR").put(f"/api/v1/operations/{three.id}/entries/{entry}", {"site": site}, content_type=JSON)
    assert rest.status_code == 200
    assert own("KR", three, EntryKind.TARGET).shape == shape
    assert korea.post(f"{place}/target", {"entry": entry, "condition": "no"}).status_code == 302
    assert not own("KR", three, EntryKind.TARGET).shape["needs_assurance"]
    with steward(Task.LEDGER):
        leaves = [each.entry.replace(" ", "") for each in Leaf.objects.filter(event="operation.entry", member="KR")]
    lifted = [each for each in leaves if '"condition_after":false' in each and '"condition_before":true' in each]
    assert len(lifted) == 1


def test_an_assurance_is_of_one_person_and_not_of_a_code(three: JointOperation) -> None:
    site = all_that_is_needed(three.id, needs_assurance=True)
    day.assure(viewer("KR"), three.id, target="KR-T1", document="MOJ 2026/88", now=NOW)
    take_back(viewer("KR"), three.id, own("KR", three, EntryKind.TARGET).id, now=NOW)
    other = str(agreed_target("KR", "TH", name="SOMEBODY Else"))
    said: dict[str, Any] = {
        "site": site,
        "ready_target": other,
        "warrant": FREE,
        "hand_over": "surrender",
        "needs_assurance": True,
    }
    brought("KR", three.id, EntryKind.TARGET, "T1", **said)
    propose_plan(viewer("KR"), three.id, now=NOW)
    assert Rule.CONDITION_OPEN in {each.rule for each in seen("KR", three).broken}


def test_a_flag_is_for_the_version_that_its_officer_saw(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    thailand, place = browser_of("th.desk"), f"/operations/{three.id}"
    assert '<input type="hidden" name="version" value="1">' in thailand.get(place).content.decode()
    change_plan(viewer("KR"), three.id, Change(team="TH-care"), now=NOW)
    assert thailand.post(f"{place}/flag", {"do": "go", "version": "1"}).status_code == 409
    api = client_of("TH").post(f"/api/v1{place}/flags", {"flag": "go", "version": 1}, content_type=JSON)
    assert (api.status_code, api.json()["code"]) == (409, "plan_changed")
    with pytest.raises(Conflict, match="Another version"):
        day.give_go(viewer("KR"), three.id, seen=1, now=NOW)
    assert [each for each in seen("TH", three).sayings if each.kind == "flag"] == []
    day.raise_flag(viewer("TH"), three.id, Flag.GO, seen=2, now=NOW)


def test_two_versions_never_have_one_number(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    barrier, refused = threading.Barrier(2), list[str]()

    def change(team: str) -> None:
        try:
            who = viewer("KR")
            barrier.wait()
            change_plan(who, three.id, Change(team=team), now=NOW)
        except InterlaceError as error:
            refused.append(error.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=change, args=(team,)) for team in ("TH-care", "TH-medical")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    versions = sorted(each.version for each in seen("KR", three).sayings if each.kind == "plan")
    assert versions == list(range(1, len(versions) + 1))
    assert len(versions) + len(refused) == 3
    assert set(refused) <= {"plan_changed"}


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00Z", "2999-01-01T00:00:00Z"])
def test_a_clock_that_stands_wrong_neither_loses_a_word_nor_ends_the_room(three: JointOperation, at: str) -> None:
    body = {"key": str(uuid4()), "text": "ab", "at": at}
    said = client_of("VN").post(f"/api/v1/operations/{three.id}/check-ins", body, content_type=JSON)
    assert said.status_code == 201
    [line] = [each for each in said.json()["log"] if each["kind"] == "check_in"]
    assert (line["at"], line["detail"]["text"]) == (line["received"], "ab")
    assert browser_of("kr.desk").get(f"/operations/{three.id}").status_code == 200


def test_a_nul_in_a_word_is_left_out(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    of = day.Whereabouts("TH-entry", TeamState.IN_PLACE)
    said = day.check_in(viewer("TH"), three.id, key=uuid4(), at=NOW, now=NOW, text="a\x00b", of=of)
    assert said.detail["text"] == "ab"


def test_no_other_time_of_long_ago_is_kept(three: JointOperation) -> None:
    ancient = "0001-01-01T00:00:00+14:00"
    with pytest.raises(InvalidInput):
        brought("TH", three.id, EntryKind.SITE, "B", Compartment.ALL, zone="Asia/Bangkok", seen=ancient, languages={})
    free = {"begins": ancient, "ends": None}
    with pytest.raises(InvalidInput):
        brought("TH", three.id, EntryKind.TEAM, "care", work="care", people=1, free=free, minutes_to={})
    terms = {"title": "Old", "members": ["TH"], "purpose": "fraud", "reference": "KR-1"}
    hours = {"first_hour": ancient, "last_hour": ancient}
    assert client_of("KR").post("/api/v1/operations", {**terms, **hours}, content_type=JSON).status_code == 422


def test_a_call_for_help_stands_until_its_team_says_something_later(three: JointOperation) -> None:
    all_that_is_needed(three.id)

    def said(state: TeamState, *, at: int, received: int) -> None:
        minute = timedelta(minutes=1)
        of = day.Whereabouts("TH-entry", state)
        now = NOW + DAY + received * minute
        day.check_in(viewer("TH"), three.id, key=uuid4(), at=NOW + DAY + at * minute, now=now, of=of)

    def shown() -> str:
        heard = [each for each in seen("TH", three).sayings if each.kind == "check_in"]
        last = latest_word(heard)
        assert last is not None
        return str(last.detail["state"])

    said(TeamState.IN_PLACE, at=0, received=0)
    said(TeamState.NEEDS_HELP, at=-5, received=5)
    assert shown() == "needs_help", "from a slow clock"
    said(TeamState.ON_THE_WAY, at=-30, received=6)
    assert shown() == "needs_help", "what waited for a line takes no call back"
    said(TeamState.DONE, at=20, received=20)
    assert shown() == "done"


def test_only_targets_of_the_state_of_the_site_are_added_by_one_press(three: JointOperation) -> None:
    site = all_that_is_needed(three.id)
    agreed_target("TH", "SG", name="SOMEBODY Else")
    assert add_ready(viewer("TH"), three.id, site=site, now=NOW) == []
    with pytest.raises(InvalidInput, match="not there for you"):
        add_ready(viewer("TH"), three.id, site="TH-nowhere", now=NOW)


def test_who_may_not_read_what_is_missing_is_told_neither_compliant_nor_not(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    change_plan(viewer("KR"), three.id, Change(team="TH-care"), now=NOW)
    words = {
        member: browser_of(f"{member.lower()}.desk").get(f"/operations/{three.id}").content.decode()
        for member in ("KR", "TH", "VN")
    }
    assert ["Not compliant" in words[each] for each in ("KR", "TH", "VN")] == [True, True, False]
    assert "Compliant" not in words["VN"]
    assert "Your bureau does not read this" in words["VN"]
    assert client_of("VN").get(f"/api/v1/operations/{three.id}").json()["compliant"] is None


def test_a_plan_is_changed_by_hand_after_a_reception_place_was_taken_back(three: JointOperation) -> None:
    all_that_is_needed(three.id)
    propose_plan(viewer("KR"), three.id, now=NOW)
    for kind in (EntryKind.RECEPTION, EntryKind.CUSTODY):
        take_back(viewer("TH"), three.id, UUID(str(own("TH", three, kind).id)), now=NOW)
    broken = change_plan(viewer("KR"), three.id, Change(team="TH-care"), now=NOW)
    assert Rule.BEDS_MISSING in {each.rule for each in broken}
