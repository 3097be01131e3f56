"""What a new version of a register means to cross-match: which entries are to be matched again. For the steward."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from interlace.crossmatch.entries import entry_at
from interlace.crossmatch.hubs import values_of
from interlace.crossmatch.pending import note_changed
from interlace.facts.models import Contribution, RegisterVersion
from interlace.facts.registers import has_version, open_register

ONE_BY_ONE = 20_000
"""Changed entries under one label: so many are matched entry by entry, at some ten milliseconds each; more of them wait
for the next batch. Counted by label, so that who may match few entries does not learn of many by waiting for them."""


def note_version(register: UUID, *, searched: str | None, before: str | None) -> None:
    """Note the entries in which the version that is searched differs from the one before it."""
    changed: defaultdict[int, dict[UUID, set[int]]] = defaultdict(dict)
    gone: dict[UUID, frozenset[str]] = {}
    for label, row in _rows_of_few(before, than=searched):
        entry = entry_at(register, str(before), row)
        gone[entry.subject] = values_of(entry.statements)
        changed[label][entry.subject] = {label}
    for label, row in _rows_of_few(searched, than=before):
        changed[label][entry_at(register, str(searched), row).subject] = {label}
    # One act for each label: how many entries there are under others must not make anybody wait.
    for subjects in changed.values():
        note_changed(subjects, gone=gone, register=register)


def version_before(register: UUID, number: int) -> str | None:
    """The folder of the version that was searched before this one."""
    sound = RegisterVersion.objects.filter(register=register, contribution__state=Contribution.State.DONE)
    return _if_there(sound.filter(number__lt=number).order_by("-number").values_list("folder", flat=True).first())


def folder_of(version: UUID) -> str | None:
    """The folder of a version, as long as its files are there."""
    return _if_there(RegisterVersion.objects.values_list("folder", flat=True).get(pk=version))


def _if_there(folder: str | None) -> str | None:
    return folder if folder is not None and has_version(folder) else None


def _rows_of_few(folder: str | None, *, than: str | None) -> Iterator[tuple[int, int]]:
    """Label and row of every entry that another version has not, or not so, of labels with few of them."""
    if folder is None:
        return
    file = open_register(folder)
    known = open_register(than).digests if than is not None else file.digests[:0]
    # The digest is one of the entry's id, content and label together.
    others = np.flatnonzero(~np.isin(_whole(file.digests), _whole(known)))
    labels, counts = np.unique(file.labels[others], return_counts=True)
    for label in labels[counts <= ONE_BY_ONE]:
        for row in others[file.labels[others] == label]:
            yield int(label), int(row)


def _whole(digests: NDArray[np.uint8]) -> NDArray[np.void]:
    """Each row of sixteen bytes as one value."""
    return np.ascontiguousarray(digests).view("V16").ravel()
