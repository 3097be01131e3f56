"""Reading the tables of `criminal/data`: tab-separated, with their source and date in comment lines at the top."""

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The cells of every line of one table."""
    text = (files("interlace.world.criminal.data") / name).read_text(encoding="utf-8")
    return (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
