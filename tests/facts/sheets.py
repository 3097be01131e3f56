"""Sheets as bureaus send them: sound rows by number, planted errors at known cells, workbooks and text tables."""

import csv
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import base58
from openpyxl import Workbook

HEADERS = ("Name", "Date of birth", "Phone", "Wallet", "Status", "Grading")
SURNAMES = ("Kim", "Lee", "Park", "Choi", "Jung", "Nguyen", "Tran", "Somchai", "Wong", "Sok")


def wallet(number: int) -> str:
    """A TRON address with a valid checksum and no known key."""
    return base58.b58encode_check(b"\x41" + hashlib.sha256(str(number).encode()).digest()[:20]).decode()


def sound_row(number: int) -> list[str]:
    """A row without fault, different for every number."""
    name = f"{SURNAMES[number % len(SURNAMES)]} {chr(65 + number % 26)}{'aeiou'[number % 5]}n-{number // 26}ho"
    return [
        name,
        f"{1950 + number % 50}-{1 + number % 12:02}-{1 + number % 28:02}",
        f"010-{2000 + number // 10000:04}-{number % 10000:04}",
        wallet(number),
        "suspect",
        "ADMIRALTY:B2",
    ]


# Column, damaged value, code of the problem.
FAULTS: tuple[tuple[str, str, str], ...] = (
    ("Phone", "010-2345", "phone_too_short"),
    ("Phone", "8.2E+11", "digits_lost_in_spreadsheet"),
    ("Date of birth", "31/02/1990", "date_no_such_day"),
    ("Date of birth", "04/05/1990", "date_ambiguous"),
    ("Date of birth", "12/5/90", "date_two_digit_year"),
    ("Wallet", wallet(1)[:-1] + ("1" if wallet(1)[-1] != "1" else "2"), "wallet_checksum_wrong"),
    ("Status", "bystander", "status_unknown"),
    ("Grading", "B2", "grading_without_scheme"),
    ("Name", "12345", "name_without_letters"),
)


def planted(rows: int, errors: int) -> tuple[list[list[str]], dict[int, tuple[str, str]]]:
    """Rows with so many errors spread over them; and row number → column and code."""
    table = [sound_row(number) for number in range(1, rows + 1)]
    expected = {}
    for index in range(errors):
        number = 3 + index * (rows - 5) // errors
        column, damaged, code = FAULTS[index % len(FAULTS)]
        table[number - 1][HEADERS.index(column)] = damaged
        expected[number] = (column, code)
    return table, expected


def write_csv(
    path: Path,
    rows: Sequence[Sequence[str]],
    *,
    headers: Sequence[str] = HEADERS,
    encoding: str = "utf-8",
    separator: str = ",",
) -> Path:
    """A text table."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerows([headers, *rows])
    return path


def write_xlsx(
    path: Path,
    rows: Sequence[Sequence[object]],
    *,
    headers: Sequence[str] = HEADERS,
    before: Callable[[Workbook], None] | None = None,
) -> Path:
    """A workbook with one sheet."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    if before is not None:
        before(workbook)
    for row in (headers, *rows):
        sheet.append(list(row))
    workbook.save(path)
    return path


KOREAN_HEADERS = ("이름", "생년월일", "전화번호", "지갑주소", "비고")

KOREAN_ROWS: tuple[tuple[str, ...], ...] = (
    ("한지섭", "1991-04-17", "", "", ""),
    ("오태림", "1988", "", "", "생일 불명"),
    ("문경호", "1979년 11월 2일", "", "", ""),
    ("", "", "+82 10 0000 0142", "", "1행"),
    ("", "", "+82 10 0000 0178", "", "1행"),
    ("", "", "010 0000 14", "", "2행"),
    ("", "", "+82 10 0000 0163", "", "3행"),
    ("", "", "+82 10 0000 0199", "", "3행"),
    ("", "", "", "TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM", "2행"),
    ("", "", "", "TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqG", "3행"),
)
"""The demo sheet of Golden Reed: three persons, five phones of which one lacks a digit, two wallets."""


def given(headers: Sequence[str], row: Sequence[str]) -> Mapping[str, str]:
    """The row as its sender wrote it, without empty cells."""
    return {header: cell for header, cell in zip(headers, row, strict=True) if cell}
