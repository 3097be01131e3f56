"""One list cleared of duplicates: candidates by keys, links by score, clusters that do not contradict themselves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from interlace.core.entities import PLAIN_READING, Reading, Unread
from interlace.core.linkage import (
    BUDGETS,
    Candidates,
    KeyBook,
    Link,
    bits_at,
    candidate_pairs,
    cluster,
    contradict,
    score_pairs,
)
from interlace.core.matching import Description, Score
from interlace.core.problems import Problem
from interlace.matching import LEAST
from interlace.matching.reading import ReadEntity, read


@dataclass(frozen=True, slots=True)
class ScoredLink:
    """Two records that are likely one subject, by their keys, with every reason."""

    a: str
    b: str
    score: Score


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
    pairs_left_out: int
    """Pairs that have nothing in common but what too many records have; some were compared for another reason."""


def dedupe(entities: Iterable[object], *, least: float = LEAST, reading: Reading = PLAIN_READING) -> Deduplication:
    """Find the records of one subject among FollowTheMoney entities with an `id` each.

    A record without an id is named by its place in the list, counted from 1. `least` is the probability from which a
    pair counts as a link.
    """
    keys: list[str] = []
    descriptions: list[Description] = []
    problems: list[RecordProblem] = []
    for place, entity in enumerate(entities, start=1):
        key, found = _read(entity, place, reading)
        if isinstance(found, Unread):
            problems.append(RecordProblem(key, found, is_left_out=True))
            continue
        keys.append(key)
        descriptions.append(found.description)
        problems += [RecordProblem(key, each, is_left_out=False) for each in found.unread]
    candidates = _candidates(descriptions)
    links = list(score_pairs(descriptions, candidates, least=bits_at(least)))
    found_clusters = cluster(
        ((link.left, link.right, link.score.bits) for link in links),
        contradict=lambda one, other: contradict(descriptions[one], descriptions[other]),
    )
    return Deduplication(
        records=len(descriptions),
        clusters=tuple(tuple(keys[member] for member in members) for members in found_clusters.clusters),
        links=tuple(ScoredLink(keys[link.left], keys[link.right], link.score) for link in _strongest_first(links)),
        set_apart=tuple(
            SetApart(keys[each.left], keys[each.right], (keys[each.contradicting[0]], keys[each.contradicting[1]]))
            for each in found_clusters.held_apart
        ),
        problems=tuple(problems),
        pairs_compared=len(candidates),
        pairs_left_out=candidates.pairs_left_out,
    )


def _read(entity: object, place: int, reading: Reading) -> tuple[str, ReadEntity | Unread]:
    if not isinstance(entity, Mapping):
        return str(place), Unread("", Problem("json_unreadable"))
    return str(entity.get("id") or place), read(entity, reading=reading)


def _candidates(descriptions: Sequence[Description]) -> Candidates:
    book = KeyBook()
    keys = [sorted(book.keys_of(description)) for description in descriptions]
    counts = np.fromiter(map(len, keys), np.int64, len(keys))
    flat = np.fromiter((key for each in keys for key in each), np.int64, int(counts.sum()))
    return candidate_pairs(flat, np.repeat(np.arange(len(keys), dtype=np.int64), counts), budgets=BUDGETS)


def _strongest_first(links: Iterable[Link]) -> list[Link]:
    return sorted(links, key=lambda link: (-link.score.bits, link.left, link.right))
