"""The commands `interlace export`: what one may read, as a file for other systems."""

import json
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, say, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.approvals.actions import Difference
from interlace.screening.exporting import SecondPersonNeeded, ask_for_export, export_everything, sign_export
from interlace.screening.profile import CODE_HELP, content_of, show_code, viewer

TO_SIGN = ".to-sign.json"
_ACT = "act"
_CONTENT = "content"
HEADINGS = {
    "file": gettext_lazy("File"),
    "entities": gettext_lazy("Entities"),
    "values": gettext_lazy("Values"),
    "left_out": gettext_lazy("Values without a place in FollowTheMoney"),
    "sha256": gettext_lazy("Digest"),
}
EXAMPLE = """
interlace export ftm holdings.json --as TH --purpose fraud --ref TH-2026-0007
interlace export sign holdings.json.to-sign.json --as th.second
ftm validate -i holdings.json
"""
coded = click.option("--code", default="", help=CODE_HELP)


@click.group(cls=ExampleGroup, example=EXAMPLE)
def export() -> None:
    """Take out what you may read, for other systems."""


@export.command("ftm", example=EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--purpose", required=True, help="What it is taken out for, for example fraud.")
@click.option("--ref", "reference", required=True, help="Number of the case or the legal reference.")
@coded
@declare("export.ftm", SurfaceKind.COMMAND, actions=(Action.READ, Action.EXPORT), purpose=PurposeFrom.REQUIRED)
def export_ftm(file: Path, purpose: str, reference: str, code: str) -> None:
    """Write every fact and register entry that you may read and take out, as FollowTheMoney entities, one a line.

    Each carries its handling, for whom it was taken out, and when. From 100 values on a colleague signs the exact
    content first: run it, let `interlace export sign` be run, and run it again within a day.
    """
    now, taker = timezone.now(), viewer(purpose=purpose, reference=reference)
    show_code(code)
    try:
        taken = export_everything(taker, file, now=now)
    except SecondPersonNeeded as needed:
        ask_for_export(taker, needed.difference, now=now)
        question = file.with_name(file.name + TO_SIGN)
        question.write_text(needed.difference.text + "\n", encoding="utf-8")
        say(_("What a colleague is to sign stands in {file}.").format(file=question.name))
        raise
    show_one(
        {
            "file": file.name,
            "entities": taken.entities,
            "values": taken.values,
            "left_out": taken.left_out,
            "sha256": taken.sha256,
        },
        headings=HEADINGS,
    )


@export.command("sign", example="interlace export sign holdings.json.to-sign.json --as th.second")
@click.argument("path")
@coded
@declare("export.sign", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def sign(path: str, code: str) -> None:
    """Sign as the second person what a colleague wants to take out; it is shown, and nothing of its content."""
    difference = _read(path)
    show_code(code)
    sign_export(viewer(), difference, now=timezone.now())
    show_one(dict(json.loads(difference.text)[_CONTENT]))


def _read(path: str) -> Difference:
    try:
        said = json.loads(content_of(path))
        return Difference(said[_ACT], said[_CONTENT])
    except (ValueError, TypeError, KeyError):
        what = _("This is not what `interlace export ftm` writes to be signed.")
        raise InvalidInput(what, fix=_("Name the file that ends in {ending}.").format(ending=TO_SIGN)) from None
