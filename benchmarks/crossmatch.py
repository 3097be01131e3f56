"""How soon a new record is matched with all of the other bureaus, and how soon its cluster follows.

    .venv/bin/python benchmarks/crossmatch.py [--records 20000] [--listed 0] [--new 200] [--links 1000000]
        [--batch 100000]

Three parts; one that is given 0 is left out. *Node*: a node in which TH holds so many records of the synthetic
register for KR to read, and KR contributes further ones one by one, some of which are of persons whom TH holds; the
time is that of matching one of them to its committed links, wall and processor, for all that KR's officers may match.
So many persons more as `--listed` says, further ones of the same synthetic register, stand in registers of SG that KR
reads, as many in each as one file of an import may hold. *Clusters*: so many links among half as many records in
memory, then links put in and taken back one by one; the last line compares the clusters and their names with those
made anew from the links that are left. *Batch*: of so many records, held by two bureaus in turn, all pairs that are
alike, as `interlace link match` finds them for one view, in memory and without a node; it says too how many persons
of whom both hold a record are found. Prints one JSON object. Nobody in it exists.
"""

import argparse
import json
import os
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 5
SEED = 11
LISTED_AT_ONCE = 2_500_000
"""No file above a gibibyte is taken."""


def main() -> None:
    """Run what is asked for."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--records", type=int, default=20_000)
    reader.add_argument("--listed", type=int, default=0)
    reader.add_argument("--new", type=int, default=200)
    reader.add_argument("--links", type=int, default=1_000_000)
    reader.add_argument("--batch", type=int, default=100_000)
    chosen = reader.parse_args()
    told: dict[str, Any] = {"load": round(os.getloadavg()[0], 1)}
    if chosen.batch:
        told["batch"] = _batch(chosen.batch)
    if chosen.links:
        told["clusters"] = _clusters(chosen.links)
    if chosen.records:
        told["node"] = _in_a_node(records=chosen.records, listed=chosen.listed, new=chosen.new)
    print(json.dumps(told, indent=2))


def _in_a_node(*, records: int, listed: int, new: int) -> dict[str, Any]:
    sys.path.insert(0, str(ROOT))
    from benchmarks.own_node import own_node

    folder = Path(tempfile.mkdtemp(prefix="interlace-crossmatch-"))
    try:
        with own_node(folder):
            return _matched(folder, records=records, listed=listed, new=new)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _matched(folder: Path, *, records: int, listed: int, new: int) -> dict[str, Any]:
    from benchmarks.own_node import hold
    from tests.screening.network import NOW, contribute, label, make_members, viewer

    from interlace.crossmatch.matching import match_pending
    from interlace.crossmatch.models import CandidateLink, PendingMatch
    from interlace.foundation.disclosure.steward import Task, steward
    from interlace.foundation.identity.models import Officer
    from interlace.screening.access import screening_index
    from interlace.screening.indexing import take_in_pending
    from interlace.screening.warming import warm_up
    from interlace.world.criminal.register import register_records

    warm_up()
    make_members("KR", "TH", "SG")
    Officer.objects.filter(username="kr.second").update(level=2)
    begun = time.perf_counter()
    stream = register_records(records + new + listed, SEED)
    hold("TH", (record for record, _truth in _first(stream, records)), readers=["KR"])
    others = [record for record, _truth in _first(stream, new)]
    for number, start in enumerate(range(0, listed, LISTED_AT_ONCE)):
        part = _first(stream, min(LISTED_AT_ONCE, listed - start))
        _list(folder, f"listed-{number}", (record for record, _truth in part))
    screening_index().merge()
    filled = time.perf_counter() - begun
    with steward(Task.VERIFY):
        PendingMatch.objects.all().delete()
    # The register lists a tenth of its persons again, within its own blocks; KR holds the first of each block anew.
    again = [record for record, _truth in register_records(records, SEED)][:: max(1, records * 2 // new)]
    wall, processor = [], []
    for record in [*others[:WARM_UP], *others[: new // 2], *again]:
        contribute(viewer("KR"), label("KR"), record)
        take_in_pending()
        started, ticks = time.perf_counter(), time.process_time()
        match_pending(now=NOW)
        wall.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - ticks) * 1000)
    with steward(Task.VERIFY):
        found = CandidateLink.objects.filter(is_weak=False).values("link").distinct().count()
    return {
        "records": records,
        "listed": listed,
        "filled in seconds": round(filled, 1),
        "new": len(wall) - WARM_UP,
        "of persons held already": len(again),
        "links": found,
        "matched, milliseconds": _spread(wall[WARM_UP:]),
        "of it processor of this process": _spread(processor[WARM_UP:]),
    }


def _list(folder: Path, name: str, records: Iterator[Any]) -> None:
    """SG loads them as a register for KR to read."""
    from tests.screening.network import NOW, UNTIL, viewer

    from interlace.core.handling import HitMode
    from interlace.facts.imports.reader import Defaults
    from interlace.facts.imports.source import ImportedFile
    from interlace.facts.registers.loading import RegisterTerms, load_register
    from interlace.facts.sharing import Sharing
    from interlace.screening.upkeep import catch_up

    path = folder / f"{name}.json"
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            # Whoever is on a list has a status; those of this register say none.
            with_status = {**record, "properties": {"status": ["suspect"], **record["properties"]}}
            file.write(f"{json.dumps(with_status, ensure_ascii=False)}\n")
    sharing = Sharing.with_members(["KR"], hit=HitMode.CONTENT, purpose="fraud", until=UNTIL)
    terms = RegisterTerms(name, title=name, legal_effect="A lead to verify, nothing more.")
    load_register(viewer("SG", purpose="fraud"), ImportedFile.open(path, Defaults()), sharing, terms, now=NOW)
    path.unlink()
    catch_up()


def _first(stream: Iterator[Any], count: int) -> Iterator[Any]:
    for _ in range(count):
        yield next(stream)


def _batch(records: int) -> dict[str, Any]:
    from interlace.core.entities import describe, read_entity
    from interlace.core.matching import THRESHOLDS, Band
    from interlace.core.pairing.finding import pairs_alike
    from interlace.world.criminal.register import register_records

    fair = next(bits for bits, band in THRESHOLDS if band is Band.FAIR)
    place: dict[str, int] = {}
    wanted: list[tuple[int, int]] = []

    def described() -> Iterator[Any]:
        for number, (record, truth) in enumerate(register_records(records, SEED)):
            place[record["id"]] = number
            if truth is not None and (number - place[truth["thing"]]) % 2:
                wanted.append((place[truth["thing"]], number))
            yield describe(read_entity(record)[0])

    ticks, begun = time.process_time(), time.perf_counter()
    found = pairs_alike(described(), [number % 2 for number in range(records)], least=round(fair * 100))
    taken, passed = time.process_time() - ticks, time.perf_counter() - begun
    pairs = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    return {
        "records": records,
        "processor, seconds": round(taken, 1),
        "wall, seconds": round(passed, 1),
        "peak, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "pairs compared": found.compared,
        "pairs alike": len(found),
        "persons held by both": len(wanted),
        "of them found": sum(pair in pairs for pair in wanted),
    }


def _clusters(links: int) -> dict[str, Any]:
    from interlace.core.clusters import Clusters

    dice = random.Random(SEED)
    records = links // 2
    # Most links join neighbours, as those of one person's records do; a few join what is far apart.
    pairs = [
        (one, (one + dice.randint(1, 3)) % records if dice.random() < 0.3 else one ^ 1)
        for one in (dice.randrange(records) for _ in range(links))
    ]
    clusters: Clusters[int, int] = Clusters(age=lambda record: record)
    begun = time.perf_counter()
    for key, (one, other) in enumerate(pairs):
        clusters.link(key, one, other)
    built = time.perf_counter() - begun
    linked, undone = [], []
    for key in dice.sample(range(links), 2_000):
        undone.append(_taken(partial(clusters.undo, key)))
        linked.append(_taken(partial(clusters.link, key, *pairs[key])))
    kept = {key for key in range(links) if dice.random() < 0.999}
    for key in range(links):
        if key not in kept:
            clusters.undo(key)
    anew: Clusters[int, int] = Clusters(age=lambda record: record)
    for key in kept:
        anew.link(key, *pairs[key])
    sizes = [len(each.members) for each in clusters]
    return {
        "links": links,
        "clusters": len(sizes),
        "largest": max(sizes),
        "built in seconds": round(built, 2),
        "link, microseconds": _spread(linked),
        "undo, microseconds": _spread(undone),
        "same as made anew": list(clusters) == list(anew),
    }


def _taken(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1_000_000


def _spread(values: list[float]) -> dict[str, float]:
    in_order = sorted(values)
    return {
        "p50": round(statistics.median(in_order), 1),
        "p99": round(in_order[len(in_order) * 99 // 100], 1),
        "worst": round(in_order[-1], 1),
    }


if __name__ == "__main__":
    main()
