"""How long it takes to find what a result sheet may tell everybody, the first time and beside earlier sheets.

    .venv/bin/python benchmarks/published_results.py [--states 5 16] [--rounds 2] [--editions 2] [--json FILE]

Invented figures of each State, three of four small or nothing, so that most cells are hidden: the worst that is likely.
Prints a table; seconds are of the processor, over all families of figures, the mean and the worst of the rounds.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from interlace.core.results import Figure, Results
from interlace.core.results.counters import PARTS
from interlace.core.results.freezing import Edition, next_edition
from interlace.core.results.sheet import families, family_table
from interlace.world.criminal.chance import chance

Rows = Mapping[str, Mapping[Figure, int]]


@dataclass(frozen=True, slots=True)
class Row:
    states: int
    edition: int
    mean: float
    worst: float
    told: list[int]
    """Families told anew, of all."""


def added(rng: Random, before: Rows | None, states: int) -> Rows:
    """The first figures, or later ones in which some have grown by five or more."""
    rows: dict[str, dict[Figure, int]] = {}
    for number in range(states):
        state = f"S{number:02d}"
        if before is None:
            row = {figure: rng.choice((0, 0, rng.randint(0, 4), rng.randint(5, 60))) for figure in Figure}
        else:
            row = {figure: before[state][figure] + rng.choice((0, 0, 0, rng.randint(5, 20))) for figure in Figure}
        rows[state] = {**row, **{total: sum(row[part] for part in parts) for total, parts in PARTS.items()}}
    return rows


def results_of(rows: Rows) -> Results:
    totals = {figure: sum(row[figure] for row in rows.values()) for figure in Figure}
    return Results(totals, rows, {}, {}, "benchmark", "")


def measured(states: int, rounds: int, editions: int) -> list[Row]:
    seconds: list[list[float]] = [[] for _edition in range(editions)]
    told: list[list[int]] = [[] for _edition in range(editions)]
    for seed in range(rounds):
        rng, rows = chance("published results", seed), None
        known: dict[tuple[Figure, ...], list[Edition]] = {family: [] for family in families()}
        for edition in range(editions):
            rows = added(rng, rows, states)
            started, anew = time.process_time(), 0
            for family, earlier in known.items():
                table = family_table(results_of(rows), family)
                if (shown := next_edition(earlier, table)) is not None:
                    earlier.append(Edition(table, shown))
                    anew += 1
            seconds[edition].append(time.process_time() - started)
            told[edition].append(anew)
    return [
        Row(states, number + 1, round(sum(took) / rounds, 2), round(max(took), 2), told[number])
        for number, took in enumerate(seconds)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--states", type=int, nargs="+", default=[5, 16])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--editions", type=int, default=2)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rows = [row for states in asked.states for row in measured(states, asked.rounds, asked.editions)]
    for each in rows:
        edition = f"{each.states:3d} States  edition {each.edition}"
        print(f"{edition}  {each.mean:7.2f} s  worst {each.worst:7.2f} s  {each.told}")
    if asked.json:
        asked.json.write_text(json.dumps([asdict(each) for each in rows], indent=1))


if __name__ == "__main__":
    main()
