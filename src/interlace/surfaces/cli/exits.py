"""How a command ends: domain errors become exit codes and words here and nowhere else."""

from collections.abc import Mapping

import click
from django.apps import apps
from django.utils.translation import gettext

from interlace.foundation.console.exits import Exit
from interlace.foundation.errors import (
    BudgetExhausted,
    Conflict,
    DoneInPart,
    IntegrityFailure,
    InterlaceError,
    InvalidInput,
    NotFound,
    Refused,
    TimeLimit,
)

_BY_ERROR: Mapping[type[InterlaceError], Exit] = {
    Refused: Exit.NOT_ALLOWED,
    NotFound: Exit.NOT_FOUND,
    InvalidInput: Exit.INVALID_INPUT,
    Conflict: Exit.CONFLICT,
    DoneInPart: Exit.DONE_IN_PART,
    TimeLimit: Exit.TIME_LIMIT,
    IntegrityFailure: Exit.INTEGRITY,
}


def exit_of(error: InterlaceError) -> Exit:
    """The exit code of a domain error: that of its nearest named ancestor."""
    return next((_BY_ERROR[kind] for kind in type(error).__mro__ if kind in _BY_ERROR), Exit.UNEXPECTED)


def explain(error: InterlaceError) -> None:
    """Tell on standard error what happened, where, and how to mend it."""
    # A command may fail before there is a node, and with it a language.
    _ = gettext if apps.ready else str
    click.echo(f"{error.message or error.code}", err=True)
    if isinstance(error, InvalidInput):
        for problem in error.problems:
            mend = f" {problem.fix}" if problem.fix else ""
            click.echo(f"  {problem.pointer}: {problem.what}{mend}", err=True)
    if isinstance(error, BudgetExhausted):
        click.echo(_("Seconds to wait: {seconds}").format(seconds=error.retry_after), err=True)
    if error.fix:
        click.echo(_("To mend: {fix}").format(fix=error.fix), err=True)
