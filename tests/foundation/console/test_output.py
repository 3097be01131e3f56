"""Answers go to standard output in the asked-for format, safe for the program that opens them."""

import json

import click
import pytest
from click.testing import CliRunner

from interlace.foundation.console import ExampleCommand, ExampleGroup, say, show, show_one
from interlace.foundation.console.options import take_options

ROWS: list[dict[str, object]] = [
    {"name": "한지섭", "phone": "+82 10 0000 0142", "tags": ["a", "b"], "more": None},
    {"name": "=1+1"},
]
COLUMNS = {"name": "Name", "phone": "Phone", "tags": "Tags"}


def written(form: str, *, rows: list[dict[str, object]] = ROWS) -> str:
    @click.command()
    def command() -> None:
        say("told to the person")
        show(rows, columns=COLUMNS)

    chosen, _ = take_options(["-o", form], environment={}, is_terminal=False)
    result = CliRunner().invoke(command, obj=chosen)
    assert result.stderr == "told to the person\n"
    return result.stdout


def test_ndjson_has_one_object_a_line_with_every_field() -> None:
    assert [json.loads(line) for line in written("ndjson").splitlines()] == ROWS
    assert "한지섭" in written("ndjson")


def test_json_is_one_array() -> None:
    assert json.loads(written("json")) == ROWS


def test_csv_cells_never_start_like_a_formula() -> None:
    assert written("csv").splitlines() == ["Name,Phone,Tags", '한지섭,\'+82 10 0000 0142,"a, b"', "'=1+1,,"]


def test_a_table_has_headings_and_no_control_characters() -> None:
    shown = written("table", rows=[{"name": "x\x1b[2Jy", "phone": "1"}])
    assert shown.splitlines()[0].split() == ["Name", "Phone", "Tags"]
    assert "\x1b" not in shown
    assert "x\N{REPLACEMENT CHARACTER}[2Jy" in shown


@pytest.mark.parametrize(
    ("form", "expected"), [("table", "a  1\nb  x, y\n"), ("ndjson", '{"a": 1, "b": ["x", "y"]}\n')]
)
def test_one_thing_is_lines_for_a_person_and_an_object_for_a_program(form: str, expected: str) -> None:
    @click.command()
    def command() -> None:
        show_one({"a": 1, "b": ["x", "y"]})

    chosen, _ = take_options(["-o", form], environment={}, is_terminal=False)
    assert CliRunner().invoke(command, obj=chosen).stdout == expected


def test_help_starts_with_the_example() -> None:
    @click.group(cls=ExampleGroup, example="interlace thing do")
    def thing() -> None:
        """Things."""

    @thing.command(cls=ExampleCommand, example="interlace thing do now\ninterlace thing do later")
    def do() -> None:
        """Do it."""

    assert CliRunner().invoke(thing, ["--help"]).stdout.startswith("Example:\n  $ interlace thing do\n\nUsage:")
    assert (
        CliRunner()
        .invoke(thing, ["do", "--help"])
        .stdout.startswith("Example:\n  $ interlace thing do now\n  $ interlace thing do later\n\nUsage:")
    )
