"""Daily roots under stamps of a service: kept with the root, asked for again, taken along, and checked offline."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.cases.filing import opened
from tests.evidence.holding import sealed
from tests.evidence.stamping.authority import NEEDS_OPENSSL, Authority, authority
from tests.screening.network import NOW, make_members, viewer

from interlace.core.ledger import verify as verifier
from interlace.core.ledger.verify import BundleFlaw, verify_bundle
from interlace.evidence.bundle.redacting import Hidden, redact_bundle
from interlace.evidence.exporting import export_bundle
from interlace.evidence.models import DayStamp
from interlace.evidence.stamping.checking import checked_stamps, trusted_certificates
from interlace.evidence.stamping.keeping import noted_days, stamp_due_days, stamped_days
from interlace.foundation.audit.actions import checkpoint
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import InvalidInput
from interlace.foundation.vault.node import node_keys

pytestmark = [pytest.mark.django_db(transaction=True), NEEDS_OPENSSL]

DAY = timedelta(days=1)
TOMORROW = NOW + DAY


@pytest.fixture
def tsa(tmp_path: Path, settings: Any) -> Iterator[Authority]:
    make_members("KR", "TH")
    with authority(tmp_path / "tsa") as found:
        settings.INTERLACE_TSA_URL, settings.INTERLACE_TSA_ROOTS = found.url, str(found.roots)
        yield found


def worked(now: datetime = NOW) -> None:
    """Something was done, and the log is signed."""
    opened(reference=f"KR-{now:%Y-%m%d}")
    checkpoint(now=now)


def test_a_day_that_is_over_is_stamped_once(tsa: Authority) -> None:
    worked()
    assert stamp_due_days(now=NOW) == 0  # the day is not over
    assert stamp_due_days(now=TOMORROW) == 1
    assert stamp_due_days(now=TOMORROW) == 0
    (kept,) = noted_days()
    assert (kept.day, kept.tries, kept.problem, tsa.asked) == (NOW.date(), 1, "", 1)
    assert abs((kept.stamped or NOW) - datetime.now(NOW.tzinfo)) < DAY


@pytest.mark.parametrize(("mood", "code"), [("down", "stamp_service_refused"), ("nonsense", "stamp_not_valid")])
def test_while_the_service_fails_nothing_is_lost_and_it_is_told(
    tsa: Authority, caplog: pytest.LogCaptureFixture, mood: str, code: str
) -> None:
    tsa.mood = mood
    for number in range(3):
        worked(NOW + number * DAY)
        assert stamp_due_days(now=NOW + (number + 1) * DAY) == 0
    first = noted_days()[-1]
    assert ([each.day for each in noted_days()], first.tries, first.problem) == (
        [(NOW + number * DAY).date() for number in (2, 1, 0)],
        3,
        code,
    )
    assert code in caplog.text
    tsa.mood = ""
    assert stamp_due_days(now=NOW + 3 * DAY) == 3
    assert [each.problem for each in noted_days()] == ["", "", ""]


def test_a_service_that_cannot_be_reached_or_roots_that_cannot_be_read_are_told(
    tsa: Authority, settings: Any, tmp_path: Path
) -> None:
    worked()
    settings.INTERLACE_TSA_ROOTS = str(tmp_path / "none.pem")
    assert stamp_due_days(now=TOMORROW) == 0
    assert noted_days()[0].problem == "stamp_roots_unreadable"
    settings.INTERLACE_TSA_ROOTS, settings.INTERLACE_TSA_URL = str(tsa.roots), "http://127.0.0.1:9/"
    assert stamp_due_days(now=TOMORROW) == 0
    assert noted_days()[0].problem == "stamp_service_down"


def test_a_service_that_is_not_trusted_leaves_no_stamp(tsa: Authority, settings: Any, tmp_path: Path) -> None:
    worked()
    with authority(tmp_path / "another") as other:
        settings.INTERLACE_TSA_URL = other.url
        assert stamp_due_days(now=TOMORROW) == 0
    assert (noted_days()[0].problem, stamped_days()) == ("stamp_not_valid", [])


def test_without_a_service_nobody_is_asked_and_nothing_is_noted(tsa: Authority, settings: Any) -> None:
    settings.INTERLACE_TSA_URL = ""
    worked()
    assert (stamp_due_days(now=TOMORROW), noted_days(), tsa.asked) == (0, [], 0)


def test_no_viewer_reads_the_stamps(tsa: Authority) -> None:
    worked()
    stamp_due_days(now=TOMORROW)
    with acting(viewer("KR"), now=NOW):
        assert list(DayStamp.objects.all()) == []


def packed(folder: Path) -> Path:
    """A package of an exhibit whose day was stamped, and of one that came after it."""
    case = opened()
    sealed(case)
    checkpoint(now=NOW)
    assert stamp_due_days(now=TOMORROW) == 1
    sealed(case, b"what came a day later")
    path = folder / "package.zip"
    export_bundle(viewer("KR"), case.id, path, now=TOMORROW)
    return path


def test_a_package_carries_the_stamp_and_it_is_checked_in_full_offline(tsa: Authority, tmp_path: Path) -> None:
    path = packed(tmp_path)
    key = node_keys().public_signing_key().hex()

    report = verify_bundle(path, key=key)
    assert (report.broken, report.stamps, report.proofs, report.stamped) == ((), 1, 4, 2)
    (stamp,) = checked_stamps(path, trusted_certificates(tsa.roots))
    assert (stamp.day, stamp.at is not None) == (NOW.date().isoformat(), True)
    alone = subprocess.run(
        [sys.executable, str(verifier.__file__), str(path), "--key", key], capture_output=True, text=True, check=True
    )
    assert "ok: 1 time stamps, each on a root of the log; 2 acts are shown under these" in alone.stdout


def test_the_machine_s_own_openssl_agrees_with_the_stamp_in_the_package(tsa: Authority, tmp_path: Path) -> None:
    path = packed(tmp_path)
    with zipfile.ZipFile(path) as package:
        answer = package.read(f"timestamps/{NOW.date().isoformat()}.tsr")
    (tmp_path / "answer.tsr").write_bytes(answer)
    (tmp_path / "root.bin").write_bytes(bytes.fromhex(stamped_days()[0].root))
    command = ["openssl", "ts", "-verify", "-data", "root.bin", "-in", "answer.tsr", "-CAfile", str(tsa.roots)]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_a_stamp_on_another_root_or_of_another_service_is_named(tsa: Authority, tmp_path: Path) -> None:
    path = packed(tmp_path)
    with authority(tmp_path / "another") as other:
        assert [each.at for each in checked_stamps(path, trusted_certificates(other.roots))] == [None]
    day = f"timestamps/{NOW.date().isoformat()}.tsr"
    altered = tmp_path / "altered.zip"
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        place = content.index(package.read(day)[:64])
    content[place + 200] ^= 1
    altered.write_bytes(bytes(content))
    assert (day, BundleFlaw.ALTERED) in verify_bundle(altered).broken
    (tmp_path / "no.pem").write_text("nothing")
    with pytest.raises(InvalidInput):
        trusted_certificates(tmp_path / "no.pem")


def test_a_redacted_copy_keeps_the_stamp(tsa: Authority, tmp_path: Path) -> None:
    path, copy = packed(tmp_path), tmp_path / "copy.zip"
    with copy.open("xb") as target:
        redact_bundle(path, target, Hidden(patterns=frozenset({"exhibits/*/acquired/operator"})))
    report = verify_bundle(copy)
    assert (report.broken, report.stamps) == ((), 1)
    assert checked_stamps(copy, trusted_certificates(tsa.roots))[0].at is not None
