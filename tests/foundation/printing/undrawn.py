"""Letters that a PDF does not draw: read from its own fonts and its own drawing orders, whatever wrote it."""

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from fontTools.ttLib import TTFont

_OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)\s*endobj", re.DOTALL)
_STREAM = re.compile(rb"^(<<.*?>>)\s*stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONT_OR_GLYPHS = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>")
_LETTERS = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]*)>")


def undrawn_in(content: bytes) -> int:
    """How many letters have no shape in the font that is to draw them."""
    objects = dict(_objects(content))
    fonts = {
        name: (_font(objects, number), _letters(objects, number))
        for resources in objects.values()
        for name, number in re.findall(rb"/([A-Z]{6}) (\d+) 0 R", resources)
    }
    return sum(
        _is_undrawn(*fonts[name], int(glyph, 16))
        for orders in objects.values()
        if b" Tf" in orders
        for name, glyph in _glyphs(orders)
    )


def _is_undrawn(font: TTFont, letters: Mapping[int, str], glyph: int) -> bool:
    text = letters.get(glyph, "")
    if text and not text.strip("\N{ZERO WIDTH SPACE} \N{NO-BREAK SPACE}"):
        return False
    if not 0 < glyph < len(font.getGlyphOrder()):
        return True
    name = font.getGlyphName(glyph)
    outlines: Any = font["glyf"]
    # A font of Burmese carries a mark without shape and width, on which others are hung.
    return not outlines[name].numberOfContours and font["hmtx"][name][0] > 0


def _glyphs(orders: bytes) -> Iterator[tuple[bytes, bytes]]:
    name = b""
    for font, shown in _FONT_OR_GLYPHS.findall(orders):
        name = font or name
        yield from ((name, shown[at : at + 4]) for at in range(0, len(shown), 4))


def _font(objects: Mapping[bytes, bytes], number: bytes) -> TTFont:
    inner = objects[_named(objects[number], rb"/DescendantFonts ?\[? ?")]
    described = objects[_named(inner, rb"/FontDescriptor ")]
    return TTFont(io.BytesIO(objects[_named(described, rb"/FontFile\d? ")]))


def _letters(objects: Mapping[bytes, bytes], number: bytes) -> Mapping[int, str]:
    table = objects[_named(objects[number], rb"/ToUnicode ")]
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in _LETTERS.findall(table)}


def _named(text: bytes, key: bytes) -> bytes:
    found = re.search(key + rb"(\d+) 0 R", text)
    assert found is not None, (key, text[:200])
    return found[1]


def _objects(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every object by its number; of a stream what is in it."""
    for number, body in _OBJECT.findall(content):
        stream = _STREAM.match(body)
        if stream is None:
            yield number, body
            continue
        inside = zlib.decompress(stream[2]) if b"/FlateDecode" in stream[1] else stream[2]
        yield number, inside
        if b"/ObjStm" in stream[1]:
            first = int(re.findall(rb"/First (\d+)", stream[1])[0])
            places = [int(each) for each in inside[:first].split()]
            ends = [*places[3::2], len(inside) - first]
            for held, start, end in zip(places[::2], places[1::2], ends, strict=True):
                yield str(held).encode(), inside[first + start : first + end]
