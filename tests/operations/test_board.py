"""The readiness board as API, command and paper show it: 24 cases, and nothing of others'."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2
import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone
from tests.cases.filing import checked, opened
from tests.operations.readying import fully_shown, laid_open, meeting
from tests.screening.network import NOW, make_members, viewer

from interlace.foundation.console import Format, Options
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.actions import create_api_key
from interlace.foundation.identity.models import Officer
from interlace.operations.cli import readiness
from interlace.operations.printing import print_board
from interlace.operations.queries import board
from interlace.world.ready_cases import ready_cases

pytestmark = pytest.mark.django_db(transaction=True)


def client_of(member: str) -> Client:
    """A program of this member's desk."""
    officer = Officer.objects.get(username=f"{member.lower()}.desk")
    key = create_api_key(officer=officer, name="test", now=timezone.now()).text
    return Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=False)


def run(member: str, *words: str) -> Any:
    """One command as this member's desk, as JSON."""
    options = Options(
        data=Path(),
        profile=f"{member.lower()}.desk",
        language=None,
        time_zone=None,
        format=Format.JSON,
        is_coloured=False,
    )
    done = CliRunner().invoke(readiness, list(words), obj=options, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout) if done.stdout else None


def test_24_cases_are_8_ready_9_with_one_gap_and_7_not_ready() -> None:
    meeting(7)
    answer = client_of("TH").get("/api/v1/readiness").json()
    assert (answer["criteria_met"], answer["one_gap"], answer["not_ready"]) == (8, 9, 7)
    truth = {f"{case.reference}/T1": case.truth.name.lower() for case in ready_cases(7)}
    assert {row["reference"]: row["band"] for row in answer["items"]} == truth
    assert run("TH", "list") == answer


def test_a_target_is_laid_open_shown_spoken_about_and_its_gaps_become_tasks_by_api() -> None:
    make_members("KR", "TH")
    case = checked(opened())
    korea, thailand = client_of("KR"), client_of("TH")
    json_type = "application/json"
    body = {"case": case.reference, "name": "HAN Ji-seop", "requested": "th", "reference": "T1"}
    made = korea.post("/api/v1/readiness", body, content_type=json_type)
    assert (made.status_code, made.json()["band"]) == (201, "not_ready")
    place = f"/api/v1/readiness/{made.json()['id']}"
    for code in [each["code"] for each in made.json()["criteria"]]:
        found = {"criterion": code, "level": 2 if code == "LE1" else 3, "support": ["exhibit"]}
        assert korea.post(f"{place}/findings", found, content_type=json_type).status_code == 201
    seen = thailand.get(place).json()
    assert (seen["band"], seen["gaps"]) == ("one_gap", [{"kind": "gate", "what": "LE1", "has": 2, "needs": 3}])
    said = thailand.post(f"{place}/opinions", {"vote": "dissent", "reason": "seen in May"}, content_type=json_type)
    assert said.json()["dissent"][0]["reason"] == "seen in May"
    made_tasks = korea.post(f"{place}/tasks", {}, content_type=json_type).json()
    assert made_tasks == {"tasks": ["HAN Ji-seop: Basis of the arrest"]}
    law = {"stage": "arrest", "standard": "probable_cause", "source": "Act, article 4", "as_of": "2026-01-01"}
    assert thailand.put("/api/v1/arrest-standards", law, content_type=json_type).status_code == 200
    assert {"state": "TH", "stage": "arrest", "standard": "probable_cause"} in korea.get(place).json()["standards"]


def test_a_third_bureau_gets_for_a_target_what_it_gets_for_none() -> None:
    make_members("KR", "TH", "VN")
    target = laid_open()
    vietnam = client_of("VN")
    answers = [vietnam.get(f"/api/v1/readiness/{name}") for name in (target.id, uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert vietnam.get("/api/v1/readiness").json()["items"] == []


def test_commands_do_the_same_and_name_a_target_by_its_number() -> None:
    make_members("KR", "TH")
    checked(opened())
    run("KR", "lay", "KR-2026-0117", "HAN Ji-seop", "TH", "--number", "T1")
    run("KR", "find", "T1", "ID1", "3", "--on", "document", "--note", "civil register")
    run("KR", "flag", "T1", "--raise", "leak_risk")
    run("TH", "say", "T1", "wait", "--reason", "nobody has seen him")
    run("TH", "standard", "trial", "trial_proof", "--source", "Code, section 2", "--as-of", "2026-01-01")
    seen = run("TH", "show", "T1")
    assert (seen["flags"], seen["criteria"][0]["note"], seen["opinions"][0]["vote"]) == (
        ["leak_risk"],
        "civil register",
        "wait",
    )
    assert len(run("KR", "tasks", "T1")) == 9
    run("KR", "find", "T1", "ID1", "0", "--dry-run")
    assert run("TH", "show", "T1")["criteria"][0]["level"] == 3


def test_the_sheet_is_a4_across_names_its_reader_and_holds_every_script(tmp_path: Path) -> None:
    meeting(7)
    content = print_board(viewer("TH"), moment="14 July", now=NOW)
    document = pypdfium2.PdfDocument(content)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (842, 595)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "TH, 14 July" in text
    assert "한지섭" in text
    assert len(document) <= 2
    run("TH", "print", str(tmp_path / "board.pdf"))
    assert (tmp_path / "board.pdf").read_bytes().startswith(b"%PDF")


def test_printing_writes_over_nothing(tmp_path: Path) -> None:
    make_members("KR", "TH", "VN")
    kept = tmp_path / "board.pdf"
    kept.write_text("something else")
    with pytest.raises(InvalidInput, match="writes over nothing"):
        run("TH", "print", str(kept))
    assert kept.read_text() == "something else"


def test_the_sheet_of_a_third_bureau_is_empty() -> None:
    make_members("KR", "TH", "VN")
    fully_shown(laid_open())
    text = pypdfium2.PdfDocument(print_board(viewer("VN"), moment="", now=NOW))[0].get_textpage().get_text_bounded()
    assert "HAN" not in text
    assert board(viewer("VN"), now=NOW).rows == ()
