"""Loads the whole OFAC SDN set and the TagPacks as registers of two bureaus, and checks from a third.

    .venv/bin/python benchmarks/real_lists.py [--data FOLDER] [--checks N]

Prints one JSON object: rows read, stored and refused, seconds, facts per second, index size, check latency, and ten
cross-register hits by identifier with names masked. Needs the data folder of INTERLACE_TEST_DATA.
"""

import argparse
import contextlib
import gzip
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("INTERLACE_TEST_DATA", ROOT.parent / "shared" / "data"))
CHECKS = 400
WARM_UP = 20


def main() -> None:
    """Run it on a node of its own."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--data", type=Path)
    reader.add_argument("--checks", type=int, default=CHECKS)
    reader.add_argument("--only-checks", action="store_true", help="measure checks on the node of --data as it is")
    chosen = reader.parse_args()
    if not REAL_DATA.is_dir():
        print("0 of 2 real lists found: set INTERLACE_TEST_DATA.")
        return
    if chosen.only_checks:
        with _node(chosen.data):
            from interlace.screening.warming import warm_up

            warm_up()  # as the processes of a serving node do before anybody asks
            people = chosen.data / "lists" / "sdn.csv"
            # At first every name on the lists is new to the process; later it has met most, and other people are asked.
            first = _time_checks(people, chosen.checks)
            later = _time_checks(people, chosen.checks, skip=chosen.checks + WARM_UP)
            print(json.dumps(later | {"p99_ms_first_after_start": first["p99_ms"]}))
        return
    folder = chosen.data or Path(tempfile.mkdtemp(prefix="interlace-bench-"))
    with _node(folder):
        print(json.dumps(_run(folder, checks=chosen.checks), ensure_ascii=False, indent=2))
    if chosen.data is None:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _node(folder: Path) -> Iterator[None]:
    from interlace.foundation.database import database_open
    from interlace.surfaces.cli.node import close_connections, set_up_django

    with database_open(folder, os.environ.get("DATABASE_URL")):
        set_up_django(folder)
        from interlace.foundation.database.migrating import migrate_database

        migrate_database()
        from interlace.screening.checks import budget

        # An officer's day holds fewer checks than a measurement.
        budget.LIMITS = {kind: budget.Limit(10**9, limit.window) for kind, limit in budget.LIMITS.items()}
        yield
        close_connections()


def _run(folder: Path, *, checks: int) -> dict[str, Any]:
    _make_network()
    ofac = _unpack_ofac(folder / "lists")
    tags = REAL_DATA / "crypto_tagpacks" / "packs"
    report: dict[str, Any] = {
        "ofac": _load("SG", ofac / "sdn.csv", name="ofac-sdn", status="sanctioned"),
        "tagpacks": [_load("VN", path, name=path.stem, status="") for path in sorted(tags.glob("*.yaml"))],
    }
    packs = report["tagpacks"]
    report["tagpacks"] = {
        "packs": len(packs),
        **{key: round(sum(pack[key] for pack in packs), 2) for key in ("rows", "stored", "refused", "seconds")},
    }
    report["searchable_after_seconds"] = _index()
    report["index_bytes"] = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file())
    report["checks"] = _checks_elsewhere(folder, checks)
    report["cross_register_hits"] = _cross_register(tags)
    return report


def _make_network() -> None:
    from interlace.foundation.identity.models import Bureau, Member, Officer

    for code in ("SG", "VN", "TH"):
        member = Member.objects.create(code=code, name=code)
        bureau = Bureau.objects.create(member=member, name=f"{code} bureau")
        Officer.objects.create(
            username=f"{code.lower()}.desk",
            display_name=code,
            bureau=bureau,
            roles=["investigator"],
            level=1,
            purposes=["fraud"],
            is_profile=True,
        )


def _unpack_ofac(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    source = REAL_DATA / "ofac_sdn"
    for name in ("sdn.csv", "add.csv"):
        with gzip.open(source / f"{name}.gz") as packed, (folder / name).open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    shutil.copy(source / "alt.csv", folder / "alt.csv")
    return folder


def _load(member: str, path: Path, *, name: str, status: str) -> dict[str, Any]:
    from django.utils import timezone

    from interlace.core.handling import HitMode
    from interlace.facts.imports.reader import Defaults
    from interlace.facts.imports.source import ImportedFile
    from interlace.facts.registers.loading import RegisterTerms, load_register
    from interlace.facts.sharing import Sharing

    now = timezone.now()
    started = time.perf_counter()
    outcome = load_register(
        _viewer(member),
        ImportedFile.open(path, Defaults(status=status)),
        Sharing.with_members(["TH"], hit=HitMode.CONTENT, purpose="fraud", until=now + timedelta(days=365)),
        RegisterTerms(
            name=name, title=name, legal_effect="A lead to verify: no coercive step rests on this entry alone."
        ),
        now=now,
    )
    done = outcome.contribution
    seconds = time.perf_counter() - started
    reasons: dict[str, int] = {}
    for problem in outcome.problems:
        reasons[problem.code] = reasons.get(problem.code, 0) + 1
    return {
        "rows": done.rows_read,
        "stored": done.rows_stored,
        "refused": done.rows_refused,
        "facts": done.facts_stored,
        "seconds": round(seconds, 2),
        "facts_per_second": round(done.facts_stored / seconds) if seconds else 0,
        "findings": reasons,
    }


def _index() -> float:
    from interlace.screening.upkeep import catch_up

    started = time.perf_counter()
    catch_up()
    return round(time.perf_counter() - started, 2)


def _viewer(member: str) -> Any:
    from interlace.foundation.disclosure.viewer import viewer_of
    from interlace.foundation.identity.profiles import officer_of_profile

    return viewer_of(officer_of_profile(member), purpose="fraud", reference=f"{member}-2026-0001")


def _checks_elsewhere(folder: Path, checks: int) -> Any:
    """Checks in a process that has loaded nothing: what an import leaves in memory is not the asker's burden."""
    command = [sys.executable, __file__, "--only-checks", "--data", str(folder), "--checks", str(checks)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _time_checks(sdn: Path, count: int, *, skip: int = 0) -> dict[str, Any]:
    import csv

    from django.utils import timezone

    from interlace.screening.asking import entity_asked
    from interlace.screening.checks.actions import ask_holders
    from interlace.screening.questions import question_about

    with sdn.open(encoding="latin-1", newline="") as file:
        people = [row[1] for row in csv.reader(file) if len(row) > 2 and row[2] == "individual"]
    chosen = random.Random(7).sample(people, min(len(people), skip + count + WARM_UP))[skip:]
    seconds, possible = [], 0
    viewer = _viewer("TH")
    for name in chosen:
        started = time.perf_counter()
        result = ask_holders(viewer, question_about(entity_asked("person", name)), now=timezone.now())
        seconds.append(time.perf_counter() - started)
        possible += any(answer.found for answer in result.answers)
    seconds = sorted(seconds[WARM_UP:])
    return {
        "checks": len(seconds),
        "answered_possible": possible,
        "p50_ms": round(statistics.median(seconds) * 1000, 2),
        "p99_ms": round(seconds[int(len(seconds) * 0.99) - 1] * 1000, 2),
    }


def _cross_register(tags: Path) -> list[dict[str, Any]]:
    """Wallets that both registers hold, asked from a third bureau."""
    import yaml
    from django.utils import timezone

    from interlace.screening.asking import entity_asked
    from interlace.screening.checks.actions import ask_holders
    from interlace.screening.questions import question_about

    pack = yaml.safe_load((tags / "ofac.yaml").read_text())
    hits = []
    for tag in pack["tags"]:
        address = str(tag["address"])
        try:
            question = question_about(entity_asked("wallet", address))
        except Exception:
            continue
        result = ask_holders(_viewer("TH"), question, now=timezone.now())
        answered = {answer.holder: answer for answer in result.answers if answer.found}
        if set(answered) >= {"SG", "VN"}:
            hits.append(
                {
                    "wallet": f"{address[:6]}…{address[-4:]}",
                    "bureaus": sorted(answered),
                    "reasons": sorted(
                        {str(reason["code"]) for each in answered.values() for reason in each.found[0].side.reasons}
                    ),
                }
            )
        if len(hits) == 10:
            break
    return hits


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
