"""What lies in quarantine leaves by no way, and each way says why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cases.filing import checked
from tests.evidence.handing.giving import LATER, case_of_th, offered, taking
from tests.evidence.holding import sealed
from tests.evidence.intake.dropping import dropped
from tests.screening.network import NOW, make_members, viewer

from interlace.evidence.bundle.redacting import Hidden
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
    assert make_package(viewer("KR"), intake.case_id, now=NOW).exhibits == ["E2"]
