"""Lines of JSON, and files that have their name only once they are whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import orjson


def line(value: object) -> bytes:
    """One value as a line."""
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Write a file; whoever is interrupted leaves no half of it under its name."""
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as file:
        yield file
    unfinished.replace(path)


def untold(_done: int) -> None:
    """Tell nobody how far it has come."""
