"""What one shard can be asked and told, wherever it lies."""

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from django.utils.translation import gettext, ngettext

from interlace.foundation.errors import TimeLimit
from interlace.screening.index import Candidate, IndexRecord, PermittedLabels, Query, RecordKey, SegmentInfo


class ShardGone(Exception):
    """This shard cannot be reached, or has lost its records."""


class PartsMissing(TimeLimit):
    """Some shards do not answer: without them nothing may be read as "no hit", and nothing can be kept."""

    code = "index_part_missing"

    def __init__(self, missing: Sequence[int], *, of: int) -> None:
        super().__init__(
            missing_sentence(missing, of=of),
            fix=gettext("Try again in a minute. If it stays so, tell whoever looks after the node."),
        )
        self.missing = tuple(missing)


def missing_sentence(missing: Sequence[int], *, of: int) -> str:
    """Which shards do not answer, by their numbers from 1, as people read it."""
    numbers = ", ".join(str(number + 1) for number in missing)
    return ngettext(
        "Part {numbers} of the {count} parts of the search index is waited for.",
        "Parts {numbers} of the {count} parts of the search index are waited for.",
        len(missing),
    ).format(numbers=numbers, count=of)


Answer = Callable[[], list[Candidate]]
"""Gives the candidates of one shard, or raises `ShardGone`."""


class ShardWriter(Protocol):
    """Builds one segment of one shard, all or nothing."""

    def add(self, record: IndexRecord) -> None:
        """Take one record in."""

    def commit(self, *, replacing: Collection[str]) -> None:
        """Put the segment in the place of its namesake, and of those named."""

    def abandon(self) -> None:
        """Let others build. Without a commit nothing has changed."""


class Shard(Protocol):
    """One part of the index. Every method but `asked` raises `ShardGone` where the shard cannot be reached."""

    def asked(
        self,
        query: Query,
        permitted: PermittedLabels,
        *,
        limit: int,
        holders: Collection[str] | None,
        sources: Collection[str] | None,
    ) -> Answer:
        """Put a question, and go on at once: all shards work while the first answer is waited for."""

    def apply_delta(self, records: Sequence[IndexRecord]) -> None:
        """Put records in the place of those with the same key."""

    def tombstone(
        self, *, subjects: Collection[bytes], records: Collection[RecordKey], sources: Collection[str]
    ) -> None:
        """Make records unfindable at once."""

    def remove(self, name: str) -> None:
        """Take a whole segment out."""

    def merge(self) -> None:
        """Fold the logged changes into the segments."""

    def segments(self) -> list[SegmentInfo]:
        """The segments as they are now."""

    def unmerged_bytes(self) -> int:
        """How long the log has grown."""

    def verify(self) -> None:
        """Compare every segment with its checksums."""

    def writer(self, name: str) -> ShardWriter:
        """Begin a segment of this name, in a new shard where there is none yet."""

    def is_there(self) -> bool:
        """Whether it would answer now."""

    def note_whole(self) -> None:
        """Note that it has all its records, read as they are now: from here on it answers."""

    def close(self) -> None:
        """Let go of it."""
