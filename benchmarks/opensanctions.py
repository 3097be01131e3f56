"""How many questions a second the interface of the OpenSanctions matcher answers, over HTTP, singly and by fifty.

    .venv/bin/python -m benchmarks.opensanctions [--records 20000] [--questions 500]

A node of its own in which SG holds so many records of the synthetic register for KR to read, and a client in another
process, which asks with KR's key as the unmodified client does: one connection, one call after the other. Every other
question is about somebody on the list, by name and birth date. Each is a check like any other: paid for, in the ledger,
with hits kept. Prints one JSON object. The persons do not exist.
"""

import argparse
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.own_node import own_node

SEED = 11
BATCHES = (1, 50)
WARM_UP = 100
PATH = "/api/v1/opensanctions/match/default"
ASKED = ("name", "birthDate")


def main() -> None:
    """Run it on a node of its own; with `--ask`, the client's part of it."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--records", type=int, default=20_000)
    reader.add_argument("--questions", type=int, default=500)
    reader.add_argument("--ask", nargs=2, metavar=("ADDRESS", "FILE"), help=argparse.SUPPRESS)
    chosen = reader.parse_args()
    if chosen.ask:
        print(json.dumps(_ask(chosen.ask[0], json.loads(Path(chosen.ask[1]).read_text()))))
        return
    folder = Path(tempfile.mkdtemp(prefix="interlace-opensanctions-"))
    try:
        with own_node(folder):
            print(json.dumps(_measured(folder, chosen.records, chosen.questions), indent=2))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(folder: Path, records: int, questions: int) -> dict[str, Any]:
    from django.conf import settings
    from tests.browsing import served
    from tests.screening.network import make_members
    from tests.screening.opensanctions.keyed import key_of, load_list

    from interlace.screening.upkeep import catch_up
    from interlace.screening.warming import warm_up
    from interlace.world.criminal.register import register_records

    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    settings.INTERLACE_MATCHER_CALLS_PER_SECOND = 10**6
    make_members("KR", "SG")
    count = WARM_UP + questions
    stream = [record for record, _truth in islice(register_records(records + count, SEED), records + count)]
    load_list(folder, "wanted", *stream[:records], readers=("KR",))
    catch_up()
    warm_up()
    listed = stream[: records : max(1, records // count)]
    asked = [listed[n] if n % 2 else stream[records + n] for n in range(count)]
    key = key_of("kr.desk", questions=10_000)
    with served() as node:
        _timed(folder, node, key, asked[:WARM_UP], at_once=1)
        calls = {str(size): _timed(folder, node, key, asked[WARM_UP:], at_once=size) for size in BATCHES}
    return {"records": records, "load": round(os.getloadavg()[0], 1), "questions in a call": calls}


def _timed(folder: Path, node: str, key: str, asked: list[dict[str, Any]], *, at_once: int) -> dict[str, Any]:
    """What one client got, and what that cost the server's process."""
    bodies = [
        {
            str(number): {
                "schema": each["schema"],
                "properties": {prop: each["properties"][prop] for prop in ASKED if prop in each["properties"]},
            }
            for number, each in enumerate(asked[start : start + at_once])
        }
        for start in range(0, len(asked), at_once)
    ]
    file = folder / "questions.json"
    file.write_text(json.dumps({"key": key, "bodies": [json.dumps({"queries": each}) for each in bodies]}))
    command = [sys.executable, "-m", "benchmarks.opensanctions", "--ask", node.removeprefix("http://"), str(file)]
    ticks = time.process_time()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    processor = time.process_time() - ticks
    told = json.loads(done.stdout)
    seconds = sorted(told["seconds"])
    return {
        "questions": len(asked),
        "with a result": told["with a result"],
        "questions a second, wall": round(len(asked) / sum(seconds), 1),
        "questions a second of the server's processor": round(len(asked) / processor, 1),
        "ms a call, p50": round(seconds[len(seconds) // 2] * 1000, 1),
        "ms a call, p99": round(seconds[int(len(seconds) * 0.99)] * 1000, 1),
    }


def _ask(address: str, given: dict[str, Any]) -> dict[str, Any]:
    """Ask call by call. The connection stays open as long as the server lets it."""
    connection = http.client.HTTPConnection(address, timeout=300)
    headers = {"Authorization": f"ApiKey {given['key']}", "Content-Type": "application/json"}
    seconds, met = [], 0
    for body in given["bodies"]:
        began = time.perf_counter()
        connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        seconds.append(time.perf_counter() - began)
        if answer.status != http.client.OK:
            raise SystemExit(content.decode())
        met += sum(bool(one["results"]) for one in json.loads(content)["responses"].values())
    return {"seconds": seconds, "with a result": met}


if __name__ == "__main__":
    main()
