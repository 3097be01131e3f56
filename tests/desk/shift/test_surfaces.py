"""Shifts on pages, by the API and from the command line: the same answers, and the drill with its sheet."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from tests.desk.waking.night import bureau, people
from tests.people import Caller
from tests.screening.network import viewer

from interlace.desk.shift.cli import shift as shift_command
from interlace.desk.waking.delivering import deliver_due
from interlace.foundation.console import Format, Options
from interlace.foundation.identity.models import Bureau, Officer
from interlace.surfaces.cli.bounce import bounce

pytestmark = pytest.mark.django_db(transaction=True)

TURN = {"weekdays": list(range(7)), "starts": "00:00", "ends": "00:00", "officer": "th.desk", "since": "2026-01-01"}


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    people()
    Bureau.objects.filter(member="TH").update(time_zone="Asia/Bangkok")
    with override_settings(INTERLACE_DEMO=True):
        yield


def browser(profile: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    assert client.post("/sign-in/exercise", {"profile": profile}).status_code == 302
    return client


def caller(username: str) -> Caller:
    return Caller(Officer.objects.get(username=username))


def words(answer: Any) -> str:
    main = answer.text.partition("<main")[2].partition("</main>")[0] or answer.text
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def test_the_page_says_that_nobody_is_on_duty_and_what_happens_then() -> None:
    page = words(browser("th.desk").get("/shift"))
    assert "Nobody is on duty now. No rota has been written." in page
    assert "Alerts go to whoever comes next" in page


def test_the_head_writes_the_rota_on_a_page_and_the_desk_reads_it() -> None:
    head, desk = browser("th.head"), browser("th.desk")
    form = {"weekdays": ["0", "1", "2", "3", "4", "5", "6"], "starts": "00:00", "ends": "00:00", "seat": "desk"}
    assert head.post("/shift/rota/turns", form | {"who": "th.desk"}).status_code == 302
    assert head.post("/shift/rota/turns", form | {"who": "role:head", "seat": "lead"}).status_code == 302
    page = words(desk.get("/shift"))
    assert "Desk desk of TH" in page
    assert "Shift lead Head of bureau" in page
    assert "The coming fourteen days are covered." in page
    assert desk.post("/shift/rota/turns", form | {"who": "th.desk"}).status_code == 403
    wrong = head.post("/shift/rota/turns", form | {"who": "th.desk", "starts": "25:00"})
    assert (wrong.status_code, "Write the time as 07:30." in wrong.text) == (422, True)
    day = (timezone.now() + timedelta(days=3)).date().isoformat()
    assert head.post("/shift/rota/days", {"day": day}).status_code == 302
    assert "The rota says that nobody is there." in words(desk.get("/shift"))
    sheet = BytesIO(f"day,name\n{day},Feast\n".encode())
    sheet.name = "holidays.csv"
    assert head.post("/shift/rota/holidays", {"source": "Gazette", "file": sheet}).status_code == 302
    page = head.get("/shift/rota").text
    assert "Feast" in page
    for url in re.findall(r'action="(/shift/rota/(?:turns|days)/[0-9a-f-]{36}/remove)"', page):
        assert head.post(url).status_code == 302
    assert "Nobody is on duty now." in words(desk.get("/shift"))


def test_a_drill_wakes_who_is_on_duty_and_its_sheet_says_what_came_of_it() -> None:
    assert caller("th.head").post("/shift/rota/turns", TURN).status_code == 201
    desk, second = browser("th.desk"), browser("th.second")
    desk.post("/shift/ways", {"kind": "email", "address": "desk@example.org"})
    assert "This is a drill" not in desk.get("/shift/call").text
    assert second.post("/shift/drill").status_code == 302
    assert second.post("/shift/drill").status_code == 429
    deliver_due(now=timezone.now())
    called = desk.get("/shift/call").text
    assert "This is a drill." in called
    assert "data-call" in called
    assert "This is a drill." not in second.get("/shift/call").text
    page = words(second.get("/shift"))
    assert "0 of 1 came" in page
    assert "E-mail: Refused (this node has no mail server)" in page
    assert "On the screen, with sound: Shown on the screen" in page
    assert desk.post("/shift/call/answer", {"next": "https://elsewhere.example/"})["Location"] == "/inbox"
    assert "1 of 1 came" in words(second.get("/shift"))
    assert "Drill: answered after" in words(desk.get("/shift"))


def test_a_drill_without_anybody_on_duty_says_so() -> None:
    assert caller("th.desk").post("/drills").json()["gap"] == "no_rota"


def test_the_call_on_the_screen_is_the_same_bytes_however_much_waits() -> None:
    quiet = browser("th.desk").get("/shift/call").content
    assert b"data-call" not in quiet
    assert browser("kr.desk").get("/shift/call").content == quiet


def test_the_api_plans_reads_and_drills() -> None:
    head, desk, other = caller("th.head"), caller("th.desk"), caller("kr.desk")
    assert desk.get("/shift").json()["why_nobody"] == "no_rota"
    made = head.post("/shift/rota/turns", TURN)
    assert made.status_code == 201
    assert desk.post("/shift/rota/turns", TURN).status_code == 403
    now = desk.get("/shift").json()
    assert (len(now["on_duty"]), now["why_nobody"], now["gaps"]) == (1, None, [])
    assert len(desk.get("/shift/rota").json()["turns"]) == 7
    assert other.get("/shift/rota").json() == {"turns": [], "days": []}
    # Not of these days, wherever it is tomorrow already: whoever is on duty has to come when the drill wakes.
    in_three_days = (timezone.now() + timedelta(days=3)).weekday()
    turn = next(each["id"] for each in made.json() if each["weekday"] == in_three_days)
    assert other.call("DELETE", f"/shift/rota/turns/{turn}").status_code == 403
    assert caller("kr.head").call("DELETE", f"/shift/rota/turns/{turn}").status_code == 404
    assert head.call("DELETE", f"/shift/rota/turns/{turn}").status_code == 204
    day = (timezone.now() + timedelta(days=5)).date().isoformat()
    planned = head.post("/shift/rota/days", {"day": day})
    assert planned.json()["starts"] is None
    assert head.call("DELETE", f"/shift/rota/days/{planned.json()['id']}").status_code == 204
    kept = head.post("/shift/holidays", {"source": "Gazette", "days": [{"day": day, "name": "Feast"}]})
    assert kept.json() == desk.get("/shift/holidays").json()
    way = desk.post("/shift/ways", {"kind": "email", "address": "desk@example.org"}).json()[0]
    drill = desk.post("/drills").json()
    assert [row["officer"] for row in drill["rows"]] == ["desk of TH"]
    assert [each["is_drill"] for each in desk.get("/alerts?limit=1").json()["items"]] == [True]
    assert desk.post("/alerts/answer").json() == {"answered": True}
    assert desk.get("/drills").json()[0]["is_passed"] is True
    assert other.get("/drills").json() == other.get("/overdue").json() == []
    assert desk.call("DELETE", f"/shift/ways/{way['id']}").status_code == 204


def test_the_api_hands_a_shift_over_with_two_signatures_on_the_same_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlace.foundation.http.callers.use_code", lambda *_who, **_when: None)
    code = {"Interlace_Code": "000000"}
    leaves, comes, other = caller("th.desk"), caller("th.second"), caller("kr.desk")
    note = {"text": "KR waits for TH-2026-31.", "promised_by": "desk of TH", "due": "2026-12-01T18:00:00+07:00"}
    written = leaves.post("/shift/handover/notes", note, Idempotency_Key="once")
    assert (written.status_code, leaves.post("/shift/handover/notes", note, Idempotency_Key="once").json()) == (
        201,
        written.json(),
    )
    assert other.post(f"/shift/handover/notes/{written.json()['id']}/done").status_code == 404
    assert leaves.post("/shift/handover/notes", {"text": " "}).status_code == 422
    shown = comes.get("/shift/handover").json()
    assert [each["text"] for each in shown["notes"]] == ["KR waits for TH-2026-31."]
    sign = {"digest": shown["digest"]}
    assert leaves.post("/shift/handover/give", sign).json()["code"] == "fresh_code_needed"
    assert leaves.post("/shift/handover/give", {"digest": "0" * 64}, **code).status_code == 409
    given = leaves.post("/shift/handover/give", sign, **code).json()
    assert leaves.post(f"/shift/handovers/{given['id']}/take", sign, **code).status_code == 403
    assert other.post(f"/shift/handovers/{given['id']}/take", sign, **code).status_code == 404
    taken = comes.post(f"/shift/handovers/{given['id']}/take", sign, **code).json()
    assert (taken["given_by"], taken["taken_by"]) == ("desk of TH", "second of TH")
    after = leaves.get("/shift/handover").json()
    assert (after["waiting"], after["latest"]) == (None, taken)
    assert comes.post(f"/shift/handover/notes/{written.json()['id']}/done").status_code == 204
    assert comes.get("/shift/handover").json()["notes"] == []
    assert other.get("/shift/handover").json()["notes"] == []


def run(command: Any, *arguments: str, profile: str = "th.desk", stdin: bytes = b"") -> Any:
    options = Options(
        data=Path(),
        profile=profile,
        language=None,
        time_zone=None,
        format=Format.JSON,
        is_coloured=False,
    )
    result = CliRunner().invoke(command, list(arguments), obj=options, input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout) if result.stdout.strip() else None


def test_the_command_line_plans_drills_and_shows(tmp_path: Any) -> None:
    turn = ("plan", "--days", "0,1,2,3,4,5,6", "--from", "00:00", "--to", "00:00", "--officer", "th.desk")
    made = run(shift_command, *turn, profile="th.head")
    assert [each["weekday"] for each in made] == list(range(7))
    assert [each["who"] for each in run(shift_command, "now")] == ["desk of TH"]
    assert len(run(shift_command, "rota")) == 7
    run(shift_command, "unplan", made[0]["id"], profile="th.head")
    run(shift_command, "day", (timezone.now() + timedelta(days=2)).date().isoformat(), profile="th.head")
    sheet = tmp_path / "days.csv"
    sheet.write_text(f"day,name\n{(timezone.now() + timedelta(days=9)).date()},Feast\n")
    listed = run(shift_command, "holidays", str(sheet), "--source", "Gazette", profile="th.head")
    assert [each["name"] for each in listed] == ["Feast"]
    assert [each["kind"] for each in run(shift_command, "ways", "--add", "sms: +66 2 000 0143")] == ["sms"]
    assert [each["officer"] for each in run(shift_command, "drill")] != []
    assert run(shift_command, "here") == {"answered": True}
    assert run(shift_command, "drill", "--result")[0]["answered"]
    assert run(shift_command, "alerts")[0]["is_drill"] is True
    assert run(bounce, "-", stdin=b"Subject: no") == {"noted": 0}


def test_the_command_line_hands_a_shift_over() -> None:
    written = run(shift_command, "note", "KR waits for TH-2026-31.", "--due", "2026-12-01 18:00")
    shown = run(shift_command, "handover")
    assert [each["id"] for each in shown["notes"]] == [written["id"]]
    given = run(shift_command, "give", "--digest", shown["digest"])
    taken = run(shift_command, "take", given["id"], "--digest", shown["digest"], profile="th.second")
    assert (taken["given_by"], taken["taken_by"]) == ("desk of TH", "second of TH")
    run(shift_command, "done", written["id"], profile="th.second")
    after = run(shift_command, "handover", profile="th.second")
    assert (after["notes"], after["latest"]["id"]) == ([], given["id"])


def test_a_unit_without_a_desk_has_no_rota() -> None:
    unit = Bureau.objects.create(member_id="TH", name="Bank", kind=Bureau.Kind.PARTNER, parent=bureau("TH"))
    Officer.objects.create(
        username="th.bank", display_name="bank", bureau=unit, roles=["partner"], purposes=["fraud"], is_profile=True
    )
    assert caller("th.bank").get("/shift").status_code == 404
    assert browser("th.bank").get("/shift").status_code == 404
    assert viewer("TH", post="bank").member == "TH"
