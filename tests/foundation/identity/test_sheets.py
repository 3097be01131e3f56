"""The code on a printed sheet has one use: a colleague who holds the paper asks whether this node gave out the page."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.people import make_bureau, make_officer

from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import BudgetExhausted
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.foundation.identity.sheets import PrintedSheet, Reading, SheetUnknown, code_for, reading_of

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 7, 14, 7, 22, 40, tzinfo=UTC)
PRINTED = datetime(2026, 7, 14, 14, 22)  # on a clock in Bangkok
PAGE = "/hits/6b0e2d1c-3f55-4e0a-9d0f-2b7c1a9e4d10"


@pytest.fixture
def reader() -> Officer:
    return make_officer("TH", username="th.reader", time_zone="Asia/Bangkok")


@pytest.fixture
def colleague(reader: Officer) -> Officer:
    """Of the same bureau, with a clock in another zone."""
    return make_officer("TH", username="th.colleague", time_zone="Asia/Seoul")


def sheet(reader: Officer, *, page: str = PAGE, at: datetime = PRINTED, code: str = "") -> PrintedSheet:
    return PrintedSheet(code or code_for(reader.pk, PAGE, NOW), page, at)


@pytest.mark.parametrize("page", [PAGE, PAGE.removeprefix("/"), f"https://node.example{PAGE}", f" {PAGE}?x=1 "])
def test_a_colleague_learns_who_was_given_the_page_and_when(reader: Officer, colleague: Officer, page: str) -> None:
    found = reading_of(sheet(reader, page=page), by=colleague, now=NOW)
    assert found == Reading(reader, NOW.replace(second=0))


def test_small_letters_are_the_same_code_and_a_reader_who_left_has_read_all_the_same(
    reader: Officer, colleague: Officer
) -> None:
    Officer.objects.filter(pk=reader.pk).update(is_active=False)
    code = f" {code_for(reader.pk, PAGE, NOW).lower()} "
    assert reading_of(sheet(reader, code=code), by=colleague, now=NOW).reader == reader


def test_another_code_page_or_minute_and_a_sheet_of_another_bureau_are_one_answer(
    reader: Officer, colleague: Officer
) -> None:
    foreign = make_officer("KR", username="kr.reader", time_zone="Asia/Bangkok")
    answers = []
    for asked in (
        sheet(reader, code="AAAA-BBBB-CCCC"),
        sheet(reader, code="ÄÄÄÄ-đđđđ-សសសស"),
        sheet(reader, page="/import"),
        sheet(reader, at=PRINTED + timedelta(minutes=1)),
        sheet(foreign),
    ):
        with pytest.raises(SheetUnknown) as unknown:
            reading_of(asked, by=colleague, now=NOW)
        answers.append((unknown.value.code, str(unknown.value.message), str(unknown.value.fix)))
    assert len(set(answers)) == 1


def test_another_bureau_of_the_member_learns_it_only_where_it_audits(reader: Officer) -> None:
    unit = make_bureau("TH", name="Unit of TH", kind="domestic_unit")
    desk = make_officer("TH", username="th.unit", bureau=unit)
    with pytest.raises(SheetUnknown):
        reading_of(sheet(reader), by=desk, now=NOW)
    auditor = make_officer("TH", username="th.auditor", bureau=unit, roles=(Role.DATA_PROTECTION,))
    assert reading_of(sheet(reader), by=auditor, now=NOW).reader == reader


def test_in_the_hour_in_which_a_clock_is_set_back_both_moments_are_tried(colleague: Officer) -> None:
    paris = make_officer("TH", username="th.paris", time_zone="Europe/Paris")
    printed = datetime(2026, 10, 25, 2, 30)
    for moment in (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)):
        asked = PrintedSheet(code_for(paris.pk, PAGE, moment), PAGE, printed)
        assert reading_of(asked, by=colleague, now=NOW) == Reading(paris, moment)


def test_every_question_is_in_the_ledger_and_they_are_counted(reader: Officer, colleague: Officer) -> None:
    reading_of(sheet(reader), by=colleague, now=NOW)
    for _again in range(19):
        with pytest.raises(SheetUnknown):
            reading_of(sheet(reader, code="AAAA-BBBB-CCCC"), by=colleague, now=NOW)
    with pytest.raises(BudgetExhausted):
        reading_of(sheet(reader), by=colleague, now=NOW)
    with steward(Task.LEDGER):
        entries = [json.loads(leaf.entry) for leaf in Leaf.objects.filter(event="identity.sheet_checked")]
    assert {entry["by"] for entry in entries} == {str(colleague.pk)}
    assert sorted(str(entry["detail"]) for entry in entries) == sorted(["{}"] * 19 + [str({"reader": str(reader.pk)})])
