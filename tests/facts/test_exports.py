"""What leaves is neutral in every cell, names handling, recipient and time, and can be repaired and sent again."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.facts import sheets
from tests.facts.network import NOW, SUSPECTS, counts, import_file, make_network, viewer

from interlace.facts.exports import ExportHeading, csv_text, template_headers, write_result_sheet
from interlace.facts.imports.headers import field_of
from interlace.facts.imports.source import ImportedFile
from interlace.facts.models import RowProblem
from interlace.foundation.disclosure.acting import acting

HEADING = ExportHeading(handling="Only KR may read this.", recipient="Officer of KR", at=NOW)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Ten rows of which the third has a bad date and the seventh a name that looks like a formula."""
    rows = [sheets.sound_row(number) for number in range(1, 11)]
    rows[2][1] = "31/02/1990"
    rows[6][0] = "'=HYPERLINK(A1)"
    return sheets.write_csv(tmp_path / "suspects.csv", rows)


def result_of(sheet: Path, target: Path) -> Path:
    make_network()
    import_file(sheet)
    with acting(viewer("KR"), now=NOW):
        problems = list(RowProblem.objects.all())
    write_result_sheet(ImportedFile.open(sheet, SUSPECTS), problems, target, HEADING)
    return target


@pytest.mark.django_db(transaction=True)
def test_the_result_sheet_says_what_became_of_every_row_and_marks_the_cell(sheet: Path, tmp_path: Path) -> None:
    workbook = load_workbook(result_of(sheet, tmp_path / "result.xlsx"))
    page = workbook.worksheets[0]
    lines = [[str(cell.value or "") for cell in row] for row in page.iter_rows()]
    assert [header.lstrip("\u2060") for header in lines[0][-3:]] == ["Status", "Problem", "Fix"]
    assert [line[-3] for line in lines[1:]] == ["Stored", "Stored", "Not stored", *["Stored"] * 7]
    assert lines[3][-2:] == ["B4 Date of birth: There is no such day.", "Check day and month."]
    assert page["B4"].fill.fgColor.rgb == "00FFE4B5"
    assert page["B4"].comment is not None
    assert page["B4"].comment.text == "There is no such day. Check day and month."
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}
    about = {row[0].value: row[1].value for row in workbook["Handling"].iter_rows()}
    assert about == {
        "Handling": "Only KR may read this.",
        "Exported for": "Officer of KR",
        "Exported at": "2026-07-14T05:22:00+00:00",
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_repaired_result_sheet_is_imported_as_it_is(sheet: Path, tmp_path: Path, suffix: str) -> None:
    result = result_of(sheet, tmp_path / f"result{suffix}")
    if suffix == ".xlsx":
        workbook = load_workbook(result)
        workbook.worksheets[0]["B4"] = "1990-02-03"
        workbook.save(result)
    else:
        result.write_text(result.read_text(encoding="utf-8-sig").replace("31/02/1990", "1990-02-03"))
    assert counts(import_file(result)) == {"read": 10, "stored": 1, "refused": 0, "known": 9}


def test_a_text_table_begins_with_handling_recipient_and_time() -> None:
    rows = list(csv.reader(io.StringIO("".join(csv_text([["Name"], ["=1+1"]], HEADING)))))
    assert rows == [
        ["# Handling: Only KR may read this."],
        ["# Exported for: Officer of KR"],
        ["# Exported at: 2026-07-14T05:22:00+00:00"],
        ["Name"],
        ["'=1+1"],
    ]


@pytest.mark.parametrize("language", ["en", "fr", "vi", "th", "ko", "zh", "id", "ms", "tl", "km", "lo", "my"])
def test_a_template_is_recognised_by_the_import(language: str) -> None:
    headers = template_headers(language)
    assert [field_of(header) for header in headers] == [
        "name",
        "alias",
        "birth_date",
        "gender",
        "nationality",
        "document",
        "phone",
        "email",
        "wallet",
        "account",
        "status",
        "remarks",
    ]
