"""How fast later facts meet open questions, and what it costs to keep many questions open.

    .venv/bin/python -m benchmarks.standing [--watched 100000] [--new 1000] [--askers 1]

A node of its own in which bureaus keep a question open about every one of so many records of the synthetic register,
and KR contributes further ones, every hundredth of somebody whom they watch. Timed is the matching of these newcomers
alone, after they have been stored and indexed. Prints one JSON object. The persons do not exist.
"""

import argparse
import json
import os
import shutil
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.own_node import hold, own_node

SEED = 11
WATCHING = ("TH", "VN", "SG", "MY", "ID", "PH", "LA", "MM", "BN", "CN")


def main() -> None:
    """Run it on a node of its own."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--watched", type=int, default=100_000)
    reader.add_argument("--new", type=int, default=1_000)
    reader.add_argument("--askers", type=int, default=1)
    chosen = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="interlace-standing-"))
    try:
        with own_node(folder):
            print(json.dumps(_measured(chosen.watched, chosen.new, WATCHING[: chosen.askers]), indent=2))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(watched: int, new: int, askers: tuple[str, ...]) -> dict[str, Any]:
    from tests.screening.network import NOW, contribute, label, make_members, viewer

    from interlace.facts.models import Fact
    from interlace.foundation.disclosure.steward import Task, steward
    from interlace.screening.indexing import take_in_pending
    from interlace.screening.models import HitSide
    from interlace.screening.standing.actions import match_pending
    from interlace.screening.warming import warm_up
    from interlace.world.criminal.register import register_records

    warm_up()
    make_members("KR", *askers)
    stream = (record for record, _truth in register_records(watched + new, SEED))
    for asker in askers:
        hold(asker, islice(stream, watched // len(askers)), readers=["KR"], watched=True)
    strangers = list(stream)
    seen = [record for record, _truth in islice(register_records(watched, SEED), 0, None, max(1, watched * 100 // new))]
    newcomers = [*strangers[: new - len(seen)], *seen]
    terms = label("KR", seekers=askers)
    contribute(viewer("KR"), terms, *newcomers[:20])
    take_in_pending()
    match_pending(now=NOW)  # the first round loads what later ones find loaded
    with steward(Task.VERIFY):
        before, hits = Fact.objects.filter(originator="KR").count(), HitSide.objects.count()
    contribute(viewer("KR"), terms, *newcomers[20:])
    take_in_pending()
    load, wall, ticks = os.getloadavg()[0], time.perf_counter(), time.process_time()
    matched = match_pending(now=NOW)
    seconds, processor = time.perf_counter() - wall, time.process_time() - ticks
    with steward(Task.VERIFY):
        facts = Fact.objects.filter(originator="KR").count() - before
        hits = HitSide.objects.count() - hits
    return {
        "watched": watched,
        "bureaus that watch": len(askers),
        "load": round(load, 1),
        "newcomers": matched,
        "facts": facts,
        "sides of hits": hits,
        "facts a second of processor": round(facts / processor),
        "facts a second, wall": round(facts / seconds),
        "processor, ms a newcomer": round(processor * 1000 / matched, 2),
    }


if __name__ == "__main__":
    main()
