"""How soon both sides learn of a hit: one bureau holds a person, another contributes the same person.

    .venv/bin/python benchmarks/hit_delay.py [--rounds 30] [--held 2000]

Serves a node of its own as a service does, web and worker in processes of their own. Each round another process
contributes one person whom the other bureau holds among many, and looks every 5 ms what either bureau can see. Prints
one JSON object: milliseconds from the commit of the fact to the hit being visible to both sides.
"""

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PORT = 8917
SYLLABLES = (
    "min",
    "jun",
    "seo",
    "yeon",
    "woo",
    "hyun",
    "young",
    "cheol",
    "jin",
    "ho",
    "tae",
    "kyung",
    "sang",
    "mi",
    "dong",
)
LOOK_EVERY = 0.005  # seconds
GIVE_UP_AFTER = 20.0  # seconds


def main() -> None:
    """Run it on a node of its own."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--rounds", type=int, default=30)
    reader.add_argument("--held", type=int, default=2_000)
    chosen = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="interlace-delay-"))
    try:
        with _served(folder / "data"):
            print(json.dumps(_measured(folder, rounds=chosen.rounds, held=chosen.held), indent=2))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _served(data: Path) -> Iterator[None]:
    command = Path(sys.executable).with_name("interlace")
    server = subprocess.Popen([command, "serve", "--data", data, "--port", str(PORT)], stdout=subprocess.DEVNULL)
    try:
        _wait_for_pages()
        # This process stands for the web part of the node: it leaves the matching to the worker.
        os.environ["INTERLACE_WORKER"] = "1"
        from interlace.foundation.database import database_open
        from interlace.surfaces.cli.node import close_connections, set_up_django

        with database_open(data, None):
            set_up_django(data)
            yield
            close_connections()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def _wait_for_pages() -> None:
    import requests

    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        try:
            if requests.get(f"http://127.0.0.1:{PORT}/", timeout=5).ok:
                time.sleep(15)  # the worker warms up after the pages
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise SystemExit("The node did not answer within two minutes.")


def _measured(folder: Path, *, rounds: int, held: int) -> dict[str, Any]:
    from django.utils import timezone
    from tests.facts import network, sheets

    from interlace.screening.queries import hits_of

    network.make_network()
    rows = [_row(number) for number in range(1, held + 1)]
    network.import_file(sheets.write_csv(folder / "held.csv", rows), by="TH", terms=network.sharing("KR", "VN"))
    _wait_until_matched()

    delays = []
    for round_ in range(1, rounds + 1):
        path = sheets.write_csv(folder / f"new-{round_}.csv", [_row(round_ * (held // (rounds + 1)))])
        before = {member: _hits(hits_of, member, timezone.now()) for member in ("KR", "TH")}
        network.import_file(path, by="KR", terms=network.sharing("TH", "VN"))
        committed = time.perf_counter()
        missing = {"KR", "TH"}
        while missing and time.perf_counter() - committed < GIVE_UP_AFTER:
            missing = {member for member in missing if _hits(hits_of, member, timezone.now()) <= before[member]}
            time.sleep(LOOK_EVERY if missing else 0)
        if missing:
            raise SystemExit(f"Round {round_}: no hit for {', '.join(sorted(missing))} after {GIVE_UP_AFTER:.0f} s.")
        delays.append((time.perf_counter() - committed) * 1000)
    ordered = sorted(delays)
    return {
        "rounds": rounds,
        "held": held,
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[max(0, int(rounds * 0.95) - 1)], 1),
        "worst_ms": round(ordered[-1], 1),
    }


def _row(number: int) -> list[str]:
    """A person with a name as common as names are: some resemble each other, most do not."""
    from tests.facts import sheets

    drawn = random.Random(number)
    given = "-".join(drawn.sample(SYLLABLES, 2)).title()
    return [f"{drawn.choice(sheets.SURNAMES)} {given}", *sheets.sound_row(number)[1:]]


def _hits(hits_of: Any, member: str, now: Any) -> int:
    from tests.facts import network

    return len(hits_of(network.viewer(member), now=now))


def _wait_until_matched() -> None:
    from interlace.foundation.disclosure.steward import Task, steward
    from interlace.screening.models import PendingSubject

    ends = time.monotonic() + 300
    while time.monotonic() < ends:
        with steward(Task.INDEX):
            if not PendingSubject.objects.exists():
                return
        time.sleep(0.5)
    raise SystemExit("The held facts were not matched within five minutes.")


if __name__ == "__main__":
    main()
