"""The same questions to the screening index and to its peers, in one run, each on one core.

    make peers
    python -m benchmarks.index_peers 1000000 --queries 2000 --slow 200 --json FILE

Everybody is asked in turn, the slow ones (those that read the whole register for each question) less. Right is every
record of the person and every one that says word by word the same. Seconds are those of the processor.
"""

import argparse
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.index_ceiling import Told
from benchmarks.index_damage import KINDS
from benchmarks.index_recall import LIMIT, WARM_UP, Check, at, build, questions
from benchmarks.index_world import people
from benchmarks.matching import peers

from interlace.screening.index import PermittedLabels, ScreeningIndex
from interlace.screening.shards.sharded import ShardedIndex

OURS = "interlace"
SLOW = ("rapidfuzz, sorted words", "rapidfuzz, Jaro-Winkler", "DuckDB, Jaro-Winkler")
ENGINES = ("tantivy", "tantivy + logic-v2", *SLOW)
_PROGRAM = Path(__file__).with_name("index_peers_process.py")


@dataclass(frozen=True, slots=True)
class Answers:
    """What one engine took and what it listed."""

    seconds: Sequence[float]
    listed: Sequence[Sequence[int]]
    built: float = 0.0


def main() -> None:
    """Ask everybody, print a table."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("size", type=int)
    arguments.add_argument("--queries", type=int, default=2_000)
    arguments.add_argument("--slow", type=int, default=200, help="questions to those that read the whole register")
    arguments.add_argument("--engines", nargs="*", default=ENGINES, choices=ENGINES)
    arguments.add_argument("--world", type=Path, default=Path("build/world"))
    arguments.add_argument("--folder", type=Path, default=Path("build/index"))
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    folder = given.folder / f"{given.size}-1"
    if not (folder / "CURRENT").exists():
        build(given.size, 1, given.world, folder)
    index = ScreeningIndex.open(folder, compiled_loops=given.folder / "compiled")
    checks = list(questions(given.size, given.queries, given.world, seen=1, labels=1))
    told = Told.of(index._current().parts[0])
    right = [told.right(check) for check in checks]
    rows = {OURS: figures(checks, right, ours(index, checks))}
    print(OURS, json.dumps(rows[OURS]), flush=True)
    if not peers.are_installed():
        print("No peers: run make peers.")
        given.engines = ()
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as register:
        register.writelines(f"{each.number}\t{each.name}\t{each.birth}\n" for each in people(given.size, given.world))
        register.flush()
        for engine in given.engines:
            asked = checks[: given.slow] if engine in SLOW else checks
            rows[engine] = figures(asked, right, theirs(engine, Path(register.name), asked))
            print(engine, json.dumps(rows[engine]), flush=True)
    print(table(rows))
    if given.json:
        given.json.write_text(json.dumps({"records": given.size, "engines": rows}, indent=1) + "\n")


def ours(index: ScreeningIndex | ShardedIndex, checks: Sequence[Check]) -> Answers:
    """The screening index, the name of the question read anew each time."""
    permitted = PermittedLabels.of([0])
    for check in checks[-WARM_UP:]:
        index.search(check.query(), permitted, limit=LIMIT)
    seconds, listed = [], []
    for check in checks:
        started = time.process_time()
        found = index.search(check.query(), permitted, limit=LIMIT)
        seconds.append(time.process_time() - started)
        listed.append([candidate.row for candidate in found])
    return Answers(seconds, listed)


def theirs(engine: str, register: Path, checks: Sequence[Check]) -> Answers:
    """One peer, in a process of its own environment."""
    asked = json.dumps([(check.name, check.birth) for check in checks])
    command = [str(peers._PYTHON), str(_PROGRAM), engine, str(register)]
    done = subprocess.run(command, input=asked + "\n", stdout=subprocess.PIPE, text=True, check=True)
    return Answers(**json.loads(done.stdout))


def figures(checks: Sequence[Check], right: Sequence[frozenset[int]], answers: Answers) -> dict[str, object]:
    """Speed and recall."""
    ranks = [
        next((place for place, number in enumerate(listed) if number in wanted), LIMIT)
        for listed, wanted in zip(answers.listed, right, strict=False)
    ]
    of_kind = {kind: [rank for check, rank in zip(checks, ranks, strict=True) if check.kind == kind] for kind in KINDS}
    return {
        "questions": len(ranks),
        "per_second": round(len(ranks) / sum(answers.seconds), 1),
        "milliseconds": {"p50": at(answers.seconds, 0.5), "p99": at(answers.seconds, 0.99)},
        "built": round(answers.built, 1),
        "recall": {
            kind: [round(statistics.mean(rank < most for rank in these), 3) for most in (1, LIMIT)]
            for kind, these in {"all": ranks, **of_kind}.items()
            if these
        },
    }


def table(rows: dict[str, dict[str, object]]) -> str:
    """A line for each engine, as the README has it."""
    heads = ("Engine", "questions", "a second", "p50 / p99 ms", "recall @1 / @10", "two errors", "initial", "combined")
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for engine, row in rows.items():
        recall, milliseconds = row["recall"], row["milliseconds"]
        assert isinstance(recall, dict)
        assert isinstance(milliseconds, dict)
        cells = [
            engine,
            str(row["questions"]),
            str(row["per_second"]),
            f"{milliseconds['p50']} / {milliseconds['p99']}",
            *("{} / {}".format(*recall[kind]) for kind in ("all", "two errors", "initial", "combined")),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
