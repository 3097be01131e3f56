"""The command `interlace case import-pack`: what bureaus bring to a meeting, counted, checked and compared."""

from dataclasses import asdict
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from interlace.foundation.console import show_one
from interlace.foundation.console.exits import Exit
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InvalidInput
from interlace.meeting.answering import answer_of, has_refused_rows
from interlace.meeting.importing import store_own
from interlace.meeting.linking.links import propose
from interlace.meeting.pack.folders import read_folder
from interlace.screening.profile import DRY_RUN_HELP, viewer

EXAMPLE = "interlace case import-pack meeting_pack --dry-run -o json"


@click.command("import-pack")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
@click.option("--purpose", default="", help="Purpose of the cases that are opened.")
@click.option("--scheme", default="", help="Scheme of the grades in the lead lists, for example ADMIRALTY.")
@declare("case.import_pack", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def import_pack(folder: Path, dry_run: bool, purpose: str, scheme: str) -> int:
    """Read FOLDER, which holds one folder for each bureau, and propose where their cases meet.

    Cases and leads of your own bureau's folder are stored; those of others are read for the proposals alone. Ends with
    5 when rows wait for their bureau to mend them; everything else of their files is taken.
    """
    if not folder.is_dir():
        raise InvalidInput(
            _("There is no such folder."), fix=_("Name the folder that holds one folder for each bureau.")
        )
    pack, homes = read_folder(folder, today=timezone.localdate())
    answer = answer_of(pack, propose(pack, homes))
    if dry_run:
        answer = {"stored": None, **answer}
    else:
        stored = store_own(viewer(purpose=purpose), pack, homes, scheme=scheme, now=timezone.now())
        counts = asdict(stored)
        answer = {"stored": counts, **answer}
    show_one(answer)
    return Exit.INVALID_INPUT if has_refused_rows(pack) else Exit.DONE
