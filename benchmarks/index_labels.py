"""What labels cost the screening index: one, a hundred, twenty thousand; a viewer of everything and one of a hundredth.

    python -m benchmarks.index_labels 1000000 --queries 500 --json FILE

Every label stands on as many records, one after the other. Questions are about people whom the viewer may discover.
"""

import argparse
import json
from pathlib import Path

from benchmarks.index_recall import measured, questions, sizes
from benchmarks.index_sizes import put
from benchmarks.index_world import BLOCK, block_columns

from interlace.screening.index import FACTS, PermittedLabels, ScreeningIndex
from interlace.screening.index.columns import concatenate
from interlace.screening.index.folder import IndexFolder

LABELS = (1, 100, 20_000)
SHARES = (1.0, 0.01)


def main() -> None:
    """Build, ask, print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("size", type=int)
    arguments.add_argument("--queries", type=int, default=500)
    arguments.add_argument("--labels", type=int, nargs="*", default=LABELS)
    arguments.add_argument("--world", type=Path, default=Path("build/world"))
    arguments.add_argument("--folder", type=Path, default=Path("build/index"))
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    rows = []
    for labels in given.labels:
        folder = given.folder / f"labels-{given.size}-{labels}"
        if not (folder / "CURRENT").exists():
            build(given.size, labels, given.world, folder)
        index = ScreeningIndex.open(folder, compiled_loops=given.folder / "compiled")
        for seen in sorted({max(1, round(labels * share)) for share in SHARES}, reverse=True):
            checks = list(questions(given.size, given.queries, given.world, seen=seen, labels=labels))
            answers = measured(index, checks, PermittedLabels.of(range(seen)))
            rows.append({"labels": labels, "seen": seen, **sizes(index, given.size), **answers})
            print(json.dumps(rows[-1]), flush=True)
    if given.json:
        given.json.write_text(json.dumps({"records": given.size, "rows": rows}, indent=1) + "\n")


def build(size: int, labels: int, world: Path, folder: Path) -> None:
    """The register as one segment."""
    kept = IndexFolder(folder)
    kept.create_if_missing()
    put(kept, FACTS, concatenate([block_columns(first, world, labels=labels) for first in range(0, size, BLOCK)]))


if __name__ == "__main__":
    main()
