"""`interlace case`: cases, and the packs that bureaus bring to a meeting. Assembly only."""

import click

from interlace.foundation.console import ExampleGroup
from interlace.meeting.cli import EXAMPLE, import_pack


@click.group(cls=ExampleGroup, example=EXAMPLE)
def case() -> None:
    """Cases, and what bureaus bring to a meeting."""


case.add_command(import_pack)
