"""No cell that leaves begins like a formula, whichever sign it hides behind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.spreadsheets import begins_like_formula, neutral


@given(st.text(max_size=20))
@settings(deadline=None, max_examples=200)
def test_no_neutral_cell_begins_like_a_formula(text: str) -> None:
    assert not begins_like_formula(neutral(text))


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "|", "%", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\u200b=", " ="]
)
def test_every_sign_and_its_look_alikes_are_seen_through(sign: str) -> None:
    assert neutral(f"{sign}cmd") == f"'{sign}cmd"


@pytest.mark.parametrize("text", ["", "Han Ji-seop", "1991-04-17", "'=already text"])
def test_an_ordinary_cell_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text
