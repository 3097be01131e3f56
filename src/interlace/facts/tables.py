"""Reading the tables of `facts/data`: comma-separated, with their source and date in comment lines at the top."""

import csv
from importlib.resources import files


def table(name: str) -> list[dict[str, str]]:
    """The rows of one table, by column name."""
    text = (files("interlace.facts.data") / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return list(csv.DictReader(lines))
