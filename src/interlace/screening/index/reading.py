"""Under which reading of names an index was made."""

from pathlib import Path

from interlace.core.names.reading import READING
from interlace.screening.index.storage import private

_FILE = "reading"


def is_read_as_now(folder: Path) -> bool:
    """Whether the names in the index of this folder were taken apart as names in questions are now."""
    kept = folder / _FILE
    return kept.exists() and kept.read_text(encoding="ascii") == READING


def note_reading(folder: Path) -> None:
    """Note that everything in the index of this folder is read as now."""
    with open(folder / _FILE, "w", encoding="ascii", opener=private) as file:
        file.write(READING)
