"""PDF: the text layer in reading order, tables by their ruled lines; pages without text go to the reader of scans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from interlace.evidence.reading.documents import Block, Cell, FileKind, Grid, Passage, ReadDocument, Remark
from interlace.evidence.reading.limits import MOST_PAGES, Refused
from interlace.evidence.reading.scans import Counters, OcrUnavailable, read_picture

_THIN = 2.5  # points: a rule, not a box
_TOUCH = 3.0  # points between rules of one table
_FEWEST_LETTERS = 8  # on a page that has a text layer
_SCAN_DPI = 300
_MOST_PIXELS = 40_000_000
_MOST_OBJECTS = 20_000
_PARAGRAPH_GAP = 0.75  # of a line's height, between two paragraphs

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(slots=True)
class _Line:
    box: Box
    text: str


def read_pdf(data: bytes, *, languages: Sequence[str], only: int | None = None) -> ReadDocument:
    """All pages, or `only` one of them (from 0), whose places then begin with its number.

    Paragraphs and tables are counted through what is read, as a reader counts them.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise Refused("pdf_unreadable") from None
    if len(document) > MOST_PAGES:
        raise Refused("pdf_too_many_pages")
    blocks: list[Block] = []
    remarks: list[Remark] = []
    counters = Counters()
    scanned = 0
    pages = range(len(document)) if only is None else range(only, min(only + 1, len(document)))
    for number in pages:
        page = document[number]
        textpage = page.get_textpage()
        letters = sum(not character.isspace() for character in textpage.get_text_range())
        if letters >= _FEWEST_LETTERS:
            blocks += _page_blocks(page, textpage, counters)
        elif _has_picture(page):
            scanned += 1
            try:
                blocks += read_picture(_rendered(page), languages=languages, counters=counters)
            except OcrUnavailable as missing:
                remarks.append(Remark(missing.hindrance, f"page {number + 1}", missing.detail))
    kind = FileKind.SCAN if scanned and scanned == len(pages) else FileKind.PDF
    found = ReadDocument(kind, tuple(blocks), tuple(remarks))
    return found if only is None else found.beneath(f"page {only + 1}: ")


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(item.type == pdfium.FPDF_PAGEOBJ_IMAGE for item in page.get_objects(max_depth=4))


def _rendered(page: pypdfium2.PdfPage) -> bytes:
    """The page as a grey picture with a size that memory can bear (portable grey map: one header, then the pixels)."""
    width, height = page.get_size()
    scale = _SCAN_DPI / 72
    if width * height * scale * scale > _MOST_PIXELS:
        scale = (_MOST_PIXELS / (width * height)) ** 0.5
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    pixels: bytes = picture.tobytes()
    return b"P5 %d %d 255\n" % picture.size + pixels


def _page_blocks(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, counters: Counters) -> Iterator[Block]:
    tables = list(_ruled_tables(page))
    lines = [line for line in _lines(textpage) if not any(_is_inside(line.box, _whole(table)) for table in tables)]
    parts: list[tuple[float, list[_Line] | tuple[list[float], list[float]]]] = [
        *((_whole(table)[3], table) for table in tables),
        *((paragraph[0].box[3], paragraph) for paragraph in _paragraphs(lines, tables)),
    ]
    for _, part in sorted(parts, key=lambda part: -part[0]):
        if isinstance(part, tuple):
            counters.tables += 1
            yield _grid(textpage, part, counters.tables)
        else:
            counters.paragraphs += 1
            yield Passage(f"paragraph {counters.paragraphs}", _joined(line.text for line in part))


def _joined(lines: Iterable[str]) -> str:
    """Lines of one paragraph; scripts without spaces between words are joined without one."""
    text = ""
    for line in lines:
        is_spaced = not text or text[-1].isspace() or ord(text[-1]) < 0x0E00 or 0xAC00 <= ord(text[-1]) <= 0xD7A3
        text += (" " if text and is_spaced else "") + line.strip()
    return text


def _lines(textpage: pypdfium2.PdfTextPage) -> list[_Line]:
    """The pieces of text of a page, put together to lines by where they stand."""
    pieces = []
    for index in range(min(textpage.count_rects(), _MOST_OBJECTS)):
        box = textpage.get_rect(index)
        if text := textpage.get_text_bounded(*box).strip():
            pieces.append(_Line(box, " ".join(text.split())))
    lines: list[_Line] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.box[1], piece.box[0])):
        line = next((line for line in reversed(lines[-4:]) if _is_beside(line.box, piece.box)), None)
        if line is None:
            lines.append(piece)
            continue
        gap = piece.box[0] - line.box[2]
        line.text += ("" if gap < 0.15 * (piece.box[3] - piece.box[1]) else " ") + piece.text
        line.box = (
            min(line.box[0], piece.box[0]), min(line.box[1], piece.box[1]),
            max(line.box[2], piece.box[2]), max(line.box[3], piece.box[3]),
        )  # fmt: skip
    return lines


def _is_beside(line: Box, piece: Box) -> bool:
    shared = min(line[3], piece[3]) - max(line[1], piece[1])
    return shared > 0.5 * min(line[3] - line[1], piece[3] - piece[1])


def _paragraphs(lines: list[_Line], tables: Sequence[tuple[list[float], list[float]]]) -> Iterator[list[_Line]]:
    """Lines close to each other; a table between two lines parts them."""
    if not lines:
        return
    height = median(line.box[3] - line.box[1] for line in lines)
    ordered = sorted(lines, key=lambda line: -line.box[3])
    current = ordered[:1]
    for before, line in pairwise(ordered):
        gap = before.box[1] - line.box[3]
        has_table_between = any(before.box[1] >= _whole(table)[3] >= line.box[3] for table in tables)
        has_other_size = abs((before.box[3] - before.box[1]) - (line.box[3] - line.box[1])) > 0.45 * height
        if gap > _PARAGRAPH_GAP * height or has_table_between or has_other_size:
            yield current
            current = []
        current.append(line)
    yield current


def _whole(table: tuple[list[float], list[float]]) -> Box:
    columns, rows = table
    return columns[0], rows[-1], columns[-1], rows[0]


def _is_inside(box: Box, table: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return table[0] - _TOUCH <= x <= table[2] + _TOUCH and table[1] - _TOUCH <= y <= table[3] + _TOUCH


def _ruled_tables(page: pypdfium2.PdfPage) -> Iterator[tuple[list[float], list[float]]]:
    """Where rules meet: the edges of the columns from the left, and of the rows from the top."""
    rules = []
    for count, item in enumerate(page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=4)):
        if count >= _MOST_OBJECTS:
            break
        box = item.get_bounds()
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN < max(box[2] - box[0], box[3] - box[1]):
            rules.append(box)
    for group in _touching(rules):
        columns = _edges((box[0] + box[2]) / 2 for box in group if box[2] - box[0] <= _THIN)
        rows = _edges((box[1] + box[3]) / 2 for box in group if box[3] - box[1] <= _THIN)[::-1]
        if len(columns) > 1 and len(rows) > 1:
            yield columns, rows


def _touching(rules: Sequence[Box]) -> list[list[Box]]:
    groups: list[list[Box]] = []
    for rule in rules:
        near = [group for group in groups if any(_touch(rule, other) for other in group)]
        merged = [rule, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near] + [merged]
    return groups


def _touch(a: Box, b: Box) -> bool:
    return a[0] - _TOUCH <= b[2] and b[0] - _TOUCH <= a[2] and a[1] - _TOUCH <= b[3] and b[1] - _TOUCH <= a[3]


def _edges(places: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _TOUCH:
            edges.append(place)
    return edges


def _grid(textpage: pypdfium2.PdfTextPage, table: tuple[list[float], list[float]], number: int) -> Grid:
    columns, rows = table
    return Grid(
        tuple(
            tuple(
                Cell(
                    f"table {number} row {row} column {column}",
                    _cell_text(textpage.get_text_bounded(left, bottom, right, top)),
                )
                for column, (left, right) in enumerate(pairwise(columns), start=1)
            )
            for row, (top, bottom) in enumerate(pairwise(rows), start=1)
        )
    )


def _cell_text(text: str) -> str:
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
    if not lines:
        return ""
    joined = lines[0]
    for line in lines[1:]:
        # A hyphen, a slash or an @ at the end of a line belongs to a value that was broken there.
        joined += line if joined[-1] in "-/@_." and " " not in joined[-12:] else f" {line}"
    return joined
