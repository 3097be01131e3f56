"""The node's index as everything else sees it: one, however many shards it is cut into."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from interlace.screening.index import Candidate, IndexRecord, PermittedLabels, Query, RecordKey, SegmentInfo
from interlace.screening.shards.shard import PartsMissing, Shard, ShardGone, ShardWriter

T = TypeVar("T")


def shard_of(subject: bytes, count: int) -> int:
    """The number of the shard that keeps this subject: ids are random, so that all shards fill alike."""
    return int.from_bytes(subject[:8]) % count


@dataclass(frozen=True, slots=True)
class Found:
    """What the shards that answered have found, and which did not."""

    candidates: tuple[Candidate, ...]
    missing: tuple[int, ...] = ()


class ShardedIndex:
    """Finds candidates among the entries a viewer may discover; the rest does not exist for it."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        if not shards:
            raise ValueError("an index has one shard at least")
        self._shards = tuple(shards)

    def __len__(self) -> int:
        return len(self._shards)

    def find(
        self,
        query: Query,
        permitted: PermittedLabels,
        *,
        limit: int,
        holders: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> Found:
        """The records that deserve a comparison, as one shard orders them, from every shard that answers.

        Each shard weighs words by what it holds itself, among what this viewer may discover: that ranks records of
        different shards coarsely, as the score of a candidate is meant to; the comparison that follows is exact.
        """
        answers = [
            shard.asked(query, permitted, limit=limit, holders=holders, sources=sources) for shard in self._shards
        ]
        found: list[Candidate] = []
        missing: list[int] = []
        for number, answer in enumerate(answers):
            try:
                found += answer()
            except ShardGone:
                missing.append(number)
        if len(self._shards) > 1:
            found.sort(key=lambda each: (-len(each.identifiers), -each.name_score, _key_of(each)))
        return Found(tuple(found[:limit]), tuple(missing))

    def search(
        self,
        query: Query,
        permitted: PermittedLabels,
        *,
        limit: int,
        holders: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> list[Candidate]:
        """The same where every shard answers, else `PartsMissing`."""
        found = self.find(query, permitted, limit=limit, holders=holders, sources=sources)
        if found.missing:
            raise PartsMissing(found.missing, of=len(self))
        return list(found.candidates)

    def missing(self) -> tuple[int, ...]:
        """The numbers of the shards that would not answer now."""
        return tuple(number for number, shard in enumerate(self._shards) if not shard.is_there())

    def apply_delta(self, records: Iterable[IndexRecord]) -> None:
        """Put records in the place of those with the same subject, holder and source; searchable on return."""
        parts: defaultdict[int, list[IndexRecord]] = defaultdict(list)
        for record in records:
            parts[shard_of(record.subject, len(self))].append(record)
        self._tell({number: partial(self._shards[number].apply_delta, part) for number, part in parts.items()})

    def tombstone(
        self,
        *,
        subjects: Collection[bytes] = (),
        records: Collection[RecordKey] = (),
        sources: Collection[str] = (),
    ) -> None:
        """Make records unfindable at once, everywhere."""
        acts: dict[int, Callable[[], None]] = {}
        for number, shard in enumerate(self._shards):
            of_shard = [each for each in subjects if shard_of(each, len(self)) == number]
            keys = [each for each in records if shard_of(each.subject, len(self)) == number]
            if of_shard or keys or sources:
                acts[number] = partial(shard.tombstone, subjects=of_shard, records=keys, sources=sources)
        self._tell(acts)

    def remove(self, name: str) -> None:
        """Take a whole segment out of every shard."""
        self._tell({number: partial(shard.remove, name) for number, shard in enumerate(self._shards)})

    def merge(self) -> None:
        """Fold the logged changes into the segments, shard by shard."""
        self._tell({number: shard.merge for number, shard in enumerate(self._shards)})

    @property
    def unmerged_bytes(self) -> int:
        """How long the longest log of a shard has grown."""
        return max(self._tell({number: shard.unmerged_bytes for number, shard in enumerate(self._shards)}))

    def segments(self) -> list[SegmentInfo]:
        """The segments over all shards, for whoever looks after the node."""
        told: dict[str, SegmentInfo] = {}
        for each in self._tell({number: shard.segments for number, shard in enumerate(self._shards)}):
            for part in each:
                before = told.get(part.name)
                told[part.name] = part if before is None else _together(before, part)
        return list(told.values())

    def verify(self) -> None:
        """Compare every segment of every shard with its checksums; the first damage found is raised."""
        self._tell({number: shard.verify for number, shard in enumerate(self._shards)})

    def writer(self, name: str) -> "ShardedWriter":
        """Begin a segment of this name in every shard. Open it before reading the source of the records."""
        return ShardedWriter(self._tell({n: partial(shard.writer, name) for n, shard in enumerate(self._shards)}))

    def note_whole(self) -> None:
        """Note that every shard has its records: one that was emptied answers again."""
        self._tell({number: shard.note_whole for number, shard in enumerate(self._shards)})

    def close(self) -> None:
        """Let go of all shards."""
        for shard in self._shards:
            shard.close()

    def _tell(self, acts: dict[int, Callable[[], T]]) -> list[T]:
        """Do this at each shard named. Those that can be reached are told in any case; each act may be repeated."""
        done: list[T] = []
        missing: list[int] = []
        for number, act in acts.items():
            try:
                done.append(act())
            except ShardGone:
                missing.append(number)
        if missing:
            raise PartsMissing(missing, of=len(self))
        return done


class ShardedWriter:
    """Builds one segment over all shards.

    Each shard puts its part in place by itself. Should the process end between two of them, the same work is done
    again at the next start: a version counts as taken in only after all have it.
    """

    def __init__(self, writers: Sequence[ShardWriter]) -> None:
        self._writers = tuple(writers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers:
            writer.abandon()

    def add(self, record: IndexRecord) -> None:
        """Take one record in. Of records with the same subject, holder and source the last one counts."""
        self._writers[shard_of(record.subject, len(self._writers))].add(record)

    def commit(self, *, replacing: Collection[str] = ()) -> None:
        """Put the segment in the place of its namesake, and of those named (older versions of a register)."""
        for writer in self._writers:
            writer.commit(replacing=replacing)


def _key_of(candidate: Candidate) -> RecordKey:
    return RecordKey(candidate.subject, candidate.holder, candidate.source)


def _together(one: SegmentInfo, other: SegmentInfo) -> SegmentInfo:
    return replace(
        one,
        records=one.records + other.records,
        deleted=one.deleted + other.deleted,
        byte_count=one.byte_count + other.byte_count,
        working_byte_count=one.working_byte_count + other.working_byte_count,
    )
