"""The common options mean the same before and after any command."""

from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.foundation.console.options import Format, Options, take_options

WORDS = st.lists(st.sampled_from(["check", "phone", "-", "+82 10 0000 0142", "--purpose", "fraud", "--exit-code", ""]))
COMMON = [
    ["--data", "/srv/node"],
    ["--as=TH"],
    ["-o", "json"],
    ["--lang", "vi"],
    ["--tz", "Asia/Bangkok"],
    ["--no-color"],
]
EXPECTED = Options(Path("/srv/node"), "TH", "vi", "Asia/Bangkok", Format.JSON, is_coloured=False)


@given(WORDS, st.permutations(COMMON), st.lists(st.integers(0, 8), min_size=6, max_size=6))
@settings(deadline=None, max_examples=60)
def test_they_may_stand_anywhere_and_leave_the_rest_in_order(
    words: list[str], common: list[list[str]], places: list[int]
) -> None:
    line: list[list[str]] = [[word] for word in words]
    for option, place in zip(common, places, strict=True):
        line.insert(place, option)
    taken, rest = take_options([word for part in line for word in part], environment={}, is_terminal=True)
    assert (taken, rest) == (EXPECTED, words)


def test_what_follows_two_dashes_is_left_alone() -> None:
    taken, rest = take_options(["check", "--", "--data", "x"], environment={}, is_terminal=False)
    assert rest == ["check", "--", "--data", "x"]
    assert taken.data == Path("data").resolve()


def test_a_pipe_gets_ndjson_and_a_terminal_a_table() -> None:
    assert take_options([], environment={}, is_terminal=False)[0].format is Format.NDJSON
    assert take_options([], environment={}, is_terminal=True)[0].format is Format.TABLE


def test_the_environment_speaks_where_the_line_is_silent() -> None:
    environment = {"INTERLACE_DATA": "/srv/a", "INTERLACE_PROFILE": "KR", "NO_COLOR": "1"}
    taken, _ = take_options(["--data", "/srv/b"], environment=environment, is_terminal=True)
    assert (taken.data, taken.profile, taken.is_coloured) == (Path("/srv/b"), "KR", False)


@pytest.mark.parametrize("line", [["--data"], ["-o", "yaml"]])
def test_a_missing_or_unknown_value_is_wrong_usage(line: list[str]) -> None:
    with pytest.raises(click.UsageError):
        take_options(line, environment={}, is_terminal=True)
