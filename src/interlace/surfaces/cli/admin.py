"""`interlace admin`: what the keeper of a node does."""

import click

from interlace.surfaces.cli.groups import LazyGroup
from interlace.surfaces.cli.registry import ADMIN


@click.group(cls=LazyGroup, entries=ADMIN, example="interlace admin backup node.backup")
def admin() -> None:
    """Keep a node: back up, restore, migrate, verify the log."""
