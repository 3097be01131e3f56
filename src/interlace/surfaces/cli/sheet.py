"""`interlace sheet`: whether this node printed a sheet."""

from datetime import datetime

import click
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.foundation.console import ExampleCommand, options, show_one
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.identity.sheets import PrintedSheet, reading_of

EXAMPLE = 'interlace sheet ABCD-EFGH-JKLM --page /import --at "2026-07-14 14:22" --as TH'
HEADINGS: dict[str, Promise] = {"reader": _("Given to"), "bureau": _("Bureau"), "at": _("Time")}


@click.command(cls=ExampleCommand, example=EXAMPLE)
@click.argument("code")
@click.option("--page", required=True, help="The address on the foot of the sheet.")
@click.option(
    "--at", required=True, type=click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]), help="The time as printed."
)
@declare("sheet.command", SurfaceKind.COMMAND)
def sheet(code: str, page: str, at: datetime) -> None:
    """Say to whom of the bureau this node gave the page, by the CODE on the foot of a printed sheet.

    Every other code has one answer: not known. What the paper shows is not covered; compare it with the page.
    """
    officer = officer_of_profile(options().profile)
    found = reading_of(PrintedSheet(code, page, at), by=officer, now=timezone.now())
    row = {"reader": found.reader.display_name, "bureau": found.reader.bureau.name, "at": found.at.isoformat()}
    show_one(row, headings=HEADINGS)
