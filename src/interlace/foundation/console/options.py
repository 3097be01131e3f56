"""Options that hold for every command, wherever on the line they stand."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import click


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for this run."""

    data: Path
    """Everything the node keeps lies below this folder."""
    profile: str | None
    """Whose profile acts (`--as TH`); None leaves the choice to the command's own default."""
    language: str | None
    time_zone: str | None
    format: Format
    is_coloured: bool


_Kept = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    flags: tuple[str, ...]
    place: str
    help: str


KNOWN = (
    _Known(
        "data", ("--data",), "DIR", "Folder that holds everything of the node (default: $INTERLACE_DATA, else ./data)."
    ),
    _Known("profile", ("--as", "--profile"), "PROFILE", "Act as this profile, for example TH."),
    _Known(
        "output", ("-o", "--output"), "FORMAT", "table, json, ndjson or csv (table on a terminal, ndjson in a pipe)."
    ),
    _Known("lang", ("--lang",), "LANG", "Language of messages: en, fr or vi."),
    _Known("tz", ("--tz",), "ZONE", "Time zone of shown times, for example Asia/Bangkok."),
)
NO_COLOUR = "--no-color"


def take_options(
    arguments: Sequence[str], *, environment: Mapping[str, str] = os.environ, is_terminal: bool | None = None
) -> tuple[Options, list[str]]:
    """Take the common options out of a command line, and give back the rest for the command itself.

    They stand before or after any subcommand; what follows `--` is left alone.
    """
    kept: _Kept = {}
    rest: list[str] = []
    queue = list(arguments)
    while queue:
        word = queue.pop(0)
        if word == "--":
            rest += [word, *queue]
            break
        if word == NO_COLOUR:
            kept["no_colour"] = "1"
        elif not _taken(word, queue, kept):
            rest.append(word)
    terminal = sys.stdout.isatty() if is_terminal is None else is_terminal
    return _options(kept, environment, is_terminal=terminal), rest


def options() -> Options:
    """The options of the command that is running."""
    found = click.get_current_context().find_object(Options)
    return found if found is not None else take_options([])[0]


def _taken(word: str, queue: list[str], kept: _Kept) -> bool:
    flag, equals, value = word.partition("=")
    for known in KNOWN:
        if flag not in known.flags:
            continue
        if not equals:
            if not queue:
                raise click.UsageError(f"Option {flag} needs a value ({known.place}).")
            value = queue.pop(0)
        kept[known.name] = value
        return True
    return False


def _options(kept: _Kept, environment: Mapping[str, str], *, is_terminal: bool) -> Options:
    default = Format.TABLE if is_terminal else Format.NDJSON
    try:
        chosen = Format(kept["output"]) if "output" in kept else default
    except ValueError:
        raise click.UsageError(f"Output is one of {', '.join(Format)}.") from None
    data = Path(kept.get("data") or environment.get("INTERLACE_DATA") or "data")
    return Options(
        data=data.expanduser().resolve(),
        profile=kept.get("profile") or environment.get("INTERLACE_PROFILE"),
        language=kept.get("lang") or environment.get("INTERLACE_LANG"),
        time_zone=kept.get("tz") or environment.get("INTERLACE_TZ"),
        format=chosen,
        is_coloured=is_terminal and "no_colour" not in kept and not environment.get("NO_COLOR"),
    )


def common_options() -> Callable[[click.Command], click.Command]:
    """Show the common options in the help of the outermost command; they are taken before click sees the line."""

    def add(command: click.Command) -> click.Command:
        for known in KNOWN:
            command.params.append(
                click.Option([*known.flags, known.name], metavar=known.place, help=known.help, expose_value=False)
            )
        command.params.append(
            click.Option([NO_COLOUR], is_flag=True, help="No colours; NO_COLOR does the same.", expose_value=False)
        )
        return command

    return add
