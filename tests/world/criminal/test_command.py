"""The command `interlace world make`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from interlace.foundation.console.exits import Exit
from interlace.surfaces.cli.main import run
from interlace.surfaces.cli.world import world


def test_a_world_and_a_register_are_written_and_counted(tmp_path: Path) -> None:
    made = CliRunner().invoke(world, ["make", "--size", "100", "--seed", "1", "--out", str(tmp_path / "world")])
    told = json.loads(made.stdout)
    assert (made.exit_code, told["persons"]) == (0, 100)
    assert told["records"] == sum(len(path.read_text().splitlines()) for path in (tmp_path / "world").glob("??.ndjson"))
    listed = CliRunner().invoke(
        world, ["make", "--register", "--size", "200", "--seed", "1", "--out", str(tmp_path / "register")]
    )
    assert json.loads(listed.stdout)["records"] == 200


def test_a_world_of_fewer_than_a_hundred_persons_is_none(tmp_path: Path) -> None:
    made = CliRunner().invoke(world, ["make", "--size", "99", "--seed", "1", "--out", str(tmp_path)])
    assert made.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named_as_the_reason(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    ended = run(["world", "make", "--size", "100", "--seed", "1", "--out", str(tmp_path / "file" / "within")])
    assert ended == Exit.INVALID_INPUT
    assert "Give a folder that may be written" in capfd.readouterr().err
