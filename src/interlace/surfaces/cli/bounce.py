"""`interlace admin bounce`: a mail to an officer came back, and the mail server hands it over."""

import sys
from pathlib import Path

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from interlace.desk.waking.delivering import note_bounce
from interlace.foundation.console import ExampleCommand, show_one
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import InvalidInput


@click.command("bounce", cls=ExampleCommand, example="interlace admin bounce returned.eml")
@click.argument("path")
@declare("waking.bounce", SurfaceKind.COMMAND)
def bounce(path: str) -> None:
    """Take in a mail that came back, from the file PATH or `-`; the officer's next way is begun."""
    try:
        content = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError:
        raise InvalidInput(_("The file cannot be opened."), fix=_("Look at its name and its rights.")) from None
    show_one({"noted": note_bounce(content, now=timezone.now())})
