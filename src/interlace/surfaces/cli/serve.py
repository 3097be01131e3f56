"""`interlace serve`: the node as a service."""

import click

from interlace.foundation.console import ExampleCommand, options
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.surfaces.cli.serving import Address, node_to_serve, serve_until_stopped


@click.command(cls=ExampleCommand, example="interlace serve --data /srv/interlace --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@declare("node.serve", SurfaceKind.COMMAND)
def serve(host: str, port: int) -> None:
    """Run the node: database, web pages, API and worker, until it is stopped."""
    chosen, address = options(), Address(host, port)
    with node_to_serve(chosen, address):
        serve_until_stopped(chosen, address)
