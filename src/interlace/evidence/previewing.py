"""What an exhibit looks like, drawn in the jail: a picture of a page or the beginning of a text, and never the file.

The browser of an officer opens nothing that came from others: it gets pixels that were drawn here.
"""

import base64
import io
from typing import Final

import pypdfium2
from PIL import Image, ImageDraw, ImageOps

from interlace.evidence.inspecting import MOST_PIXELS, inspect
from interlace.foundation.jail import Json, Reason, Unreadable

LONGEST_SIDE: Final = 1100
"""Pixels."""
MOST_TEXT: Final = 4000
"""Characters."""
MOST_MARKS: Final = 20
"""Frames on one page: the same value may stand there often."""
MARK_COLOUR: Final = "#b45309"


def outline(data: bytes, _arguments: Json) -> Json:
    """`{"kind", "pages"}`: what there would be to see. Nothing of the content is in it."""
    kind = _kind_of(data)
    if kind == "pdf":
        with pypdfium2.PdfDocument(data) as document:
            return {"kind": kind, "pages": len(document)}
    if kind not in {"picture", "text", "json", "xml"}:
        raise Unreadable(Reason.UNKNOWN_KIND)
    return {"kind": kind, "pages": 1}


def preview(data: bytes, arguments: Json) -> Json:
    """`{"picture"}` or `{"text"}` of the page with this number, from 0; refused as by `inspect`."""
    number = arguments if isinstance(arguments, int) else 0
    kind = _kind_of(data)
    match kind:
        case "pdf":
            return _page(data, number)
        case "picture":
            Image.MAX_IMAGE_PIXELS = MOST_PIXELS
            with Image.open(io.BytesIO(data)) as picture:
                return {"picture": _drawn(picture)}
        case "text" | "json" | "xml":
            encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
            return {"text": data.decode(encoding)[:MOST_TEXT]}
    raise Unreadable(Reason.UNKNOWN_KIND)


def preview_marked(data: bytes, arguments: Json) -> Json:
    """`{"picture", "marks"}`: the page `{"page"}` with a frame around each place where `{"text"}` stands on it.

    A scan has no letters to look for: it is drawn without a frame, and `marks` is 0.
    """
    asked = arguments if isinstance(arguments, dict) else {}
    number, text = int(asked.get("page", 0)), str(asked.get("text", ""))
    kind = _kind_of(data)
    if kind != "pdf":
        found = preview(data, number)
        return {**found, "marks": 0} if isinstance(found, dict) else found
    return _page(data, number, text=text)


def _page(data: bytes, number: int, *, text: str = "") -> Json:
    with pypdfium2.PdfDocument(data) as document:
        if not 0 <= number < len(document):
            raise Unreadable(Reason.UNREADABLE)
        page = document[number]
        width, height = page.get_size()
        if min(width, height) <= 0:
            raise Unreadable(Reason.DAMAGED)
        scale = min(2.0, LONGEST_SIDE / max(width, height))
        drawn = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        marks = _boxes_of(page, text)[:MOST_MARKS] if text and not page.get_rotation() else []
        left, bottom, _right, _top = page.get_cropbox()
        pen = ImageDraw.Draw(drawn)
        for box in marks:
            x, y = (box[0] - left) * scale, height * scale - (box[3] - bottom) * scale
            right, low = (box[2] - left) * scale, height * scale - (box[1] - bottom) * scale
            for around, colour in ((5, "white"), (4, MARK_COLOUR), (3, MARK_COLOUR)):
                pen.rectangle((x - around, y - around, right + around, low + around), outline=colour)
        return {"picture": _drawn(drawn), "marks": len(marks)}


def _boxes_of(page: pypdfium2.PdfPage, text: str) -> list[tuple[float, float, float, float]]:
    """Where this text stands on the page, line by line: left, bottom, right and top in points."""
    letters = page.get_textpage()
    search, boxes = letters.search(text), list[tuple[float, float, float, float]]()
    while len(boxes) < MOST_MARKS and (found := search.get_next()) is not None:
        boxes += [letters.get_rect(number) for number in range(letters.count_rects(*found))]
    return boxes


def _kind_of(data: bytes) -> str:
    found = inspect(data, None)
    return str(found["kind"]) if isinstance(found, dict) else ""


def _drawn(picture: Image.Image) -> str:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = ImageOps.exif_transpose(picture).convert("RGB")
    # A new picture: nothing that stood beside the pixels comes along.
    clean = Image.new("RGB", plain.size)
    clean.paste(plain)
    target = io.BytesIO()
    clean.save(target, "PNG")
    return base64.b64encode(target.getvalue()).decode()
