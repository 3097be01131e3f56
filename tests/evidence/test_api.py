"""Exhibits over the API: sent in chunks, followed from hand to hand, taken out as a package and as a redacted copy."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.cases.filing import opened
from tests.evidence.holding import CONTENT, MARK, sealed
from tests.evidence.taking import caller, checked_package, with_any_code
from tests.screening.network import make_members

from interlace.evidence.models import Exhibit, KeptPackage
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Officer
from interlace.foundation.vault.envelopes import CHUNK_BYTES

pytestmark = pytest.mark.django_db(transaction=True)

ACQUIRED = {
    "at": "2026-07-01T05:10:00Z",
    "place": "Incheon",
    "source": "phone of the suspect",
    "authority": "warrant 2026-55",
    "seized": True,
}
STEP = {"step": "analysed", "at": "2026-07-02T05:10:00Z", "place": "Seoul", "purpose": "Extraction"}

IN_FUTURE = {"holder": "NFS", "at": "2199-01-01T00:00:00Z", "place": "Seoul", "purpose": "Extraction"}


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def test_an_exhibit_is_announced_sent_sealed_and_shown_with_its_story() -> None:
    case, desk = opened(), caller("kr.desk")
    content = MARK * (CHUNK_BYTES // len(MARK) + 1000)
    said = {"file_name": "chat.txt", "size": len(content), "acquired": ACQUIRED}

    begun = desk.call("POST", f"/cases/{case.id}/exhibits", said)
    assert (begun.status_code, begun.json()["chunks"], begun.json()["received"]) == (201, 2, 0)
    path = f"/exhibits/{begun.json()['id']}"
    assert desk.call("POST", f"{path}/seal").status_code == 409
    for number in range(2):
        part = content[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES]
        sent = desk.call("PUT", f"{path}/chunks/{number}", part, Content_Type="application/octet-stream")
        assert (sent.status_code, sent.json()["received"]) == (200, number + 1)
    done = desk.call("POST", f"{path}/seal").json()

    assert (done["number"], done["flaw"], done["holder"], done["defects"]) == ("E1", "", "desk of KR", [])
    assert [(each["step"], each["giver"]) for each in done["custody"]] == [("seized", "phone of the suspect")]
    assert desk.call("GET", path).json() == done
    assert [each["id"] for each in desk.call("GET", f"/exhibits?case={case.id}").json()["items"]] == [done["id"]]
    assert [
        path for path in Path(settings.INTERLACE_DATA).rglob("*") if path.is_file() and MARK in path.read_bytes()
    ] == []


def test_what_is_missing_is_named_by_its_place() -> None:
    case = opened()
    said = {"file_name": "chat.txt", "size": 3, "acquired": {**ACQUIRED, "authority": " "}}

    answer = caller("kr.desk").call("POST", f"/cases/{case.id}/exhibits", said)

    assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, ["/acquired/authority"])


def test_a_step_and_a_hand_over_are_recorded_and_odd_ones_are_flagged() -> None:
    exhibit, desk, second = sealed(), caller("kr.desk"), caller("kr.second")
    path = f"/exhibits/{exhibit.id}"
    colleague = Officer.objects.get(username="kr.second")
    desk.call("POST", f"/cases/{exhibit.case_id}/officers", {"officer": str(colleague.pk)})

    assert desk.call("POST", f"{path}/steps", STEP).status_code == 201
    offered = desk.call("POST", f"{path}/offer", {"taker": "kr.second", "place": "Seoul", "purpose": "Analysis"})
    assert offered.json()["offered_to"] == "second of KR"
    assert desk.call("POST", f"{path}/take").status_code == 409
    taken = second.call("POST", f"{path}/take").json()
    assert (taken["holder"], taken["custody"][-1]["signers"]) == ("second of KR", ["desk of KR"])
    odd = desk.call("POST", f"{path}/steps", STEP).json()
    assert "holder_gap" in {each["defect"] for each in odd["defects"]}


def test_a_package_is_kept_sealed_taken_whole_and_with_parts_closed_under_one_root(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_any_code(monkeypatch)
    exhibit, desk = sealed(), caller("kr.desk")
    sealed(exhibit.case)
    made = desk.call("POST", f"/cases/{exhibit.case_id}/packages", {"exhibits": ["E2", "E1"]}).json()
    assert (made["exhibits"], made["made_by"]) == (["E2", "E1"], "desk of KR")
    kept = [path for path in Path(settings.INTERLACE_DATA).rglob("*") if path.is_file() and MARK in path.read_bytes()]
    assert kept == []

    path = f"/packages/{made['id']}"
    assert desk.call("POST", f"{path}/file").status_code == 403
    whole = desk.call("POST", f"{path}/file", Interlace_Code="000000")
    hidden = {"exhibits": [2], "statements": ["exhibits/*/acquired/operator"]}
    copy = desk.call("POST", f"{path}/redacted", hidden, Interlace_Code="000000")

    assert checked_package(whole, tmp_path) == (made["root"], 2, [])
    assert checked_package(copy, tmp_path) == (made["root"], 1, [])
    assert (whole.content.count(CONTENT), copy.content.count(CONTENT)) == (2, 1)
    assert desk.call("POST", f"{path}/redacted", {"exhibits": [7]}, Interlace_Code="000000").status_code == 422
    with steward(Task.LEDGER):
        assert Leaf.objects.filter(event="evidence.taken", member="KR").count() == 2


def test_another_bureau_is_answered_in_the_bytes_of_what_never_was(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.INTERLACE_REQUESTS_PER_SECOND = 1_000  # all of these fall into one
    with_any_code(monkeypatch)
    exhibit, thai = sealed(), caller("th.desk")
    made = caller("kr.desk").call("POST", f"/cases/{exhibit.case_id}/packages", {}).json()
    never = "0" * 8 + str(exhibit.id)[8:]
    tries: list[tuple[str, str, Any]] = [
        ("GET", "/exhibits/{}", None),
        ("POST", "/exhibits/{}/seal", None),
        ("POST", "/exhibits/{}/check", None),
        ("POST", "/exhibits/{}/take", None),
        ("POST", "/exhibits/{}/steps", STEP | {"step": "seized"}),
        ("POST", "/exhibits/{}/give-out", IN_FUTURE),
        ("POST", "/exhibits/{}/take-back", IN_FUTURE),
        ("POST", "/exhibits/{}/answer", {"text": "Restored."}),
    ]
    for method, path, body in tries:
        answers = [thai.call(method, path.format(each), body) for each in (exhibit.id, never)]
        assert [answer.status_code for answer in answers] == [404, 404], path
        assert answers[0].content == answers[1].content, path
    late = {"file_name": "x", "size": 1, "acquired": {**ACQUIRED, "at": "2199-01-01T00:00:00Z"}}
    answers = [thai.call("POST", f"/cases/{each}/exhibits", late) for each in (exhibit.case_id, never)]
    assert [(answer.status_code, answer.content) for answer in answers] == [(404, answers[0].content)] * 2
    for path in ("/packages/{}/file", "/packages/{}/redacted"):
        answers = [thai.call("POST", path.format(each), {}, Interlace_Code="000000") for each in (made["id"], never)]
        assert [(answer.status_code, answer.content) for answer in answers] == [(404, answers[0].content)] * 2
    assert thai.call("GET", "/exhibits").json() == {"items": [], "next": None}
    assert thai.call("GET", f"/exhibits?case={exhibit.case_id}").json() == {"items": [], "next": None}
    with steward(Task.VERIFY):
        assert (Exhibit.objects.count(), KeptPackage.objects.count()) == (1, 1)
