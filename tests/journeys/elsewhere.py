"""What another bureau finds of a journey in its ledger, in a copy of it, and by commands."""

from collections.abc import Sequence
from pathlib import Path

from click.testing import CliRunner
from tests.noninterference.surfaces import command_named

from interlace.foundation.audit.queries import entries_of, export_log_of_member
from interlace.foundation.console import Format, Options
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer


def named_in_ledger(viewer: Viewer, folder: Path, words: Sequence[str]) -> list[str]:
    """Which of these ids and words stand in what a bureau reads of the ledger, or takes out of it."""
    with acting(viewer):
        read = [leaf.entry for leaf in entries_of(viewer)]
    copy = folder / f"{viewer.member}.ndjson"
    export_log_of_member(copy, member=viewer.member)
    told = "\n".join([*read, copy.read_text(encoding="utf-8")])
    return [each for each in words if each in told]


def said_by_command(username: str, command: str, *arguments: str) -> str:
    """What a command writes for an officer: its answer, or its refusal."""
    options = Options(
        data=Path(), profile=username, language="en", time_zone=None, format=Format.JSON, is_coloured=False
    )
    done = CliRunner().invoke(command_named(command), list(arguments), obj=options)
    return done.output if done.exception is None else f"{type(done.exception).__name__}: {done.exception}"
