"""Work on exhibits that is killed in the middle: nothing lost, nothing plain left on the disk, and it goes on."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as node
from django.db import transaction
from tests.cases.filing import opened
from tests.evidence.handing.giving import LATER, case_of_th, neutral_case, offered, taking
from tests.evidence.holding import MARK, begun, sealed, sent
from tests.evidence.intake.dropping import chat, dropped, found, fresh, texts
from tests.screening.killing import killed_once
from tests.screening.network import NOW, make_members, viewer

from interlace.cases.models import Case
from interlace.core.ledger.verify import verify_bundle
from interlace.evidence.actions import put_chunk, seal_exhibit
from interlace.evidence.exporting import export_bundle
from interlace.evidence.handing.reading import OFFERED, hand_over_view
from interlace.evidence.handing.taking import take_over
from interlace.evidence.intake import working
from interlace.evidence.intake.models import Intake, IntakeState
from interlace.evidence.intake.working import run_reading
from interlace.evidence.models import Exhibit, KeptPackage
from interlace.evidence.packages import make_package, take_package
from interlace.evidence.sealing import content_of
from interlace.evidence.unfinished import file_beside_its_row, settle_unfinished
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.vault.envelopes import CHUNK_BYTES
from interlace.foundation.vault.node import node_keys

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

LARGE = (MARK * (8 * CHUNK_BYTES // len(MARK) + 1))[: 8 * CHUNK_BYTES]


@pytest.fixture(autouse=True)
def members() -> None:
    make_members("KR", "TH")


def vault() -> Path:
    return Path(node.INTERLACE_DATA) / "evidence"


def names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()} if folder.exists() else set()


def plain_in(folder: Path) -> list[str]:
    """Files that hold the words of the exhibit."""
    return [each.name for each in folder.iterdir() if MARK in each.read_bytes()]


def grows_beside(before: set[str]) -> Callable[[], bool]:
    """Whether a new sealed file of the vault has something in it by now."""

    def is_growing() -> bool:
        new = [vault() / name for name in names_in(vault()) - before if not name.endswith(".begun")]
        return any(each.stat().st_size > CHUNK_BYTES for each in new)

    return is_growing


def is_written_into(folder: Path) -> bool:
    """Whether a process has a file of this folder open that holds something, with a name or without."""
    for each in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            if os.readlink(each).startswith(f"{folder}/") and each.stat().st_size > CHUNK_BYTES:
                return True
    return False


def content(exhibit: Exhibit) -> bytes:
    with steward(Task.VERIFY):
        return b"".join(content_of(exhibit))


def received(exhibit: Exhibit) -> int:
    with steward(Task.VERIFY):
        return Exhibit.objects.get(pk=exhibit.pk).received


def test_a_taking_in_that_is_killed_goes_on_after_what_was_counted() -> None:
    case = opened()
    exhibit = begun(case, LARGE, sha256=hashlib.sha256(LARGE).hexdigest())

    killed_once(lambda: received(exhibit) > 1, lambda: sent(exhibit, LARGE))

    again = begun(case, LARGE, sha256=hashlib.sha256(LARGE).hexdigest())
    assert (again.id, 1 < again.received < 8, plain_in(vault())) == (exhibit.id, True, [])
    sent(again, LARGE, first=again.received)
    assert content(seal_exhibit(viewer("KR"), exhibit.id, now=NOW)) == LARGE


def test_a_chunk_that_is_counted_is_not_written_over_by_itself() -> None:
    exhibit = begun(opened(), LARGE)
    put_chunk(viewer("KR"), exhibit.id, 0, LARGE[:CHUNK_BYTES], now=NOW)
    lies = (vault() / exhibit.place).read_bytes()
    put_chunk(viewer("KR"), exhibit.id, 0, LARGE[:CHUNK_BYTES], now=NOW)
    assert (vault() / exhibit.place).read_bytes() == lies
    (vault() / exhibit.place).write_bytes(lies[:-1])
    put_chunk(viewer("KR"), exhibit.id, 0, LARGE[:CHUNK_BYTES], now=NOW)  # torn: sent again, it is whole again
    sent(exhibit, LARGE, first=1)
    assert content(seal_exhibit(viewer("KR"), exhibit.id, now=NOW)) == LARGE


def test_a_reading_that_is_killed_goes_on_after_the_last_unit_that_was_kept(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "WORK_FOR", 0.0)  # one message in each jail
    settings.INTERLACE_WORKER = True
    intake = dropped(chat(("A", "Call +66 81 234 5678."), ("B", "Call +66 81 234 5679."), ("A", "Now.")))
    job = intake.job
    assert job is not None

    def units_read() -> int:
        with steward(Task.VERIFY):
            return Intake.objects.get(pk=intake.pk).units_read

    killed_once(lambda: units_read() > 0, lambda: run_reading(job_id=job, intake_id=intake.id))
    assert fresh(intake).state == IntakeState.READING

    run_reading(job_id=job, intake_id=intake.id)
    assert fresh(intake).state == IntakeState.READ
    assert texts(intake) == ["Call +66 81 234 5678.", "Call +66 81 234 5679.", "Now."]
    assert set(found(intake)) == {("PHONE", "+66 81 234 5678"), ("PHONE", "+66 81 234 5679")}


def test_a_package_that_is_killed_leaves_nothing_in_the_officers_folder(tmp_path: Path) -> None:
    case = opened()
    sealed(case, LARGE)
    path = tmp_path / "package.zip"
    killed_once(lambda: is_written_into(tmp_path), lambda: export_bundle(viewer("KR"), case.id, path, now=NOW))
    assert names_in(tmp_path) == set()

    export_bundle(viewer("KR"), case.id, path, now=NOW)
    report = verify_bundle(path, key=node_keys().public_signing_key().hex())
    assert (report.files, report.broken, names_in(tmp_path)) == (1, (), {"package.zip"})


def test_a_kept_package_that_is_killed_is_cleared_away_and_made_anew(tmp_path: Path) -> None:
    case = opened()
    sealed(case, LARGE)
    before = names_in(vault())
    killed_once(grows_beside(before), lambda: make_package(viewer("KR"), case.id, now=NOW))
    with steward(Task.VERIFY):
        assert KeptPackage.objects.count() == 0
    assert plain_in(vault()) == []
    assert (settle_unfinished(), names_in(vault())) == (1, before)

    package = make_package(viewer("KR"), case.id, now=NOW)
    (tmp_path / "package.zip").write_bytes(take_package(viewer("KR"), package.id, now=NOW))
    assert verify_bundle(tmp_path / "package.zip").files == 1


def offer_of_a_large_one() -> tuple[Exhibit, Case, Any]:
    exhibit = sealed(neutral_case(), LARGE)
    case_of_th()
    return exhibit, exhibit.case, offered(exhibit)


def test_a_taking_over_that_is_killed_leaves_no_file_without_its_row_and_can_be_done_again() -> None:
    exhibit, _case, offer = offer_of_a_large_one()
    before = names_in(vault())
    killed_once(grows_beside(before), lambda: take_over(viewer("TH"), offer.id, taking(), now=LATER))
    assert len(names_in(vault()) - before) == 2  # what was sealed so far, and the mark that it is not finished
    assert plain_in(vault()) == []
    assert hand_over_view(viewer("KR"), offer.id, now=LATER).state == OFFERED
    assert (settle_unfinished(), names_in(vault())) == (1, before)

    got = take_over(viewer("TH"), offer.id, taking(), now=LATER)
    assert (content(got), content(exhibit)) == (LARGE, LARGE)
    assert (settle_unfinished(), names_in(vault())) == (0, before | {got.place})


def test_a_file_that_is_being_made_and_one_without_a_mark_are_left_alone() -> None:
    stranger = vault() / ("0" * 32)
    with file_beside_its_row() as place:
        (vault() / place).write_bytes(b"sealed so far")
        stranger.write_bytes(b"of a database that was restored")
        assert settle_unfinished() == 0
        assert {place, f"{place}.begun", stranger.name} <= names_in(vault())
    assert place not in names_in(vault())  # its row never came
    stranger.unlink()


def test_within_a_transaction_of_the_caller_a_file_is_held_until_that_one_commits() -> None:
    case = opened()
    with transaction.atomic():
        place = begun(case).place
        assert settle_unfinished() == 0  # the night comes before the row is there to be seen by others
        assert {place, f"{place}.begun"} <= names_in(vault())
    assert place in names_in(vault())
    assert f"{place}.begun" not in names_in(vault())


def test_a_file_whose_row_the_caller_takes_back_is_cleared_away() -> None:
    case = opened()
    before = names_in(vault())
    with suppress(InterruptedError), transaction.atomic():
        begun(case)
        raise InterruptedError
    assert len(names_in(vault()) - before) == 2
    assert (settle_unfinished(), names_in(vault())) == (1, before)
