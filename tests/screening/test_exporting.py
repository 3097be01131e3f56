"""What one may read leaves as FollowTheMoney entities that its own programs take, and nothing else leaves."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.screening.network import NOW, contribute, label, make_members, person, viewer
from tests.screening.opensanctions.keyed import load_list

from interlace.core.handling import Code
from interlace.facts.registers.files import RegisterFile, RegisterRecord
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.screening import exporting
from interlace.screening.exporting import SecondPersonNeeded, ask_for_export, export_everything, sign_export

pytestmark = pytest.mark.django_db(transaction=True)

FTM = Path(__file__).resolve().parents[2] / "build" / "peers" / "bin" / "ftm"
HAN = person("Han Ji-seop", nationality="kr", birthDate="1991-04-17")
ACCOUNT = {"schema": "UserAccount", "properties": {"number": ["+82 10 0000 0142"], "service": ["KakaoTalk"]}}


@pytest.fixture(autouse=True)
def world(tmp_path: Path) -> None:
    make_members("KR", "SG", "TH")
    contribute(viewer("KR"), label("KR"), HAN, ACCOUNT)
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("Malee Jaidee"))
    contribute(viewer("TH"), label("TH", readers=["KR"], codes=[Code.NO_ONWARD]), person("Only with consent"))
    contribute(viewer("TH"), label("TH", seekers=["KR"]), person("Only a hit"))
    other = viewer("TH", purpose="trafficking")
    contribute(other, label("TH", readers=["KR"], purposes=["trafficking"]), person("For another purpose"))
    load_list(tmp_path, "wanted")
    load_list(tmp_path, "others", readers=("TH",))


def taken(target: Path) -> list[dict[str, Any]]:
    export_everything(viewer("KR"), target, now=NOW)
    return [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]


def test_what_may_be_read_and_taken_out_leaves_with_handling_and_recipient_and_nothing_else(tmp_path: Path) -> None:
    entities = taken(tmp_path / "out.json")
    named = {each["properties"].get("name", ["-"])[0]: each for each in entities}
    assert sorted(named) == ["-", "Golden Jaidee Holdings", "Han Ji-seop", "Malee Jaidee", "Somchai Jaidee"]
    han = named["Han Ji-seop"]
    assert (han["schema"], han["datasets"], han["properties"]) == (
        "Person",
        ["KR"],
        {"birthDate": ["1991-04-17"], "name": ["Han Ji-seop"], "nationality": ["kr"]},
    )
    assert (han["exported_for"], han["exported_at"]) == ("desk of KR, KR", "2026-07-14T05:22:00+00:00")
    assert "TH" in named["Malee Jaidee"]["handling"]
    (account,) = (each for each in entities if each["schema"] == "UserAccount")
    assert account["properties"] == {"phone": ["+821000000142"], "service": ["KakaoTalk"]}
    (ownership,) = (each for each in entities if each["schema"] == "Ownership")
    assert ownership["properties"]["owner"] == [named["Somchai Jaidee"]["id"]]
    assert named["Somchai Jaidee"]["referents"] == ["w-1"]
    assert (tmp_path / "out.json").stat().st_mode & 0o077 == 0


def test_an_export_stands_in_the_ledger_with_its_digest(tmp_path: Path) -> None:
    done = export_everything(viewer("KR"), tmp_path / "out.json", now=NOW)
    with steward(Task.LEDGER):
        entry = json.loads(Leaf.objects.get(event="facts.exported").entry)
    assert entry["detail"] == {
        "recipient": "desk of KR, KR",
        "entities": done.entities,
        "values": done.values,
        "sha256": done.sha256,
    }


def test_who_may_not_export_takes_nothing_out(tmp_path: Path) -> None:
    Officer.objects.filter(username="kr.desk").update(roles=[Role.SECRETARIAT])
    with pytest.raises(Refused):
        export_everything(viewer("KR"), tmp_path / "out.json", now=NOW)
    assert list(tmp_path.glob("*out*")) == []


def test_so_much_that_it_takes_two_leaves_when_a_colleague_has_signed_exactly_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "ALONE_BELOW", 10)
    asker, target = viewer("KR"), tmp_path / "out.json"
    with pytest.raises(SecondPersonNeeded) as needed:
        export_everything(asker, target, now=NOW)
    assert list(tmp_path.glob("*out*")) == []
    for _ in range(2):
        ask_for_export(asker, needed.value.difference, now=NOW)
    with pytest.raises(Refused):
        sign_export(asker, needed.value.difference, now=NOW)
    sign_export(viewer("KR", post="second"), needed.value.difference, now=NOW)
    assert export_everything(asker, target, now=NOW + timedelta(hours=20)).values >= 10
    for later, by in ((NOW + timedelta(days=2), asker), (NOW, viewer("KR", post="second"))):
        with pytest.raises(SecondPersonNeeded):
            export_everything(by, target, now=later)
    contribute(viewer("TH"), label("TH", readers=["KR"]), person("One more"))
    with pytest.raises(SecondPersonNeeded):
        export_everything(asker, target, now=NOW)
    with pytest.raises(Conflict):
        sign_export(viewer("KR", post="second"), needed.value.difference, now=NOW)


@pytest.mark.skipif(not FTM.exists(), reason="the ftm command is not installed (make peers)")
def test_the_ftm_command_takes_the_file_as_it_is(tmp_path: Path) -> None:
    sent = taken(tmp_path / "out.json")
    for verb in ("validate", "aggregate"):
        done = subprocess.run(
            [FTM, verb, "-i", tmp_path / "out.json", "-o", tmp_path / verb], capture_output=True, check=True, timeout=60
        )
        read = [json.loads(line) for line in (tmp_path / verb).read_text(encoding="utf-8").splitlines()]
        assert (done.stderr, sorted(each["id"] for each in read)) == (b"", sorted(each["id"] for each in sent))
        lost = {
            (each["id"], prop)
            for each in sent
            for prop in each["properties"]
            if prop not in next(other for other in read if other["id"] == each["id"])["properties"]
        }
        assert lost == set(), verb


def test_what_one_may_not_take_costs_no_statement_and_no_row_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(name: str) -> tuple[int, int]:
        read = rows_read(monkeypatch)
        with CaptureQueriesContext(connection) as statements:
            taken(tmp_path / name)
        return len(statements), len(read)

    taken(tmp_path / "first.json")  # what is loaded once
    before = work("before.json")
    contribute(viewer("TH"), label("TH"), *(person(f"Hidden {number}") for number in range(30)))
    load_list(tmp_path, "more-others", readers=("TH",))

    assert work("after.json") == before
    assert before[1] > 0


def rows_read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows of registers that are read from now on."""
    read: list[int] = []
    whole = RegisterFile.record

    def record(file: RegisterFile, row: int) -> RegisterRecord:
        read.append(row)
        return whole(file, row)

    monkeypatch.setattr(RegisterFile, "record", record)
    return read
