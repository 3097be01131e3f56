"""Writing a world: one file of entities for each bureau, the ground truth, and the statistics."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import orjson

from interlace.world.criminal.population import RING_SIZE
from interlace.world.criminal.rings import EXCHANGE_WALLET, HOTEL_PHONE, Ring, make_ring
from interlace.world.criminal.statistics import Statistics
from interlace.world.criminal.views import BUREAUS, Truth, seen
from interlace.world.criminal.writing import line, untold, written

SMALLEST = 100
TRUTH = "truth.ndjson"
STATISTICS = "statistics.json"


def rings(size: int, seed: int) -> Iterator[Ring]:
    """The rings of a world with this many persons, one after the other. A larger world begins with the smaller one."""
    whole, rest = divmod(size, RING_SIZE)
    for number in range(whole):
        yield make_ring(seed, number)
    if rest:
        yield make_ring(seed, whole, rest)


def make_world(folder: Path, *, size: int, seed: int, told: Callable[[int], None] = untold) -> Statistics:
    """Write the world into the folder, ring by ring; `told` learns how many persons are done."""
    folder.mkdir(parents=True, exist_ok=True)
    statistics = Statistics()
    with ExitStack() as files:
        views = {bureau: files.enter_context(written(folder / f"{bureau}.ndjson")) for bureau in BUREAUS}
        truths = files.enter_context(written(folder / TRUTH))
        truths.write(line({"hub": "hotel", "phone": HOTEL_PHONE, "real": False}))
        truths.write(line({"hub": "exchange", "wallet": EXCHANGE_WALLET, "real": False}))
        for ring in rings(size, seed):
            statistics.add_ring(ring)
            for truth in seen(seed, ring):
                statistics.add_truth(truth)
                _write(truth, views, truths)
            told(statistics.persons)
        table = {"size": size, "seed": seed, **statistics.table()}
        (folder / STATISTICS).write_bytes(orjson.dumps(table, option=orjson.OPT_INDENT_2))
    return statistics


def _write(truth: Truth, views: dict[str, BinaryIO], truths: BinaryIO) -> None:
    truths.write(line(truth.line()))
    for record in truth.records:
        views[record.bureau].write(line(record.entity))
