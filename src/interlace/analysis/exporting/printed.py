"""A chart on paper, and as a picture of that paper: PDF by WeasyPrint, PNG from it by pdfium."""

import io
from xml.etree.ElementTree import Element, SubElement, tostring

import pypdfium2

from interlace.analysis.exporting.outgoing import Outgoing
from interlace.analysis.exporting.svg import FAMILIES, svg_element
from interlace.analysis.exporting.tables import rows_of
from interlace.analysis.exporting.texts import written
from interlace.foundation.printing import pdf as printing
from interlace.foundation.printing.fonts import order_for

_STYLE = (
    "@page{size:A4 landscape;margin:12mm}body{font-size:9pt}svg{max-width:100%;max-height:165mm}"
    "table{border-collapse:collapse;width:100%;page-break-before:always}td,th{border:.5pt solid #999;padding:2pt 4pt;"
    "text-align:left;overflow-wrap:anywhere}"
)
_DOTS = 2.0
"""Pixels of the picture for a pixel of the drawing."""
_POINTS_A_PIXEL = 0.75
_WIDEST = 8_000
"""Pixels: a picture that is wider takes more memory than it shows."""


def pdf_of(going: Outgoing) -> bytes:
    """The drawing on a sheet, and its links as a table behind it."""
    html, body = _page(_STYLE)
    body.append(svg_element(going))
    table = SubElement(body, "table")
    for number, row in enumerate(rows_of(going)):
        line = SubElement(table, "tr")
        for cell in row:
            SubElement(line, "td" if number else "th").text = written(cell)
    foot = SubElement(body, "p")
    foot.text = written(" ".join(f"{name}: {text}" for name, text in going.heading.lines()))
    return _pdf(html)


def png_of(going: Outgoing) -> bytes:
    """The drawing alone, with its handling sentence."""
    drawing = svg_element(going)
    width, height = float(drawing.attrib["width"]), float(drawing.attrib["height"])
    html, body = _page(f"@page{{size:{width:g}px {height + 2:g}px;margin:0}}body{{margin:0}}svg{{display:block}}")
    body.append(drawing)
    document = pypdfium2.PdfDocument(_pdf(html))
    try:
        scale = min(_DOTS, _WIDEST / max(width, height)) / _POINTS_A_PIXEL
        picture = document[0].render(scale=scale).to_pil()
    finally:
        document.close()
    content = io.BytesIO()
    picture.save(content, format="PNG")
    return content.getvalue()


def _page(style: str) -> tuple[Element, Element]:
    html = Element("html")
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "style").text = style
    return html, SubElement(html, "body")


def _pdf(html: Element) -> bytes:
    # WeasyPrint wants its own namespace off the elements of HTML and on those of SVG, as the drawing has it.
    text = tostring(html, encoding="unicode", method="html")
    # A drawing does not take its fonts from the page around it.
    return printing.pdf_of(text.replace(FAMILIES, order_for(text)))
