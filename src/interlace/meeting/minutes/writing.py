"""Minutes on paper: PDF and DOCX, one language after the other."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from interlace.foundation.printing import docx, pdf
from interlace.meeting.minutes.saying import Minutes

_STYLE = (
    "@page{size:A4;margin:18mm 16mm;@bottom-right{content:counter(page) ' / ' counter(pages);font-size:7pt}}"
    "body{font-size:9.5pt;line-height:1.45}section+section{break-before:page}h1{font-size:16pt;margin:0}"
    "h2{font-size:12pt;margin:6mm 0 2mm}.handling{border:.8pt solid #000;border-left-width:4pt;padding:2mm 3mm}"
    "table{border-collapse:collapse;width:100%}td,th{border:.5pt solid #999;padding:3pt 5pt;text-align:left;"
    "overflow-wrap:anywhere;vertical-align:top}thead{display:table-header-group}tr{break-inside:avoid}"
    "dt{float:left;clear:left;width:45mm}dd{margin-left:47mm}.foot{color:#444;font-size:8pt}"
)


def pdf_of(editions: Sequence[Minutes]) -> bytes:
    """The minutes as PDF; every letter is drawn with the fonts that papers have."""
    html = Element("html", lang=editions[0].language)
    head = SubElement(html, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "title").text = docx.written(editions[0].title)
    SubElement(head, "style").text = _STYLE
    body = SubElement(html, "body")
    for each in editions:
        _fill(SubElement(body, "section", lang=each.language), each)
    return pdf.pdf_of(tostring(html, encoding="unicode", method="html"))


def docx_of(editions: Sequence[Minutes]) -> bytes:
    """The minutes as a document that a bureau writes on."""
    document: Any = docx.new_document(title=editions[0].title)
    for number, each in enumerate(editions):
        if number:
            document.add_page_break()
        docx.add_text(document.add_heading("", level=1), each.title)
        docx.add_text(document.add_paragraph(), each.handling, bold=True)
        for label, text in each.pairs:
            paragraph = document.add_paragraph()
            docx.add_text(paragraph, f"{label}: ", bold=True)
            docx.add_text(paragraph, text)
        for part in each.parts:
            docx.add_text(document.add_heading("", level=2), part.title)
            if part.rows:
                docx.add_table(document, part.heads, part.rows)
            else:
                docx.add_text(document.add_paragraph(), part.empty)
        docx.add_text(document.add_paragraph(), each.foot)
    return docx.content_of(document)


def _fill(section: Element, minutes: Minutes) -> None:
    SubElement(section, "h1").text = docx.written(minutes.title)
    SubElement(section, "p", {"class": "handling"}).text = docx.written(minutes.handling)
    pairs = SubElement(section, "dl")
    for label, text in minutes.pairs:
        SubElement(pairs, "dt").text = docx.written(label)
        SubElement(pairs, "dd").text = docx.written(text)
    for part in minutes.parts:
        SubElement(section, "h2").text = docx.written(part.title)
        if not part.rows:
            SubElement(section, "p").text = docx.written(part.empty)
            continue
        table = SubElement(section, "table")
        head, body = SubElement(table, "thead"), SubElement(table, "tbody")
        for number, row in enumerate((part.heads, *part.rows)):
            line = SubElement(body if number else head, "tr")
            for cell in row:
                SubElement(line, "td" if number else "th").text = docx.written(cell)
    SubElement(section, "p", {"class": "foot"}).text = docx.written(minutes.foot)
