"""What a file is, its bytes say; every value keeps its place."""

import io
import json
from email.message import EmailMessage

import pytest
from docx import Document

from interlace.evidence.reading.documents import FileKind, Grid, Hindrance, Message, Passage, ReadDocument
from interlace.evidence.reading.reader import read


def letter() -> bytes:
    document = Document()
    document.add_heading("Summary", level=2)
    document.add_paragraph("The group used +66 60 000 8971.")
    table = document.add_table(rows=2, cols=2)
    for row, values in zip(table.rows, (("Type", "Value"), ("phone", "+66 60")), strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_letter_keeps_the_places_of_its_paragraphs_and_cells() -> None:
    (document,) = read(letter(), "letter.docx")
    assert document.kind is FileKind.LETTER
    assert document.blocks[0] == Passage("paragraph 1", "Summary", is_heading=True)
    assert document.blocks[1] == Passage("paragraph 2", "The group used +66 60 000 8971.")
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert (grid.rows[1][1].place, grid.rows[1][1].text) == ("table 1 row 2 column 2", "+66 60")


@pytest.mark.parametrize(
    ("encoding", "country", "text"),
    [
        ("cp949", "KR", "사건번호,구분\n2026-1,전화\n"),
        ("cp874", "TH", "เลขคดี,ประเภท\n1,โทรศัพท์\n"),
        ("utf-8-sig", "", "a,b\n1,ž\n"),
    ],
)
def test_a_text_table_is_read_in_the_encoding_of_its_country(encoding: str, country: str, text: str) -> None:
    (document,) = read(text.encode(encoding), "list.csv", country=country or None)
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [line.split(",") for line in text.split("\n")[:2]]
    assert grid.rows[1][1].place == "row 2 column 2"


def test_an_attachment_names_itself_before_its_places() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = "a@b.example", "c@d.example", "Files", "Thu, 1 Oct 2026"
    mail.set_content("Dear colleagues,\nsee below.")
    mail.add_attachment(letter(), maintype="application", subtype="octet-stream", filename="x.docx")
    body, attached = read(mail.as_bytes(), "mail.eml")
    assert body.blocks[1] == Passage("body line 2", "see below.")
    assert attached.within == "attachment x.docx: "
    assert attached.blocks[0] == Passage("attachment x.docx: paragraph 1", "Summary", is_heading=True)


def test_messages_of_telegram_are_counted_by_their_own_numbers() -> None:
    said = [{"id": 5, "from": "moss", "from_id": "u1", "text": ["new link ", {"type": "link", "text": "a.example"}]}]
    (document,) = read(json.dumps({"name": "K-1 group", "messages": said}).encode(), "result.json")
    assert (document.title, document.blocks) == ("K-1 group", (Message("message 5", "new link a.example", "moss"),))


@pytest.mark.parametrize(
    "text",
    [
        "[02/06/2026, 22:08:05] moss: new link\n[02/06/2026, 22:09:05] kiln: ok\nand more\n"
        "[03/06/2026, 1:00:00] moss: no\n",
        "02/06/2026, 22:08 - moss: new link\n02/06/2026, 22:09 - kiln: ok\nand more\n03/06/2026, 01:00 - moss: no\n",
        "Chat history\n2026.06.02\n22:08\tmoss\tnew link\n22:09\tkiln\tok\nand more\n22:10\tmoss\tno\n",
    ],
)
def test_messages_of_whatsapp_and_line_go_on_over_lines(text: str) -> None:
    (document,) = read(text.encode(), "chat.txt")
    assert document.blocks == (
        Message("message 1", "new link", "moss"),
        Message("message 2", "ok\nand more", "kiln"),
        Message("message 3", "no", "moss"),
    )


def test_a_text_has_headings_that_are_underlined_and_tables_between_bars() -> None:
    (document,) = read(b"FACTS\n------\nHe came.\n\nName | Born\nAnna | 1990\n", "facts.txt")
    assert document.blocks[:2] == (Passage("line 1", "FACTS", is_heading=True), Passage("line 3", "He came."))
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row] for row in grid.rows] == [["Name", "Born"], ["Anna", "1990"]]
    assert grid.rows[1][1].place == "line 6"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04", b"\x00\x01\x02" * 50])
def test_a_file_that_cannot_be_read_is_told_and_never_raises(data: bytes) -> None:
    (document,) = read(data, "file")
    assert document.blocks == ()
    assert document.remarks[0].hindrance in {Hindrance.FILE_REFUSED, Hindrance.FILE_UNKNOWN}


def test_reading_takes_and_gives_values_only() -> None:
    first: list[ReadDocument] = read(letter(), "letter.docx")
    assert first == read(letter(), "letter.docx")
