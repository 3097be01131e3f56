"""How often a check of somebody who is not listed is answered with a possible hit.

Invented persons of the region (`interlace.world`, always the same) are asked about in a real list: the persons of one
half of OFAC's, each with all aliases. Nobody of them is on it, so whatever is found is a false alarm. Only names are
compared: a birth date on both sides takes most of them away.
"""

import csv
import gzip
import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.matching.metrics import Numbers
from benchmarks.matching.ofac import in_order
from benchmarks.matching.pairs import Part, part_of

from interlace.core.compiled import Encoder, rules_of
from interlace.core.compiled.scoring import score_pairs
from interlace.core.matching import Description, Model
from interlace.world.criminal.population import Person, people_of

_SEED = 11
_AT_ONCE = 200
CHECKS = 10_000


@dataclass(frozen=True, slots=True)
class Answers:
    """The best score that each invented person has with any entry of a list."""

    entries: int
    traditions: tuple[str, ...]
    latin: Numbers
    native: Numbers

    def per_checks(self, least: float) -> float:
        """How many of ten thousand checks by a Latin name would be answered with so many bits."""
        return float((self.latin >= least).mean() * CHECKS)


def measured(data: Path, part: Part, model: Model, *, people: int) -> Answers:
    """Ask for every person, once by the Latin spelling of the name and once in its own script."""
    encoder = Encoder(model=model)
    entries = list(_entries(data, part))
    register = encoder.records(entries)
    asked = list(itertools.islice(_people(), people))

    def best_of(names: list[str]) -> Numbers:
        questions = encoder.records(Description.of("Person", names=[name]) for name in names)
        best = []
        for several in np.array_split(np.arange(len(names)), -(-len(names) // _AT_ONCE)):
            left, right = np.repeat(several, len(entries)), np.tile(np.arange(len(entries)), len(several))
            scores = score_pairs(encoder, questions, register, left, right, rules=rules_of(model))
            best.append(scores.reshape(len(several), -1).max(axis=1) / 100)
        return np.concatenate(best)

    return Answers(
        len(entries),
        tuple(person.tradition for person in asked),
        best_of([person.name.latin for person in asked]),
        best_of([person.name.native or person.name.latin for person in asked]),
    )


def _people() -> Iterator[Person]:
    return itertools.chain.from_iterable(people_of(_SEED, ring) for ring in itertools.count())


def _entries(data: Path, part: Part) -> Iterator[Description]:
    folder = data / "ofac_sdn"
    aliases: dict[str, list[str]] = defaultdict(list)
    with (folder / "alt.csv").open(encoding="latin-1", newline="") as file:
        for line in csv.reader(file):
            if len(line) > 3:
                aliases[line[0]].append(line[3])
    with gzip.open(folder / "sdn.csv.gz", "rt", encoding="latin-1", newline="") as file:
        for line in csv.reader(file):
            if len(line) >= 12 and line[2].strip() == "individual" and part_of(line[0]) is part:
                yield Description.of(
                    "Person", names=[in_order(name, "Person") for name in (line[1], *aliases[line[0]])]
                )
