"""How fast a list is checked: rows a second and processor time a row, alone and with processes that help.

    .venv/bin/python -m benchmarks.bulk [--records 20000] [--rows 1000] [--processes 0 1 2]

A node of its own in which TH holds so many records of the synthetic register for KR to read; KR checks a list of which
every tenth row is of somebody whom TH holds. Each number of processes is a list of its own. Prints one JSON object. The
persons do not exist.
"""

import argparse
import json
import os
import resource
import shutil
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.own_node import hold, own_node

SEED = 11


def main() -> None:
    """Run it on a node of its own."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--records", type=int, default=20_000)
    reader.add_argument("--rows", type=int, default=1_000)
    reader.add_argument("--processes", type=int, nargs="+", default=[0, 1, 2])
    chosen = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="interlace-bulk-"))
    try:
        with own_node(folder):
            print(json.dumps(_measured(chosen.records, chosen.rows, chosen.processes), indent=2))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(records: int, rows: int, processes: list[int]) -> dict[str, Any]:
    from tests.screening.network import make_members

    from interlace.screening.warming import warm_up
    from interlace.world.criminal.register import register_records

    warm_up()
    make_members("KR", "TH")
    stream = (record for record, _truth in register_records(records + rows, SEED))
    hold("TH", islice(stream, records), readers=["KR"])
    strangers = list(stream)
    known = [record for record, _truth in islice(register_records(records, SEED), 0, None, max(1, records // rows))]
    asked = [known[n] if n % 10 == 0 else strangers[n % len(strangers)] for n in range(rows)]
    _check(asked[:50], 0)
    return {"records": records, "rows": rows, "lists": [_check(asked, count) for count in processes]}


def _check(asked: list[dict[str, Any]], processes: int) -> dict[str, Any]:
    from tests.screening.network import NOW, viewer

    from interlace.foundation.http.lines import Line
    from interlace.screening.answers import answered_lines, line_out
    from interlace.screening.checks.batches import open_batch

    by, lines = viewer("KR"), [Line(number, value) for number, value in enumerate(asked, 1)]
    batch = open_batch(by, lines=0, digest="0" * 64, scope=[], now=NOW)
    load, wall, ticks, helpers = os.getloadavg()[0], time.perf_counter(), time.process_time(), _of_children()
    answers = answered_lines(by, batch, lines, scope=[], now=NOW, language="en", processes=processes)
    met = sum(
        any(row["possible"] for row in line_out(line).get("answers", ())) for line in answers if line.answer is not None
    )
    seconds = time.perf_counter() - wall
    return {
        "processes that help": processes,
        "load": round(load, 1),
        "rows a second, wall": round(len(lines) / seconds, 1),
        "processor of this process, ms a row": round((time.process_time() - ticks) * 1000 / len(lines), 2),
        "processor of those that help, ms a row": round((_of_children() - helpers) * 1000 / len(lines), 2),
        "rows with a possible hit": met,
    }


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
