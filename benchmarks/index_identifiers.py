"""How fast identifiers are looked up in the screening index, one by one and many at once.

    python -m benchmarks.index_identifiers 130000000 --labels 1000 --seen 0.5 --json FILE

The index is made for it: parts of at most ten million records, each with one identifier and no name, under so many
labels; in every part `CROWD` records share each of a few numbers. Hashes of nearly all are drawn, as hashes are; some
are those of numbers that are then asked for. The viewer may discover a part of the labels. Many at once are asked as at
a border, where one in 11,000 is known, and as in a file of which half is known. Seconds are those of the processor.
"""

import argparse
import json
import random
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from benchmarks.index_recall import at
from benchmarks.index_sizes import put
from benchmarks.index_world import HOLDER, vocabulary_of

from interlace.screening.index import PermittedLabels, Query, ScreeningIndex
from interlace.screening.index.columns import Columns
from interlace.screening.index.folder import IndexFolder
from interlace.screening.index.keys import identifier_hash

PART = 10_000_000
ASKED = 100_000
"""Numbers of each part that are asked for."""
SHARED = [f"phone:shared{number}" for number in range(20)]
CROWD = 5_000
AT_ONCE = 1_000_000
BORDER = 11_000
LIMIT = 10


def main() -> None:
    """Build, ask, print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("size", type=int)
    arguments.add_argument("--labels", type=int, default=1_000)
    arguments.add_argument(
        "--seen", type=float, default=0.5, help="the share of the labels that the viewer may discover"
    )
    arguments.add_argument("--folder", type=Path, default=Path("build/index"))
    arguments.add_argument("--json", type=Path)
    given = arguments.parse_args()
    folder = given.folder / f"identifiers-{given.size}-{given.labels}"
    parts = -(-given.size // PART)
    if not (folder / "CURRENT").exists():
        kept = IndexFolder(folder)
        kept.create_if_missing()
        for number in range(parts):
            put(kept, f"part-{number}", _columns(number, min(PART, given.size - number * PART), given.labels))
    index = ScreeningIndex.open(folder, compiled_loops=given.folder / "compiled")
    permitted = PermittedLabels.of(range(round(given.labels * given.seen)))
    known = [_key(part, number) for part in range(parts) for number in range(ASKED // parts)]
    random.Random(5).shuffle(known)
    held = index.segments()
    figures = {
        "records": given.size,
        "labels": given.labels,
        "seen": given.seen,
        "table_bytes_per_identifier": round(_table_bytes(index) / given.size, 1),
        "bytes_per_record": round(sum(part.working_byte_count for part in held) / given.size, 1),
        "one_by_one": {
            "known": one_by_one(index, known[:20_000], permitted),
            "unknown": one_by_one(index, [f"passport:none{number}" for number in range(20_000)], permitted),
            "shared by thousands": one_by_one(index, SHARED * 20, permitted),
        },
        "many_at_once": {
            "unknown": at_once(index, lambda number: f"passport:none{number}", permitted),
            "one in 11,000 known": at_once(
                index,
                lambda number: known[number // BORDER] if number % BORDER == 0 else f"passport:none{number}",
                permitted,
            ),
            "half known": at_once(
                index,
                lambda number: known[number // 2 % len(known)] if number % 2 else f"passport:none{number}",
                permitted,
                count=2 * len(known),
            ),
        },
        "resident_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(figures, indent=1))
    if given.json:
        given.json.write_text(json.dumps(figures))


def one_by_one(index: ScreeningIndex, keys: Sequence[str], permitted: PermittedLabels) -> dict[str, float]:
    """Milliseconds of each look-up; how many find something."""
    seconds, found = [], 0
    for key in keys:
        started = time.process_time()
        found += bool(index.search(Query(identifiers=(key,)), permitted, limit=LIMIT))
        seconds.append(time.process_time() - started)
    return {
        "per_second": round(len(keys) / sum(seconds)),
        "p50": at(seconds, 0.5),
        "p99": at(seconds, 0.99),
        "found": round(found / len(keys), 3),
    }


def at_once(
    index: ScreeningIndex, key: Callable[[int], str], permitted: PermittedLabels, *, count: int = AT_ONCE
) -> dict[str, float]:
    """Look-ups a second of many at once, from their text to the candidates; the best of three."""
    keys = [key(number) for number in range(count)]
    found = index.search_identifiers(keys, permitted, limit=LIMIT)
    seconds = []
    for _ in range(3):
        started = time.process_time()
        found = index.search_identifiers(keys, permitted, limit=LIMIT)
        seconds.append(time.process_time() - started)
    return {"per_second": round(count / min(seconds)), "found": len(found), "asked": count}


def _key(part: int, number: int) -> str:
    return f"passport:X{part:02}{number:07}"


def _columns(part: int, size: int, labels: int) -> Columns:
    """Records with one identifier each."""
    chance = np.random.default_rng(part)
    hashes = chance.integers(0, 1 << 64, size, dtype=np.uint64)
    places = chance.permutation(size)
    asked = [identifier_hash(_key(part, number)) for number in range(min(ASKED, size // 10))]
    hashes[places[: len(asked)]] = np.array(asked, dtype=np.uint64)
    crowds = np.array([identifier_hash(key) for key in SHARED], dtype=np.uint64)
    crowd = min(CROWD, size // 10 // crowds.size)
    hashes[places[len(asked) : len(asked) + crowds.size * crowd]] = np.repeat(crowds, crowd)
    row, none = np.arange(size) + part * PART, np.zeros(0, dtype=np.int64)
    return Columns(
        subject_high=np.sort(chance.integers(0, 1 << 64, size, dtype=np.uint64)),
        subject_low=chance.integers(0, 1 << 64, size, dtype=np.uint64),
        holder=np.zeros(size, dtype=np.int64),
        source=np.zeros(size, dtype=np.int64),
        row=row,
        holders=(HOLDER,),
        sources=(f"part-{part}",),
        name_row=none,
        name_label=none,
        token_name=none,
        token=none,
        vocabulary=vocabulary_of(()),
        identifier_row=np.arange(size),
        identifier_hash=hashes,
        identifier_label=chance.integers(0, labels, size),
        birth_row=none,
        birth_year=none,
        birth_day=none,
        birth_label=none,
    )


def _table_bytes(index: ScreeningIndex) -> int:
    """What looking up works in."""
    names = ("identifier_start", "identifier_kept", "identifier_row", "identifier_label")
    return sum(part.segment.arrays[name].nbytes for part in index._current().parts for name in names)


if __name__ == "__main__":
    main()
