"""Exit codes are a promise to scripts: every error of the domain has one."""

import pytest

from interlace.foundation import errors
from interlace.foundation.vault.keys import SealBroken
from interlace.surfaces.cli.exits import exit_of, explain


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.InterlaceError("x"), 1),
        (errors.Refused("x"), 3),
        (errors.SignInNeeded("x"), 3),
        (errors.BudgetExhausted("x", retry_after=9), 3),
        (errors.NotFound("x"), 4),
        (errors.InvalidInput("x"), 5),
        (errors.Conflict("x"), 6),
        (errors.DoneInPart("x"), 7),
        (errors.TimeLimit("x"), 8),
        (errors.IntegrityFailure("x"), 9),
        (SealBroken("x"), 3),  # an error of another room counts as what it is a kind of
    ],
)
def test_every_error_has_its_exit_code(error: errors.InterlaceError, code: int) -> None:
    assert exit_of(error) == code


def test_a_spent_budget_names_the_seconds_to_wait(capsys: pytest.CaptureFixture[str]) -> None:
    explain(errors.BudgetExhausted("The budget is spent.", retry_after=61, fix="Wait."))
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "The budget is spent.\nSeconds to wait: 61\nTo mend: Wait.\n"


def test_invalid_input_names_every_place(capsys: pytest.CaptureFixture[str]) -> None:
    problem = errors.FieldProblem("/values/0", "too_short", "Phone too short.", "Add the missing digit.")
    explain(errors.InvalidInput("The input cannot be used.", problems=[problem]))
    assert (
        capsys.readouterr().err == "The input cannot be used.\n  /values/0: Phone too short. Add the missing digit.\n"
    )
