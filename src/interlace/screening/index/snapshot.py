"""What one process knows of the index at one moment, and how it catches up with what others have written."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from interlace.screening.index.columns import Columns, columns_of, concatenate
from interlace.screening.index.folder import IndexFolder
from interlace.screening.index.keys import HashedRecord
from interlace.screening.index.liveness import Liveness
from interlace.screening.index.log import Change, read_changes
from interlace.screening.index.manifest import Manifest, SegmentEntry, stamp_of
from interlace.screening.index.parts import Part
from interlace.screening.index.records import FACTS, RecordKey
from interlace.screening.index.segment import Segment

FRESH = ""  # no segment of the manifest bears an empty name
ATTEMPTS = 20  # how often the manifest may be exchanged under a reader before it gives up


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Immutable: a search that began with it ends with it."""

    manifest: Manifest
    stamp: tuple[int, int, int]
    log_offset: int  # behind the last change taken in
    next_change: int
    parts: tuple[Part, ...]  # the segments of the manifest, then the fresh ones made of the log

    @classmethod
    def load(cls, folder: IndexFolder, known: "Snapshot | None" = None) -> Self:
        """Read the manifest and everything it names; segments already open are kept open."""
        for attempt in range(ATTEMPTS):
            try:
                return cls._load_once(folder, known)
            except FileNotFoundError:
                # A writer replaced the manifest and cleared the old files between our two looks.
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    @classmethod
    def _load_once(cls, folder: IndexFolder, known: "Snapshot | None") -> Self:
        stamp = stamp_of(folder.path)
        manifest = Manifest.read(folder.path)
        opened = {} if known is None else _opened(known)
        parts = tuple(
            Part(
                name=entry.name,
                segment=opened.get(entry.file) or Segment.open(folder.segment_path(entry.file)),
                since=entry.since,
                life=Liveness.all_live(),
            )
            for entry in manifest.segments
        )
        empty = cls(manifest, stamp, log_offset=0, next_change=manifest.first_change, parts=parts)
        return empty.caught_up(folder)

    def is_current(self, folder: IndexFolder) -> bool:
        """Two looks at the file system, no reading."""
        if stamp_of(folder.path) != self.stamp:
            return False
        try:
            return os.stat(f"{folder.path}/{self.manifest.log}").st_size == self.log_offset
        except FileNotFoundError:
            return False

    def refreshed(self, folder: IndexFolder) -> "Snapshot":
        """The index as it is now; itself, where nothing has changed."""
        if stamp_of(folder.path) != self.stamp:
            return Snapshot.load(folder, self)
        try:
            return self.caught_up(folder)
        except FileNotFoundError:
            return Snapshot.load(folder, self)

    def caught_up(self, folder: IndexFolder) -> Self:
        """Take in the changes that the log has gained."""
        changes, offset = read_changes(folder.log_path(self.manifest), self.log_offset)
        if not changes:
            return self
        gone = _Gone()
        fresh: dict[RecordKey, tuple[int, HashedRecord]] = {}
        for number, change in changes:
            gone.add(number, change)
            _drop_gone(fresh, change)
            for record in change.records:
                fresh[record.key] = (number, record)
        parts = tuple(replace(part, life=part.life.without(part.segment, gone.rows_of(part))) for part in self.parts)
        wanted = [
            record
            for number, record in fresh.values()
            if record.says_anything and number >= self._since_of(record.key.source)
        ]
        if wanted:
            parts = _with_fresh(parts, wanted)
        return replace(self, log_offset=offset, next_change=changes[-1][0] + 1, parts=parts)

    def home_of(self, source: str) -> str:
        """The segment where records of this source come to lie when the log is merged."""
        return source if any(entry.name == source for entry in self.manifest.segments) else FACTS

    def _since_of(self, source: str) -> int:
        home = self.home_of(source)
        return next((entry.since for entry in self.manifest.segments if entry.name == home), 0)


class _Gone:
    """What a stretch of the log takes away or replaces, with the number of the change that did."""

    def __init__(self) -> None:
        self._records: dict[RecordKey, int] = {}
        self._subjects: dict[bytes, int] = {}
        self._sources: dict[str, int] = {}

    def add(self, number: int, change: Change) -> None:
        """Note what this change replaces or removes."""
        self._records.update((record.key, number) for record in change.records)
        self._records.update((key, number) for key in change.gone_records)
        self._subjects.update((subject, number) for subject in change.gone_subjects)
        self._sources.update((source, number) for source in change.gone_sources)

    def rows_of(self, part: Part) -> list[int]:
        """The rows of this part that die, as far as the part does not yet contain the change."""
        segment = part.segment
        return [
            *segment.rows_of_keys({key for key, number in self._records.items() if number >= part.since}),
            *segment.rows_of_subjects([key for key, number in self._subjects.items() if number >= part.since]),
            *segment.rows_of_sources([key for key, number in self._sources.items() if number >= part.since]),
        ]


def _drop_gone(fresh: dict[RecordKey, tuple[int, HashedRecord]], change: Change) -> None:
    for key in change.gone_records:
        fresh.pop(key, None)
    if change.gone_subjects or change.gone_sources:
        for key in [k for k in fresh if k.subject in change.gone_subjects or k.source in change.gone_sources]:
            del fresh[key]


def _with_fresh(parts: Sequence[Part], records: Iterable[HashedRecord]) -> tuple[Part, ...]:
    """Add a small segment; as long as its predecessor is no bigger, melt the two, so that they stay few."""
    kept = list(parts)
    columns = columns_of(list(records))
    while kept and kept[-1].name == FRESH and kept[-1].segment.record_count <= columns.record_count:
        before = kept.pop()
        columns = concatenate([live_columns(before), columns])
    fresh = Part(name=FRESH, segment=Segment.assemble(columns), since=0, life=Liveness.all_live())
    return (*kept, fresh)


def live_columns(part: Part) -> Columns:
    """The records of a part that still count."""
    columns = part.segment.columns()
    return columns.take(part.life.live_rows(part.segment)) if part.life.anything_dead else columns


def _opened(snapshot: Snapshot) -> dict[str, Segment]:
    entries: Sequence[SegmentEntry] = snapshot.manifest.segments
    return {entry.file: part.segment for entry, part in zip(entries, snapshot.parts, strict=False)}
