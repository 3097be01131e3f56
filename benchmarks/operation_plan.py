"""How long the proposal for a joint operation takes, and what it breaks.

    .venv/bin/python benchmarks/operation_plan.py [--rounds 5] [--targets 19] [--json FILE]

Three sites, nineteen targets, teams of sixteen bureaus, half-hours of three and of fourteen days; the same with half
of the interpreters, beds and teams taken away by lot, so that much has to be broken; a leak six hours before; and
a delayed team. Prints a table; seconds are of the wall, medians and worst of the rounds, each with another seed.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from interlace.core.planning import Operation
from interlace.core.planning.solving import Proposal, propose
from interlace.core.planning.what_if import after_delay, after_leak
from interlace.world.criminal.chance import chance
from interlace.world.joint_operation import joint_operation

DAY = datetime(2026, 7, 14, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    case: str
    hours: int
    median: float
    worst: float
    broken: list[int]
    proven: int
    rounds: int


def scarce(operation: Operation, seed: int) -> Operation:
    """Half of everything that can be sent or kept."""
    rng = chance("scarce operation", seed)
    return replace(
        operation,
        teams=tuple(rng.sample(operation.teams, len(operation.teams) // 2)),
        interpreters=tuple(rng.sample(operation.interpreters, len(operation.interpreters) // 2)),
        receptions=tuple(replace(each, beds=each.beds // 2) for each in operation.receptions),
    )


def measured(case: str, rounds: int, make: Callable[[int], Operation], ask: Callable[[Operation], Proposal]) -> Row:
    seconds, found, hours = [], [], 0
    for seed in range(rounds):
        operation = make(seed)
        hours = len(operation.hours)
        started = time.perf_counter()
        found.append(ask(operation))
        seconds.append(time.perf_counter() - started)
    return Row(
        case=case,
        hours=hours,
        median=round(statistics.median(seconds), 2),
        worst=round(max(seconds), 2),
        broken=[len(each.broken) for each in found],
        proven=sum(each.is_smallest for each in found),
        rounds=rounds,
    )


def leaked(operation: Operation) -> Proposal:
    current = propose(operation, seed=1)
    return after_leak(operation, current, before=current.plan.hour - timedelta(hours=6), seed=1).proposal


def delayed(operation: Operation) -> Proposal:
    current = propose(operation, seed=1)
    return after_delay(operation, current, team=operation.teams[0].code, by=timedelta(hours=12), seed=1).proposal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--targets", type=int, default=19)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()

    def of_days(days: int) -> Callable[[int], Operation]:
        return lambda seed: joint_operation(seed, day=DAY, targets=given.targets, days=days)

    def planned(operation: Operation) -> Proposal:
        return propose(operation, seed=1)

    rows = [
        measured("enough of everything, 3 days", given.rounds, of_days(3), planned),
        measured("enough of everything, 14 days", given.rounds, of_days(14), planned),
        measured("half of everything, 3 days", given.rounds, lambda seed: scarce(of_days(3)(seed), seed), planned),
        measured("half of everything, 14 days", given.rounds, lambda seed: scarce(of_days(14)(seed), seed), planned),
        measured("plan, then a leak six hours before", given.rounds, of_days(3), leaked),
        measured("plan, then a team twelve hours late", given.rounds, of_days(3), delayed),
    ]
    print(f"{'case':38} {'hours':>6} {'median s':>9} {'worst s':>8} {'proven':>7}  broken rules")
    for row in rows:
        counts = " ".join(map(str, row.broken))
        print(f"{row.case:38} {row.hours:6} {row.median:9} {row.worst:8} {row.proven:3}/{row.rounds:<3}  {counts}")
    if given.json:
        given.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
