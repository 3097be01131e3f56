"""An index in three shards of which any can be gone."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from interlace.screening.index import Candidate, IndexRecord, PermittedLabels, Query, RecordKey, SegmentInfo
from interlace.screening.shards.local import LocalShard, LocalWriter
from interlace.screening.shards.shard import Answer, ShardGone
from interlace.screening.shards.sharded import ShardedIndex

T = TypeVar("T")
SHARDS = 3


class FragileShard:
    """A shard that a test takes away and gives back."""

    def __init__(self, folder: Path) -> None:
        self._shard = LocalShard(folder, compiled_loops=Path(settings.INTERLACE_COMPILED_LOOPS))
        self.gone = False

    def asked(
        self,
        query: Query,
        permitted: PermittedLabels,
        *,
        limit: int,
        holders: Collection[str] | None,
        sources: Collection[str] | None,
    ) -> Answer:
        def answer() -> list[Candidate]:
            asked = self._reached(self._shard.asked)
            return asked(query, permitted, limit=limit, holders=holders, sources=sources)()

        return answer

    def apply_delta(self, records: Sequence[IndexRecord]) -> None:
        self._reached(self._shard.apply_delta)(records)

    def tombstone(
        self, *, subjects: Collection[bytes], records: Collection[RecordKey], sources: Collection[str]
    ) -> None:
        self._reached(self._shard.tombstone)(subjects=subjects, records=records, sources=sources)

    def remove(self, name: str) -> None:
        self._reached(self._shard.remove)(name)

    def merge(self) -> None:
        self._reached(self._shard.merge)()

    def segments(self) -> list[SegmentInfo]:
        return self._reached(self._shard.segments)()

    def unmerged_bytes(self) -> int:
        return self._reached(self._shard.unmerged_bytes)()

    def verify(self) -> None:
        self._reached(self._shard.verify)()

    def writer(self, name: str) -> LocalWriter:
        return self._reached(self._shard.writer)(name)

    def is_there(self) -> bool:
        return not self.gone and self._shard.is_there()

    def note_whole(self) -> None:
        self._reached(self._shard.note_whole)()

    def close(self) -> None:
        self._shard.close()

    def _reached(self, act: T) -> T:
        if self.gone:
            raise ShardGone
        return act


def in_shards(folder: Path) -> tuple[ShardedIndex, list[FragileShard]]:
    """An index over three shards, and the shards to take away."""
    shards = [FragileShard(folder / str(number)) for number in range(SHARDS)]
    return ShardedIndex(shards), shards
