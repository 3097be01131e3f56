"""PDF: paragraphs and ruled tables in reading order; scans by Tesseract, and what is said where it is missing."""

import io
import shutil

import pypdfium2
import pytest

from interlace.evidence.reading import scans
from interlace.evidence.reading.documents import FileKind, Grid, Hindrance, Passage
from interlace.evidence.reading.reader import read

try:
    import weasyprint
except (ImportError, OSError):  # the library loads Pango when it is imported
    pytest.skip("Pango is not on this machine", allow_module_level=True)

PAGE = """<html><style>td, th {border: 1px solid} body {font-size: 15px}</style><body>
<p>Summary</p><p>The victims were told to use +66 60 000 8971.</p>
<table style="border-collapse: collapse; width: 100%"><tr><th>Type</th><th>Value</th></tr>
<tr><td>website</td><td>reed-invest.example</td></tr></table><p>Nothing else was found in the house.</p>
</body></html>"""


def pdf() -> bytes:
    written: bytes = weasyprint.HTML(string=PAGE).write_pdf()
    return written


def scan() -> bytes:
    """The same page as a picture alone."""
    picture = pypdfium2.PdfDocument(pdf())[0].render(scale=3).to_pil().convert("L")
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=216)
    return file.getvalue()


def test_a_page_is_read_in_the_order_of_its_paragraphs_and_tables() -> None:
    (document,) = read(pdf(), "letter.pdf")
    first, second, grid, last = document.blocks
    assert (first, second) == (
        Passage("paragraph 1", "Summary"),
        Passage("paragraph 2", "The victims were told to use +66 60 000 8971."),
    )
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [["Type", "Value"], ["website", "reed-invest.example"]]
    assert grid.rows[1][1].place == "table 1 row 2 column 2"
    assert last == Passage("paragraph 3", "Nothing else was found in the house.")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not on this machine")
def test_a_scan_is_read_by_its_picture() -> None:
    (document,) = read(scan(), "scan.pdf", languages=("en",))
    assert document.kind is FileKind.SCAN
    text = " ".join(block.text for block in document.blocks if isinstance(block, Passage))
    assert "+66 60 000 8971" in text


def test_without_the_program_a_scan_is_told_as_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    scans.available_models.cache_clear()
    try:
        (document,) = read(scan(), "scan.pdf", languages=("en",))
    finally:
        scans.available_models.cache_clear()
    (remark,) = document.remarks
    assert (remark.hindrance, remark.place, remark.detail) == (Hindrance.OCR_MISSING, "page 1", "tesseract-ocr")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not on this machine")
def test_a_language_that_is_not_installed_is_named() -> None:
    if "hin" in (scans.available_models() or ()):
        pytest.skip("Hindi is installed here")
    (document,) = read(scan(), "scan.pdf", languages=("hi",))
    (remark,) = document.remarks
    assert (remark.hindrance, remark.detail) == (Hindrance.OCR_LANGUAGE_MISSING, "tesseract-ocr-hin")
