"""Shards on other machines, as actors of Ray (an extra: `pip install "interlace[cluster]"`).

Each machine says with `ray start --resources='{"interlace-shard-1": 1}'` which shards lie on its disk. An actor that
dies is started again there; until it answers, its shard is waited for.
"""

import importlib
import os
import time
import uuid
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from interlace.core.names.reading import READING
from interlace.foundation.errors import InvalidInput, Refused, TimeLimit
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
from interlace.screening.index.reading import is_read_as_now, note_reading
from interlace.screening.shards.shard import Answer, ShardGone

NAMESPACE = "interlace"
_SEARCH_SECONDS = 2.0
_WRITE_SECONDS = 600.0
_SENT_AT_ONCE = 5_000
_IDLE_SECONDS = 900.0
"""A segment under construction that nobody has touched for so long was left by a process that ended."""


class UnguardedCluster(Refused):
    """Whoever reaches a Ray cluster without a token can run programs on it."""

    code = "unguarded_cluster"


class ShardHost:
    """What runs as the actor, beside the files of its shard."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._open: ScreeningIndex | None = None
        self._writers: dict[str, tuple[IndexWriter, float]] = {}

    def search(
        self,
        query: Query,
        permitted: PermittedLabels,
        limit: int,
        holders: Collection[str] | None,
        sources: Collection[str] | None,
    ) -> list[Candidate]:
        """As `ScreeningIndex.search`."""
        return self._index().search(query, permitted, limit=limit, holders=holders, sources=sources)

    def apply_delta(self, records: Sequence[IndexRecord]) -> None:
        """As `ScreeningIndex.apply_delta`."""
        self._index().apply_delta(records)

    def tombstone(self, subjects: Collection[bytes], records: Collection[RecordKey], sources: Collection[str]) -> None:
        """As `ScreeningIndex.tombstone`."""
        self._index().tombstone(subjects=subjects, records=records, sources=sources)

    def remove(self, name: str) -> None:
        """As `ScreeningIndex.remove`."""
        self._index().remove(name)

    def merge(self) -> None:
        """As `ScreeningIndex.merge`."""
        self._index().merge()

    def segments(self) -> list[SegmentInfo]:
        """As `ScreeningIndex.segments`."""
        return self._index().segments()

    def unmerged_bytes(self) -> int:
        """As `ScreeningIndex.unmerged_bytes`."""
        return self._index().unmerged_bytes

    def verify(self) -> None:
        """As `ScreeningIndex.verify`."""
        self._index().verify()

    def is_there(self) -> bool:
        """Whether it has its records."""
        return is_read_as_now(self._folder)

    def note_whole(self) -> None:
        """Note that it has them."""
        note_reading(self._folder)

    def begin(self, token: str, name: str) -> None:
        """Begin a segment under this token, in a new folder where the shard has none."""
        for left, (writer, touched) in list(self._writers.items()):
            if time.monotonic() - touched > _IDLE_SECONDS:
                writer.abandon()
                del self._writers[left]
        self._writers[token] = (IndexWriter(self._folder, name=name), time.monotonic())

    def add(self, token: str, records: Sequence[IndexRecord]) -> None:
        """Take records into the segment under this token."""
        writer = self._writer(token)
        for record in records:
            writer.add(record)
        self._writers[token] = (writer, time.monotonic())

    def commit(self, token: str, replacing: Collection[str]) -> None:
        """Put the segment under this token in place."""
        self._writer(token).commit(replacing=replacing)
        self._writers.pop(token, None)

    def abandon(self, token: str) -> None:
        """Forget the segment under this token, if it is still under construction."""
        if token in self._writers:
            self._writers.pop(token)[0].abandon()

    def _index(self) -> ScreeningIndex:
        # A folder that was lost, or made by a release that reads names otherwise, would answer "no hit".
        if self._open is None and not is_read_as_now(self._folder):
            raise ShardGone
        if self._open is None:
            self._open = ScreeningIndex.open(self._folder)
        return self._open

    def _writer(self, token: str) -> IndexWriter:
        if token not in self._writers:
            raise ShardGone  # the actor was started anew in between: the whole segment is written again
        return self._writers[token][0]


class RayShard:
    """One shard as the node sees it: whatever keeps its actor from answering is one and the same silence."""

    def __init__(self, ray: Any, actor: Any) -> None:
        self._ray, self._actor = ray, actor

    def asked(
        self,
        query: Query,
        permitted: PermittedLabels,
        *,
        limit: int,
        holders: Collection[str] | None,
        sources: Collection[str] | None,
    ) -> Answer:
        """Put a question; the actor works while others are asked."""
        within = [None if names is None else sorted(names) for names in (holders, sources)]
        begun = time.monotonic()
        waited_for = self._actor.search.remote(query, permitted, limit, *within)

        def answer() -> list[Candidate]:
            left = max(0.0, _SEARCH_SECONDS - (time.monotonic() - begun))
            candidates: list[Candidate] = self._fetched(waited_for, seconds=left)
            return candidates

        return answer

    def apply_delta(self, records: Sequence[IndexRecord]) -> None:
        """Put records in the place of those with the same key."""
        self.call("apply_delta", list(records))

    def tombstone(
        self, *, subjects: Collection[bytes], records: Collection[RecordKey], sources: Collection[str]
    ) -> None:
        """Make records unfindable at once."""
        self.call("tombstone", list(subjects), list(records), list(sources))

    def remove(self, name: str) -> None:
        """Take a whole segment out."""
        self.call("remove", name)

    def merge(self) -> None:
        """Fold the logged changes into the segments."""
        self.call("merge")

    def segments(self) -> list[SegmentInfo]:
        """The segments as they are now."""
        told: list[SegmentInfo] = self.call("segments")
        return told

    def unmerged_bytes(self) -> int:
        """How long the log has grown."""
        return int(self.call("unmerged_bytes"))

    def verify(self) -> None:
        """Compare every segment with its checksums."""
        self.call("verify")

    def writer(self, name: str) -> "RayWriter":
        """Begin a segment of this name."""
        return RayWriter(self, name)

    def is_there(self) -> bool:
        """Whether the actor answers and has its records."""
        try:
            return bool(self._fetched(self._actor.is_there.remote(), seconds=_SEARCH_SECONDS))
        except ShardGone:
            return False

    def note_whole(self) -> None:
        """Note that it has its records."""
        self.call("note_whole")

    def close(self) -> None:
        """The actor goes on: other processes ask it too."""

    def call(self, method: str, *arguments: Any) -> Any:
        """Have the actor do this, and wait until it is done."""
        return self._fetched(getattr(self._actor, method).remote(*arguments), seconds=_WRITE_SECONDS)

    def _fetched(self, waited_for: Any, *, seconds: float) -> Any:
        errors = self._ray.exceptions
        try:
            return self._ray.get(waited_for, timeout=seconds)
        except (errors.RayActorError, errors.GetTimeoutError, errors.ObjectLostError) as error:
            raise ShardGone from error


class RayWriter:
    """A segment under construction beside the files of its shard."""

    def __init__(self, shard: RayShard, name: str) -> None:
        self._shard, self._token = shard, uuid.uuid4().hex
        self._unsent: list[IndexRecord] = []
        shard.call("begin", self._token, name)

    def add(self, record: IndexRecord) -> None:
        """Take one record in; they travel in bundles."""
        self._unsent.append(record)
        if len(self._unsent) >= _SENT_AT_ONCE:
            self._send()

    def commit(self, *, replacing: Collection[str]) -> None:
        """Put the segment in place."""
        self._send()
        self._shard.call("commit", self._token, list(replacing))

    def abandon(self) -> None:
        """Let others build. Where the shard is gone, so is what was begun there."""
        with suppress(ShardGone):
            self._shard.call("abandon", self._token)

    def _send(self) -> None:
        if self._unsent:
            self._shard.call("add", self._token, self._unsent)
            self._unsent = []


def ray_shards(address: str, *, folder: Path, count: int) -> list[RayShard]:
    """The shards of the cluster at this address, starting those that do not run yet.

    `folder` is where each machine keeps the shards that lie on it. Raises `UnguardedCluster` without a token, and
    `TimeLimit` where there is no cluster.
    """
    if os.environ.get("RAY_AUTH_MODE") != "token":
        raise UnguardedCluster(
            _("A Ray cluster without a token is open to everybody."), fix=_("Set RAY_AUTH_MODE=token.")
        )
    try:
        ray = importlib.import_module("ray")  # late: an extra, and seconds to load
    except ModuleNotFoundError:
        raise InvalidInput(_("Ray is not installed."), fix='pip install "interlace[cluster]"') from None
    try:
        ray.init(
            address=address, namespace=NAMESPACE, ignore_reinit_error=True, log_to_driver=False, logging_level="error"
        )
    except (ConnectionError, RuntimeError, ray.exceptions.RaySystemError):
        raise TimeLimit(_("The Ray cluster does not answer."), fix=_("Look at it with `ray status`.")) from None
    host = ray.remote(ShardHost)
    return [
        RayShard(
            ray,
            host.options(
                # Of another release, or another cut, it is another shard.
                name=f"shard-{number + 1}-of-{count}-read-{READING}",
                get_if_exists=True,
                lifetime="detached",
                max_restarts=-1,
                max_concurrency=8,
                num_cpus=0,
                resources={f"interlace-shard-{number + 1}": 0.001},
            ).remote(str(folder / shard_folder(number, count))),
        )
        for number in range(count)
    ]


def shard_folder(number: int, count: int) -> str:
    """What the folder of one of so many shards is called."""
    return f"{number + 1}-of-{count}"
