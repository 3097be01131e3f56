"""An operation by API: opened, brought to, planned, flagged, begun, checked in; hidden from who takes no part."""

from uuid import UUID, uuid4

import pytest
from tests.operations.plan.joining import FREE, agreed_target, all_that_is_needed
from tests.operations.test_board import client_of
from tests.screening.network import NOW, make_members

pytestmark = pytest.mark.django_db(transaction=True)

JSON = "application/json"
TERMS = {
    "title": "Golden Reed",
    "members": ["th"],
    "first_hour": "2026-07-15T22:00:00Z",
    "last_hour": "2026-07-15T23:00:00Z",
    "purpose": "fraud",
    "reference": "KR-2026-1",
}


def test_from_opening_to_go_and_a_check_in_that_comes_late() -> None:
    make_members("KR", "TH", "VN")
    korea, thailand, vietnam = client_of("KR"), client_of("TH"), client_of("VN")
    made = korea.post("/api/v1/operations", TERMS, content_type=JSON)
    assert made.status_code == 201, made.content
    place = f"/api/v1/operations/{made.json()['id']}"
    all_that_is_needed(made.json()["id"])
    planned = korea.post(f"{place}/plan").json()
    assert (planned["version"], planned["broken"], planned["compliant"]) == (1, [], True)
    assert planned["local_hours"] == {"TH-A": "2026-07-16T05:00+07:00"}
    assert korea.post(f"{place}/go", {"version": 1}, content_type=JSON).status_code == 403
    for client in (korea, thailand):
        assert client.post(f"{place}/flags", {"flag": "go", "version": 1}, content_type=JSON).status_code == 201
    begun = korea.post(f"{place}/go", {"version": 1}, content_type=JSON).json()
    assert all(each["may_begin"] for each in begun["places"] if not each["language"])
    late = {"key": str(uuid4()), "text": "In place.", "at": NOW.isoformat()}
    thailand.post(f"{place}/check-ins", late, content_type=JSON)
    seen = thailand.post(f"{place}/check-ins", late, content_type=JSON).json()
    assert [each["detail"]["text"] for each in seen["log"] if each["kind"] == "check_in"] == ["In place."]
    assert [entry["code"] for entry in seen["entries"] if entry["member"] == "KR"] == []
    answers = [vietnam.get(f"/api/v1/operations/{name}") for name in (made.json()["id"], uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert vietnam.get("/api/v1/operations").json()["items"] == []


def test_a_plan_is_changed_tried_out_and_a_team_heard_by_api() -> None:
    make_members("KR", "TH")
    korea, thailand = client_of("KR"), client_of("TH")
    place = f"/api/v1/operations/{korea.post('/api/v1/operations', TERMS, content_type=JSON).json()['id']}"
    site = all_that_is_needed(UUID(place.rpartition("/")[2]))
    agreed_target("KR", "TH", name="Another")
    added = korea.post(f"{place}/ready", {"site": site}, content_type=JSON).json()
    (entry,) = [each for each in added["entries"] if each["code"] == "KR-T2"]
    said = {"site": site, "hand_over": "transfer", "warrant": FREE, "needs_assurance": True}
    kept = korea.put(f"{place}/entries/{entry['id']}", said, content_type=JSON).json()
    assert [each["shape"]["hand_over"] for each in kept["entries"] if each["code"] == "KR-T2"] == ["transfer"]
    assert thailand.put(f"{place}/entries/{entry['id']}", said, content_type=JSON).status_code == 404

    korea.post(f"{place}/plan")
    late = korea.post(f"{place}/what-if", {"team": "TH-entry", "minutes": 5760}, content_type=JSON).json()
    assert late["called_back"] == [{"who": "TH-entry", "site": site}]
    changed = korea.post(f"{place}/changes", {"team": "TH-care", "site": ""}, content_type=JSON).json()
    assert (changed["version"], changed["compliant"]) == (2, False)
    nowhere = korea.post(f"{place}/changes", {"team": "TH-nobody"}, content_type=JSON)
    assert (nowhere.status_code, nowhere.json()["code"]) == (422, "place_unknown")
    heard = {"key": str(uuid4()), "at": NOW.isoformat(), "team": "TH-entry", "state": "in_place"}
    seen = thailand.post(f"{place}/check-ins", heard, content_type=JSON).json()
    assert [each["detail"]["team"] for each in seen["log"] if each["kind"] == "check_in"] == ["TH-entry"]
