"""How often a check of somebody who is not listed is answered with a possible hit.

Invented persons of the region (`interlace.world`, always the same) are asked about in a real list: the persons of one
half of OFAC's, each with all aliases. Nobody of them is on it, so whatever is found is a false alarm. Only names are
compared: a birth date on both sides takes most of them away.
"""

import csv
import gzip
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.matching.metrics import Numbers
from benchmarks.matching.ofac import in_order
from benchmarks.matching.pairs import Part, part_of

from interlace.core.compiled import Encoder, Records, rules_of
from interlace.core.compiled.scoring import score_pairs
from interlace.core.matching import Description, Model
from interlace.world.criminal.population import Person, people_of

_SEED = 11
_AT_ONCE = 200
CHECKS = 10_000


Names = Callable[[Sequence[Person]], list[str]]


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

    def per_checks_native(self, least: float) -> float:
        """The same by a name in its own script."""
        return float((self.native >= least).mean() * CHECKS)


def measured(data: Path, part: Part, model: Model, *, people: int) -> Answers:
    """Ask for every person, once by the Latin spelling of the name and once in its own script."""
    encoder = Encoder(model=model)
    listed = list(entries(data, part))
    register = encoder.records(listed)
    asked = invented(people)

    def best_of(names: list[str]) -> Numbers:
        scores = all_scores(encoder, encoder.records(questions(names)), register, model)
        return np.concatenate([several.max(axis=1) for several in scores])

    return Answers(
        len(listed),
        tuple(person.tradition for person in asked),
        best_of(latin_names(asked)),
        best_of(native_names(asked)),
    )


def invented(people: int) -> list[Person]:
    """So many persons of the invented world, always the same."""
    everybody = itertools.chain.from_iterable(people_of(_SEED, ring) for ring in itertools.count())
    return list(itertools.islice(everybody, people))


def latin_names(people: Sequence[Person]) -> list[str]:
    """Their names in Latin letters."""
    return [person.name.latin for person in people]


def native_names(people: Sequence[Person]) -> list[str]:
    """Their names in their own script, which may be Latin."""
    return [person.name.native or person.name.latin for person in people]


def questions(names: Sequence[str]) -> Iterator[Description]:
    """What is asked: a name and nothing else."""
    return (Description.of("Person", names=[name]) for name in names)


def all_scores(encoder: Encoder, asked: Records, register: Records, model: Model) -> Iterator[Numbers]:
    """The scores of every question with every entry, a row for each question, some questions at a time."""
    people, size = len(asked.rows) - 1, len(register.rows) - 1
    for several in np.array_split(np.arange(people), -(-people // _AT_ONCE)):
        left, right = np.repeat(several, size), np.tile(np.arange(size), len(several))
        scores = score_pairs(encoder, asked, register, left, right, rules=rules_of(model))
        yield scores.reshape(len(several), -1) / 100


def entries(data: Path, part: Part) -> Iterator[Description]:
    """The persons of one half of the list, each with all aliases."""
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
