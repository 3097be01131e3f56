"""The commands `interlace meeting`, as officers of three bureaus type them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.meeting.holding import called, laid
from tests.meeting.test_importing import folder
from tests.screening.network import make_members

from interlace.foundation.console import Format, Options
from interlace.foundation.errors import InvalidInput, NotFound
from interlace.meeting.table_cli import meeting as commands

pytestmark = pytest.mark.django_db

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "MY", "TH", "VN")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command of a profile; what it printed."""

    def given(profile: str, *words: str) -> Any:
        options = Options(
            data=tmp_path, profile=profile, language=None, time_zone=None, format=Format.JSON, is_coloured=False
        )
        found = CliRunner().invoke(commands, list(words), obj=options, catch_exceptions=False)
        assert found.exit_code == 0, found.output
        return json.loads(found.stdout) if found.stdout.strip() else None

    return given


def test_a_link_is_judged_an_action_agreed_and_ended(run: Run, tmp_path: Path) -> None:
    made = called()
    laid(made, tmp_path)
    name = str(made.id)
    (link,) = run("my.desk", "show", name)["links"]
    assert run("my.desk", "judge", name, link["id"], "meet")["links"][0]["verdicts"][0]["finding"] == "meet"
    agreed = run("kr.desk", "agree", name, "th", "Ask the bank.", "--due", "2026-12-01")["actions"]
    assert [(each["owner"], each["text"]) for each in agreed] == [("TH", "Ask the bank.")]
    ended = run("th.desk", "end", name, agreed[0]["id"], "done", "--outcome", "It answered.")["actions"]
    assert [(each["ending"], each["outcome"]) for each in ended] == [("done", "It answered.")]


def test_a_pack_that_is_tried_out_changes_nothing(run: Run, tmp_path: Path) -> None:
    name = str(called().id)
    pack = str(folder(tmp_path))
    assert run("kr.second", "lay", name, pack, "--dry-run")["links"] == 1
    assert run("kr.desk", "show", name)["links"] == []
    assert run("kr.second", "lay", name, pack)["links"] == 1
    assert len(run("kr.desk", "show", name)["links"]) == 1


def test_who_was_not_invited_finds_nothing(run: Run, tmp_path: Path) -> None:
    name = str(called().id)
    assert run("vn.desk", "list") == {"items": []}
    for words in (("show", name), ("lay", name, str(folder(tmp_path))), ("minutes", name, str(tmp_path / "m.docx"))):
        with pytest.raises(NotFound):
            run("vn.desk", *words)
    assert not (tmp_path / "m.docx").exists()


def test_minutes_are_written_once_and_over_nothing(run: Run, tmp_path: Path) -> None:
    name, target = str(called().id), tmp_path / "minutes.docx"
    run("my.desk", "minutes", name, str(target))
    kept = target.read_bytes()
    assert kept.startswith(b"PK")
    with pytest.raises(InvalidInput):
        run("my.desk", "minutes", name, str(target))
    assert target.read_bytes() == kept
