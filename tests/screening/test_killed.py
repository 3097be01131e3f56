"""Work that is killed in the middle goes on where it stood: nothing half done, nothing twice, nothing lost."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings
from tests.screening.killing import killed_once
from tests.screening.network import NOW, contribute, label, make_members, viewer
from tests.screening.test_border import HAN, TODAY
from tests.screening.test_cli import Terminal, terminal  # noqa: F401 - a fixture
from tests.screening.test_newcomers import met

from interlace.core.handling import HitMode
from interlace.core.procedure.ladder import Party
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.border.actions import scan
from interlace.screening.border.models import BorderScan
from interlace.screening.exporting import export_everything
from interlace.screening.index import IndexedIdentifier, IndexRecord, PermittedLabels, Query
from interlace.screening.models import Budget, Check, CheckAnswer, HitSide, PendingSilence, PendingSubject
from interlace.screening.shards.local import LocalShard
from interlace.screening.shards.sharded import ShardedIndex
from interlace.screening.standing.actions import match_pending

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

MATTER = ("--as", "TH", "--purpose", "fraud", "--ref", "TH-2026-0001")


def phones(count: int) -> list[dict[str, object]]:
    """Accounts under phones of which no two resemble each other."""
    return [{"schema": "UserAccount", "properties": {"number": [phone(number)]}} for number in range(count)]


def phone(number: int) -> str:
    """The phone of one of them."""
    return f"+82 10 0000 {number:04}"


def count_of(model: type, **where: object) -> int:
    """Rows of everybody."""
    with steward(Task.VERIFY):
        return int(model.objects.filter(**where).count())  # type: ignore[attr-defined]


def test_a_list_goes_on_where_its_command_was_killed(
    terminal: Terminal,  # noqa: F811
    tmp_path: Path,
    node_data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTERLACE_DATA", str(node_data))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "interlace.config.settings")
    make_members("KR", "TH")
    contribute(viewer("KR"), label("KR", seekers=["TH"]), *phones(5))
    file = tmp_path / "list.csv"
    file.write_text("Phone\n" + "".join(f"{phone(number)}\n" for number in range(400)))
    command = ("check", "file", str(file), *MATTER, "-o", "ndjson", "--processes", "0")

    killed_once(lambda: count_of(Check) > 100, lambda: terminal.run(*command))
    so_far = count_of(Check)
    code, out, err = terminal.run(*command)

    assert 100 < so_far < 400
    assert (code, err) == (0, "This list was interrupted before: it goes on where it stood.\n")
    answers = [json.loads(line) for line in out.splitlines()]
    assert [each["line"] for each in answers] == list(range(1, 401))
    met_at = [each["line"] for each in answers if any(one["possible"] for one in each["answers"])]
    assert met_at == [1, 2, 3, 4, 5]
    assert (count_of(Check), count_of(CheckAnswer), count_of(PendingSilence)) == (400, 400, 400)
    assert count_of(HitSide, party=Party.ASKER) == 5
    asked, opened = count_of(Leaf, event="check.asked"), count_of(Leaf, event="check.batch")
    assert (asked, opened) == (400, 1)
    with steward(Task.VERIFY):
        assert [each.used for each in Budget.objects.all()] == [400]

    assert terminal.run(*command)[2] == "", "a list that was finished is asked anew"
    assert count_of(Check) == 800


def test_a_killed_matching_of_later_facts_goes_on_and_tells_each_hit_once() -> None:
    make_members("KR", "TH")
    theirs = contribute(viewer("KR"), label("KR", seekers=["TH"]), *phones(120))
    with override_settings(INTERLACE_WORKER=True):
        mine = contribute(viewer("TH"), label("TH", seekers=["KR"]), *phones(120))
    assert met() == set()

    killed_once(lambda: count_of(HitSide) > 0, lambda: match_pending(now=NOW))
    so_far = met()
    match_pending(now=NOW)

    assert so_far < met()
    assert met() == {pair for one, other in zip(mine, theirs, strict=True) for pair in ((one, other), (other, one))}
    assert count_of(HitSide, party=Party.ASKER) == 240
    assert count_of(PendingSubject) == 0


def test_a_killed_export_leaves_no_half_file_in_its_place(tmp_path: Path) -> None:
    make_members("KR")
    contribute(viewer("KR"), label("KR"), *phones(30))
    target = tmp_path / "holdings.json"

    killed_once(
        lambda: any(tmp_path.iterdir()), lambda: [export_everything(viewer("KR"), target, now=NOW) for _ in range(50)]
    )

    for line in target.read_text().splitlines() if target.exists() else ():
        json.loads(line)
    export_everything(viewer("KR"), target, now=NOW)
    assert len(target.read_text().splitlines()) == 30


def test_a_scan_at_the_border_that_is_killed_is_there_whole_or_not_at_all() -> None:
    make_members("KR", "SG")
    contribute(viewer("SG"), label("SG", readers=["KR"], hit=HitMode.CONTENT), *phones(3))

    def scan_on() -> None:
        for _ in range(500):
            scan(viewer("KR"), HAN, today=TODAY, now=NOW)

    killed_once(lambda: count_of(BorderScan) > 3, scan_on)

    scans = count_of(BorderScan)
    assert count_of(Check) == 2 * scans == count_of(Leaf, event="check.asked")
    scan(viewer("KR"), HAN, today=TODAY, now=NOW)
    assert count_of(BorderScan) == scans + 1


def test_a_register_that_is_killed_between_its_shards_is_searched_whole_once_it_is_taken_in_again(
    tmp_path: Path,
) -> None:
    def take_in(version: int) -> None:
        with cut_in_three(tmp_path) as index:
            before = [part.name for part in index.segments()]
            with index.writer(f"list/{version}") as writer:
                for number in range(300):
                    writer.add(entry(number, source=f"list/{version}"))
                writer.commit(replacing=before)

    def take_in_one_after_the_other() -> None:
        for version in range(2, 500):
            take_in(version)

    take_in(1)
    killed_once(
        lambda: any(b"list/3" in file.read_bytes() for file in tmp_path.glob("*/CURRENT")),
        take_in_one_after_the_other,
    )
    take_in(1_000)

    with cut_in_three(tmp_path) as index:
        found = index.search(Query(identifiers=("shared",)), PermittedLabels.of([1]), limit=1_000)
        assert {part.name for part in index.segments()} == {"list/1000"}
        index.verify()
    assert sorted(each.row for each in found) == list(range(300))
    assert not list(tmp_path.glob("*/*.partial"))


@contextmanager
def cut_in_three(folder: Path) -> Iterator[ShardedIndex]:
    """An index of three shards on this machine."""
    index = ShardedIndex([LocalShard(folder / str(n), compiled_loops=folder / "compiled") for n in range(3)])
    yield index
    index.close()


def entry(number: int, *, source: str) -> IndexRecord:
    """A record of a register, under one identifier with all others."""
    subject = hashlib.sha256(str(number).encode()).digest()[:16]
    return IndexRecord(subject, "SG", source=source, row=number, identifiers=(IndexedIdentifier("shared", 1),))
