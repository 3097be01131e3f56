"""The option by which whoever keeps the node says who they are."""

import click

by_option = click.option(
    "--by",
    metavar="USERNAME",
    envvar="INTERLACE_KEEPER",
    help="Which administrator you are; needed as soon as the node has one.",
)

named_option = click.option(
    "--by",
    metavar="USERNAME",
    envvar="INTERLACE_KEEPER",
    default="",
    help="Which administrator you are, for the ledger.",
)
"""The same where nobody can be asked yet: a name that is nobody's stands in the ledger beside the machine's account."""
