"""Who gives scores: our engine, the string measures that everybody has, and peers in a process of their own."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from benchmarks.matching.negatives import plain
from benchmarks.matching.pairs import Pair, Subject
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from interlace.core.dates import PartialDate
from interlace.core.matching import Description, compare

Comparable = TypeVar("Comparable")

WARM_UP = 200
"""Pairs that everybody scores once before the clock runs, so that tables are loaded."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A score for every pair, the higher the likelier, and the processor time of the scoring alone."""

    scores: list[float]
    seconds: float


class Scorer(Protocol):
    """Takes pairs, gives scores."""

    name: str

    def score(self, pairs: Sequence[Pair]) -> Scored:
        """Score all pairs on one core, in their order."""


class Ours:
    """The engine of this repository, by its reference implementation."""

    name = "interlace"

    def score(self, pairs: Sequence[Pair]) -> Scored:
        """In bits."""
        described = [(description_of(pair.left), description_of(pair.right)) for pair in pairs]
        return timed(lambda pair: compare(*pair).bits, described)


class Strings:
    """One measure of the likeness of two strings, in Latin letters."""

    def __init__(self, name: str, measure: Callable[[str, str], float]) -> None:
        self.name = name
        self._measure = measure

    def score(self, pairs: Sequence[Pair]) -> Scored:
        """As the measure gives it."""
        texts = [(plain(pair.left.text), plain(pair.right.text)) for pair in pairs]
        return timed(lambda pair: self._measure(*pair), texts)


STRINGS = (
    Strings("jaro-winkler", JaroWinkler.normalized_similarity),
    Strings("ratio", fuzz.ratio),
    Strings("token sort", fuzz.token_sort_ratio),
    Strings("token set", fuzz.token_set_ratio),
    Strings("WRatio", fuzz.WRatio),
)


def description_of(subject: Subject) -> Description:
    """The record as our engine takes it."""
    identifiers = {"email": subject.email, "document": subject.document}
    return Description.of(
        subject.schema,
        names=_given(subject.name),
        birth_dates=_dates(subject.birth_date),
        identifiers=[f"{kind}:{value}" for kind, value in identifiers.items() if value],
        genders=_given(subject.gender),
        addresses=_given(subject.address),
        birth_places=_given(subject.birth_place),
    )


def timed(score: Callable[[Comparable], float], pairs: Sequence[Comparable]) -> Scored:
    """Score one pair after another."""
    for pair in pairs[:WARM_UP]:
        score(pair)
    started = time.process_time()
    scores = [score(pair) for pair in pairs]
    return Scored(scores, time.process_time() - started)


def _given(value: str) -> list[str]:
    return [value] if value else []


def _dates(written: str) -> list[PartialDate]:
    # The sets carry damaged dates on purpose; what is no date is no evidence.
    try:
        return [PartialDate.from_iso(written)] if written else []
    except ValueError:
        return []
