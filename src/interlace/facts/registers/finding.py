"""Finding a record of a register's version by its subject."""

from functools import lru_cache
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from interlace.facts.registers.files import open_register

_VERSIONS_KEPT = 32


def row_of(folder: str, subject: UUID) -> int | None:
    """The row of the record with this subject, whoever may read it."""
    halves, order = _halves(folder), order_of(folder)
    wanted = np.frombuffer(subject.bytes, dtype=np.uint64)
    start = int(np.searchsorted(halves[:, 0], wanted[0], side="left", sorter=order))
    end = int(np.searchsorted(halves[:, 0], wanted[0], side="right", sorter=order))
    return next((int(row) for row in order[start:end] if halves[row, 1] == wanted[1]), None)


def _halves(folder: str) -> NDArray[np.uint64]:
    file = open_register(folder)
    if not len(file):
        return np.zeros((0, 2), dtype=np.uint64)
    return np.ascontiguousarray(file.subjects).view(np.uint64)


@lru_cache(maxsize=_VERSIONS_KEPT)
def order_of(folder: str) -> NDArray[np.int32]:
    """The rows in the order of their subjects: four bytes a record. A version never changes."""
    return np.argsort(_halves(folder)[:, 0], kind="stable").astype(np.int32)
