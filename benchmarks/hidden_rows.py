"""Ten times more hidden rows move no route: the work done for a viewer does not grow with what it may not discover.

    .venv/bin/python benchmarks/hidden_rows.py [--facts 20000] [--labels 200] [--repeats 15]

Builds a node in which TH holds facts that KR may not discover, measures KR's routes over HTTP within the process, adds
nine times as many hidden facts and labels, and measures again. Prints one JSON object: median milliseconds per route
before and after, and by how much it moved. 10 ms are allowed; the process ends with 1 beyond that.
The names are invented, and KR looks for people who resemble the hidden ones.
"""

import argparse
import json
import logging
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

ALLOWED = 10.0  # milliseconds
GROWTH = 10
ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = ("som", "chai", "jai", "dee", "han", "seo", "min", "ji", "tran", "le", "my", "wang", "xiao", "ming", "dara")


def main() -> int:
    """Run it on a node of its own; the exit code says whether the allowance was kept."""
    reader = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    reader.add_argument("--facts", type=int, default=20_000)
    reader.add_argument("--labels", type=int, default=200)
    reader.add_argument("--repeats", type=int, default=15)
    chosen = reader.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="interlace-hidden-"))
    try:
        with _node(folder):
            told = _measured(facts=chosen.facts, labels=chosen.labels, repeats=chosen.repeats)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(told, indent=2))
    return int(told["largest move"] > ALLOWED)


@contextmanager
def _node(folder: Path) -> Iterator[None]:
    from interlace.foundation.database import database_open
    from interlace.surfaces.cli.node import close_connections, set_up_django

    with database_open(folder, os.environ.get("DATABASE_URL")):
        set_up_django(folder)
        from django.conf import settings

        from interlace.foundation.database.migrating import migrate_database

        settings.INTERLACE_REQUESTS_PER_SECOND = settings.INTERLACE_SEARCHES_PER_MINUTE = 10**9
        settings.ALLOWED_HOSTS = ["testserver"]
        migrate_database()
        logging.disable(logging.WARNING)  # of the answers that are asked for, some are refusals
        yield
        close_connections()


def _measured(*, facts: int, labels: int, repeats: int) -> dict[str, Any]:
    sys.path.insert(0, str(ROOT))
    from interlace.screening.checks import budget

    budget.LIMITS = {kind: budget.Limit(10**9, limit.window) for kind, limit in budget.LIMITS.items()}
    caller = _network()
    _hide(facts, labels, seed=1)
    before = {name: _times(route, repeats) for name, route in _routes(caller).items()}
    _hide(facts * (GROWTH - 1), labels * (GROWTH - 1), seed=2)
    after = {name: _times(route, repeats) for name, route in _routes(caller).items()}
    moved = {name: round(after[name][0] - before[name][0], 1) for name in before}
    quiet = {name: round(after[name][1] - before[name][1], 1) for name in before}
    return {
        "hidden facts": [facts, facts * GROWTH],
        "hidden labels": [labels, labels * GROWTH],
        "milliseconds": {name: [round(before[name][0], 1), round(after[name][0], 1)] for name in before},
        "moved": moved,
        "moved at the fastest tenth": quiet,
        "largest move": max(moved.values()),
        "allowed": ALLOWED,
    }


def _network() -> Any:
    from tests.people import Caller, make_officer
    from tests.screening.network import contribute, label, make_members, person, viewer

    from interlace.foundation.identity.roles import Role

    make_members("KR", "TH", "SG")
    contribute(viewer("KR"), label("KR", seekers=["SG"]), person("Han Seomin", phone="+82 10 0000 0142"))
    contribute(viewer("SG"), label("SG", seekers=["KR"]), person("Som Chai Dee", phone="+66 2 000 0144"))
    return Caller(make_officer("KR", roles=(Role.DUTY_OFFICER,), level=1))


def _hide(facts: int, labels: int, *, seed: int) -> None:
    """TH's facts for TH alone, as imports leave them: in table and index, under many labels."""
    from tests.screening.network import NOW, UNTIL

    from interlace.core.handling import Label
    from interlace.facts.models import Fact
    from interlace.foundation.disclosure.labels import intern
    from interlace.foundation.disclosure.steward import Task, steward
    from interlace.screening.access import screening_index
    from interlace.screening.indexing import take_in_pending
    from interlace.screening.models import PendingSubject

    dice = random.Random(seed)
    with steward(Task.INDEX):
        until = UNTIL + timedelta(days=seed)
        ids = [
            intern(Label.of("TH", purposes=["fraud"], until=until + timedelta(seconds=number)))
            for number in range(labels)
        ]
        made = []
        for number in range(facts):
            name = " ".join(dice.choice(SYLLABLES).title() for _ in range(3))
            prop, value, key = ("name", name, "") if number % 2 else ("phone", "+6620000144", "phone:+6620000144")
            made.append(
                Fact(
                    subject=uuid.uuid4(),
                    schema="Person",
                    prop=prop,
                    value=value,
                    original=value,
                    key=key,
                    originator="TH",
                    label_id=ids[number % labels],
                    contribution=uuid.uuid4(),
                    digest=uuid.uuid4().bytes,
                    created=NOW,
                )
            )
        Fact.objects.bulk_create(made, batch_size=5_000)
        PendingSubject.objects.bulk_create((PendingSubject(subject=fact.subject) for fact in made), batch_size=5_000)
    take_in_pending()
    with steward(Task.INDEX):
        PendingSubject.objects.all().delete()  # who they might be is not what is measured
    screening_index().merge()


def _routes(caller: Any) -> dict[str, Callable[[], Any]]:
    matter = {"purpose": "fraud", "reference": "KR-2026-1"}
    phone = {**matter, "kind": "phone", "value": "+66 2 000 0144"}
    name = {**matter, "kind": "person", "value": "Som Chai Dee"}
    return {
        "POST /checks (phone)": lambda: caller.post("/checks", phone),
        "POST /checks (name)": lambda: caller.post("/checks", name),
        "GET /checks": lambda: caller.get("/checks?limit=5"),
        "GET /hits": lambda: caller.get("/hits"),
        "GET /standing-checks": lambda: caller.get("/standing-checks"),
        "GET /imports": lambda: caller.get("/imports"),
        "GET /hits/{absent}": lambda: caller.get(f"/hits/{uuid.uuid4()}"),
    }


def _times(route: Callable[[], Any], repeats: int) -> tuple[float, float]:
    """The median, and the fastest tenth, which a busy machine disturbs less."""
    for _ in range(3):
        assert route().status_code < 500
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        route()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken), sorted(taken)[len(taken) // 10]


if __name__ == "__main__":
    sys.exit(main())
