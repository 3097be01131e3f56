"""`interlace admin migrate`, and the same step for commands that start a node."""

import os

import click

from interlace.foundation.console import ExampleCommand, options, say
from interlace.foundation.console.keeping import named_option
from interlace.foundation.database import database_open
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.surfaces.cli.node import bring_to_this_release, close_connections, set_up_django, write_acts


@click.command(cls=ExampleCommand, example="interlace admin migrate --data /srv/interlace")
@named_option
@declare("node.migrate", SurfaceKind.COMMAND)
def migrate(by: str) -> None:
    """Bring the database to this release, making the node if there is none. The ledger notes it."""
    chosen = options()
    with database_open(chosen.data, os.environ.get("DATABASE_URL")):
        set_up_django(chosen.data)
        applied = bring_to_this_release(chosen.data, named=by)
        write_acts(chosen.data)
        close_connections()
    say(f"Migrations applied: {applied}")
