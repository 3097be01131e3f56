"""DOCX: every run of letters names a font that draws them, in whichever script it is.

A word processor chooses among four fonts of a run by the script; all four are named, because it does not know Khmer
from Latin by itself. Who opens the paper needs the fonts (Noto, free), or takes PDF, which holds them.
"""

import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from interlace.foundation.printing.fonts import LATIN, family_of

_PLACES = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
_RIGHT_TO_LEFT = "Noto Sans Arabic"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0, production 2: what is no character of a document, escaped or not."""


def new_document(*, title: str, is_landscape: bool = False) -> Any:
    """An empty A4 document with its title in its properties, and nobody as its author."""
    document: Any = Document()
    section = document.sections[0]
    short, long = 7_560_310, 10_692_130  # A4, in units of 1/914400 inch
    section.page_width, section.page_height = (long, short) if is_landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    document.core_properties.title = written(title)
    document.core_properties.author = ""
    for style in document.styles:
        if style.type is not None and getattr(style, "font", None) is not None:
            _name_font(style.element.get_or_add_rPr(), LATIN)
    return document


def add_text(paragraph: Any, text: str, *, bold: bool = False) -> None:
    """Append a text to a paragraph, in as many runs as it needs fonts."""
    for family, part in runs_of(text):
        run = paragraph.add_run(part)
        run.bold = bold or None
        _name_font(run._r.get_or_add_rPr(), family)
        if family == _RIGHT_TO_LEFT:
            run.font.rtl = True


def add_table(document: Any, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    """A table whose heading is repeated on each page."""
    table = document.add_table(rows=0, cols=len(heads), style="Table Grid")
    for number, row in enumerate((heads, *rows)):
        line = table.add_row()
        for cell, text in zip(line.cells, row, strict=True):
            add_text(cell.paragraphs[0], text, bold=number == 0)
        if number == 0:
            line._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def content_of(document: Any) -> bytes:
    """The document as a file."""
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def runs_of(text: str) -> Iterator[tuple[str, str]]:
    """A text in parts, each with the family that draws all of it."""
    family = LATIN
    named = []
    for letter in written(text):
        # A mark stays with its letter, and a joiner inside its word: a run of its own would tear the shape apart.
        if unicodedata.category(letter) not in {"Mn", "Mc", "Me", "Cf"} or family_of(letter) not in {family, LATIN}:
            family = family_of(letter) or LATIN
        named.append((family, letter))
    for each, group in groupby(named, key=lambda pair: pair[0]):
        yield each, "".join(letter for _family, letter in group)


def written(text: str) -> str:
    """A text without what no document of XML may hold."""
    return _NOT_IN_XML.sub("", text)


def _name_font(properties: Any, family: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    for place in _PLACES:
        fonts.set(qn(place), family)
