"""Results from the first report to the sheet for everybody: counted once, corrected openly, seen by those alone."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, transaction
from tests.cases.filing import checked, opened, put_lead
from tests.results.reporting import HOUR, money, people, reported, sheet, three_bureaus, total
from tests.screening.network import NOW, viewer

from interlace.core.results import Figure, ResultKind
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.models import JointOperation
from interlace.results.actions import Corrected, Paired, Reported, correct, pair, report, withdraw
from interlace.results.models import PublicSheet, ResultLine
from interlace.results.publishing import Family, is_reproduced, publish_sheet
from interlace.results.queries import Counted
from interlace.results.taking import ResultOrigin, Taken, take_over

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three() -> JointOperation:
    return three_bureaus()


def cells(sheet_id: UUID, figure: Figure) -> dict[str, int | None]:
    with steward(Task.OPERATION):
        families = map(Family.read, PublicSheet.objects.get(id=sheet_id).families)
        return dict(next(each.cells for each in families if figure.value in each.figures))


def test_the_same_person_reported_by_two_bureaus_is_one_arrest_and_both_are_told(three: JointOperation) -> None:
    reported("TH", three, ResultKind.ARREST, "KR; M 123-45678", "TH; AA1112223", compartment=Compartment.ALL)
    reported("KR", three, ResultKind.ARREST, "kr;m12345678", compartment=Compartment.ALL, at=NOW - HOUR, now=NOW)
    for member in ("KR", "TH", "VN"):
        seen = sheet(member, three)
        assert seen.results.totals[Figure.ARRESTS_MADE] == 2
        assert {state: row[Figure.ARRESTS_MADE] for state, row in seen.results.by_state.items()} == {"KR": 1, "TH": 1}
    assert {(each.line.member, each.counted) for each in sheet("TH", three).lines} == {
        ("KR", Counted.ALSO_ELSEWHERE),
        ("TH", Counted.ALREADY),
        ("TH", Counted.HERE),
    }


def test_what_stays_in_a_compartment_changes_no_count_of_anybody_else(three: JointOperation) -> None:
    reported("TH", three, ResultKind.ARREST, "KR; M1234567", compartment=Compartment.ALL)
    before = sheet("VN", three), sheet("KR", three)
    reported("TH", three, ResultKind.ARREST, *people(7), compartment=Compartment.OWN)
    reported("KR", three, ResultKind.ARREST, "KR; M1234567", compartment=Compartment.OWN, at=NOW - HOUR)
    seen = sheet("VN", three)
    assert (seen.results, seen.lines, seen.corrected) == (before[0].results, before[0].lines, 0)
    assert total("TH", three, Figure.ARRESTS_MADE) == 8
    assert [each.counted for each in sheet("TH", three).lines if each.line.member == "TH"] == [Counted.HERE] * 8
    # Thailand does not read what Korea reports, so Korea is not told whether it is the same.
    assert total("KR", three, Figure.ARRESTS_MADE) == 2


def test_who_takes_no_part_finds_neither_sheet_nor_row(three: JointOperation) -> None:
    [line] = reported("KR", three, ResultKind.ARREST, "KR; M1234567", compartment=Compartment.ALL)
    for act in (
        lambda: sheet("SG", three),
        lambda: reported("SG", three, ResultKind.ARREST, "KR; M1234567"),
        lambda: withdraw(viewer("SG"), three.id, line.id, source="a mistake", now=NOW),
        lambda: publish_sheet(viewer("SG"), three.id, now=NOW),
    ):
        with pytest.raises(NotFound, match="no such operation"):
            act()
    with acting(viewer("SG"), now=NOW):
        assert not ResultLine.objects.exists()


def test_a_line_holds_no_name_and_the_ledger_neither(three: JointOperation) -> None:
    [line] = reported("TH", three, ResultKind.ARREST, "HAN Ji-seop; 1990-02-01")
    assert len(line.key) == 32
    with steward(Task.OPERATION):
        row = ResultLine.objects.values("key", "source", "kind", "currency").get(id=line.id)
        entries = [leaf.entry for leaf in Leaf.objects.filter(event="results.reported")]
    assert all("ji" not in text.casefold() and "1990" not in text for text in (str(row), *entries))
    assert len(entries) == 1


def test_to_report_the_same_again_adds_nothing(three: JointOperation) -> None:
    assert len(reported("TH", three, ResultKind.EXHIBIT, "TH-EX-1", "th ex 1", "TH-EX-2")) == 2
    assert reported("TH", three, ResultKind.EXHIBIT, "TH-EX-2") == []
    assert len(reported("KR", three, ResultKind.EXHIBIT, "TH-EX-1")) == 1
    assert total("KR", three, Figure.EXHIBITS) == 3


def test_a_correction_is_a_new_line_and_the_earlier_one_stays(three: JointOperation) -> None:
    [line] = reported("TH", three, ResultKind.REFERRED, "KR; M1234567")
    later = correct(viewer("TH"), three.id, line.id, Corrected("the doctor", is_child=True), now=NOW + HOUR)
    seen = sheet("KR", three, now=NOW + HOUR)
    assert (later.corrects, later.at, later.key) == (line.id, line.at, line.key)
    assert (seen.results.totals[Figure.CHILDREN_REFERRED], seen.corrected, len(seen.lines)) == (1, 1, 1)
    with pytest.raises(Conflict, match="corrected already"):
        withdraw(viewer("TH"), three.id, line.id, source="a mistake", now=NOW + HOUR)
    withdraw(viewer("TH"), three.id, later.id, source="counted at another site", now=NOW + HOUR)
    assert total("KR", three, Figure.PERSONS_REFERRED, now=NOW + HOUR) == 0
    assert total("KR", three, Figure.PERSONS_REFERRED, now=NOW) == 1, "as of then it was one"


def test_only_its_own_bureau_corrects_a_line(three: JointOperation) -> None:
    [line] = reported("TH", three, ResultKind.ARREST, "KR; M1234567", compartment=Compartment.ALL)
    [own] = reported("TH", three, ResultKind.ARREST, "KR; M7654321", compartment=Compartment.OWN)
    with pytest.raises(Refused, match="bureau that reported it"):
        withdraw(viewer("KR"), three.id, line.id, source="a mistake", now=NOW)
    for unseen in (own.id, uuid4()):
        with pytest.raises(NotFound, match="no such line"):
            withdraw(viewer("KR"), three.id, unseen, source="a mistake", now=NOW)


def test_two_papers_of_one_person_count_once_when_an_officer_says_so(three: JointOperation) -> None:
    [one] = reported("TH", three, ResultKind.ARREST, "KR; M1234567")
    [other] = reported("VN", three, ResultKind.ARREST, "HAN Ji-seop; 1990-02-01", at=NOW - HOUR)
    assert total("KR", three, Figure.ARRESTS_MADE) == 2
    pair(viewer("KR"), three.id, Paired(one.id, other.id, "same face, same scar"), now=NOW)
    assert total("KR", three, Figure.ARRESTS_MADE) == 1
    assert [total(member, three, Figure.ARRESTS_MADE) for member in ("TH", "VN")] == [1, 1]
    assert sheet("TH", three).pairs == (), "Thailand does not read the other line, so it does not read the pair"
    pair(viewer("KR"), three.id, Paired(other.id, one.id, "twins", is_same=False), now=NOW + HOUR)
    assert total("KR", three, Figure.ARRESTS_MADE, now=NOW + HOUR) == 2


def test_lines_that_one_does_not_read_and_things_are_no_pair(three: JointOperation) -> None:
    [one] = reported("TH", three, ResultKind.EXHIBIT, "TH-EX-1", compartment=Compartment.ALL)
    [other] = reported("VN", three, ResultKind.EXHIBIT, "VN-EX-1", compartment=Compartment.ALL)
    [hidden] = reported("VN", three, ResultKind.EXHIBIT, "VN-EX-2", compartment=Compartment.OWN)
    for second in (other.id, hidden.id, uuid4(), one.id):
        with pytest.raises(InvalidInput, match="cannot be the same"):
            pair(viewer("KR"), three.id, Paired(one.id, second, "looks alike"), now=NOW)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"named": ()}, "Nobody"),
        ({"named": ("K",)}, "too few"),
        ({"named": tuple(people(501))}, "Nobody"),
        ({"source": " "}, "source"),
        ({"at": NOW + HOUR}, "future"),
        ({"amount": Decimal(5), "currency": "KRW"}, "Money"),
        ({"kind": ResultKind.MONEY_HELD}, "Money"),
        ({"kind": ResultKind.MONEY_HELD, "amount": Decimal("-1"), "currency": "KRW"}, "Money"),
        ({"kind": ResultKind.MONEY_HELD, "amount": Decimal("NaN"), "currency": "KRW"}, "Money"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_words(three: JointOperation, wrong: dict[str, object], said: str) -> None:
    told = Reported(**{"kind": ResultKind.ARREST, "named": ("KR; M1234567",), "at": NOW, "source": "duty log", **wrong})  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match=said) as refused:
        report(viewer("TH"), three.id, told, now=NOW)
    assert "M1234567" not in str(refused.value)


def test_money_of_two_currencies_is_not_added_and_an_account_counts_once(three: JointOperation) -> None:
    money("KR", three, "110-234-567890", 100, compartment=Compartment.ALL)
    money("TH", three, "110 234 567890", 100, compartment=Compartment.ALL, now=NOW + timedelta(minutes=1))
    reported("TH", three, ResultKind.MONEY_HELD, "KBANK; 12", amount=Decimal("7.5"), currency="thb")
    seen = sheet("KR", three, now=NOW + timedelta(minutes=1)).results
    assert (dict(seen.money), seen.held) == (
        {"KRW": Decimal(100), "THB": Decimal("7.5")},
        {"KRW": {"KR": (Decimal(100), 1)}, "THB": {"TH": (Decimal("7.5"), 1)}},
    )


def test_nothing_of_a_line_is_changed_or_taken_away(three: JointOperation) -> None:
    [line] = reported("TH", three, ResultKind.ARREST, "KR; M1234567")
    with acting(viewer("TH"), now=NOW), pytest.raises(ProgrammingError), transaction.atomic():
        ResultLine.objects.filter(id=line.id).update(kind=ResultKind.EXHIBIT)
    with acting(viewer("TH"), now=NOW), pytest.raises(ProgrammingError), transaction.atomic():
        ResultLine.objects.filter(id=line.id).delete()


def test_leads_and_exhibits_of_a_case_are_taken_over_once_and_apart(three: JointOperation) -> None:
    case = checked(opened())
    put_lead(case)
    taken = Taken(ResultOrigin.CASE, case.id, Compartment.ALL)
    added = take_over(viewer("KR"), three.id, taken, now=NOW)
    assert [(each.kind, case.reference in each.source) for each in added] == [(ResultKind.LEAD, False)]
    assert take_over(viewer("KR"), three.id, taken, now=NOW + HOUR) == []
    assert (total("TH", three, Figure.LEADS), total("TH", three, Figure.EXHIBITS)) == (1, 0)
    for unknown in (Taken(ResultOrigin.CASE, uuid4()), Taken(ResultOrigin.RECEPTION, uuid4())):
        with pytest.raises((NotFound, InvalidInput)):
            take_over(viewer("KR"), three.id, unknown, now=NOW)


def public(three: JointOperation, by: str, *named: str, now: object = NOW, **more: object) -> None:
    reported(by, three, ResultKind.ARREST, *named, now=now, is_public=True, **more)  # type: ignore[arg-type]


def test_the_sheet_for_everybody_hides_the_small_and_counts_what_bureaus_allow(three: JointOperation) -> None:
    public(three, "TH", *people(14, prefix="T"))
    public(three, "VN", *people(2, prefix="V"))
    public(three, "KR", *people(9, prefix="K"))
    reported("TH", three, ResultKind.ARREST, *people(3, prefix="X"))
    made = publish_sheet(viewer("KR"), three.id, now=NOW)
    shown = cells(made.id, Figure.ARRESTS_MADE)
    assert (shown["all/arrests_made"], shown["VN/arrests_made"], shown["TH/arrests_made"]) == (25, None, None)
    assert shown["KR/arrests_made"] is None, "14 and 9 of 25 would leave 2 for Vietnam, and either State knows its own"
    assert [each.version for each in sheet("VN", three).public] == [1]


def test_whoever_subtracts_two_published_sheets_learns_of_nobody(three: JointOperation) -> None:
    public(three, "TH", *people(14, prefix="T"))
    public(three, "VN", *people(9, prefix="V"))
    reported("TH", three, ResultKind.EXHIBIT, *(f"EX-{each}" for each in range(6)), is_public=True)
    first = publish_sheet(viewer("KR"), three.id, now=NOW)
    with pytest.raises(Conflict, match="nothing has changed by five"):
        publish_sheet(viewer("KR"), three.id, now=NOW + HOUR)
    public(three, "TH", "KR; M1234567", now=NOW + HOUR)
    with pytest.raises(Conflict, match="nothing has changed by five"):
        publish_sheet(viewer("KR"), three.id, now=NOW + 2 * HOUR)
    # Exhibits grow by six beside it: they are told anew, and the arrests stand as they were.
    reported("TH", three, ResultKind.EXHIBIT, *(f"B-{each}" for each in range(6)), is_public=True, now=NOW + 2 * HOUR)
    second = publish_sheet(viewer("KR"), three.id, now=NOW + 3 * HOUR)
    assert cells(second.id, Figure.EXHIBITS)["all/exhibits"] == 12
    assert cells(second.id, Figure.ARRESTS_MADE) == cells(first.id, Figure.ARRESTS_MADE)
    public(three, "TH", *people(4, prefix="L"), now=NOW + 3 * HOUR)
    third = publish_sheet(viewer("KR"), three.id, now=NOW + 4 * HOUR)
    before, after = (cells(each.id, Figure.ARRESTS_MADE) for each in (first, third))
    assert (before["all/arrests_made"], after["all/arrests_made"]) == (23, 28)
    assert is_reproduced(viewer("KR"), three.id, now=NOW + 5 * HOUR)


def test_one_account_s_money_is_not_told_by_a_second_sheet(three: JointOperation) -> None:
    money("KR", three, "110-234-567890", 60, is_public=True)
    reported("KR", three, ResultKind.LEAD, *(f"K-{each}" for each in range(5)), is_public=True)
    assert publish_sheet(viewer("KR"), three.id, now=NOW).families[-1]["cells"] == {}, "nor by the first"
    for each in range(1, 5):
        money("KR", three, f"110-234-56789{each}", 10, is_public=True, now=NOW + HOUR / 4)
    first = publish_sheet(viewer("KR"), three.id, now=NOW + HOUR / 2)
    money("KR", three, "110-234-567899", 7, is_public=True, now=NOW + HOUR)
    reported("KR", three, ResultKind.LEAD, *(f"L-{each}" for each in range(5)), is_public=True, now=NOW + HOUR)
    second = publish_sheet(viewer("KR"), three.id, now=NOW + 2 * HOUR)
    assert [each.families[-1]["cells"] for each in (first, second)] == [{"KRW": "100"}] * 2
    assert is_reproduced(viewer("KR"), three.id, now=NOW + 2 * HOUR)


def test_only_the_bureau_that_leads_publishes_and_not_without_leave(three: JointOperation) -> None:
    reported("TH", three, ResultKind.ARREST, *people(6))
    with pytest.raises(Conflict, match="No bureau lets"):
        publish_sheet(viewer("KR"), three.id, now=NOW)
    with pytest.raises(Refused, match="leads this operation"):
        publish_sheet(viewer("TH"), three.id, now=NOW)
