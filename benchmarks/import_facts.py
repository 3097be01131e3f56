"""How fast facts come in: a sheet validated, labelled, stored and logged; and the whole sanctions list as a register.

    python benchmarks/import_facts.py [--rows 20000] [--runs 3] [--ofac ../shared/data/ofac_sdn/sdn.csv.gz]

Starts a node of its own in a temporary folder, with PostgreSQL as it is in service (fsync on). Whoever listens to new
facts (index, open questions) listens here as well. Prints medians as one JSON object.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main() -> None:
    """Measure and print."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="interlace-bench-") as folder:
        data = Path(folder) / "data"
        from interlace.foundation.database import database_open
        from interlace.surfaces.cli.node import close_connections, set_up_django

        with database_open(data, os.environ.get("DATABASE_URL")):
            set_up_django(data)  # as every command and every process of a node does
            from interlace.foundation.database.migrating import migrate_database

            migrate_database()
            print(json.dumps(_measure(Path(folder), options), indent=1))
            close_connections()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--ofac", type=Path, default=None)
    parser.add_argument("--alone", action="store_true", help="without those who listen to new facts")
    return parser.parse_args()


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    from tests.facts import network, sheets

    from interlace.foundation import events

    network.make_network()
    results: dict[str, Any] = {"rows": options.rows}
    if options.alone:
        events._listeners.clear()
    facts_per_second, known_per_second, facts = [], [], 0
    for run in range(options.runs):
        first = 1 + run * options.rows
        rows = [sheets.sound_row(number) for number in range(first, first + options.rows)]
        path = sheets.write_csv(folder / f"sheet-{run}.csv", rows)
        seconds, outcome = _timed(lambda path=path: network.import_file(path))  # type: ignore[misc]
        facts = outcome.contribution.facts_stored
        facts_per_second.append(facts / seconds)
        seconds, outcome = _timed(lambda path=path: network.import_file(path))  # type: ignore[misc]
        known_per_second.append(facts / seconds)
    results["facts_per_run"] = facts
    results["facts_per_second"] = round(statistics.median(facts_per_second))
    results["facts_per_second_all_known"] = round(statistics.median(known_per_second))
    if options.ofac is not None:
        results["ofac"] = _measure_register(options.ofac, options.runs)
    results["peak_mebibytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return results


def _measure_register(path: Path, runs: int) -> dict[str, Any]:
    from tests.facts import network

    from interlace.core.handling import HitMode
    from interlace.facts.imports.reader import Defaults
    from interlace.facts.imports.source import ImportedFile
    from interlace.facts.registers.loading import RegisterTerms, load_register

    seconds: list[float] = []
    done: Any = None
    for run in range(runs):
        terms = RegisterTerms(f"ofac-{run}", "OFAC SDN", "An entry freezes assets under the law of its State.")
        sharing = network.sharing("TH", hit=HitMode.CONTENT, purpose="sanctions")

        def load(terms: RegisterTerms = terms, sharing: Any = sharing) -> Any:
            source = ImportedFile.open(path, Defaults())
            viewer = network.viewer("KR", purpose="sanctions")
            return load_register(viewer, source, sharing, terms, now=datetime.now(UTC) - timedelta(seconds=1))

        took, outcome = _timed(load)
        seconds.append(took)
        done = outcome.contribution
    median = statistics.median(seconds)
    return {
        "seconds": round(median, 2),
        "rows_read": done.rows_read,
        "rows_stored": done.rows_stored,
        "rows_refused": done.rows_refused,
        "values": done.facts_stored,
        "values_per_second": round(done.facts_stored / median),
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


if __name__ == "__main__":
    main()
