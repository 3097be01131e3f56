"""`interlace admin backup` and `interlace admin restore`."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from interlace.foundation.backup import restore_backup, write_backup
from interlace.foundation.console import ExampleCommand, options, say, show_one
from interlace.foundation.console.hidden import HiddenWord
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare

PASSPHRASE = HiddenWord(
    prompt="Passphrase",
    variable="INTERLACE_PASSPHRASE",
    option="--passphrase-file",
    missing="A passphrase is needed.",
    fix="Set {variable}, or name a file with {option}.",
)
_File = click.Path(path_type=Path, dir_okay=False)

_ReadFile = click.Path(path_type=Path, exists=True, dir_okay=False)
_FILE_HELP = "File that holds the passphrase."


@click.command(cls=ExampleCommand, example="interlace admin backup node.backup --data /srv/interlace")
@click.argument("file", type=_File)
@click.option("--passphrase-file", type=_ReadFile, help=_FILE_HELP)
@declare("node.backup", SurfaceKind.COMMAND)
def backup(file: Path, passphrase_file: Path | None) -> None:
    """Write the whole node into FILE, encrypted with a passphrase.

    The passphrase comes from INTERLACE_PASSPHRASE, a file or a prompt. Without it nobody can read the backup again.
    """
    passphrase = PASSPHRASE.read(passphrase_file, is_new=True)
    now = datetime.now(tz=UTC)
    size = write_backup(options().data, _url(), file.resolve(), passphrase=passphrase, now=now)
    show_one({"file": str(file), "bytes": size, "made": now.isoformat(timespec="seconds")})


@click.command(cls=ExampleCommand, example="interlace admin restore node.backup --data /srv/interlace-restored")
@click.argument("file", type=_File)
@click.option("--passphrase-file", type=_ReadFile, help=_FILE_HELP)
@declare("node.restore", SurfaceKind.COMMAND)
def restore(file: Path, passphrase_file: Path | None) -> None:
    """Put the backup FILE into an empty data folder (and, with DATABASE_URL, an empty database)."""
    data = options().data
    made = restore_backup(file, data, _url(), passphrase=PASSPHRASE.read(passphrase_file, is_new=False))
    show_one({"data": str(data), "made": made.isoformat(timespec="seconds")})
    say("The search index is built again when the node starts.")


def _url() -> str | None:
    return os.environ.get("DATABASE_URL")
