"""What lies in quarantine leaves by no way, and each way says why."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cases.filing import checked
from tests.evidence.handing.giving import LATER, case_of_th, offered, taking
from tests.evidence.holding import begun, sealed
from tests.evidence.intake.dropping import dropped
from tests.screening.network import NOW, make_members, viewer

from interlace.core.ledger.verify import verify_bundle
from interlace.evidence.bundle.redacting import Hidden, redact_bundle
from interlace.evidence.exporting import export_bundle
from interlace.evidence.handing.taking import take_over
from interlace.evidence.intake.actions import hold_file
from interlace.evidence.intake.models import HoldReason
from interlace.evidence.looking import outline_of, picture_of, text_of
from interlace.evidence.packages import make_package, take_package
from interlace.foundation.errors import Conflict

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def members(settings: Any) -> None:
    settings.INTERLACE_WORKER = True  # nothing is read here: what is held is never read at all
    make_members("KR", "TH")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Conflict) as error:
        act()
    return error.value.code


def test_an_exhibit_in_quarantine_leaves_by_no_way(tmp_path: Path) -> None:
    intake = dropped()
    given, by, path = intake.exhibit, viewer("KR"), tmp_path / "package.zip"
    checked(intake.case)
    case_of_th()
    offer = offered(given)
    package = make_package(by, intake.case_id, now=LATER)
    hold_file(by, intake.id, HoldReason.PRIVILEGED, now=LATER)

    ways: dict[str, Callable[[], object]] = {
        "a package": lambda: make_package(by, intake.case_id, names=["E1"], now=LATER),
        "a package on a disk": lambda: export_bundle(by, intake.case_id, path, names=["E1"], now=LATER),
        "a package that was made before": lambda: take_package(by, package.id, now=LATER),
        "its redacted copy": lambda: take_package(by, package.id, hidden=Hidden(frozenset({1})), now=LATER),
        "an offer": lambda: offered(given),
        "a look": lambda: outline_of(by, given.id, now=LATER),
        "a picture": lambda: picture_of(by, given.id, page=0, now=LATER),
        "a text": lambda: text_of(by, given.id, now=LATER),
    }
    assert {way: refused(act) for way, act in ways.items()} == dict.fromkeys(ways, "exhibit_in_quarantine")
    # Another bureau learns that the offer fell, and not why.
    assert refused(lambda: take_over(viewer("TH"), offer.id, taking(), now=LATER)) == "offer_fell"
    assert list(tmp_path.iterdir()) == []


def test_a_package_of_the_whole_case_takes_the_others_along_and_leaves_it_out() -> None:
    intake = dropped()
    sealed(intake.case)
    hold_file(viewer("KR"), intake.id, HoldReason.ABUSE, now=NOW)
    package = make_package(viewer("KR"), intake.case_id, now=NOW)
    assert (package.exhibits, package.left_out) == (["E2"], {"E1": "in_quarantine"})


def test_a_package_of_a_whole_case_says_what_it_leaves_out_and_a_copy_may_close_that(tmp_path: Path) -> None:
    intake = dropped()
    sealed(intake.case)
    begun(intake.case)
    hold_file(viewer("KR"), intake.id, HoldReason.ABUSE, now=NOW)
    path, copy = tmp_path / "package.zip", tmp_path / "copy.zip"

    written = export_bundle(viewer("KR"), intake.case_id, path, now=NOW)
    with copy.open("xb") as target:
        redact_bundle(path, target, Hidden(patterns=frozenset({"case/left_out/*"})))

    assert written.left_out == {"E1": "in_quarantine", "E3": "being_taken_in"}
    for file, is_told in ((path, True), (copy, False)):
        report = verify_bundle(file)
        fields = zipfile.ZipFile(file).read("fields.ndjson")
        assert (report.broken, report.closed > 0) == ((), not is_told)
        assert (b"in_quarantine" in fields) is is_told
        # Neither name nor title nor digest of what is left out is in it.
        assert intake.exhibit.sha256.encode() not in file.read_bytes()


def test_who_chooses_some_of_several_says_nothing_of_the_others() -> None:
    intake = dropped()
    sealed(intake.case)
    sealed(intake.case, b"another file")
    hold_file(viewer("KR"), intake.id, HoldReason.ABUSE, now=NOW)
    assert make_package(viewer("KR"), intake.case_id, names=["E2"], now=NOW).left_out == {}
    assert make_package(viewer("KR"), intake.case_id, names=["E2", "E3"], now=NOW).left_out == {}
