"""`interlace admin`: what the keeper of a node does."""

import click

from interlace.surfaces.cli.groups import LazyGroup
from interlace.surfaces.cli.registry import ADMIN

EXAMPLE = """
interlace admin member add KR --name "Republic of Korea"
interlace admin bureau add --member KR --name "NCB Seoul"
interlace admin user add y.seo --bureau "NCB Seoul" --name "Y. Seo" --role duty_officer --purpose fraud
interlace admin backup node.backup
"""


@click.group(cls=LazyGroup, entries=ADMIN, example=EXAMPLE)
def admin() -> None:
    """Keep a node: members, bureaus, people, keys, backups, the log."""
