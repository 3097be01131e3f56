"""`CURRENT`: which segments and which log make up the index now. Replaced as a whole, never edited."""

import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from interlace.screening.index.storage import FORM, IndexDamaged, private, rename_into_place

FILE = "CURRENT"
FIRST_FORM = 1  # did not say so


@dataclass(frozen=True, slots=True)
class SegmentEntry:
    """A segment by name and file. `since` is the first logged change that it does not contain."""

    name: str
    file: str
    since: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What belongs to the index now: its log and its segments."""

    generation: int
    log: str
    first_change: int  # the number of the first change in the log
    segments: tuple[SegmentEntry, ...] = ()
    form: int = FORM

    def write(self, folder: Path) -> None:
        """Replace the manifest in one step: a reader sees the old one or the new one."""
        content = json.dumps(asdict(self)).encode()
        partial = folder / f"{FILE}.partial"
        with open(partial, "wb", opener=private) as file:
            file.write(b"%08x\n%s\n" % (zlib.crc32(content), content))
            file.flush()
            os.fsync(file.fileno())
        rename_into_place(partial, folder / FILE)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """The manifest of this folder; `IndexDamaged` where its checksum does not fit."""
        checksum, _, content = (folder / FILE).read_bytes().rstrip(b"\n").partition(b"\n")
        if checksum != b"%08x" % zlib.crc32(content):
            raise IndexDamaged(FILE, "does not match its checksum")
        values = json.loads(content)
        return cls(
            **{"form": FIRST_FORM, **values, "segments": tuple(SegmentEntry(**entry) for entry in values["segments"])}
        )


def stamp_of(folder: Path) -> tuple[int, int, int]:
    """Differs as soon as the manifest has been replaced."""
    status = os.stat(f"{folder}/{FILE}")
    return status.st_ino, status.st_mtime_ns, status.st_size
