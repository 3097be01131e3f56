"""Which records of a register's version point at which: found once in its file, for everybody."""

import mmap
import re
from functools import lru_cache
from uuid import UUID

import numpy as np

from interlace.facts.registers.files import LINES, open_register

_ID = re.compile(rb'"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"')
_VERSIONS_KEPT = 32


class Mentions:
    """The ids that stand in the records of a version, and the rows they stand in. Rows are nobody's rights."""

    def __init__(self, folder: str) -> None:
        file = open_register(folder)
        places: list[int] = []
        ids: list[bytes] = []
        if len(file):
            with (
                (file.folder / LINES).open("rb") as opened,
                mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as lines,
            ):
                for found in _ID.finditer(lines):
                    places.append(found.start())
                    ids.append(bytes.fromhex(found[1].replace(b"-", b"").decode()))
        named = np.array(ids, dtype="S16")
        rows = np.searchsorted(file.offsets, np.array(places, dtype=np.uint64), side="right") - 1
        order = np.argsort(named, kind="stable")
        self._ids, self._rows = named[order], rows[order]

    def rows_with(self, subject: UUID) -> list[int]:
        """The rows in which this id stands, each once."""
        wanted = np.array([subject.bytes], dtype="S16")
        start = int(np.searchsorted(self._ids, wanted, side="left")[0])
        end = int(np.searchsorted(self._ids, wanted, side="right")[0])
        return sorted({int(row) for row in self._rows[start:end]})


@lru_cache(maxsize=_VERSIONS_KEPT)
def mentions_in(folder: str) -> Mentions:
    """The mentions in a version by its folder. A version never changes, so one look serves everybody."""
    return Mentions(folder)
