"""A shard in this process: a folder on this machine. Processes that open the same folder see one shard."""

from collections.abc import Collection, Sequence
from pathlib import Path

from interlace.screening.index import (
    Candidate,
    IndexRecord,
    IndexWriter,
    PermittedLabels,
    Query,
    RecordKey,
    ScreeningIndex,
    SegmentInfo,
)
from interlace.screening.index.reading import is_read_as_now, note_reading, reading_mark
from interlace.screening.shards.shard import Answer, ShardGone


class LocalShard:
    """It is there once its records are; a damaged file is an error, and no silence."""

    def __init__(self, folder: Path, *, compiled_loops: Path) -> None:
        self._folder = folder
        self._index = ScreeningIndex.open(folder, compiled_loops=compiled_loops)
        self._looked_at: tuple[int, int, int] | None = None
        self._is_whole = False

    def asked(
        self,
        query: Query,
        permitted: PermittedLabels,
        *,
        limit: int,
        holders: Collection[str] | None,
        sources: Collection[str] | None,
    ) -> Answer:
        """Answered when the answer is fetched: the search itself is what takes the time."""

        def answer() -> list[Candidate]:
            # Emptied by a release of another form, while this process ran or before it began: no "no hit" out of that.
            if not self.is_there():
                raise ShardGone
            return self._index.search(query, permitted, limit=limit, holders=holders, sources=sources)

        return answer

    def apply_delta(self, records: Sequence[IndexRecord]) -> None:
        """Put records in the place of those with the same key."""
        self._index.apply_delta(records)

    def tombstone(
        self, *, subjects: Collection[bytes], records: Collection[RecordKey], sources: Collection[str]
    ) -> None:
        """Make records unfindable at once."""
        self._index.tombstone(subjects=subjects, records=records, sources=sources)

    def remove(self, name: str) -> None:
        """Take a whole segment out."""
        self._index.remove(name)

    def merge(self) -> None:
        """Fold the logged changes into the segments."""
        self._index.merge()

    def segments(self) -> list[SegmentInfo]:
        """The segments as they are now."""
        return self._index.segments()

    def unmerged_bytes(self) -> int:
        """How long the log has grown."""
        return self._index.unmerged_bytes

    def verify(self) -> None:
        """Compare every segment with its checksums."""
        self._index.verify()

    def writer(self, name: str) -> "LocalWriter":
        """Begin a segment of this name."""
        return LocalWriter(IndexWriter(self._folder, name=name))

    def is_there(self) -> bool:
        """Whether it has its records, in the form and the reading of this process."""
        mark = reading_mark(self._folder)
        if mark != self._looked_at:
            self._looked_at, self._is_whole = mark, is_read_as_now(self._folder)
        return self._is_whole

    def note_whole(self) -> None:
        """Note that it has them."""
        note_reading(self._folder)

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()


class LocalWriter:
    """A segment under construction in a folder of this machine."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer

    def add(self, record: IndexRecord) -> None:
        """Take one record in."""
        self._writer.add(record)

    def commit(self, *, replacing: Collection[str]) -> None:
        """Put the segment in place."""
        self._writer.commit(replacing=replacing)

    def abandon(self) -> None:
        """Let others build."""
        self._writer.abandon()
