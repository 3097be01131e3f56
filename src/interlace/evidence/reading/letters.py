"""Letters as DOCX: paragraphs and tables in the order in which they stand."""

import io
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from interlace.evidence.reading.documents import Block, Cell, FileKind, Grid, Passage, ReadDocument
from interlace.evidence.reading.limits import Refused, refuse_unfit_archive

# The XML errors of lxml are SyntaxErrors.
_BROKEN = (PackageNotFoundError, BadZipFile, SyntaxError, KeyError, ValueError, AttributeError, OSError)


def read_letter(data: bytes) -> ReadDocument:
    """Paragraphs are counted as a reader counts them: headings too, empty ones not."""
    refuse_unfit_archive(data)
    try:
        document = Document(io.BytesIO(data))
        blocks: list[Block] = []
        paragraphs = tables = 0
        for element in document.iter_inner_content():
            if isinstance(element, Table):
                tables += 1
                blocks.append(_grid(element, tables))
            elif element.text.strip():
                paragraphs += 1
                is_heading = (element.style.name if element.style else "").startswith(("Heading", "Title"))
                blocks.append(Passage(f"paragraph {paragraphs}", element.text.strip(), is_heading))
    except _BROKEN:
        raise Refused("archive_broken") from None
    return ReadDocument(FileKind.LETTER, tuple(blocks))


def _grid(table: Table, number: int) -> Grid:
    return Grid(
        tuple(
            tuple(
                Cell(f"table {number} row {row_number} column {column}", cell.text.strip())
                for column, cell in enumerate(row.cells, start=1)
            )
            for row_number, row in enumerate(table.rows, start=1)
        )
    )
