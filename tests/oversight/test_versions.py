"""Versions of registers are kept items; a copy of an INTERPOL database goes by its day, with a certificate."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.facts.network import NOW, UNTIL, viewer
from tests.facts.registers.test_loading import HAN, MOON, OH, TERMS, load
from tests.oversight.network import item_ids, keeper, make_keepers

from interlace.core.procedure.keeping import Stage
from interlace.core.procedure.ladder import State
from interlace.facts.models import RegisterVersion
from interlace.facts.registers import has_version, open_register
from interlace.facts.registers.files import registers_folder
from interlace.facts.registers.loading import Authorisation, RegisterTerms
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import InvalidInput, Refused
from interlace.oversight.keeping.deciding import delete_records
from interlace.oversight.keeping.erasing import erase_versions
from interlace.oversight.keeping.extending import propose_extension
from interlace.oversight.keeping.finding import find_due
from interlace.oversight.keeping.holding import hold_records, lift_holds
from interlace.oversight.keeping.ledger import deletions_file
from interlace.oversight.keeping.queue import Group, certificates_of, groups_due, titles_of
from interlace.oversight.keeping.replaying import replay_deletions
from interlace.oversight.keeping.sweeping import finish_certificates, sweep
from interlace.oversight.models import Deletion, KeptItem
from interlace.screening.asking import question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.indexing import take_in_registers
from interlace.screening.models import HitSide

pytestmark = pytest.mark.django_db(transaction=True)

DELETE_BY = datetime(2026, 12, 1, tzinfo=UTC)
COPY = replace(
    TERMS,
    is_interpol=True,
    authorisation=Authorisation("The General Secretariat", "wanted", DELETE_BY.date()),
)


@pytest.fixture(autouse=True)
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLACE_DELETIONS", str(tmp_path / "elsewhere" / "deletions.ndjson"))
    make_keepers()


def versions() -> list[RegisterVersion]:
    with steward(Task.VERIFY):
        return list(RegisterVersion.objects.order_by("number"))


def queue(*, now: datetime) -> list[Group]:
    find_due(now=now)
    return groups_due(keeper(), now=now)


def item_of(version: RegisterVersion, *, now: datetime) -> KeptItem:
    """The item of a version that the searched one has replaced; its labels would let it be kept longer."""
    items = [each.item for group in queue(now=now) for each in group.items]
    return next(item for item in items if item.contribution == version.contribution_id)


def two_versions(folder: Path, terms: RegisterTerms = TERMS) -> None:
    load(folder, HAN, OH, terms=terms)
    load(folder, HAN, MOON, terms=terms)
    take_in_registers()
    with steward(Task.VERIFY):
        # As if the first had been replaced a day before: by then its labels still hold.
        RegisterVersion.objects.filter(number=2).update(created=NOW - timedelta(days=1))


def test_the_version_before_is_asked_about_within_a_year_and_its_files_go(tmp_path: Path) -> None:
    two_versions(tmp_path)
    first, second = versions()
    near = NOW + timedelta(days=300)
    item = item_of(first, now=near)
    assert (item.category, item.rule, item.amount) == ("registers", "replaced-1-year", 2)
    assert titles_of(keeper(), [item], now=near) == {item.id: ("Wanted persons", "1")}
    certificate = delete_records(keeper(), [item.id], now=near)
    assert (has_version(first.folder), has_version(second.folder)) == (False, True)
    assert json.loads(certificate.text)["counts"] == {"entries": 2, "versions": 1}
    assert [each.item.contribution for group in queue(now=near) for each in group.items] == [second.contribution_id]


def test_after_that_an_undo_searches_the_register_no_more(tmp_path: Path) -> None:
    two_versions(tmp_path)
    first, second = versions()
    with steward(Task.VERIFY):
        erase_versions("KR", [first.id], at=NOW)
    withdraw_version(viewer("KR"), second.contribution_id, now=NOW)
    assert [version.current for version in versions()] == [False, False]


def test_a_searched_version_ends_with_its_labels_and_leaves_index_and_files(tmp_path: Path) -> None:
    load(tmp_path, HAN, OH)
    take_in_registers()
    (version,) = versions()
    near = UNTIL - timedelta(days=20)
    (group,) = queue(now=near)
    assert (group.reason.cause, group.due, group.stage) == ("originator", UNTIL, Stage.WITHIN_30)
    delete_records(keeper(), item_ids([group]), now=near)
    finish_certificates(now=near)
    assert (versions()[0].current, has_version(version.folder)) == (False, False)
    (certificate,) = certificates_of(keeper(), now=near, most=9)
    assert certificate.swept == near


def test_a_copy_of_an_interpol_database_is_in_the_queue_before_its_day_and_nobody_keeps_it_longer(
    tmp_path: Path,
) -> None:
    load(tmp_path, HAN, OH, terms=COPY)
    assert queue(now=DELETE_BY - timedelta(days=181)) == []
    near = DELETE_BY - timedelta(days=29)
    (group,) = queue(now=near)
    assert (group.reason.cause, group.due, group.stage) == ("authorisation", DELETE_BY, Stage.WITHIN_30)
    with pytest.raises(InvalidInput):
        propose_extension(keeper(), item_ids([group]), until=DELETE_BY + timedelta(days=9), reason="More.", now=near)


def test_on_that_day_the_node_deletes_it_with_its_hits_and_certifies_it(tmp_path: Path) -> None:
    two_versions(tmp_path, COPY)
    ask_holders(keeper("th.head"), question_typed("person", "Han Ji-seop"), now=NOW)
    with steward(Task.VERIFY):
        assert HitSide.objects.exists()
    folders = [version.folder for version in versions()]
    assert sweep(now=DELETE_BY - timedelta(hours=1)) == 0
    assert sweep(now=DELETE_BY) == 2
    finish_certificates(now=DELETE_BY)
    assert [has_version(folder) for folder in folders] == [False, False]
    with steward(Task.VERIFY):
        assert set(HitSide.objects.values_list("state", flat=True)) == {State.WITHDRAWN}
    (certificate,) = certificates_of(keeper(), now=DELETE_BY, most=9)
    assert (certificate.by_name, certificate.swept, '"versions":2' in certificate.text) == ("", DELETE_BY, True)
    assert sweep(now=DELETE_BY + timedelta(days=1)) == 0


def test_a_hold_keeps_a_version_even_when_newer_ones_come(tmp_path: Path) -> None:
    two_versions(tmp_path)
    first = versions()[0]
    near = NOW + timedelta(days=300)
    item = item_of(first, now=near)
    hold_records(keeper(), [item.id], reason="A court.", basis="Act 1", review=near + timedelta(days=9), now=near)
    load(tmp_path, MOON)
    take_in_registers()
    assert [record.reference for record in open_register(first.folder).iterate()] == ["w-1", "w-2"]
    with pytest.raises(Refused, match="legal hold"):
        delete_records(keeper(), [item.id], now=near)
    lift_holds(keeper("kr.head"), [item.id], now=near)
    delete_records(keeper(), [item.id], now=near)
    assert not has_version(first.folder)


def test_a_held_copy_outlives_its_day(tmp_path: Path) -> None:
    load(tmp_path, HAN, terms=COPY)
    near = DELETE_BY - timedelta(days=29)
    ids = item_ids(queue(now=near))
    hold_records(keeper(), ids, reason="A court.", basis="Act 1", review=DELETE_BY + timedelta(days=9), now=near)
    assert (sweep(now=DELETE_BY), has_version(versions()[0].folder)) == (0, True)


def test_after_a_restore_a_deleted_version_is_deleted_again(tmp_path: Path) -> None:
    load(tmp_path, HAN, OH, terms=COPY)
    (version,) = versions()
    kept = {path.name: path.read_bytes() for path in open_register(version.folder).folder.iterdir()}
    sweep(now=DELETE_BY)
    finish_certificates(now=DELETE_BY)
    restore(version, kept)
    replay_deletions(deletions_file(), now=DELETE_BY + timedelta(days=1))
    take_in_registers()
    assert (versions()[0].current, has_version(version.folder)) == (False, False)


def restore(version: RegisterVersion, files: dict[str, bytes]) -> None:
    """Files and rows as a backup holds them."""
    folder = registers_folder() / version.folder
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with steward(Task.VERIFY):
        RegisterVersion.objects.filter(id=version.id).update(current=True)
        Deletion.objects.all().delete()
