"""Building a whole segment: the facts from scratch, or one version of a register."""

from collections.abc import Collection
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from interlace.screening.index.columns import ColumnBuilder
from interlace.screening.index.folder import IndexFolder
from interlace.screening.index.keys import HashedRecord
from interlace.screening.index.log import Change, frame, new_log
from interlace.screening.index.manifest import Manifest, SegmentEntry
from interlace.screening.index.records import FACTS, IndexRecord
from interlace.screening.index.segment import Segment
from interlace.screening.index.snapshot import Snapshot


class IndexWriter:
    """Collects records and puts them in place as one segment, all or nothing.

    Open it *before* reading the source of the records: changes logged from then on are laid over the new segment,
    earlier ones are taken to be contained in it. While it is open no other writer builds; the log stays open to all.
    """

    def __init__(self, path: Path, *, name: str = FACTS) -> None:
        if not name:
            raise ValueError("a segment needs a name")
        self._folder = IndexFolder(path)
        self._folder.create_if_missing()
        self._name = name
        self._builder = ColumnBuilder()
        self._locks = ExitStack()
        self._locks.enter_context(self._folder.changing_structure())
        with self._folder.appending():
            self._since = Snapshot.load(self._folder).next_change

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abandon()

    def add(self, record: IndexRecord) -> None:
        """Take one record in. Of records with the same subject, holder and source the last one counts."""
        self._builder.add(HashedRecord.of(record))

    def commit(self, *, replacing: Collection[str] = ()) -> Path:
        """Put the segment in the place of its namesake, and of those named (older versions of a register)."""
        file = self._folder.new_segment_name()
        path = self._folder.segment_path(file)
        Segment.assemble(self._builder.columns()).write(path)
        with self._folder.appending():
            put_in_place(self._folder, SegmentEntry(self._name, file, self._since), without=replacing)
        self._folder.remove_leftovers()
        self.abandon()
        return path

    def abandon(self) -> None:
        """Let others build. Without a commit nothing has changed."""
        self._locks.close()


def put_in_place(folder: IndexFolder, incoming: SegmentEntry | None, *, without: Collection[str]) -> None:
    """Exchange the manifest for one with this segment and without those named. Under both locks.

    What the log says about the outgoing ones ends in the same instant: the new log closes with their removal.
    """
    snapshot = Snapshot.load(folder)
    manifest = snapshot.manifest
    gone = frozenset(without) - ({incoming.name} if incoming else set())
    outgoing = gone | ({incoming.name} if incoming else set())
    kept = tuple(entry for entry in manifest.segments if entry.name not in outgoing)
    frames = folder.log_path(manifest).read_bytes()[: snapshot.log_offset]
    if gone:
        frames += frame(snapshot.next_change, Change(gone_sources=gone))
    log = folder.new_log_name()
    new_log(folder.path / log, frames)
    segments = (*kept, incoming) if incoming else kept
    Manifest(manifest.generation + 1, log, manifest.first_change, segments).write(folder.path)
