"""Under which reading of names, and in which form, an index was made."""

from pathlib import Path

from interlace.core.names.reading import READING
from interlace.screening.index.storage import FORM, private

_FILE = "reading"


def is_read_as_now(folder: Path, *, shards: int = 1) -> bool:
    """Whether the index of this folder has the form of now, its names taken apart as those of questions are now.

    `shards` is into how many it should be cut.
    """
    kept = folder / _FILE
    return kept.exists() and kept.read_text(encoding="ascii") == _noted(shards)


def reading_mark(folder: Path) -> tuple[int, int, int] | None:
    """Differs as soon as this note has changed; nothing where there is none. Cheap enough for every search."""
    try:
        status = (folder / _FILE).stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def note_reading(folder: Path, *, shards: int = 1) -> None:
    """Note that everything in the index of this folder is read as now, and cut into so many shards."""
    with open(folder / _FILE, "w", encoding="ascii", opener=private) as file:
        file.write(_noted(shards))


def forget_reading(folder: Path) -> None:
    """Note nothing: the index of this folder waits to be built again."""
    (folder / _FILE).unlink(missing_ok=True)


def _noted(shards: int) -> str:
    made = f"{READING} in form {FORM}"
    return made if shards == 1 else f"{made} in {shards}"
