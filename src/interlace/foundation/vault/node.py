"""The running node's keys, read once per process."""

from functools import cache
from pathlib import Path

from django.conf import settings

from interlace.foundation.vault.keys import NodeKeys, load_or_create_keys


def node_keys() -> NodeKeys:
    """The keys of the node whose settings are loaded."""
    return _of(settings.INTERLACE_DATA)


@cache
def _of(data: Path) -> NodeKeys:
    return load_or_create_keys(data)
