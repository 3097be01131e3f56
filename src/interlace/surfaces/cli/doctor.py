"""`interlace doctor`: what is wrong, and how to mend it."""

import os
import shutil
from dataclasses import asdict
from pathlib import Path

import click

import interlace
from interlace.foundation.console import ExampleCommand, options, say, show
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.surfaces.cli.checkup import Examined, State, examine
from interlace.surfaces.cli.serving import Address


@click.command(cls=ExampleCommand, example="interlace doctor -o json")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address that the node should listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port for it.")
@declare("node.doctor", SurfaceKind.COMMAND)
def doctor(host: str, port: int) -> int:
    """Look at the data folder, keys, disk, port, database, fonts and text recognition.

    Ends with 0 if nothing is broken; warnings name what is missing for a part of the work.
    """
    node = Examined(
        data=options().data,
        url=os.environ.get("DATABASE_URL"),
        address=Address(host, port),
        fonts=Path(interlace.__file__).parent / "surfaces" / "web" / "static" / "vendor",
        recogniser=shutil.which("tesseract"),
    )
    findings = examine(node)
    columns = {"state": "State", "check": "Looked at", "what": "Found", "fix": "To mend"}
    show((asdict(finding) for finding in findings), columns=columns)
    broken = sum(finding.state is State.BROKEN for finding in findings)
    if broken:
        say(f"Broken: {broken}")
    return 1 if broken else 0
