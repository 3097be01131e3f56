"""Workbooks as bureaus send them: several tables on a sheet, hidden sheets, merged cells, numbers that lost digits."""

import io

import pytest
from openpyxl import Workbook

from interlace.evidence.reading.documents import Grid, Hindrance, Passage
from interlace.evidence.reading.limits import Refused
from interlace.evidence.reading.workbooks import read_workbook


def saved(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_tables_beside_and_below_each_other_are_taken_apart() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "All"
    for row in (
        ["No", "Name", None, "Type", "Value"],
        [1, "A", None, "phone", "+82 10"],
        [],
        ["Lead", "Grade"],
        ["7", "B2"],
    ):
        sheet.append(row)
    grids = [block for block in read_workbook(saved(workbook)).blocks if isinstance(block, Grid)]
    assert [[[cell.text for cell in row] for row in grid.rows] for grid in grids] == [
        [["No", "Name"], ["1", "A"]],
        [["Lead", "Grade"], ["7", "B2"]],
        [["Type", "Value"], ["phone", "+82 10"]],
    ]
    assert [grid.rows[0][0].place for grid in grids] == ["All!A1", "All!A4", "All!D1"]


def test_a_hidden_sheet_is_told_and_not_read() -> None:
    workbook = Workbook()
    hidden = workbook.create_sheet("_old")
    hidden.append(["Lead 1"])
    hidden.sheet_state = "hidden"
    document = read_workbook(saved(workbook))
    assert [(remark.hindrance, remark.place) for remark in document.remarks] == [(Hindrance.SHEET_HIDDEN, "_old!A1")]
    assert not any("Lead 1" in str(block) for block in document.blocks)


def test_a_cell_merged_downwards_holds_for_each_of_its_rows() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (["Case", "Value"], ["K-1", "a"], [None, "b"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    (grid,) = [block for block in read_workbook(saved(workbook)).blocks if isinstance(block, Grid)]
    assert [row[0].text for row in grid.rows] == ["Case", "K-1", "K-1"]


def test_a_title_alone_is_a_heading() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["B2"] = "Exhibits held at home"
    assert Passage("Sheet!B2", "Exhibits held at home", is_heading=True) in read_workbook(saved(workbook)).blocks


def test_a_number_shown_as_a_power_of_ten_is_read_as_it_is_shown() -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = "Phone", 821000000000
    sheet["A2"].number_format = "0.00E+00"
    (grid,) = [block for block in read_workbook(saved(workbook)).blocks if isinstance(block, Grid)]
    assert grid.rows[1][0].text == "8.21E+11"


def test_a_broken_package_is_refused() -> None:
    with pytest.raises(Refused, match="archive_broken"):
        read_workbook(b"PK\x03\x04 nothing behind it")
