"""How long the chart of a large case takes to open, through the page, in a real browser.

    python -m benchmarks.chart_page [--items 10000] [--repeats 5]

Builds a node with one case: persons as an import leaves them, with two numbers each, one in three of them shared. An
officer signs in and opens the chart of the case; the clock runs from the request until the browser says that the page
has loaded and has drawn it. Beside it stand what the server took of that and the same page asked for within the
process. Prints a table and the same as JSON.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.own_node import hold, own_node

OFFICER = "kr.desk"
AT_ONCE = 5_000


def main() -> None:
    """Print a table and the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--profile", type=Path, help="Write a profile of one request within the process to this file.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="interlace-chart-") as folder, own_node(Path(folder)):
        from django.conf import settings

        settings.INTERLACE_DEMO = True
        settings.ALLOWED_HOSTS = ["*"]
        case = _filled_case(asked.items)
        told = _measured(case, asked.repeats, asked.profile)
    for name, value in told.items():
        print(f"{name:44}{value:>12}")
    print(json.dumps(told))


def _filled_case(items: int) -> uuid.UUID:
    from tests.cases.filing import opened
    from tests.screening.network import NOW, make_members, viewer

    from interlace.cases.entries import attach_subjects
    from interlace.facts.models import Fact
    from interlace.foundation.disclosure.steward import Task, steward

    make_members("KR", "TH")
    case = opened()
    hold("KR", _people(items), readers=["TH"])
    with steward(Task.VERIFY):
        subjects = list(Fact.objects.order_by("subject").values_list("subject", flat=True).distinct())
    for start in range(0, len(subjects), AT_ONCE):
        attach_subjects(viewer("KR"), case.id, subjects[start : start + AT_ONCE], now=NOW)
    return case.id


def _people(items: int) -> Iterator[dict[str, Any]]:
    """About so many items: each person with two numbers, one in three of them another's too."""
    dice, people = Random(5), round(items * 3 / 7)
    for number in range(people):
        phones = [
            f"+8210{dice.randrange(people // 3) if dice.random() < 1 / 3 else people + 2 * number + at:08}"
            for at in range(2)
        ]
        yield {"schema": "Person", "properties": {"name": [f"Person {number}"], "phone": phones}}


def _measured(case: uuid.UUID, repeats: int, profile: Path | None) -> dict[str, Any]:
    from django.test import Client
    from tests.browsing import launched, served, signed_in

    address = f"/chart?case={case}"
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in/exercise", {"profile": OFFICER})
    first: Any = client.get(address)
    if first.status_code != 200:
        raise SystemExit(f"The chart answers {first.status_code}.")
    ticks = time.process_time()
    within = [_seconds(lambda: client.get(address)) for _ in range(repeats)]
    ticks = (time.process_time() - ticks) / repeats
    if profile is not None:
        import cProfile

        with cProfile.Profile() as watched:
            client.get(address)
        watched.dump_stats(profile)
    with launched() as browser, served() as node:
        page = signed_in(browser, node, OFFICER, theme="light", width=1440, language="en")
        opened = [_seconds(lambda: page.goto(f"{node}{address}", wait_until="load")) for _ in range(repeats)]
        server = page.evaluate(
            "(() => { const n = performance.getEntriesByType('navigation')[0];"
            " return (n.responseEnd - n.requestStart) / 1000 })()"
        )
        drawn = page.evaluate("document.querySelectorAll('main svg a, main svg g').length")
    from interlace.cases.models import CaseEntry
    from interlace.facts.models import Fact
    from interlace.foundation.disclosure.steward import Task, steward

    with steward(Task.VERIFY):
        told: dict[str, Any] = {"subjects in the case": CaseEntry.objects.count(), "facts": Fact.objects.count()}
    return told | {
        "kilobytes of the page": round(len(first.content) / 1024),
        "shapes drawn": drawn,
        "load of the machine": round(os.getloadavg()[0], 1),
        "processor of the node for one page, s": round(ticks, 2),
        "within the process, median s": round(statistics.median(within), 2),
        "in a browser, median s": round(statistics.median(opened), 2),
        "in a browser, slowest s": round(max(opened), 2),
        "of which the server, last s": round(server, 2),
    }


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
