"""A chart as a drawing that stands by itself: black on white, with its handling sentence below it."""

from textwrap import wrap
from xml.etree.ElementTree import Element, SubElement, tostring

from interlace.analysis.drawing import Line, Shape
from interlace.analysis.exporting.outgoing import Outgoing
from interlace.analysis.exporting.tables import title_of
from interlace.analysis.exporting.texts import written
from interlace.analysis.words import link_word

FAMILIES = (
    "'Noto Sans','Noto Sans Thai Looped','Noto Sans KR','Noto Sans CJK KR','Noto Sans Khmer',"
    "'Noto Sans Lao Looped','Noto Sans Myanmar',sans-serif"
)
_STYLE = (
    f"text{{font:13px {FAMILIES};fill:#000;text-anchor:middle}}"
    ".word{font-size:11px}.owner{font-size:10px;font-weight:700}.said{text-anchor:start;font-size:12px}"
    ".line{fill:none;stroke:#000;stroke-width:1.6}.is-possible{stroke-dasharray:7 5}"
    ".is-tentative{stroke-dasharray:1 5;stroke-linecap:round;stroke-width:2.2}"
    ".shape{fill:#fff;stroke:#000;stroke-width:1.6}"
)
_LINE_HEIGHT, _SIGN_WIDTH = 17, 7


def svg_of(going: Outgoing) -> bytes:
    """The drawing as a file."""
    return bytes(tostring(svg_element(going), encoding="utf-8", xml_declaration=True))


def svg_element(going: Outgoing) -> Element:
    """The drawing as an element."""
    sheet = going.sheet
    width = max(sheet.width, 480)
    said = [
        line for name, text in going.heading.lines() for line in wrap(f"{name}: {text}", round(width / _SIGN_WIDTH))
    ]
    below = _LINE_HEIGHT * (len(said) + 1)
    box = f"{sheet.left:g} {sheet.top:g} {width:g} {sheet.height + below:g}"
    size = {"width": f"{width:g}", "height": f"{sheet.height + below:g}"}
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, **size})
    SubElement(root, "style").text = _STYLE
    for line in sheet.lines:
        _add_line(root, going, line)
    for shape in sheet.shapes:
        _add_shape(root, going, shape)
    for number, text in enumerate(said, start=1):
        _text(root, sheet.left + 12, sheet.top + sheet.height + _LINE_HEIGHT * number, text, "said")
    return root


def _add_line(root: Element, going: Outgoing, line: Line) -> None:
    link = going.chart.links[line.link]
    if line.is_double:
        SubElement(root, "path", {"class": "line", "d": line.path, "style": "stroke-width:5"})
        SubElement(root, "path", {"class": "line", "d": line.path, "style": "stroke:#fff;stroke-width:2"})
    else:
        SubElement(root, "path", {"class": f"line {line.style}".strip(), "d": line.path})
    word = link_word(link)
    _text(root, line.x, line.y, f"{word} →" if line.is_directed and link.one < link.other else word, "word")


def _add_shape(root: Element, going: Outgoing, shape: Shape) -> None:
    item = going.chart.items[shape.item]
    if shape.is_round:
        SubElement(
            root, "circle", {"class": "shape", "cx": f"{shape.x:g}", "cy": f"{shape.y:g}", "r": f"{shape.size:g}"}
        )
    else:
        corner = {"x": f"{shape.x - shape.size:g}", "y": f"{shape.y - shape.size:g}"}
        side = f"{2 * shape.size:g}"
        SubElement(root, "rect", {"class": "shape", **corner, "width": side, "height": side, "rx": "3"})
    _text(root, shape.x, shape.y + 4, " ".join(item.owners[:3]), "owner")
    _text(root, shape.x, shape.y + shape.size + 17, title_of(item), "")


def _text(root: Element, x: float, y: float, text: str, style: str) -> None:
    place = {"x": f"{x:g}", "y": f"{y:g}", **({"class": style} if style else {})}
    SubElement(root, "text", place).text = written(text)
