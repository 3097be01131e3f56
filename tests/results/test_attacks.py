"""What a bureau that takes part cannot do with results: find whom another means, take its arrest, end its sheet."""

import io
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.results.reporting import HOUR, people, reported, sheet, three_bureaus, total
from tests.screening.network import NOW, viewer

from interlace.core.results import Figure, ResultKind
from interlace.foundation.errors import BudgetExhausted, InvalidInput, NotFound
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import JointOperation
from interlace.results import actions
from interlace.results.actions import Corrected, Paired, correct, pair
from interlace.results.printing import SheetForm, Wanted, print_results
from interlace.results.publishing import Family, publish_sheet
from interlace.results.queries import Counted

pytestmark = pytest.mark.django_db(transaction=True)
LAN = "NGUYEN Thi Lan; 2009-03-02"


@pytest.fixture
def three() -> JointOperation:
    return three_bureaus()


def counted(member: str, operation: JointOperation) -> set[tuple[str, Counted]]:
    return {(each.line.member, each.counted) for each in sheet(member, operation, now=NOW + HOUR).lines}


def test_of_whom_a_line_is_cannot_be_tried_unseen(three: JointOperation) -> None:
    reported("TH", three, ResultKind.REFERRED, LAN, compartment=Compartment.ALL)
    reported("VN", three, ResultKind.REFERRED, LAN, compartment=Compartment.OWN)
    reported("VN", three, ResultKind.ARREST, LAN, compartment=Compartment.LEADER)
    reported("KR", three, ResultKind.RECLASSIFIED, LAN)
    assert counted("VN", three) == {("TH", Counted.HERE), ("VN", Counted.HERE)}
    assert total("KR", three, Figure.ARRESTS_RECLASSIFIED) == 0
    [guess] = reported("VN", three, ResultKind.REFERRED, "Somebody Else; 2000-01-01", compartment=Compartment.LEADER)
    correct(viewer("VN"), three.id, guess.id, Corrected("the duty log", LAN), now=NOW)
    assert {each for _member, each in counted("VN", three)} == {Counted.HERE, Counted.ALREADY}, "its own line twice"


def test_what_those_read_of_whom_it_is_compared_is_counted_once(three: JointOperation) -> None:
    reported("TH", three, ResultKind.REFERRED, LAN, compartment=Compartment.ALL)
    reported("VN", three, ResultKind.REFERRED, LAN, compartment=Compartment.ALL, now=NOW + HOUR)
    assert counted("VN", three) == counted("TH", three) == {("TH", Counted.ALSO_ELSEWHERE), ("VN", Counted.ALREADY)}


def test_names_that_others_read_are_counted(three: JointOperation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_NEW_A_DAY", 3)
    reported("VN", three, ResultKind.ARREST, *people(3))
    reported("VN", three, ResultKind.TRIAGED, *people(3))
    with pytest.raises(BudgetExhausted):
        reported("VN", three, ResultKind.ARREST, "KR; M1234567")
    assert reported("VN", three, ResultKind.ARREST, "KR; M1234567", compartment=Compartment.OWN)


def test_a_bureau_that_takes_off_its_own_cell_finds_no_other(three: JointOperation) -> None:
    for member, count in (("KR", 12), ("TH", 2), ("VN", 3)):
        reported(member, three, ResultKind.NOT_FOUND, *people(count, prefix=member), is_public=True)
    made = publish_sheet(viewer("KR"), three.id, now=NOW)
    cells = next(each.cells for each in map(Family.read, made.families) if each.figures == ("targets_not_found",))
    assert dict(cells) == {
        "KR/targets_not_found": None,
        "TH/targets_not_found": None,
        "VN/targets_not_found": None,
        "all/targets_not_found": 17,
    }


@pytest.mark.parametrize(
    "at", [datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), datetime(1970, 1, 1, tzinfo=UTC)]
)
def test_a_time_of_long_ago_is_refused(three: JointOperation, at: datetime) -> None:
    with pytest.raises(InvalidInput, match="long before"):
        reported("TH", three, ResultKind.ARREST, "KR; M1", compartment=Compartment.ALL, at=at)
    [line] = reported("TH", three, ResultKind.ARREST, "KR; M1", compartment=Compartment.ALL)
    with pytest.raises(InvalidInput, match="long before"):
        correct(viewer("TH"), three.id, line.id, Corrected("the duty log", at=at), now=NOW)
    assert total("KR", three, Figure.ARRESTS_MADE) == 1


def test_an_arrest_is_not_moved_by_claiming_an_earlier_time(three: JointOperation) -> None:
    [line] = reported("KR", three, ResultKind.ARREST, "KR; M1234567", compartment=Compartment.ALL)
    [other] = reported(
        "TH", three, ResultKind.ARREST, "KR; M1234567", compartment=Compartment.ALL, at=NOW - 9 * HOUR, now=NOW + HOUR
    )
    correct(viewer("KR"), three.id, line.id, Corrected("the second log", is_child=True), now=NOW + 2 * HOUR)
    rows = sheet("VN", three, now=NOW + 2 * HOUR).results.by_state
    assert {state: row[Figure.ARRESTS_MADE] for state, row in rows.items()} == {"KR": 1}
    assert other.key == line.key


def test_a_sheet_for_everybody_names_no_officer(three: JointOperation) -> None:
    reported("KR", three, ResultKind.ARREST, *people(9), is_public=True)
    publish_sheet(viewer("KR"), three.id, now=NOW)
    wanted = Wanted(SheetForm.DOCX, ("en",), ZoneInfo("UTC"), 1)
    document = Document(io.BytesIO(print_results(viewer("KR"), three.id, wanted, now=NOW)))
    text = "\n".join(each.text for each in document.paragraphs)
    assert viewer("KR").officer_name not in text + str(document.core_properties.author)
    assert "KR, 2" in text


def test_a_third_bureau_alone_takes_nobody_off_the_public_sheet(three: JointOperation) -> None:
    [one] = reported("VN", three, ResultKind.ARREST, "VN; B0000001", compartment=Compartment.ALL, is_public=True)
    [other] = reported("KR", three, ResultKind.ARREST, "KR; M0000001", compartment=Compartment.ALL, is_public=True)
    reported("KR", three, ResultKind.ARREST, *people(9), is_public=True)
    pair(viewer("TH"), three.id, Paired(one.id, other.id, "because we say so"), now=NOW)
    assert [(each.member, each.reason) for each in sheet("VN", three).pairs] == [("TH", "because we say so")]
    made = publish_sheet(viewer("KR"), three.id, now=NOW)
    (line,) = {each.log for each in map(Family.read, made.families)}
    pair(viewer("VN"), three.id, Paired(other.id, one.id, "the same scar"), now=NOW + HOUR)
    reported("KR", three, ResultKind.LEAD, *(f"L-{each}" for each in range(5)), is_public=True, now=NOW + HOUR)
    later = publish_sheet(viewer("KR"), three.id, now=NOW + 2 * HOUR)
    assert {each.log for each in map(Family.read, later.families)} > {line}


def test_a_line_is_taken_off_the_public_sheet_and_a_child_is_not_lost(three: JointOperation) -> None:
    lines = reported("TH", three, ResultKind.REFERRED, *people(9), is_public=True)
    assert len(reported("TH", three, ResultKind.REFERRED, *people(2), is_child=True)) == 2
    assert total("TH", three, Figure.CHILDREN_REFERRED) == 2
    assert total("TH", three, Figure.PERSONS_REFERRED) == 9
    later = correct(viewer("TH"), three.id, lines[0].id, Corrected("by her wish", is_public=False), now=NOW)
    assert (later.is_public, later.key) == (False, lines[0].key)


def test_an_outsider_does_not_wait_for_a_sheet_that_it_may_not_know(three: JointOperation) -> None:
    with CaptureQueriesContext(connection) as done, pytest.raises(NotFound):
        publish_sheet(viewer("SG"), three.id, now=NOW)
    assert not any("pg_advisory_xact_lock" in each["sql"] for each in done.captured_queries)
