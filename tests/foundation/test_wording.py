"""A problem becomes the error of its part of the book, with its words, its code and its place."""

import pytest

from interlace.core.problems import Problem
from interlace.foundation.errors import Conflict, InterlaceError, InvalidInput, Refused
from interlace.foundation.wording import ProblemBook, Words

BOOK = ProblemBook(
    refused={"not_yours": Words("It is not yours.", "Ask whose it is.")},
    conflicts={"ended": Words("It has ended.")},
    invalid={"name_missing": Words("A name is missing.", "Write one.", "/name")},
)


@pytest.mark.parametrize(
    ("code", "kind", "what", "fix"),
    [
        ("not_yours", Refused, "It is not yours.", "Ask whose it is."),
        ("ended", Conflict, "It has ended.", ""),
        ("name_missing", InvalidInput, "A name is missing.", "Write one."),
    ],
)
def test_a_problem_is_the_error_of_its_part(code: str, kind: type[InterlaceError], what: str, fix: str) -> None:
    error = BOOK.error(code)
    assert type(error) is kind
    assert (error.code, error.message, error.fix) == (code, what, fix)


def test_what_was_entered_wrongly_names_its_place() -> None:
    error = BOOK.error("name_missing")
    assert isinstance(error, InvalidInput)
    assert [(each.pointer, each.code, each.fix) for each in error.problems] == [("/name", "name_missing", "Write one.")]


def test_a_rule_that_finds_nothing_lets_go_on_and_one_that_does_not_is_raised() -> None:
    BOOK.require_none(None)
    with pytest.raises(Conflict):
        BOOK.require_none(Problem("ended"))


def test_a_code_without_words_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        BOOK.error("unheard_of")
