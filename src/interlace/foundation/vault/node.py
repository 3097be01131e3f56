"""The keys of the node that runs here."""

from functools import cache
from pathlib import Path

from django.conf import settings

from interlace.foundation.vault.keys import NodeKeys, load_or_create_keys


def node_keys() -> NodeKeys:
    """The running node's keys, read once."""
    return _keys_in(str(settings.INTERLACE_DATA))


def seal(purpose: str, data: bytes, associated: bytes = b"") -> bytes:
    """Encrypt and authenticate data for one purpose; `associated` must be given again to open it."""
    return node_keys().seal(purpose, data, associated)


def open_sealed(purpose: str, sealed: bytes, associated: bytes = b"") -> bytes:
    """Give back what this node sealed for this purpose, or raise `SealBroken`."""
    return node_keys().open(purpose, sealed, associated)


def keyed_digest(purpose: str, data: bytes) -> bytes:
    """This node's pseudonym of the data for one purpose."""
    return node_keys().keyed_digest(purpose, data)


@cache
def _keys_in(data: str) -> NodeKeys:
    # By its text: lists of millions ask once a line, and a path is made at a price.
    return load_or_create_keys(Path(data))
