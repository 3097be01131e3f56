"""What a new version of a register adds, changes and removes."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from interlace.facts.registers.files import RegisterFile


@dataclass(frozen=True, slots=True)
class Difference:
    """Subjects by what became of them."""

    added: tuple[UUID, ...]
    changed: tuple[UUID, ...]
    removed: tuple[UUID, ...]


def difference(before: RegisterFile | None, after: RegisterFile) -> Difference:
    """Compare two versions record by record: a subject is the same, its content may differ."""
    new = _by_subject(after)
    old = _by_subject(before) if before is not None else {}
    added = [subject for subject in new if subject not in old]
    removed = [subject for subject in old if subject not in new]
    changed = [subject for subject, digest in new.items() if old.get(subject, digest) != digest]
    return Difference(_ids(added), _ids(changed), _ids(removed))


def _by_subject(version: RegisterFile) -> dict[bytes, bytes]:
    return dict(zip(_column(version.subjects), _column(version.digests), strict=True))


def _column(array: NDArray[np.uint8]) -> list[bytes]:
    return [row.tobytes() for row in array]


def _ids(subjects: list[bytes]) -> tuple[UUID, ...]:
    return tuple(UUID(bytes=subject) for subject in sorted(subjects))
