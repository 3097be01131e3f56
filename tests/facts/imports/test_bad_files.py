"""A file that cannot be read is refused with what is wrong and how to mend it; nothing of it is stored."""

import gzip
import struct
import zipfile
from pathlib import Path

import pytest
from tests.facts import sheets
from tests.facts.network import SUSPECTS

from interlace.facts.imports.limits import largest_file
from interlace.facts.imports.reader import Defaults, UnreadableFile
from interlace.facts.imports.source import ImportedFile
from interlace.facts.values import Reading


def why(path: Path, defaults: Defaults = SUSPECTS) -> str:
    with pytest.raises(UnreadableFile) as refused:
        list(ImportedFile.open(path, defaults))
    assert str(refused.value.message)
    assert str(refused.value.fix)
    return refused.value.code


def put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"<html><table>",
        b"<?xml version='1.0'?><a/>",
        b"[1, 2, 3]",
        b"\x7fELF" + b"\0" * 100,
        bytes(range(256)) * 40,
    ],
    ids=["pdf", "png", "old-excel", "html", "xml", "json", "program", "binary"],
)
def test_a_wrong_type_is_named_whatever_the_file_is_called(tmp_path: Path, content: bytes) -> None:
    assert why(put(tmp_path / "suspects.csv", content)) == "file_wrong_type"


def test_an_absent_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    assert why(tmp_path / "none.csv") == "file_missing"
    assert why(put(tmp_path / "empty.csv", b"")) == "file_empty"


def test_a_file_of_two_gibibytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    assert path.stat().st_size > largest_file()
    assert why(path) == "file_too_large"


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    whole = sheets.write_xlsx(tmp_path / "a.xlsx", [sheets.sound_row(1)]).read_bytes()
    assert why(put(tmp_path / "cut.xlsx", whole[: len(whole) // 2])) == "archive_broken"
    assert why(put(tmp_path / "other.xlsx", b"PK\x03\x04" + b"\0" * 50)) == "archive_broken"


def test_a_workbook_with_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    source = sheets.write_xlsx(tmp_path / "a.xlsx", [sheets.sound_row(1)])
    damaged = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[:200] if name.startswith("xl/worksheets") else content)
    assert why(damaged) == "archive_broken"


def test_an_archive_that_is_no_workbook_is_a_wrong_type(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert why(path) == "file_wrong_type"


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 30_000_000)
    assert why(path) == "archive_too_large"


def test_an_archive_of_overlapping_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "overlap.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b"a" * 500)
        archive.writestr("xl/b.xml", b"b" * 500)
    content = bytearray(path.read_bytes())
    second = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, second + 42, 10)  # offset of the second part's header, into the first
    assert why(put(path, bytes(content))) == "archive_broken"


def test_an_entity_bomb_inside_a_workbook_is_refused(tmp_path: Path) -> None:
    source = sheets.write_xlsx(tmp_path / "a.xlsx", [sheets.sound_row(1)])
    bomb = tmp_path / "b.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(bomb, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets"):
                content = content.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)
            new.writestr(name, content)
    assert why(bomb) == "archive_broken"


def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    with gzip.open(path, "wb") as file:
        file.write(b"Name,Phone\n")
        for _ in range(40):
            file.write(b"a,b\n" * 250_000)
    assert why(path) == "archive_too_large"


def test_a_cut_gzip_is_refused(tmp_path: Path) -> None:
    packed = gzip.compress(b"Name,Phone\n" + b"Han,+82100000142\n" * 1000)
    assert why(put(tmp_path / "cut.csv.gz", packed[: len(packed) // 2])) == "archive_broken"


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    assert why(put(tmp_path / "long.csv", b"Name,Phone\n" + b"a" * 3_000_000)) == "line_too_long"
    assert why(put(tmp_path / "long.ndjson", b'{"name": "' + b"a" * 3_000_000)) == "line_too_long"


def test_a_sheet_without_known_headers_is_refused(tmp_path: Path) -> None:
    assert why(put(tmp_path / "a.csv", b"foo,bar\n1,2\n")) == "no_column_recognised"


def test_a_sheet_or_encoding_that_is_not_there_is_refused(tmp_path: Path) -> None:
    book = sheets.write_xlsx(tmp_path / "a.xlsx", [sheets.sound_row(1)])
    assert why(book, Defaults(sheet="Tabelle9")) == "sheet_missing"
    table = sheets.write_csv(tmp_path / "a.csv", [sheets.sound_row(1)])
    assert why(table, Defaults(encoding="utf-9")) == "encoding_unknown"


def test_a_yaml_bomb_is_refused(tmp_path: Path) -> None:
    bomb = b"a: &a [x, x]\nb: &b [*a, *a]\ntags:\n- address: *b\n"
    assert why(put(tmp_path / "pack.yaml", bomb)) == "yaml_aliases"
    assert why(put(tmp_path / "pack.yaml", b"tags: [unclosed\n")) == "yaml_unreadable"


def test_a_list_without_its_other_parts_is_refused(tmp_path: Path) -> None:
    line = b'36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
    assert why(put(tmp_path / "sdn.csv", line)) == "companion_missing"


def test_a_formula_refuses_its_row_only(tmp_path: Path) -> None:
    rows = [sheets.sound_row(1), ["=CONCATENATE(A2)", *sheets.sound_row(2)[1:]]]
    for path in (
        sheets.write_csv(tmp_path / "a.csv", rows),
        sheets.write_xlsx(tmp_path / "a.xlsx", rows),
    ):
        first, second = list(ImportedFile.open(path, SUSPECTS))
        assert (first.is_refused, [(f.problem.code, f.cell) for f in second.findings]) == (
            False,
            [("formula_cell", "A3")],
        )


def test_a_cell_of_another_encoding_refuses_its_row_only(tmp_path: Path) -> None:
    lines = ["이름,상태", "한지섭,피의자", "문경호,피의자", "오태림,피의자"]
    content = "\n".join(lines).encode().replace("문경호".encode(), "문경호".encode("cp949"))
    rows = list(ImportedFile.open(put(tmp_path / "mixed.csv", content), SUSPECTS))
    assert [[(f.problem.code, f.cell) for f in row.findings] for row in rows] == [[], [("encoding_mixed", "A3")], []]


def test_lines_that_are_no_json_are_answered_in_their_place(tmp_path: Path) -> None:
    content = b'{"name": "Han Ji-seop", "status": "suspect"}\nnot json\n[1]\n'
    rows = list(ImportedFile.open(put(tmp_path / "a.ndjson", content), Defaults(reading=Reading("KR"))))
    assert [[(f.problem.code, f.cell) for f in row.findings] for row in rows] == [
        [],
        [("json_unreadable", "line 2")],
        [("json_unreadable", "line 3")],
    ]
