"""The API and the commands of cases call the same actions, and say the same of what is not for the caller."""

from typing import Any

import pytest
from tests.cases.filing import DECISION, checked, opened, put_lead, put_person
from tests.people import Caller
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.entries import attach_subjects
from interlace.cases.exporting import export_case
from interlace.cases.lanes import change_lane
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

STAMP = "NOT FOR COURT: copy for police use"


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def caller(name: str = "kr.desk") -> Caller:
    return Caller(Officer.objects.get(username=name))


def test_a_case_is_opened_filled_and_closed_over_the_api() -> None:
    desk = caller()
    opened = {"purpose": "fraud", "reference": "KR-9", "title": "Golden Reed"}
    case = desk.call("POST", "/cases", opened).json()["id"]
    assert desk.call("POST", "/cases", opened).status_code == 409
    added = desk.call("POST", f"/cases/{case}/leads", {"text": "Ask the driver.", "grading": "ADMIRALTY:B2"})
    assert (added.status_code, added.json()["counts"]) == (201, {"subjects": 0, "leads": 1, "exhibits": 0, "tasks": 0})
    refused = desk.call("POST", f"/cases/{case}/leads", {"text": "Ask the driver.", "grading": "B2"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/grading")
    seen = desk.call("GET", f"/cases/{case}")
    assert desk.call("POST", f"/cases/{case}/close", {"reason": "Done."}).status_code == 428
    closed = desk.call("POST", f"/cases/{case}/close", {"reason": "Done."}, If_Match=seen["ETag"])
    assert closed.json()["state"] == "closed"
    assert desk.call("GET", "/cases?open=true").json() == {"items": [], "next": None}


def test_another_bureaus_case_is_answered_in_the_bytes_of_one_that_never_was() -> None:
    case = opened("KR")
    put_lead(case)
    thai = caller("th.desk")
    answers = [thai.call("GET", f"/cases/{each}").content for each in (case.id, "0" * 8 + str(case.id)[8:])]
    assert answers[0] == answers[1]
    assert thai.call("GET", "/cases").json() == {"items": [], "next": None}


def test_two_pages_that_keep_a_note_are_told_of_each_other() -> None:
    case, desk = opened(), caller()
    first = desk.call("PUT", f"/cases/{case.id}/notes", {"text": "Seen."}).json()
    desk.call("PUT", f"/cases/{case.id}/notes", {"text": "Seen at K-7.", "note": first["note"], "version": 1})
    other = desk.call(
        "PUT", f"/cases/{case.id}/notes", {"text": "At noon.", "note": first["note"], "version": 1}
    ).json()
    assert (other["version"], other["beside"], bool(other["warning"])) == (3, 2, True)
    versions = desk.call("GET", f"/cases/{case.id}/notes/{first['note']}").json()
    assert [each["text"] for each in versions] == ["At noon.", "Seen at K-7.", "Seen."]


def test_a_joint_case_is_proposed_and_accepted_over_the_api() -> None:
    case = checked(opened())
    proposal = {"title": "Golden Reed", "terms": "KR leads.", "members": ["TH"], "until": "2027-06-30T00:00:00Z"}
    joint = caller().call("POST", f"/cases/{case.id}/joint-cases", proposal).json()["id"]
    thai = caller("th.desk")
    seen = thai.call("GET", f"/joint-cases/{joint}")
    answer = {"answer": "accept", "digest": seen.json()["terms_digest"]}
    accepted = thai.call("POST", f"/joint-cases/{joint}/answer", answer, If_Match=seen["ETag"]).json()
    assert (accepted["state"], accepted["parties"]) == ("taking_part", {"KR": "taking_part", "TH": "taking_part"})
    assert caller().call("GET", f"/joint-cases/{joint}").json()["case"] == str(case.id)


def test_a_copy_for_police_use_is_stamped_and_one_of_evidence_is_not() -> None:
    case = opened()
    subject = put_person(case)
    terms: dict[str, Any] = {"language": "en", "now": NOW}
    assert export_case(viewer("KR"), case.id, **terms).stamp == STAMP
    change_lane(viewer("KR"), case.id, subject, DECISION, now=NOW)
    assert export_case(viewer("KR"), case.id, **terms).stamp == ""
    put_lead(case)
    assert export_case(viewer("KR"), case.id, **terms).stamp == STAMP


def test_what_its_originator_keeps_back_is_not_in_a_copy_and_not_counted() -> None:
    kept_back = put_person(opened("TH", "TH-1"), "KR", codes=frozenset({"F"}))
    case = opened()
    attach_subjects(viewer("KR"), case.id, [kept_back], now=NOW)
    copy = export_case(viewer("KR"), case.id, language="en", now=NOW)
    assert (copy.subjects, copy.handling) == ((), ())
