"""The intake by command and by API: the same acts, the same answers, and nothing of a case of others."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from tests.cases.filing import opened
from tests.evidence.intake.dropping import SEED, chat, dropped
from tests.screening.network import make_members

from interlace.evidence.intake.commands import intake
from interlace.evidence.models import Exhibit
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def typed(*words: str, profile: str = "kr.desk") -> Result:
    options = Options(
        data=Path(), profile=profile, language=None, time_zone=None, format=Format.JSON, is_coloured=False
    )
    return CliRunner().invoke(intake, list(words), obj=options)


def test_a_dry_run_tells_how_much_there_is_and_keeps_nothing(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_bytes(chat())
    opened()
    answer = typed(str(file), "--case", "KR-2026-0117", "--dry-run")
    (row,) = json.loads(answer.output)
    assert (row["state"], row["parts"], row["held"]) == ("tried", 5, 2)
    assert row["candidates"] > 3
    assert SEED not in answer.output
    with steward(Task.VERIFY):
        assert not Exhibit.objects.exists()


def test_a_file_is_dropped_by_command(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_bytes(chat())
    opened()
    said = ("--source", "phone", "--place", "Incheon", "--at", "2026-03-02T05:10:00", "--authority", "warrant 55")
    answer = typed(str(file), "--case", "KR-2026-0117", *said)
    (row,) = json.loads(answer.output)
    assert (row["exhibit"], row["state"], row["parts"], row["held"]) == ("E1", "read", 5, 2)


def test_a_case_of_others_is_answered_like_one_that_never_was(tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_bytes(chat())
    known = dropped().case_id
    answers = [typed(str(file), "--case", str(case), "--dry-run", profile="th.desk") for case in (known, uuid4())]
    assert [str(answer.exception) for answer in answers] == ["There is no such case."] * 2
