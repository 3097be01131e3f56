"""Links between the cases of a meeting pack, found and wrong: `python -m benchmarks.meeting_pack [--seeds 11 12 13]`.

Generated packs (`world/meeting_packs`) by their truth, one row a seed and one a difficulty; with `--pack FOLDER` a pack
that has a `truth.json` beside its bureaus. Prints a table and JSON.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from interlace.meeting.linking.links import propose
from interlace.meeting.pack.folders import read_folder
from interlace.world.meeting_packs.making import make_pack
from interlace.world.meeting_packs.plot import LEVELS


def measured(folder: Path, *, today: date) -> dict[str, Any]:
    """One pack against its truth: pairs of cases of different bureaus, overall and by difficulty."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    started = time.perf_counter()
    pack, homes = read_folder(folder, today=today)
    links = propose(pack, homes)
    seconds = time.perf_counter() - started
    ids = {(case["bureau"], case["ref"]): case["id"] for case in truth["cases"]}
    proposed = {tuple(sorted((ids.get(link.case_a, "?"), ids.get(link.case_b, "?")))) for link in links}
    true = {(link["case_a"], link["case_b"]): link["difficulty"] for link in truth["links"]}
    found = Counter(true[pair] for pair in proposed if pair in true)
    trapped = {tuple(each["pair"]): trap["kind"] for trap in truth["traps"] for each in trap["pairs"]}
    return {
        "cases": len(pack.cases),
        "leads": len(pack.leads),
        "exhibits": pack.exhibits_brought,
        "true": Counter(true.values()),
        "found": found,
        "proposed": len(proposed),
        "wrong": len(proposed) - found.total(),
        "traps": Counter(trapped.get(pair, "none") for pair in proposed if pair not in true),
        "seconds": round(seconds, 1),
    }


def report(rows: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The table on standard output; its totals as a value."""
    true: Counter[str] = sum((row["true"] for _, row in rows), Counter())
    found: Counter[str] = sum((row["found"] for _, row in rows), Counter())
    traps: Counter[str] = sum((row["traps"] for _, row in rows), Counter())
    proposed = sum(row["proposed"] for _, row in rows)
    print("pack        cases leads  true found wrong  recall precision seconds")
    for name, row in rows:
        total, right = row["true"].total(), row["found"].total()
        print(
            f"{name:10} {row['cases']:6} {row['leads']:5} {total:5} {right:5} {row['wrong']:5}"
            f" {right / total:7.3f} {right / max(1, row['proposed']):9.3f} {row['seconds']:7}"
        )
    for level in LEVELS:
        if true[level]:
            print(f"{level:10} {'':12} {true[level]:5} {found[level]:5} {'':5} {found[level] / true[level]:7.3f}")
    totals = {
        "recall": round(found.total() / true.total(), 4),
        "precision": round(found.total() / max(1, proposed), 4),
        "recall_by_difficulty": {level: round(found[level] / true[level], 4) for level in LEVELS if true[level]},
        "traps_sprung": dict(traps),
        "slowest_seconds": max(row["seconds"] for _, row in rows),
    }
    print(f"all {len(rows)} packs: recall {totals['recall']:.3f}, precision {totals['precision']:.3f}")
    return totals


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="*", default=list(range(11, 21)))
    parser.add_argument("--pack", type=Path)
    given = parser.parse_args()
    if given.pack is not None:
        rows = [(given.pack.name[:10], measured(given.pack, today=date(2026, 10, 1)))]
    else:
        rows = []
        for seed in given.seeds:
            with tempfile.TemporaryDirectory() as folder:
                make_pack(Path(folder), seed=seed)
                rows.append((f"seed {seed}", measured(Path(folder), today=date(2027, 3, 1))))
    print(json.dumps(report(rows)))


if __name__ == "__main__":
    main()
