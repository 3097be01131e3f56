"""The screening index: search, take in changes, merge. One object per process and index; safe for its threads."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

import numpy as np

from interlace.screening.index.columns import Columns, concatenate
from interlace.screening.index.compiled import keep_compiled_loops_in
from interlace.screening.index.folder import IndexFolder
from interlace.screening.index.identifier_search import find_identifiers
from interlace.screening.index.keys import HashedRecord
from interlace.screening.index.log import Change, append_change, new_log, read_changes
from interlace.screening.index.manifest import Manifest, SegmentEntry
from interlace.screening.index.parts import Part, Place
from interlace.screening.index.records import (
    FACTS,
    Budget,
    Candidate,
    IndexRecord,
    PermittedLabels,
    Query,
    RecordKey,
    Within,
)
from interlace.screening.index.segment import Segment
from interlace.screening.index.snapshot import FRESH, Snapshot, live_columns
from interlace.screening.index.storage import verify_arrays
from interlace.screening.index.writer import put_in_place

ORDINARY = Budget()


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """One part of the index, for the administrator. Counts over everything: never for a viewer's eyes."""

    name: str
    records: int
    deleted: int
    byte_count: int
    working_byte_count: int = 0
    """What of it searches work in; the rest is mapped and seldom read."""


class ScreeningIndex:
    """Finds candidates among the entries a viewer may discover; the rest does not exist for it."""

    def __init__(self, path: Path, *, compiled_loops: Path, budget: Budget) -> None:
        self._folder = IndexFolder(path)
        self._folder.create_if_missing()
        self._compiled_loops = compiled_loops
        self._loops_are_placed = False
        self._budget = budget
        self._catching_up = Lock()
        self._snapshot = Snapshot.load(self._folder)

    @classmethod
    def open(cls, path: Path, *, compiled_loops: Path | None = None, budget: Budget = ORDINARY) -> Self:
        """Open the index in this folder, making an empty one if there is none.

        `compiled_loops` is where the compiler keeps its cache, by default inside the index folder.
        """
        return cls(path, compiled_loops=compiled_loops or path / "compiled", budget=budget)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def search(
        self,
        query: Query,
        permitted: PermittedLabels,
        *,
        limit: int,
        holders: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> list[Candidate]:
        """The records that this viewer may discover and that deserve a comparison, the most promising first.

        At most `limit`: first those that share most identifiers, then by the coarse likeness of names, then by the
        (random) subject id. `holders` narrows the search to some bureaus, `sources` to some registers: what
        lies elsewhere weighs no word and takes nobody's place.
        """
        if limit < 1:
            return []
        parts, within = self._current().parts, Within(holders, sources)
        names = self._find_names(parts, query, permitted, limit, within) if query.names else {}
        identifiers = find_identifiers(parts, query.identifiers, permitted, within, most=limit, wanted=names)
        order = _order_of(parts, {*identifiers, *names})
        places = sorted(
            {*identifiers, *names},
            key=lambda at: (-len(identifiers.get(at, ())), -names.get(at, 0.0), order(at)),
        )
        return [_candidate(parts, at, identifiers.get(at, ()), names.get(at, 0.0)) for at in places[:limit]]

    def search_identifiers(
        self,
        identifiers: Sequence[str],
        permitted: PermittedLabels,
        *,
        limit: int,
        holders: Collection[str] | None = None,
        sources: Collection[str] | None = None,
    ) -> dict[str, list[Candidate]]:
        """What `search` finds for each of many identifiers alone, for those that find anything."""
        if limit < 1:
            return {}
        self._place_loops()
        # Late, as with names.
        from interlace.screening.index.identifier_batches import find_many

        parts, asked = self._current().parts, list(dict.fromkeys(identifiers))
        met: dict[str, list[Place]] = {}
        for which, number, row in find_many(parts, asked, permitted, Within(holders, sources), most=limit):
            met.setdefault(asked[which], []).append((number, row))
        return {
            identifier: [
                _candidate(parts, at, (identifier,), 0.0)
                for at in sorted(places, key=lambda at: _key(parts, at))[:limit]
            ]
            for identifier, places in met.items()
        }

    def apply_delta(self, records: Iterable[IndexRecord]) -> None:
        """Put records in the place of those with the same subject, holder and source; searchable on return.

        A record without any entry removes its predecessor. Other processes see it with their next search.
        """
        self._log(Change(records=tuple(HashedRecord.of(record) for record in records)))

    def tombstone(
        self,
        *,
        subjects: Collection[bytes] = (),
        records: Collection[RecordKey] = (),
        sources: Collection[str] = (),
    ) -> None:
        """Make records unfindable at once, everywhere. Their bytes go with the next merge."""
        self._log(Change((), frozenset(subjects), frozenset(records), frozenset(sources)))

    def remove(self, name: str) -> None:
        """Take a whole segment out, such as a register that its holder has withdrawn."""
        with self._folder.changing_structure():
            with self._folder.appending():
                put_in_place(self._folder, None, without={name})
            self._folder.remove_leftovers()
        self._current()

    def merge(self) -> None:
        """Fold the logged changes into the segments and begin a new log. Searches and changes go on meanwhile."""
        with self._folder.changing_structure():
            snapshot = self._current()
            entries = [self._merged(snapshot, name) for name in _homes(snapshot)]
            with self._folder.appending():
                old_log = self._folder.log_path(snapshot.manifest)
                _, end = read_changes(old_log, snapshot.log_offset)
                log = self._folder.new_log_name()
                new_log(self._folder.path / log, old_log.read_bytes()[snapshot.log_offset : end])
                Manifest(
                    generation=snapshot.manifest.generation + 1,
                    log=log,
                    first_change=snapshot.next_change,
                    segments=tuple(entry for entry in entries if entry is not None),
                ).write(self._folder.path)
            self._folder.remove_leftovers()
        self._current()

    @property
    def unmerged_bytes(self) -> int:
        """How long the log has grown: every process reads it once on opening, so it wants merging now and then."""
        return self._current().log_offset

    def segments(self) -> list[SegmentInfo]:
        """The segments as they are now, for whoever looks after the node."""
        return [
            SegmentInfo(
                name=part.name,
                records=part.segment.record_count,
                deleted=int(part.life.dead_rows.sum()),
                byte_count=part.segment.byte_count,
                working_byte_count=part.segment.working_byte_count,
            )
            for part in self._current().parts
        ]

    def verify(self) -> None:
        """Read every segment and compare it with its checksums; the first damage found is raised."""
        for entry in self._current().manifest.segments:
            verify_arrays(self._folder.segment_path(entry.file))

    def close(self) -> None:
        """Let go of the mapped files as soon as the last running search does."""
        with self._catching_up:
            self._snapshot = replace(self._snapshot, parts=(), stamp=(0, 0, 0))

    def _find_names(
        self,
        parts: Sequence[Part],
        query: Query,
        permitted: PermittedLabels,
        limit: int,
        within: Within,
    ) -> dict[Place, float]:
        self._place_loops()
        # Late: it brings the compiler, which a check of identifiers must not pay for.
        from interlace.screening.index.name_search import NameSearch

        search = NameSearch(
            parts, permitted, birth_dates=query.birth_dates, limit=limit, within=within, budget=self._budget
        )
        found = search.find(query.names)
        # Cut here too: how many each part found depends on how the index is cut, and that on hidden records.
        least = sorted(found.values(), reverse=True)[limit - 1] if len(found) > limit else 0.0
        in_reach = [at for at, score in found.items() if score >= least]
        order = _order_of(parts, in_reach)
        best = sorted(in_reach, key=lambda at: (-found[at], order(at)))[:limit]
        return {at: found[at] for at in best}

    def _place_loops(self) -> None:
        if not self._loops_are_placed:
            keep_compiled_loops_in(self._compiled_loops)
            self._loops_are_placed = True

    def _current(self) -> Snapshot:
        snapshot = self._snapshot
        if snapshot.is_current(self._folder):
            return snapshot
        with self._catching_up:
            self._snapshot = self._snapshot.refreshed(self._folder)
            return self._snapshot

    def _log(self, change: Change) -> None:
        with self._folder.appending():
            snapshot = self._current()
            path = self._folder.log_path(snapshot.manifest)
            append_change(path, end=snapshot.log_offset, number=snapshot.next_change, change=change)
        self._current()

    def _merged(self, snapshot: Snapshot, name: str) -> SegmentEntry | None:
        """The segment of this name with its share of the fresh records and without its dead."""
        old = next((part for part in snapshot.parts if part.name == name), None)
        fresh = _fresh_columns(snapshot, name)
        if old is not None and not fresh and not old.life.anything_dead:
            entry = next(entry for entry in snapshot.manifest.segments if entry.name == name)
            return replace(entry, since=snapshot.next_change)
        columns = [*([] if old is None else [live_columns(old)]), *fresh]
        if not any(each.record_count for each in columns):
            return None
        file = self._folder.new_segment_name()
        Segment.assemble(concatenate(columns)).write(self._folder.segment_path(file))
        return SegmentEntry(name, file, snapshot.next_change)


def _homes(snapshot: Snapshot) -> list[str]:
    """Every segment that the merged index may have."""
    return list(dict.fromkeys([*(entry.name for entry in snapshot.manifest.segments), FACTS]))


def _fresh_columns(snapshot: Snapshot, name: str) -> list[Columns]:
    """The logged records that belong into the segment of this name."""
    chosen = []
    for part in snapshot.parts:
        if part.name != FRESH:
            continue
        columns = live_columns(part)
        codes = [code for code, source in enumerate(columns.sources) if snapshot.home_of(source) == name]
        rows = np.flatnonzero(np.isin(columns.source, codes))
        if rows.size:
            chosen.append(columns.take(rows))
    return chosen


def _order_of(parts: Sequence[Part], places: Collection[Place]) -> Callable[[Place], RecordKey | int]:
    """What brings places into the order of their records' keys. The rows of one part lie in it."""
    if len({part for part, _ in places}) < 2:
        return lambda at: at[1]
    return lambda at: _key(parts, at)


def _key(parts: Sequence[Part], at: Place) -> RecordKey:
    return parts[at[0]].segment.key_of(at[1])


def _candidate(parts: Sequence[Part], at: Place, identifiers: Sequence[str], name_score: float) -> Candidate:
    subject, holder, source = _key(parts, at)
    row = parts[at[0]].segment.row_number(at[1])
    return Candidate(subject, holder, source, row, tuple(identifiers), name_score)
