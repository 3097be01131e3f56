"""The commands `check` and `hit` as a person types them, in this process, on a real database."""

import io
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from tests.screening import test_registers as registers
from tests.screening.network import contribute, label, make_members, person, viewer

from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.models import Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.checks import budget
from interlace.surfaces.cli.main import run

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
MATTER = ("--as", "KR", "--purpose", "fraud", "--ref", "KR-2026-0001")


@pytest.fixture(autouse=True)
def world(node_data: Path, database_url: str | None) -> Iterator[None]:
    """TH lets KR discover one person; SG holds nothing; XA cannot be reached."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTERLACE_DATA", str(node_data))
        patch.setenv("DJANGO_SETTINGS_MODULE", "interlace.config.settings")
        make_members("KR", "TH", "SG", "XA")
        Member.objects.filter(code="XA").update(reachable=False)
        thai = person("ฮัน จีซอบ", phone=PHONE, birthDate="17 เม.ย. 2534")
        contribute(viewer("TH"), label("TH", seekers=["KR"]), thai)
        yield


class Terminal:
    """Types commands and reads what comes back."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._patch = capsys, monkeypatch

    def run(self, *words: str, typed: str = "") -> tuple[int, str, str]:
        stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
        self._patch.setattr("sys.stdin", stdin)
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


def test_a_phone_from_standard_input_is_answered_as_table_json_and_line(terminal: Terminal) -> None:
    code, table, err = terminal.run("check", "phone", "-", *MATTER, "-o", "table", typed=PHONE)
    assert (code, err) == (0, "")
    lines = [line.split() for line in table.splitlines()]
    assert lines[0][:3] == ["Asked", "Answer", "Strength"]
    assert [line[:3] for line in lines[1:4]] == [["SG", "No", "hit"], ["TH", "Possible", "strong"], ["XA", "Waiting"]]
    assert "Other comparisons are not" in table

    whole = terminal.json("check", "phone", "-", *MATTER, typed=PHONE)
    assert [(row["bureau"], row["answer"]) for row in whole["answers"]] == [
        ("SG", "no_hit"),
        ("TH", "possible"),
        ("XA", "waiting"),
    ]
    _code, line, _err = terminal.run("check", "phone", "-", *MATTER, "-o", "ndjson", typed=PHONE)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["answers"][1]["possible"] == whole["answers"][1]["possible"]


def test_the_exit_code_says_possible_or_waiting_only_when_asked(terminal: Terminal) -> None:
    assert terminal.run("check", "phone", PHONE, *MATTER)[0] == 0
    assert terminal.run("check", "phone", PHONE, *MATTER, "--exit-code")[0] == 10
    assert terminal.run("check", "phone", "+82 10 0000 0199", *MATTER, "--exit-code")[0] == 12
    assert terminal.run("check", "phone", "+82 10 0000 0199", *MATTER, "--scope", "sg", "--exit-code")[0] == 0


def test_registers_are_listed_and_a_check_may_be_limited_to_one(terminal: Terminal, tmp_path: Path) -> None:
    registers.load(tmp_path, "KR")
    listed = terminal.json("check", "registers", "--as", "KR", "--purpose", "fraud")
    assert [each["code"] for each in listed] == ["SG/wallets"]
    answers = terminal.json("check", "wallet", registers.WALLET, *MATTER, "--scope", "sg/wallets")["answers"]
    assert [(each["bureau"], each["answer"]) for each in answers] == [("SG", "possible")]
    code, _out, err = terminal.run("check", "wallet", registers.WALLET, *MATTER, "--scope", "SG/others")
    assert (code, "There is no such register for you." in err) == (5, True)


def test_an_open_question_is_listed_stopped_and_asked_again(terminal: Terminal) -> None:
    contribute(viewer("KR"), label("KR"), person("한지섭", phone=PHONE))
    (listed,) = terminal.json("check", "open", "list", "--as", "KR")
    assert (listed["about"], listed["stopped"], listed["purpose"]) == ("한지섭", None, "fraud")
    question = ("check", "open", "stop", listed["id"], "--as")
    assert terminal.run(*question, "KR", "--dry-run")[0] == 0
    assert terminal.run(*question, "TH")[0] == 4
    assert terminal.json(*question, "KR")["stopped"] is not None
    assert terminal.run(*question, "KR")[0] == 6
    assert terminal.run(*question, "TH")[0] == 4
    _code, table, _err = terminal.run("check", "open", "list", "--as", "KR", "-o", "table")
    assert "No longer asked" in table
    assert terminal.json("check", "open", "again", listed["id"], "--as", "KR")["stopped"] is None


def test_a_check_that_waits_is_taken_back_and_put_again(terminal: Terminal) -> None:
    check = terminal.json("check", "phone", PHONE, *MATTER, "--scope", "XA")["check"]
    (stopped,) = terminal.json("check", "stop", check, "--as", "KR")["answers"]
    (again,) = terminal.json("check", "again", check, "--as", "KR")["answers"]
    assert (stopped["answer"], again["answer"]) == ("stopped", "waiting")
    assert terminal.run("check", "stop", check, "--as", "TH")[0] == 4


def test_a_person_is_asked_about_with_birth_date_and_wrong_values_name_their_place(terminal: Terminal) -> None:
    (row, *_rest) = terminal.json("check", "person", "HAN Chi-sop", "--born", "1991-04-17", "--scope", "TH", *MATTER)[
        "answers"
    ]
    assert row["answer"] == "possible"
    code, out, err = terminal.run("check", "person", "HAN Chi-sop", "--born", "yesterday", *MATTER)
    assert (code, out) == (5, "")
    assert "  /born: " in err
    assert "yesterday" not in err
    assert terminal.run("check", "phone", PHONE, "--as", "KR", "--purpose", "fraud")[0] == 2
    assert terminal.run("check", "phone", PHONE, "--as", "KR", "--purpose", "drugs", "--ref", "1")[0] == 3
    assert terminal.run("check", "phone", PHONE, "--as", "ZZ", "--purpose", "fraud", "--ref", "1")[0] == 4


def test_a_file_is_answered_line_by_line_and_bad_lines_in_their_place(terminal: Terminal, tmp_path: Path) -> None:
    good = {"id": "1", "schema": "UserAccount", "properties": {"number": [PHONE]}}
    bad = {"id": "2", "schema": "UserAccount", "properties": {"number": ["12"]}}
    file = tmp_path / "passengers.ndjson"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(good).encode() + b"\n{nonsense\n" + json.dumps(bad).encode() + b"\n")

    code, out, err = terminal.run("check", "file", str(file), *MATTER, "-o", "ndjson", "--exit-code")
    told = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (5, "2 lines could not be read; each says why.\n")
    assert [(line["line"], line["id"], "problem" in line) for line in told] == [
        (1, "1", False),
        (2, None, True),
        (3, "2", True),
    ]
    code, table, _err = terminal.run("check", "file", str(file), *MATTER, "-o", "table")
    assert "TH: strong" in table

    file.write_text(json.dumps(good) + "\n")
    assert terminal.run("check", "file", str(file), *MATTER, "--exit-code")[0] == 10
    assert terminal.run("check", "file", str(tmp_path / "none"), *MATTER)[0] == 5


def test_a_used_up_budget_ends_with_3_and_the_time_to_wait(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        budget.LIMITS,
        budget.Kind.OFFICER,
        budget.Limit(0, timedelta(days=1)),
    )
    code, out, err = terminal.run("check", "phone", PHONE, *MATTER)
    assert (code, out) == (3, "")
    assert "Seconds to wait: " in err


def test_two_officers_of_the_owner_answer_and_release_by_command(terminal: Terminal) -> None:
    terminal.json("check", "phone", PHONE, *MATTER)
    (row,) = terminal.json("hit", "list", "--open", "--as", "KR")
    hit = row["hit"]
    assert (row["counterpart"], row["state"], row["band"]) == ("TH", "Possible", "strong")
    assert terminal.json("hit", "list", "--as", "SG") == []
    assert terminal.run("hit", "show", hit, "--as", "SG")[0] == 4

    before = terminal.json("hit", "explain", hit, "--as", "KR")
    assert [(each["code"], each["bits"]) for each in before["reasons"]] == [("phone_identical", None)]
    _code, table, err = terminal.run("hit", "explain", hit, "--as", "KR", "-o", "table")
    assert "Phone: Identical" in table
    assert err == "Phone identical. Other comparisons are not released.\n"

    assert terminal.json("hit", "ask", hit, "--urgency", "urgent", "--as", "KR")["state"] == "Owner asked"
    assert terminal.run("hit", "ask", hit, "--as", "KR")[0] == 6
    assert terminal.run("hit", "confirm", hit, "--as", "KR")[0] == 3
    assert terminal.json("hit", "first-answer", hit, "--as", "TH")["state"] == "Owner asked"
    assert terminal.json("hit", "confirm", hit, "--as", "TH", "--reason", "Same phone.")["state"] == "Confirmed"
    assert terminal.run("check", "phone", PHONE, *MATTER, "--exit-code")[0] == 11

    owner = terminal.json("hit", "show", hit, "--as", "TH")
    (born,) = [each["field"] for each in owner["ours"] if each["property"] == "birthDate"]
    proposed = terminal.json("hit", "release", hit, "--field", born, "--until", "2027-01-31", "--as", "TH")
    sign = ("hit", "sign", proposed["id"], "--digest", proposed["digest"])
    assert terminal.run(*sign, "--as", "TH")[0] == 3
    assert terminal.run("hit", "sign", proposed["id"], "--digest", "0" * 64, "--as", "th.second")[0] == 6
    assert terminal.run(*sign, "--as", "KR")[0] == 4
    assert terminal.json(*sign, "--as", "th.second")["state"] == "Confirmed"

    seen = terminal.json("hit", "show", hit, "--as", "KR")
    assert [each["value"] for each in seen["record"]["fields"]] == ["1991-04-17"]
    code, text, _err = terminal.run("hit", "show", hit, "--as", "KR", "-o", "table")
    assert code == 0
    assert "birthDate=17 เม.ย. 2534" in text
    assert terminal.json("hit", "undo", hit, "--as", "TH")["state"] == "Owner asked"


def test_a_refused_release_leaves_nothing_with_the_asker(terminal: Terminal) -> None:
    terminal.json("check", "phone", PHONE, *MATTER)
    (row,) = terminal.json("hit", "list", "--as", "KR")
    terminal.json("hit", "ask", row["hit"], "--as", "KR")
    owner = terminal.json("hit", "show", row["hit"], "--as", "TH")
    fields = [word for each in owner["ours"] for word in ("--field", each["field"])]
    proposed = terminal.json("hit", "release", row["hit"], *fields, "--until", "2027-01-31", "--as", "TH")
    refused = terminal.json("hit", "refuse", proposed["id"], "--as", "th.second")
    assert refused["state"] == "refused"
    assert terminal.json("hit", "show", row["hit"], "--as", "KR")["record"] is None


def test_a_list_above_the_budget_is_asked_for_signed_and_checked_by_command(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(budget.LIMITS, budget.Kind.BATCH, budget.Limit(0, timedelta(days=1)))
    Officer.objects.filter(username="kr.second").update(roles=[Role.HEAD])
    file = tmp_path / "passengers.ndjson"
    file.write_text(json.dumps({"id": "1", "schema": "UserAccount", "properties": {"number": [PHONE]}}) + "\n")
    code, _out, err = terminal.run("check", "file", str(file), *MATTER)
    assert (code, "ask a second person" in err) == (3, True)

    assert terminal.json("batch", "ask", str(file), *MATTER, "--dry-run")["lines"] == 1
    assert terminal.json("batch", "list", "--as", "KR") == []
    asked = terminal.json("batch", "ask", str(file), *MATTER)
    sign = ("batch", "sign", asked["id"], "--digest", asked["digest"])
    assert terminal.run(*sign, "--as", "KR")[0] == 3
    assert terminal.run(*sign, "--as", "TH")[0] == 4
    secret = pyotp.random_base32()
    set_device(officer=Officer.objects.get(username="kr.second"), secret=secret)
    code, _out, err = terminal.run(*sign, "--as", "kr.second")
    assert (code, "Add --code" in err) == (3, True)
    assert terminal.json(*sign, "--as", "kr.second", "--code", pyotp.TOTP(secret).now())["state"] == "signed"
    assert "Signed" in terminal.run("batch", "show", asked["id"], "--as", "KR", "-o", "table")[1]
    assert terminal.run("check", "file", str(file), *MATTER, "--exit-code")[0] == 10


def test_a_trial_shows_the_next_state_and_moves_nothing(terminal: Terminal) -> None:
    terminal.json("check", "phone", PHONE, *MATTER)
    (row,) = terminal.json("hit", "list", "--as", "KR")
    hit = row["hit"]
    code, out, err = terminal.run("hit", "ask", hit, "--as", "KR", "--dry-run", "-o", "json")
    assert (code, json.loads(out)["state"]) == (0, "Owner asked")
    assert err == "Tried out only: nothing was stored and nobody was told.\n"
    assert terminal.json("hit", "list", "--as", "KR") == [row]
    assert terminal.run("hit", "confirm", hit, "--as", "KR", "--dry-run")[0] == 3

    terminal.json("hit", "ask", hit, "--as", "KR")
    assert terminal.json("hit", "confirm", hit, "--as", "TH", "--reason", "Same.", "--dry-run")["state"] == "Confirmed"
    owner = terminal.json("hit", "show", hit, "--as", "TH")
    assert owner["state"] == "CONFIRMATION_REQUESTED"
    fields = [word for each in owner["ours"] for word in ("--field", each["field"])]
    release = ("hit", "release", hit, *fields, "--until", "2027-01-31", "--as", "TH")
    assert terminal.json(*release, "--restrict", "no-matching", "--dry-run")["codes"] == ["M"]
    assert terminal.json("hit", "show", hit, "--as", "TH")["releases"] == []
    proposed = terminal.json(*release)
    assert proposed["codes"] == ["F", "J"]
    sign = ("hit", "sign", proposed["id"], "--digest", proposed["digest"], "--as", "th.second")
    terminal.json(*sign, "--dry-run")
    assert terminal.json("hit", "show", hit, "--as", "KR")["record"] is None
