"""The option by which whoever keeps the node says who they are."""

import click

by_option = click.option(
    "--by",
    metavar="USERNAME",
    envvar="INTERLACE_KEEPER",
    help="Which administrator you are; needed as soon as the node has one.",
)
