"""One list cleared of duplicates: candidates by keys, links by score, clusters that do not contradict themselves."""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from interlace.core.entities import PLAIN_READING, Reading, Unread
from interlace.core.matching import Description, Score, compare
from interlace.core.problems import Problem
from interlace.matching import LEAST


@dataclass(frozen=True, slots=True)
class ScoredLink:
    """Two records that are likely one subject, by their keys."""

    a: str
    b: str
    probability: float
    """Of their being one, in this list: a list of some size says itself what its agreements are worth."""
    described: Callable[[], tuple[Description, Description]] = field(repr=False, compare=False)

    @property
    def score(self) -> Score:
        """What the published model says of the two, with every reason. Made when asked for."""
        return compare(*self.described())


@dataclass(frozen=True, slots=True)
class SetApart:
    """A link that joined nothing, because these two records, which it would have joined, contradict each other."""

    a: str
    b: str
    contradicting: tuple[str, str]


@dataclass(frozen=True, slots=True)
class RecordProblem:
    """Something about one record that cannot be read."""

    key: str
    found: Unread
    is_left_out: bool
    """The whole record, and not only this value."""


@dataclass(frozen=True, slots=True)
class Deduplication:
    """What is likely one subject within a list."""

    records: int
    clusters: tuple[tuple[str, ...], ...]
    """Keys of the records of each subject that has more than one."""
    links: tuple[ScoredLink, ...]
    set_apart: tuple[SetApart, ...]
    problems: tuple[RecordProblem, ...]
    pairs_compared: int
    is_learned: bool
    """Whether the list was large enough to say itself what its agreements are worth; else the model says so."""
    pairs_left_out: int
    """Pairs that have nothing in common but what too many records have; some were compared for another reason."""


def dedupe(entities: Iterable[object], *, least: float = LEAST, reading: Reading = PLAIN_READING) -> Deduplication:
    """Find the records of one subject among FollowTheMoney entities with an `id` each.

    A record without an id is named by its place in the list, counted from 1. `least` is the probability from which a
    pair counts as a link.
    """
    with _uncollected():
        return _deduplicated(entities, least, reading)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for rings: a list makes none, and looking through all that is kept takes as long as the work."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _deduplicated(entities: Iterable[object], least: float, reading: Reading) -> Deduplication:
    # Late: arrays and the compiler, which a program that only scores pairs must not pay for.
    from interlace.core.linkage.linking import link
    from interlace.matching.gathering import Gathering

    gathering = Gathering(reading)
    keys: list[str] = []
    problems: list[RecordProblem] = []
    for place, entity in enumerate(entities, start=1):
        if not isinstance(entity, Mapping):
            problems.append(RecordProblem(str(place), Unread("", Problem("json_unreadable")), is_left_out=True))
            continue
        key = str(entity.get("id") or place)
        unread = gathering.add(entity)
        if isinstance(unread, Unread):
            problems.append(RecordProblem(key, unread, is_left_out=True))
            continue
        keys.append(key)
        problems += [RecordProblem(key, each, is_left_out=False) for each in unread]
    describing = gathering.describing()
    found = link(gathering.listing(), describing, least=least, threads=len(os.sched_getaffinity(0)))
    pairs = zip(found.lefts.tolist(), found.rights.tolist(), found.probabilities.tolist(), strict=True)
    return Deduplication(
        records=len(keys),
        clusters=tuple(tuple(keys[member] for member in members) for members in found.clustering.clusters),
        links=tuple(
            ScoredLink(keys[left], keys[right], round(probability, 6), _pair(describing, left, right))
            for left, right, probability in pairs
        ),
        set_apart=tuple(
            SetApart(keys[each.left], keys[each.right], (keys[each.contradicting[0]], keys[each.contradicting[1]]))
            for each in found.clustering.held_apart
        ),
        problems=tuple(problems),
        pairs_compared=found.pairs_compared,
        is_learned=found.is_learned,
        pairs_left_out=found.pairs_left_out,
    )


def _pair(
    describing: Callable[[int], Description], left: int, right: int
) -> Callable[[], tuple[Description, Description]]:
    return lambda: (describing(left), describing(right))
