"""The commands `thread` as a person types them."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.screening.network import make_members

from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.surfaces.cli.main import run

pytestmark = pytest.mark.django_db(transaction=True)

NEW = ("thread", "new", "verification", "--to", "th", "--title", "Passport", "--text", "-", "--purpose", "fraud")
MATTER = ("--ref", "KR-2026-0117", "--item", "document:UT0000142", "--as", "KR")


@pytest.fixture(autouse=True)
def world(node_data: Path, database_url: str | None) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERLACE_DATA", str(node_data))
        patch.setenv("DJANGO_SETTINGS_MODULE", "interlace.config.settings")
        make_members("KR", "TH", "VN")
        Officer.objects.filter(username__endswith=".desk").update(roles=[Role.DUTY_OFFICER])
        # One profile a member, so that `--as KR` names one officer.
        Officer.objects.filter(username__endswith=".second").update(is_profile=False)
        yield


class Terminal:
    """Types commands and reads what comes back."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._patch = capsys, monkeypatch

    def run(self, *words: str, typed: str = "") -> tuple[int, str, str]:
        self._patch.setattr("sys.stdin", io.StringIO(typed))
        code = run(list(words))
        told = self._capsys.readouterr()
        return code, told.out, told.err

    def json(self, *words: str, typed: str = "") -> Any:
        code, out, err = self.run(*words, "-o", "json", typed=typed)
        assert code == 0, err
        return json.loads(out)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    return Terminal(capsys, monkeypatch)


def test_a_thread_from_the_command_line_to_its_end(terminal: Terminal, tmp_path: Path) -> None:
    paper = tmp_path / "scan.pdf"
    paper.write_bytes(b"%PDF-1.7\n")
    sent = terminal.json(*NEW, *MATTER, "--attach", str(paper), typed="Was it issued?")
    thread = sent["id"]
    assert (sent["state"], sent["number"]) == ("SENT", f"KR/{timezone.now().year}/fraud/0001")
    assert [row["id"] for row in terminal.json("thread", "list", "--due", "--as", "TH")] == [thread]
    assert terminal.json("thread", "ack", thread, "--as", "TH")["state"] == "ACKNOWLEDGED"
    asked = terminal.json("thread", "ask", thread, "--text", "Which office?", "--as", "TH")
    assert (asked["paused"], asked["due"]) == (True, "")
    assert terminal.json("thread", "supply", thread, "--text", "Seoul.", "--as", "KR")["state"] == "ACKNOWLEDGED"
    verdict = ("--verdict", "confirmed;Register of passports;2026-07-14")
    answered = terminal.json("thread", "answer", thread, "--text", "It was.", *verdict, "--as", "TH")
    assert answered["outcome"] == "confirmed"
    assert terminal.json("thread", "close", thread, "--as", "KR")["standing"] == "Confirmed"
    shown = terminal.json("thread", "show", thread, "--as", "TH")
    assert [event["attachments"][0]["name"] for event in shown["events"][:1]] == ["scan.pdf"]
    assert [row["number"] for row in terminal.json("thread", "search", "which office", "--as", "KR")] == [3]


def test_a_trial_stores_nothing(terminal: Terminal) -> None:
    code, _out, err = terminal.run(*NEW, *MATTER, "--dry-run", typed="Was it issued?")
    assert (code, "nothing was stored" in err) == (0, True)
    assert terminal.json("thread", "list", "--as", "KR") == []
    assert terminal.json("thread", "drafts", "--as", "KR") == []


def test_a_thread_is_handed_over_by_user_name_with_a_reason(terminal: Terminal) -> None:
    thread = terminal.json(*NEW, *MATTER, "--tell-secretariat", typed="Was it issued?")["id"]
    reason = ("--reason", "The register opens at eight.")
    assert (
        terminal.json("thread", "hand-over", thread, "th.second", *reason, "--as", "TH")["assignee"] == "second of TH"
    )
    notes = terminal.json("thread", "show", thread, "--as", "TH")["notes"]
    assert [(note["given_to"], note["text"]) for note in notes] == [("second of TH", "The register opens at eight.")]
    assert terminal.json("thread", "show", thread, "--as", "KR")["notes"] == []
    assert terminal.run("thread", "hand-over", thread, "kr.second", *reason, "--as", "TH")[0] == 5
    assert terminal.run("thread", "hand-over", thread, "th.second", "--reason", " ", "--as", "TH")[0] == 5


def test_refusals_end_with_the_promised_codes(terminal: Terminal) -> None:
    thread = terminal.json(*NEW, *MATTER, typed="Was it issued?")["id"]
    assert terminal.run("thread", "show", thread, "--as", "VN")[0] == 4
    assert terminal.run("thread", "ack", thread, "--as", "KR")[0] == 3
    assert terminal.run("thread", "close", thread, "--as", "KR")[0] == 6
    assert terminal.run("thread", "answer", thread, "--text", "x", "--verdict", "maybe", "--as", "TH")[0] == 5
    assert terminal.run(*NEW, "--ref", "KR-1", "--item", "car:x", "--as", "KR", typed="x")[0] == 5


def test_a_message_that_another_officer_must_read_waits_as_a_draft(terminal: Terminal) -> None:
    words = ("thread", "new", "information", "--to", "TH", "--title", "x", "--text", "y", "--purpose", "fraud")
    assert terminal.run(*words, "--ref", "KR-1", "--as", "KR")[0] == 3
    draft = terminal.json(*words, "--ref", "KR-1", "--draft", "--as", "KR")
    assert terminal.json("thread", "check", draft["id"], "--as", "KR")["review_needed"] is True
    digest = terminal.json("thread", "submit", draft["id"], "--as", "KR")["digest"]
    assert terminal.run("thread", "approve", draft["id"], "--digest", digest, "--as", "KR")[0] == 3
    Officer.objects.filter(username="kr.second").update(is_profile=True)
    Officer.objects.filter(username="kr.desk").update(is_profile=False)
    assert (
        terminal.json("thread", "approve", draft["id"], "--digest", digest, "--as", "kr.second")["state"] == "REVIEWED"
    )
    assert terminal.json("thread", "send", draft["id"], "--as", "kr.second")["state"] == "SENT"


def test_the_register_of_a_month_is_written_to_a_file(terminal: Terminal, tmp_path: Path) -> None:
    terminal.json(*NEW, *MATTER, typed="Was it issued?")
    month, file = f"{timezone.now():%Y-%m}", tmp_path / "register.csv"
    assert terminal.run("thread", "book", month, str(file), "--as", "KR")[0] == 0
    assert "fraud/0001" in file.read_text("utf-8-sig")
    assert file.stat().st_mode & 0o777 == 0o600
    assert terminal.run("thread", "book", month, str(file), "--as", "KR")[0] == 5  # an export writes over nothing
    assert terminal.run("thread", "book", month, str(tmp_path / "register.doc"), "--as", "KR")[0] == 5
