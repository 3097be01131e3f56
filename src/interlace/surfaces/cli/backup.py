"""`interlace admin backup` and `interlace admin restore`."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from interlace.foundation.backup import note_act, restore_backup, write_backup
from interlace.foundation.backup.actions import digest_of_file
from interlace.foundation.console import ExampleCommand, options, say, show_one
from interlace.foundation.console.hidden import HiddenWord
from interlace.foundation.console.keeping import named_option
from interlace.foundation.console.machine import account_of_process
from interlace.foundation.database import database_open
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.surfaces.cli.node import close_connections, prepare, refuse_unnamed, write_acts

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
@named_option
@declare("node.backup", SurfaceKind.COMMAND)
def backup(file: Path, passphrase_file: Path | None, by: str) -> None:
    """Write the whole node into FILE, encrypted with a passphrase. The ledger notes it.

    The passphrase comes from INTERLACE_PASSPHRASE, a file or a prompt. Without it nobody can read the backup again.
    """
    passphrase, data = PASSPHRASE.read(passphrase_file, is_new=True), options().data
    prepare(options())
    with database_open(data, _url()):
        refuse_unnamed(by)
        now = datetime.now(tz=UTC)
        size = write_backup(data, _url(), file.resolve(), passphrase=passphrase, now=now)
        detail: dict[str, str | int] = {"backup": digest_of_file(file), "bytes": size}
        note_act(data, "node.backed_up", at=now, named=by, account=account_of_process(), detail=detail)
        write_acts(data)
        close_connections()
    show_one({"file": str(file), "bytes": size, "made": now.isoformat(timespec="seconds")})


@click.command(
    cls=ExampleCommand,
    example="interlace admin restore node.backup --data /srv/restored --deletions /srv/old/deletions/ledger.ndjson",
)
@click.argument("file", type=_File)
@click.option("--passphrase-file", type=_ReadFile, help=_FILE_HELP)
@click.option("--deletions", type=_ReadFile, help="The node's newest ledger of deletions: they are repeated first.")
@click.option("--no-deletions", is_flag=True, help="Nothing was deleted since the backup, or that ledger is lost.")
@named_option
@declare("node.restore", SurfaceKind.COMMAND)
def restore(file: Path, passphrase_file: Path | None, deletions: Path | None, no_deletions: bool, by: str) -> None:
    """Put the backup FILE into an empty data folder (and, with DATABASE_URL, an empty database).

    What was deleted after the backup must not come back: name the ledger of deletions, which lies in the old data
    folder or where INTERLACE_DELETIONS keeps it, or say that there is none. The restored node's own ledger says from
    which backup it comes.
    """
    if (deletions is None) is not no_deletions:
        raise click.UsageError("Name the ledger with --deletions, or say --no-deletions: one of the two.")
    data, passphrase = options().data, PASSPHRASE.read(passphrase_file, is_new=False)
    now = datetime.now(tz=UTC)
    made = restore_backup(file, data, _url(), passphrase=passphrase, now=now, deletions=deletions, by=by)
    show_one({"data": str(data), "made": made.isoformat(timespec="seconds")})
    say("The search index is built again when the node starts.")


def _url() -> str | None:
    return os.environ.get("DATABASE_URL")
