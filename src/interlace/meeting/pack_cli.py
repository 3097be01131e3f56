"""The commands `interlace pack`: what bureaus bring, handed in, followed, stopped and resumed, stored, laid."""

import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.console.exits import Exit
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.jail import Bounds
from interlace.foundation.jobs.models import JobState
from interlace.meeting.bringing import actions
from interlace.meeting.bringing.keeping import pack_of, packs_of
from interlace.meeting.finding import matter_of
from interlace.meeting.pack.records import Outcome
from interlace.meeting.pack_rendering import pack_out, pack_row
from interlace.meeting.rules import error_of
from interlace.screening.profile import viewer

EXAMPLE = """
interlace pack read meeting_pack.zip --as KR
interlace pack list --as KR
interlace pack show 6a1f... --as KR -o json
interlace pack go-on 6a1f... --as KR
interlace pack store 6a1f... --purpose fraud --reference 'Golden Reed' --as KR
interlace pack lay 6a1f... 0b7c... --as KR
"""
COLUMNS = {
    "file_name": gettext_lazy("File"),
    "made": gettext_lazy("When"),
    "files": gettext_lazy("Files"),
    "is_read": gettext_lazy("Read"),
    "is_stored": gettext_lazy("Stored"),
    "id": gettext_lazy("Id"),
}
USES: dict[str, Any] = {"actions": (Action.DISCOVER, Action.READ), "purpose": PurposeFrom.OBJECT}
named = click.argument("pack_id", metavar="PACK", type=click.UUID)


@click.group("pack", cls=ExampleGroup, example=EXAMPLE)
def pack() -> None:
    """What bureaus bring to a meeting: read behind walls, looked at, stored, laid on a table."""


@pack.command("read")
@click.argument("path", type=click.Path(path_type=Path))
@declare("pack.read", SurfaceKind.COMMAND, **USES)
def read_(path: Path) -> int:
    """Read PATH: a ZIP, or a folder, with one folder for each bureau. Stopped or killed, `go-on` takes it up again.

    Ends with 5 when rows wait for their bureau to mend them; everything else of their files is taken.
    """
    made = actions.hand_in_pack(viewer(), _archive(path), file_name=path.name, now=timezone.now())
    return _shown(viewer(), made.id)


@pack.command("list")
@declare("pack.list", SurfaceKind.COMMAND, **USES)
def list_() -> None:
    """The packs that you handed in within the last week, the latest first."""
    who = viewer()
    found = [pack_row(each, actions.work_on(who, each)) for each in packs_of(who, now=timezone.now())]
    rows = [each.model_dump(mode="json") for each in found]
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one({"items": rows})
        return
    show(({name: each[name] for name in COLUMNS} for each in rows), columns=COLUMNS)


@pack.command("show")
@named
@declare("pack.show", SurfaceKind.COMMAND, **USES)
def show_(pack_id: UUID) -> int:
    """How far a pack is, what it holds, which rows wait, and where cases meet."""
    return _shown(viewer(), pack_id)


@pack.command("stop")
@named
@declare("pack.stop", SurfaceKind.COMMAND, **USES)
def stop(pack_id: UUID) -> int:
    """Stop the work on a pack; what was read or stored stays."""
    actions.stop_work_on_pack(viewer(), pack_id, now=timezone.now())
    return _shown(viewer(), pack_id)


@pack.command("go-on")
@named
@declare("pack.go_on", SurfaceKind.COMMAND, **USES)
def go_on(pack_id: UUID) -> int:
    """Go on where the work stood."""
    actions.go_on_with_pack(viewer(), pack_id, now=timezone.now())
    return _shown(viewer(), pack_id)


@pack.command("store")
@named
@click.option("--purpose", default="", help="Purpose of the cases that are opened.")
@click.option("--reference", default="", help="Reference of the work.")
@click.option("--scheme", default="", help="Scheme of the grades in the lead lists, for example ADMIRALTY.")
@declare("pack.store", SurfaceKind.COMMAND, **USES)
def store(pack_id: UUID, purpose: str, reference: str, scheme: str) -> int:
    """Store the cases, leads, people and things of your own bureau; those of others stay where they are."""
    who = viewer(purpose=purpose, reference=reference)
    actions.store_pack(who, pack_id, scheme=scheme, now=timezone.now())
    return _shown(who, pack_id)


@pack.command("lay")
@named
@click.argument("meeting_id", metavar="MEETING", type=click.UUID)
@declare("pack.lay", SurfaceKind.COMMAND, **USES)
def lay(pack_id: UUID, meeting_id: UUID) -> int:
    """Put a pack on the agenda of a meeting that your bureau holds."""
    now = timezone.now()
    who = matter_of(viewer(), meeting_id, now=now)
    actions.lay_brought_pack(who, pack_id, meeting_id, now=now)
    return _shown(who, pack_id)


@pack.command("discard")
@named
@declare("pack.discard", SurfaceKind.COMMAND, **USES)
def discard(pack_id: UUID) -> None:
    """Throw a pack away; what was stored of it, or laid on a table, stays."""
    actions.discard_pack(viewer(), pack_id, now=timezone.now())


def _archive(path: Path) -> bytes:
    """The pack as one ZIP. Links are not followed: one could lead to another bureau's papers."""
    if path.is_file():
        if path.stat().st_size > Bounds().file:
            raise error_of("pack_too_large")
        return path.read_bytes()
    if not path.is_dir():
        raise InvalidInput(
            _("There is no such file or folder."), fix=_("Name a ZIP, or a folder with one folder for each bureau.")
        )
    content, size = io.BytesIO(), 0
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink()):
            within = file.relative_to(path)
            if any((path / parent).is_symlink() for parent in within.parents):
                continue
            size += file.stat().st_size
            if size > Bounds().file:
                raise error_of("pack_too_large")
            archive.writestr(within.as_posix(), file.read_bytes())
    return content.getvalue()


def _shown(who: Viewer, pack_id: UUID) -> int:
    found = pack_of(who, pack_id, now=timezone.now())
    job = actions.work_on(who, found)
    answer = pack_out(found, job)
    show_one(answer.model_dump(mode="json"))
    has_failed = job is not None and job.state == JobState.FAILED
    waits = answer.holds is not None and any(each.outcome == Outcome.REPAIR for each in answer.holds.problems)
    return Exit.INVALID_INPUT if has_failed or waits else Exit.DONE
