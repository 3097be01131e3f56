"""The command `interlace`: assembly only."""

import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

import click

from interlace import __version__
from interlace.foundation.console.exits import Exit
from interlace.foundation.console.options import common_options, take_options
from interlace.surfaces.cli.groups import LazyGroup
from interlace.surfaces.cli.registry import COMMANDS

EXAMPLE = """
interlace demo
printf "%s" "+82 10 0000 0142" | interlace check phone - --as TH --purpose fraud --ref TH-2026-0007
"""


@common_options()
@click.group(
    name="interlace",
    cls=LazyGroup,
    entries=COMMANDS,
    example=EXAMPLE,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def interlace() -> None:
    """Cross-border police cooperation in which every bureau keeps control of its own facts.

    The options below may stand before or after any command.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command line and end the process with its exit code."""
    signal.signal(signal.SIGTERM, _interrupt)  # a service manager's stop is as orderly as Ctrl+C
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give back its exit code."""
    try:
        chosen, rest = take_options(arguments)
        result = interlace.main(args=rest, prog_name="interlace", standalone_mode=False, obj=chosen)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. What was done stays; repeating the command is safe.", err=True)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # the reader has left; Python would complain about it on its own way out
        return Exit.DONE
    except Exception as error:
        return _ended_by(error)
    return result if isinstance(result, int) else Exit.DONE


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ended_by(error: Exception) -> int:
    # Late: most runs end well and need not wait for this.
    from interlace.foundation.errors import InterlaceError
    from interlace.surfaces.cli.exits import exit_of, explain

    if isinstance(error, InterlaceError):
        explain(error)
        return exit_of(error)
    if os.environ.get("INTERLACE_TRACEBACK") == "1":
        raise error
    # The text of an unforeseen error may hold values of a record, so only its kind is told.
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    click.echo(f"Something unforeseen happened ({kind}). `interlace doctor` looks for the usual reasons.", err=True)
    return Exit.UNEXPECTED
