"""Imports through the API: upload, job, problems, mending, undoing; another bureau's import is not there."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector
from tests.facts import sheets
from tests.facts.network import facts_of, make_network
from tests.people import Caller

from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

SHARING = {"audience": ["TH", "VN"], "hit": "hit", "purpose": "fraud", "until": "2099-07-01T00:00:00+09:00"}


@pytest.fixture(autouse=True)
def network() -> None:
    """KR, TH, VN and SG."""
    make_network()


@pytest.fixture
def korea() -> Caller:
    """The desk of KR with a key."""
    return Caller(Officer.objects.get(username="kr.desk"))


def imported(caller: Caller, path: Path, **body: Any) -> dict[str, Any]:
    """Upload a file, begin its import, let the worker work, and give back the import."""
    content = path.read_bytes()
    upload = caller.post("/uploads", {"name": path.name, "size": len(content)}).json()
    caller.call("PUT", f"/uploads/{upload['id']}?offset=0", content, Content_Type="application/octet-stream")
    order = {"upload": upload["id"], "sharing": SHARING, "reading": {"status": "suspect"}, "reference": "KR-1", **body}
    with app.replace_connector(InMemoryConnector()):
        started = caller.post("/imports", order)
        assert started.status_code == 202, started.content
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    answer = caller.get(f"/imports/{started.json()['id']}")
    return dict(json.loads(answer.content))


def korean_sheet(folder: Path) -> Path:
    return sheets.write_xlsx(folder / "suspects.xlsx", sheets.KOREAN_ROWS, headers=sheets.KOREAN_HEADERS)


def test_an_uploaded_sheet_is_imported_with_an_answer_for_every_row(tmp_path: Path, korea: Caller) -> None:
    done = imported(korea, korean_sheet(tmp_path))
    assert (done["state"], done["problem"], done["rows"]) == (
        "done",
        "",
        {"read": 10, "stored": 9, "refused": 1, "known": 0},
    )
    assert [(each["row"], each["cell"], each["code"]) for each in done["problems"]] == [(6, "C7", "phone_too_short")]
    listed = korea.get(f"/imports/{done['id']}/problems").json()
    assert [each["fix"] for each in listed["items"]] == ["Add the missing digits, or leave the row out."]


def test_a_row_is_mended_in_place_and_the_import_undone(tmp_path: Path, korea: Caller) -> None:
    done = imported(korea, korean_sheet(tmp_path))
    mended = korea.post(f"/imports/{done['id']}/rows/6", {"changes": {"전화번호": "010 0000 0142"}}).json()
    assert (mended["rows"]["stored"], mended["problems"]) == (10, [])
    undone = korea.call("DELETE", f"/imports/{done['id']}").json()
    assert (undone["state"], facts_of("KR")) == ("undone", [])


def test_a_file_that_cannot_be_read_ends_the_import_with_its_reason(tmp_path: Path, korea: Caller) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"%PDF-1.7 nothing to see")
    done = imported(korea, path)
    assert (done["state"], done["problem"], done["rows"]["stored"]) == ("failed", "file_wrong_type", 0)


def test_another_bureaus_import_answers_like_an_absent_one(tmp_path: Path, korea: Caller) -> None:
    done = imported(korea, korean_sheet(tmp_path))
    thailand = Caller(Officer.objects.get(username="th.desk"))
    for method, tail in (("GET", ""), ("GET", "/problems"), ("DELETE", ""), ("POST", "/retry")):
        theirs = thailand.call(method, f"/imports/{done['id']}{tail}")
        absent = thailand.call(method, f"/imports/{uuid4()}{tail}")
        assert (theirs.status_code, theirs.content) == (404, absent.content)
    assert thailand.get("/imports").json() == {"items": [], "next": None}


def test_the_same_key_begins_one_import(tmp_path: Path, korea: Caller) -> None:
    content = korean_sheet(tmp_path).read_bytes()
    upload = korea.post("/uploads", {"name": "suspects.xlsx", "size": len(content)}).json()
    korea.call("PUT", f"/uploads/{upload['id']}?offset=0", content, Content_Type="application/octet-stream")
    order = {"upload": upload["id"], "sharing": SHARING}
    with app.replace_connector(InMemoryConnector()):
        first, second = (korea.post("/imports", order, Idempotency_Key="once") for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
