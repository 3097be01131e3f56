"""The month of a bureau and its units: what each did and was told, and nothing that others hold beyond that."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.facts import sheets
from tests.people import make_bureau, make_officer
from tests.screening.network import NOW, PURPOSES, contribute, label, make_members, viewer
from tests.screening.test_border import NOBODY

from interlace.core.handling import HitMode
from interlace.core.procedure.ladder import Move
from interlace.facts.actions import contribute as import_rows
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.releasing import decline_rows, release_rows, rows_handed_in
from interlace.facts.sharing import Sharing
from interlace.facts.values import Reading
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.usage.monthly import COLUMNS, UnitMonth, month_read, table_of
from interlace.oversight.usage.sheets import table_as_csv, table_as_workbook
from interlace.screening.asking import question_typed
from interlace.screening.border.actions import scan
from interlace.screening.border.erasing import KEPT, erase_travellers
from interlace.screening.checks.actions import ask_holders
from interlace.screening.hits.actions import answer, ask_owner
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

JULY = date(2026, 7, 1)
HAN = {"schema": "Person", "properties": {"name": ["Han Ji-seop"], "phone": ["+82 10 5550 0142"]}}


def officer(username: str) -> Viewer:
    found = Officer.objects.select_related("bureau__member").get(username=username)
    return viewer_of(found, purpose="fraud", reference="KR-1")


@pytest.fixture(autouse=True)
def world() -> None:
    """KR with a head and a unit, TH with a record that KR may seek."""
    make_members("KR", "TH")
    bureau = Bureau.objects.get(name="KR bureau")
    unit = make_bureau("KR", name="Border unit", kind=Bureau.Kind.DOMESTIC_UNIT, parent=bureau, ceiling=["discover"])
    make_officer("KR", username="kr.head", roles=(Role.HEAD,), bureau=bureau, purposes=tuple(PURPOSES), level=1)
    roles = (Role.DOMESTIC_UNIT, Role.UNIT_CONTRIBUTOR)
    make_officer("KR", username="kr.unit", roles=roles, bureau=unit, purposes=tuple(PURPOSES))


def month(by: str = "kr.head") -> list[UnitMonth]:
    return table_of(officer(by), JULY, now=NOW + timedelta(days=1))


def check(value: str = "+82 10 5550 0142", *, by: str = "kr.unit") -> None:
    ask_holders(officer(by), question_typed("phone", value), now=NOW)


def test_the_checks_of_a_border_post_count_on_when_the_travellers_are_erased() -> None:
    scan(officer("kr.unit"), NOBODY, today=NOW.date(), now=NOW)
    scan(officer("kr.unit"), "misread", today=NOW.date(), now=NOW)
    assert [each.checks for each in month()] == [0, 2]
    catch_up()
    assert erase_travellers(now=NOW + KEPT) == 1
    assert [each.checks for each in month()] == [0, 2]


def test_checks_hits_false_hits_and_answer_times_are_of_what_the_unit_was_told() -> None:
    contribute(viewer("TH"), label("TH", seekers=["KR"]), HAN)
    catch_up()
    result = ask_holders(officer("kr.unit"), question_typed("phone", "+82 10 5550 0142"), now=NOW)
    check("+82 10 5550 0777")
    (hit,) = [found.hit for each in result.answers for found in each.found]
    ask_owner(officer("kr.unit"), hit, lend=[], now=NOW)
    answer(viewer("TH"), hit, verdict=Move.DENY, reason="Another.", now=NOW + timedelta(hours=3))
    bureau, unit = month()
    assert (bureau.checks, bureau.hits) == (0, 0)
    assert (unit.name, unit.checks, unit.hits, unit.false_hits, unit.answer_hours) == ("Border unit", 2, 1, 1, 3.0)


def test_what_the_head_may_not_discover_is_not_counted_though_the_unit_was_told() -> None:
    contribute(viewer("TH"), label("TH", seekers=["KR"], level=1), HAN)
    catch_up()
    Officer.objects.filter(username="kr.unit").update(level=1)
    check()
    assert [each.hits for each in month()] == [0, 1]
    Officer.objects.filter(username="kr.head").update(level=0)
    assert [each.hits for each in month()] == [0, 0]


@pytest.mark.parametrize("hidden", [{}, {"hit": HitMode.SILENT, "seekers": ["KR"]}, {"level": 1, "seekers": ["KR"]}])
def test_what_nobody_was_told_of_changes_no_number(hidden: dict[str, object]) -> None:
    check()
    before = month()
    contribute(viewer("TH"), label("TH", **hidden), HAN)  # type: ignore[arg-type]
    catch_up()
    check()
    after = month()
    assert [each.cells()[2:] for each in after] == [each.cells()[2:] for each in before]


def test_rows_count_as_contributed_once_the_bureau_has_released_them(tmp_path: Path) -> None:
    path = sheets.write_csv(tmp_path / "four.csv", sheets.planted(4, 1)[0])
    terms = Sharing.with_members(["TH"], hit=HitMode.HIT, purpose="fraud", until=NOW + timedelta(days=90))
    source = ImportedFile.open(path, Defaults(reading=Reading(country="KR"), status="suspect"))
    made = import_rows(officer("kr.unit"), source, terms, now=NOW).contribution
    assert [(each.contributed, each.refused) for each in month()] == [(0, 0), (0, 1)]
    later = NOW + timedelta(hours=6)
    first, second, _third = rows_handed_in(officer("kr.unit"), made.id, now=NOW)
    release_rows(viewer("KR"), made.id, rows=[first.row, second.row], now=later)
    decline_rows(viewer("KR"), made.id, reason="Another person.", now=later)
    bureau, unit = month()
    assert (bureau.contributed, bureau.refused) == (0, 0)
    assert (unit.contributed, unit.refused, unit.check_hours) == (2, 2, 6.0)


def test_only_heads_and_auditors_of_the_own_bureau_read_it() -> None:
    for nobody in ("kr.unit", "kr.desk"):
        with pytest.raises(NotFound):
            month(nobody)
    make_officer("TH", username="th.head", roles=(Role.HEAD,), bureau=Bureau.objects.get(name="TH bureau"))
    assert [each.name for each in month("th.head")] == ["TH bureau"]
    check()
    assert [each.checks for each in month("th.head")] == [0]


def test_the_files_hold_the_same_numbers_with_handling_and_no_formula() -> None:
    Bureau.objects.filter(name="Border unit").update(name="=2+2")
    check()
    text = table_as_csv(officer("kr.head"), JULY, now=NOW)
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [line[0].split(":")[0] for line in lines[:3]] == ["# Handling", "# Exported for", "# Exported at"]
    assert [line[:2] for line in lines[3:]] == [["Unit", "Checks"], ["KR bureau", "0"], ["'=2+2", "1"]]
    book = load_workbook(io.BytesIO(table_as_workbook(officer("kr.head"), JULY, now=NOW)))
    sheet = book["2026-07"]
    assert [[cell.value for cell in row[:2]] for row in sheet.iter_rows()] == [
        ["Unit", "Checks"],
        ["KR bureau", 0],
        ["'=2+2", 1],
    ]
    assert len(list(book["Handling"].iter_rows())) == 3 + len(COLUMNS)


def test_a_month_is_read_as_it_is_written() -> None:
    today = date(2026, 11, 20)
    assert [month_read(text, today=today) for text in ("2026-07", "", "never", "2026-13")] == [
        JULY,
        date(2026, 11, 1),
        date(2026, 11, 1),
        date(2026, 11, 1),
    ]
