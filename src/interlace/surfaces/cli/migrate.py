"""`interlace admin migrate`, and the same step for commands that start a node."""

import os

import click

from interlace.foundation.console import ExampleCommand, options, say
from interlace.foundation.database import database_open
from interlace.foundation.database.migrating import migrate_database
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.surfaces.cli.node import close_connections, set_up_django


@click.command(cls=ExampleCommand, example="interlace admin migrate --data /srv/interlace")
@declare("node.migrate", SurfaceKind.COMMAND)
def migrate() -> None:
    """Bring the database to this release, making the node if there is none."""
    chosen = options()
    with database_open(chosen.data, os.environ.get("DATABASE_URL")):
        set_up_django(chosen.data)
        applied = migrate_database()
        close_connections()
    say(f"Migrations applied: {applied}")
