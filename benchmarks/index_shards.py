"""The same questions to one index and to the same records cut into shards of this machine.

    python -m benchmarks.index_shards 1000000 --shards 2 --queries 500 --json FILE

Shards are asked one after the other here: what the figure says is what cutting costs, not what machines gain.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from benchmarks.index_ceiling import Told
from benchmarks.index_labels import build
from benchmarks.index_peers import figures, ours, table
from benchmarks.index_recall import questions
from benchmarks.index_sizes import put
from benchmarks.index_world import BLOCK, block_columns

from interlace.screening.index import FACTS, ScreeningIndex
from interlace.screening.index.columns import concatenate
from interlace.screening.index.folder import IndexFolder
from interlace.screening.shards.local import LocalShard
from interlace.screening.shards.sharded import ShardedIndex


def main() -> None:
    """Build, ask, print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("size", type=int)
    arguments.add_argument("--shards", type=int, default=2)
    arguments.add_argument("--queries", type=int, default=500)
    arguments.add_argument("--world", type=Path, default=Path("build/world"))
    arguments.add_argument("--folder", type=Path, default=Path("build/index"))
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    whole = given.folder / f"labels-{given.size}-1"
    if not (whole / "CURRENT").exists():
        build(given.size, 1, given.world, whole)
    loops = given.folder / "compiled"
    index = ScreeningIndex.open(whole, compiled_loops=loops)
    folders = [given.folder / f"shard-{given.size}-{number}-of-{given.shards}" for number in range(given.shards)]
    if not all((folder / "CURRENT").exists() for folder in folders):
        cut(given.size, given.world, folders)
    sharded = ShardedIndex([LocalShard(folder, compiled_loops=loops) for folder in folders])
    checks = list(questions(given.size, given.queries, given.world, seen=1, labels=1))
    told = Told.of(index._current().parts[0])
    right = [told.right(check) for check in checks]
    rows = {
        "one index": figures(checks, right, ours(index, checks)),
        f"{given.shards} shards": figures(checks, right, ours(sharded, checks)),
    }
    print(table(rows))
    if given.json:
        given.json.write_text(json.dumps({"records": given.size, "rows": rows}, indent=1) + "\n")


def cut(size: int, world: Path, folders: list[Path]) -> None:
    """Every record into the shard that `shards.shard_of` names."""
    columns = concatenate([block_columns(first, world) for first in range(0, size, BLOCK)])
    for number, folder in enumerate(folders):
        kept = IndexFolder(folder)
        kept.create_if_missing()
        rows = np.flatnonzero(columns.subject_high % np.uint64(len(folders)) == number)
        put(kept, FACTS, columns.take(rows))


if __name__ == "__main__":
    main()
