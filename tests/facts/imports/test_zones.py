"""Machine readable zones in a sheet: they fill what the row leaves empty, and never overrule it in silence."""

from datetime import date
from pathlib import Path

import pytest
from tests.facts import sheets

from interlace.facts.entities import ParsedRow, Weight
from interlace.facts.imports.reader import Defaults
from interlace.facts.imports.source import ImportedFile
from interlace.facts.values import Reading

# ICAO Doc 9303, specimens of parts 4, 5 and 6.
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
LARGER_CARD = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
KOREAN = ("P<KORHAN<<JI<SEOP<<<<<<<<<<<<<<<<<<<<<<<<<<<", "M123456788KOR9104174M3012316<<<<<<<<<<<<<<04")

DEFAULTS = Defaults(reading=Reading("TH"), status="suspect", today=date(2026, 11, 22))


def row_of(folder: Path, headers: list[str], cells: list[str]) -> ParsedRow:
    path = sheets.write_csv(folder / "zones.csv", [cells], headers=headers)
    (row,) = ImportedFile.open(path, DEFAULTS)
    return row


def said(row: ParsedRow) -> dict[str, str]:
    return {value.prop: value.value for value in row.entities[0].values}


def found(row: ParsedRow) -> list[tuple[str, str, object, Weight]]:
    shown = [each for each in row.findings if each.weight is not Weight.REMARK]
    return [(each.cell, each.problem.code, each.problem.params.get("field", ""), each.weight) for each in shown]


@pytest.mark.parametrize("lines", [PASSPORT, CARD, LARGER_CARD], ids=["TD3", "TD1", "TD2"])
@pytest.mark.parametrize("glue", ["\n", " ", ""])
def test_a_zone_in_one_cell_names_its_holder(tmp_path: Path, lines: tuple[str, ...], glue: str) -> None:
    row = row_of(tmp_path, ["MRZ"], [glue.join(lines)])
    number = {"passportNumber": "L898902C3"} if lines is PASSPORT else {"idNumber": "D23145890"}
    names = {"name": "ANNA MARIA ERIKSSON", "firstName": "ANNA MARIA", "lastName": "ERIKSSON"}
    assert (said(row), found(row)) == (names | number | {"birthDate": "1974-08-12", "status": "suspect"}, [])


@pytest.mark.parametrize(
    "header",
    ["Machine readable zone", "Bande MRZ", "Vùng MRZ", "แถบอ่านด้วยเครื่อง", "기계판독영역", "机读码"],
)
def test_the_lines_may_stand_in_columns_of_their_own_in_every_language(tmp_path: Path, header: str) -> None:
    row = row_of(tmp_path, [f"{header} 1", f"{header} 2"], list(KOREAN))
    assert said(row)["name"] == "JI SEOP HAN"
    assert [value.key for value in row.entities[0].values if value.key] == ["document:KR:M12345678"]
    assert said(row)["nationality"] == "KR"


def test_what_the_row_says_stays_and_the_zone_fills_the_rest(tmp_path: Path) -> None:
    headers = ["이름", "생년월일", "여권번호", "MRZ"]
    row = row_of(tmp_path, headers, ["한지섭", "1991", "M12345678", "\n".join(KOREAN)])
    assert said(row) == {
        "name": "한지섭",
        "birthDate": "1991",
        "passportNumber": "M12345678",
        "nationality": "KR",
        "status": "suspect",
    }
    assert [value.key for value in row.entities[0].values if value.key] == ["document:KR:M12345678"]
    assert found(row) == []


@pytest.mark.parametrize(
    ("header", "cell", "field"),
    [
        ("Date of birth", "1991-04-18", "birth_date"),
        ("Passport", "M12345679", "document"),
        ("Nationality", "Thailand", "nationality"),
    ],
)
def test_a_contradiction_is_answered_at_the_zone(tmp_path: Path, header: str, cell: str, field: str) -> None:
    row = row_of(tmp_path, ["Name", header, "MRZ"], ["Han Ji-seop", cell, "\n".join(KOREAN)])
    assert found(row) == [("C2", "mrz_contradicts", field, Weight.REFUSED)]


@pytest.mark.parametrize(
    ("name", "differs"),
    [("Han Ji-seop", False), ("HAN JISEOP", False), ("JISEOPHAN", False), ("한지섭", False), ("Oh Tae-rim", True)],
)
def test_another_name_is_noted_and_another_spelling_is_not(tmp_path: Path, name: str, differs: bool) -> None:
    row = row_of(tmp_path, ["Name", "MRZ"], [name, "\n".join(KOREAN)])
    assert found(row) == ([("B2", "mrz_name_differs", "", Weight.NOTED)] if differs else [])


@pytest.mark.parametrize(
    ("place", "fields"),
    [(0, ["number", "composite"]), (13, ["birth_date", "composite"]), (21, ["expiry_date", "composite"])],
)
def test_a_wrong_check_digit_names_its_field_at_the_cell(tmp_path: Path, place: int, fields: list[str]) -> None:
    second = KOREAN[1]
    broken = second[:place] + ("3" if second[place] != "3" else "5") + second[place + 1 :]
    row = row_of(tmp_path, ["Name", "MRZ line 1", "MRZ line 2"], ["Han Ji-seop", KOREAN[0], broken])
    assert [each[1:3] for each in found(row)] == [("mrz_check_digit_wrong", field) for field in fields]
    assert row.is_refused


def test_a_strange_character_is_answered_at_its_own_line(tmp_path: Path) -> None:
    row = row_of(tmp_path, ["Name", "MRZ 1", "MRZ 2"], ["Han Ji-seop", KOREAN[0], KOREAN[1].replace("M1", "*1")])
    assert [each[:2] for each in found(row)] == [("C2", "mrz_character_wrong")]


def test_a_zone_of_another_rows_person_makes_no_second_person(tmp_path: Path) -> None:
    rows = [["Han Ji-seop", "", ""], ["", "1", "\n".join(KOREAN)]]
    path = sheets.write_csv(tmp_path / "zones.csv", rows, headers=["Name", "Of row", "MRZ"])
    _first, second = ImportedFile.open(path, DEFAULTS)
    (entity,) = second.entities
    values = {value.prop: value.value for value in entity.values}
    assert (entity.of_row, values) == (
        1,
        {"passportNumber": "M12345678", "nationality": "KR", "birthDate": "1991-04-17"},
    )


def test_a_company_has_no_travel_document(tmp_path: Path) -> None:
    row = row_of(tmp_path, ["Company", "MRZ"], ["Blue Reed Ltd", "\n".join(KOREAN)])
    assert found(row) == [("B2", "mrz_of_company", "", Weight.REFUSED)]
