"""Pairs of entities, each with its explained score."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from interlace.core.entities import PLAIN_READING, Reading, Unread
from interlace.core.matching import Score, compare
from interlace.core.problems import Problem
from interlace.matching.reading import read

SIDES = ("a", "b")


@dataclass(frozen=True, slots=True)
class PairScore:
    """How strongly the two entities of one pair point to one subject. What could not be read was not compared."""

    id: object
    score: Score
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True)
class PairProblem:
    """Why one pair has no score: what is wrong, and where."""

    id: object
    found: Unread


def match_pairs(pairs: Iterable[object], *, reading: Reading = PLAIN_READING) -> Iterator[PairScore | PairProblem]:
    """One answer for each `{"id": …, "a": {entity}, "b": {entity}}`, in order; a bad one never stops the others.

    Entities are FollowTheMoney's: `{"schema": "Person", "properties": {"name": ["…"]}}`.
    """
    for pair in pairs:
        yield _answer(pair, reading)


def _answer(pair: object, reading: Reading) -> PairScore | PairProblem:
    if not isinstance(pair, Mapping):
        return PairProblem(None, Unread("", Problem("json_unreadable")))
    identifier = pair.get("id")
    descriptions, unread = [], []
    for side in SIDES:
        found = read(pair.get(side), reading=reading)
        if isinstance(found, Unread):
            return PairProblem(identifier, _within(side, found))
        descriptions.append(found.description)
        unread += [_within(side, each) for each in found.unread]
    return PairScore(identifier, compare(*descriptions), tuple(unread))


def _within(side: str, found: Unread) -> Unread:
    return replace(found, pointer=f"/{side}{found.pointer}")
