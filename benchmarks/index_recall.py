"""How fast and how completely the screening index finds damaged people in the register of the synthetic world.

    python -m benchmarks.index_recall 1000000 --queries 2000 --ceiling 200 --json FILE

A check is counted whole: its name is read (never met before), its words are looked up, candidates are found and ranked.
Right is every record of the person (one in ten is listed twice), and every one that says word by word the same: nobody
could tell those apart.
The ceiling is the same score given to every name of the register: what recall lacks of it, the index has left out.
"""

import argparse
import json
import os
import random
import resource
import statistics
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from benchmarks.index_damage import KINDS, asked_about, kinds_in_turn
from benchmarks.index_world import BLOCK, SEED, Person, block, born, people, taken_apart

from interlace.screening.index import Candidate, IndexWriter, PermittedLabels, Query, ScreeningIndex
from interlace.screening.index.names import LENGTHS
from interlace.world.criminal.register import register_records

LIMIT = 10
WARM_UP = 50


@dataclass(frozen=True, slots=True)
class Check:
    """One question, and about whom it is."""

    kind: str
    name: str
    birth: str
    subject: bytes
    same_person: frozenset[int]

    def query(self) -> Query:
        """The question as the index takes it."""
        return Query(names=(taken_apart(self.name),), birth_dates=born(self.birth))


def main() -> None:
    """Build, check and print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("size", type=int)
    arguments.add_argument("--queries", type=int, default=2_000)
    arguments.add_argument("--labels", type=int, default=1)
    arguments.add_argument(
        "--seen", type=float, default=1.0, help="the share of the labels that the viewer may discover"
    )
    arguments.add_argument("--ceiling", type=int, default=0, help="questions that are also put to every name")
    arguments.add_argument("--world", type=Path, default=Path("build/world"))
    arguments.add_argument("--folder", type=Path, default=Path("build/index"))
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    folder = given.folder / f"{given.size}-{given.labels}"
    figures: dict[str, object] = {"records": given.size, "labels": given.labels, "seen": given.seen}
    if not (folder / "CURRENT").exists():
        figures["build"] = build(given.size, given.labels, given.world, folder)
    index = ScreeningIndex.open(folder, compiled_loops=given.folder / "compiled")
    figures |= sizes(index, given.size)
    seen = max(1, round(given.labels * given.seen))
    permitted = PermittedLabels.of(range(seen))
    checks = list(questions(given.size, given.queries, given.world, seen=seen, labels=given.labels))
    figures["first_milliseconds"] = first_search(index, checks[0], permitted)
    figures |= measured(index, checks, permitted)
    figures["resident_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if given.ceiling:
        # Late: it brings the compiler.
        from benchmarks.index_ceiling import every_name_scored

        figures["ceiling"] = recall(
            index,
            checks[: given.ceiling],
            [every_name_scored(index, check.query(), permitted, limit=LIMIT) for check in checks[: given.ceiling]],
        )
    print(json.dumps(figures, indent=1))
    if given.json:
        given.json.write_text(json.dumps(figures))


def build(size: int, labels: int, world: Path, folder: Path) -> dict[str, float]:
    """Write the register into an index; how long each part of it took."""
    started = time.perf_counter()
    with IndexWriter(folder) as writer:
        for person in people(size, world):
            writer.add(person.record(person.number % labels))
        added = time.perf_counter()
        writer.commit()
    return {"read_and_add": round(added - started, 1), "assemble": round(time.perf_counter() - added, 1)}


def sizes(index: ScreeningIndex, size: int) -> dict[str, object]:
    """Bytes per record: what searches work in, and what is mapped beside it."""
    [part] = index.segments()
    return {
        "bytes_per_record": round(part.working_byte_count / size, 1),
        "mapped_beside": round((part.byte_count - part.working_byte_count) / size, 1),
    }


def questions(size: int, count: int, world: Path, *, seen: int, labels: int) -> Iterator[Check]:
    """Damaged questions about people whom the viewer may discover, from all over the register."""
    chance = random.Random(11)
    firsts = chance.sample(range(0, size, BLOCK), min(20, -(-size // BLOCK)))
    kinds = iter(kinds_in_turn(count))
    for first in firsts:
        visible = [each for each in block(first, world) if each.number < size and each.number % labels < seen]
        things = listed(first, world)
        for person in chance.sample(visible, -(-count // len(firsts))):
            kind = next(kinds, None)
            if kind is not None and _is_told(person):
                name, birth = asked_about(person.name, person.birth, kind, chance)
                yield Check(kind, name, birth, person.subject, things[person.number])


def listed(first: int, world: Path) -> dict[int, frozenset[int]]:
    """For each record of a block the records of the same person, kept on disk: making the block again takes seconds."""
    kept = world / f"twice-{SEED}-{first:09}.json"
    if not kept.exists():
        by_thing: defaultdict[str, list[int]] = defaultdict(list)
        for number, (record, truth) in enumerate(register_records(first + BLOCK, SEED, first=first), start=first):
            by_thing[record["id"] if truth is None else truth["thing"]].append(number)
        partial = kept.with_suffix(f".{os.getpid()}")
        partial.write_text(json.dumps([numbers for numbers in by_thing.values() if len(numbers) > 1]))
        partial.rename(kept)
    same = {number: frozenset(numbers) for numbers in json.loads(kept.read_text()) for number in numbers}
    return {number: same.get(number, frozenset({number})) for number in range(first, first + BLOCK)}


def _is_told(person: Person) -> bool:
    return bool(person.tokens) and bool(person.name.split())


def first_search(index: ScreeningIndex, check: Check, permitted: PermittedLabels) -> float:
    """How long the very first search of the process takes: the loops are loaded, or compiled."""
    started = time.perf_counter()
    index.search(check.query(), permitted, limit=LIMIT)
    return round((time.perf_counter() - started) * 1000, 1)


def measured(
    index: ScreeningIndex,
    checks: Sequence[Check],
    permitted: PermittedLabels,
    *,
    sources: Collection[str] | None = None,
) -> dict[str, object]:
    """Speed and recall of these questions."""
    for check in checks[-WARM_UP:]:
        index.search(check.query(), permitted, limit=LIMIT, sources=sources)
    wall, processor, answers = [], [], []
    for check in checks:
        started, used = time.perf_counter(), time.process_time()
        found = index.search(check.query(), permitted, limit=LIMIT, sources=sources)
        wall.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
        answers.append(found)
    return {
        "questions": len(checks),
        "per_second": round(len(checks) / sum(processor)),
        "per_second_wall": round(len(checks) / sum(wall)),
        "milliseconds": {"p50": at(processor, 0.5), "p99": at(processor, 0.99), "worst": at(processor, 1.0)},
        "milliseconds_wall": {"p50": at(wall, 0.5), "p99": at(wall, 0.99), "worst": at(wall, 1.0)},
        "recall": recall(index, checks, answers),
        "nobody_better": nobody_better(index, checks, answers),
    }


def recall(
    index: ScreeningIndex, checks: Sequence[Check], answers: Sequence[Sequence[Candidate]]
) -> dict[str, list[float]]:
    """How often the person was the first, and among the ten: over all and for each kind of damage."""
    ranks = [(check.kind, rank(index, check, found)) for check, found in zip(checks, answers, strict=True)]
    of_kind = {kind: [rank for each, rank in ranks if each == kind] for kind in KINDS}
    return {
        kind: [round(statistics.mean(rank < most for rank in these), 3) for most in (1, LIMIT)]
        for kind, these in {"all": [rank for _, rank in ranks], **of_kind}.items()
        if these
    }


def nobody_better(
    index: ScreeningIndex, checks: Sequence[Check], answers: Sequence[Sequence[Candidate]]
) -> dict[str, float]:
    """How often nobody scored more than the person, who may have namesakes and be asked for without a date."""
    shares: defaultdict[str, list[bool]] = defaultdict(list)
    for check, found in zip(checks, answers, strict=True):
        place = rank(index, check, found)
        is_best = place < len(found) and found[place].name_score >= found[0].name_score
        shares["all"].append(is_best)
        shares[check.kind].append(is_best)
    return {kind: round(statistics.mean(these), 3) for kind, these in shares.items()}


def rank(index: ScreeningIndex, check: Check, found: Sequence[Candidate]) -> int:
    """The place of the person in the answer."""
    for place, candidate in enumerate(found):
        if candidate.row in check.same_person:
            return place
    said = says(index, check.subject)
    places = (place for place, candidate in enumerate(found) if says(index, candidate.subject) == said)
    return next(places, LIMIT)


def says(index: ScreeningIndex, subject: bytes) -> tuple[object, ...]:
    """Words and date of a record, as the index has them."""
    for part in index._current().parts:
        segment = part.segment
        for row in segment.rows_of_subjects([subject]):
            arrays = segment.arrays
            for name in segment.names_of_rows(np.array([row])).tolist():
                first = name // LENGTHS * LENGTHS
                start = int(arrays["name_start"][name // LENGTHS]) + int(arrays["name_length"][first:name].sum())
                tokens = arrays["name_token"][start : start + int(arrays["name_length"][name])]
                year = int(np.searchsorted(arrays["year_start"], name, side="right"))
                return (*sorted(arrays["identity"][tokens].tolist()), year, int(arrays["name_day"][name]))
    return ()


def at(seconds: Sequence[float], share: float) -> float:
    """The time within which this share of the questions was answered, in milliseconds."""
    ordered = sorted(seconds)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 2)


if __name__ == "__main__":
    main()
