"""A refused row is mended in place and stored as if it had been sound from the start."""

from pathlib import Path

import pytest
from tests.facts import sheets
from tests.facts.network import NOW, counts, facts_of, import_file, make_network, viewer

from interlace.facts.mending import mend_row, retry_rows
from interlace.facts.models import RowProblem
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import NotFound

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    """KR, TH, VN and SG."""
    make_network()


def waiting(member: str = "KR") -> list[tuple[int, str]]:
    with acting(viewer(member), now=NOW):
        found = RowProblem.objects.filter(mended=False).order_by("row").values_list("row", "code")
        return list(found)


def korean_sheet(folder: Path, rows: tuple[tuple[str, ...], ...] = sheets.KOREAN_ROWS) -> Path:
    return sheets.write_xlsx(folder / "suspects.xlsx", rows, headers=sheets.KOREAN_HEADERS)


def test_a_mended_row_joins_the_person_of_the_row_it_belongs_to(tmp_path: Path) -> None:
    done = import_file(korean_sheet(tmp_path)).contribution
    outcome = mend_row(viewer("KR"), done.id, 6, {"전화번호": "010 0000 0142"}, now=NOW)
    assert (counts(outcome), waiting()) == ({"read": 10, "stored": 10, "refused": 0, "known": 0}, [])
    facts = facts_of("KR")
    oh = next(fact.subject for fact in facts if fact.value == "오태림")
    assert [(fact.prop, fact.row) for fact in facts if fact.subject == oh] == [
        ("birthDate", 2),
        ("name", 2),
        ("status", 2),
        ("phone", 6),
    ]


def test_a_mended_row_is_the_row_of_the_repaired_sheet(tmp_path: Path) -> None:
    rows, expected = sheets.planted(60, 4)
    done = import_file(sheets.write_csv(tmp_path / "a.csv", rows)).contribution
    for number, (column, _code) in expected.items():
        sound = sheets.sound_row(number)[sheets.HEADERS.index(column)]
        mend_row(viewer("KR"), done.id, number, {column: sound}, now=NOW)
    repaired = [sheets.sound_row(number) for number in range(1, 61)]
    again = import_file(sheets.write_csv(tmp_path / "b.csv", repaired))
    assert counts(again) == {"read": 60, "stored": 0, "refused": 0, "known": 60}


def test_a_row_mended_wrongly_waits_with_its_new_problem(tmp_path: Path) -> None:
    done = import_file(korean_sheet(tmp_path)).contribution
    outcome = mend_row(viewer("KR"), done.id, 6, {"전화번호": "no idea"}, now=NOW)
    assert (counts(outcome)["refused"], waiting()) == (1, [(6, "phone_has_letters")])


def test_rows_that_belong_to_a_refused_row_are_stored_after_it_is_mended(tmp_path: Path) -> None:
    rows = (("한지섭", "1991-13-40", "", "", ""), ("", "", "+82 10 0000 0142", "", "1행"))
    done = import_file(korean_sheet(tmp_path, rows)).contribution
    assert waiting() == [(1, "date_no_such_day"), (2, "row_reference_refused")]
    mend_row(viewer("KR"), done.id, 1, {"생년월일": "1991-04-17"}, now=NOW)
    outcome = retry_rows(viewer("KR"), done.id, now=NOW)
    assert (counts(outcome), waiting()) == ({"read": 2, "stored": 2, "refused": 0, "known": 0}, [])
    assert len({fact.subject for fact in facts_of("KR")}) == 1


def test_another_bureaus_import_is_not_found(tmp_path: Path) -> None:
    done = import_file(korean_sheet(tmp_path)).contribution
    with pytest.raises(NotFound):
        mend_row(viewer("TH"), done.id, 6, {"전화번호": "010 0000 0142"}, now=NOW)


def test_a_row_that_is_not_waiting_is_not_found(tmp_path: Path) -> None:
    done = import_file(korean_sheet(tmp_path)).contribution
    with pytest.raises(NotFound):
        mend_row(viewer("KR"), done.id, 3, {"이름": "문경호"}, now=NOW)


def test_two_columns_of_one_name_are_mended_apart(tmp_path: Path) -> None:
    path = sheets.write_csv(
        tmp_path / "a.csv", [["Han", "010 0000 0142", "010 0000 14"]], headers=["Name", "Phone", "Phone"]
    )
    done = import_file(path).contribution
    outcome = mend_row(viewer("KR"), done.id, 1, {"Phone (2)": "none"}, now=NOW)
    assert [(problem.cell, problem.column) for problem in outcome.problems] == [("C2", "Phone (2)")]
    mend_row(viewer("KR"), done.id, 1, {"Phone (2)": "010 0000 0178"}, now=NOW)
    assert [fact.value for fact in facts_of("KR") if fact.prop == "phone"] == ["+821000000142", "+821000000178"]
