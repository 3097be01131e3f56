"""Fonts for printed papers: which of the node's own files draws which letter.

They are built from the same lock as those of the pages (surfaces/web/assets.py). A Chinese or Korean font comes in a
hundred files; a paper takes those that it has letters for. Where nothing was built the fonts of the system are used.
"""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

LATIN = "Noto Sans"
FAMILIES = (
    LATIN,
    "Noto Sans Thai Looped",
    "Noto Sans Lao Looped",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Sans Arabic",
    # Before the Korean one, which draws some Chinese letters too: a Chinese name is to be of one hand.
    "Noto Sans SC",
    "Noto Sans TC",
    "Noto Sans KR",
)
"""In the order in which they are asked for a letter."""

_SHEET = "vendor/paper.css"
_RULE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FAMILY = re.compile(r"font-family:\s*['\"]([^'\"]+)")
_WEIGHT = re.compile(r"font-weight:\s*(\d+)")
_FILE = re.compile(r"url\([\"']?fonts/([\w.-]+)")
_RANGES = re.compile(r"unicode-range:([^;}]*)")
_RANGE = re.compile(r"U\+([0-9A-F?]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


Part = tuple[str, tuple[tuple[int, int], ...]]
"""A family, and those of its letters that stand in one file for each weight."""


@dataclass(frozen=True, slots=True)
class Face:
    """One file of a font, with the letters that it is for."""

    family: str
    weight: int
    file: Path
    ranges: tuple[tuple[int, int], ...]

    @property
    def part(self) -> Part:
        """The same for the files that hold the same letters in other weights."""
        return self.family, self.ranges

    def rule(self, name: str) -> str:
        """The face as a rule of a style sheet that holds the file itself, so that nothing is opened for it."""
        content = base64.b64encode(self.file.read_bytes()).decode()
        # Latin letters are drawn whole: taken apart into letter and mark, a Vietnamese word could not be found.
        features = "font-feature-settings:'ccmp' 0;" if self.family == LATIN else ""
        return (
            f"@font-face{{font-family:'{name}';font-weight:{self.weight};{features}"
            f"src:url(data:font/woff;base64,{content}) format('woff')}}"
        )


def style_for(text: str) -> str:
    """The style sheet of a paper with this text: the faces that it needs, and the order in which they are asked."""
    found = faces_for(text)
    names = _names(found)
    return "".join(face.rule(names[face.part]) for face in found) + f"html{{font-family:{order_for(text)}}}"


def order_for(text: str) -> str:
    """The families of a paper with this text, as a style sheet lists them."""
    return "".join(f"'{name}'," for name in _names(faces_for(text)).values()) + "sans-serif"


def _names(found: list[Face]) -> dict[Part, str]:
    """A name for each part of a family.

    The printer tells fonts apart by family and weight alone, and of two files of one family it would draw the letters
    of one with the shapes of the other.
    """
    return {part: f"Paper {number}" for number, part in enumerate(dict.fromkeys(face.part for face in found))}


def faces_for(text: str) -> list[Face]:
    """The files that hold the letters of a text, in every weight there is, in the order in which they are asked."""
    needed = {part for letter in set(text) if (part := part_for(letter))}
    return [face for face in faces() if face.part in needed]


def family_of(letter: str) -> str | None:
    """The family that draws a letter; none where the node has no font for it."""
    found = part_for(letter)
    return found[0] if found else None


def part_for(letter: str) -> Part | None:
    """The first part of a font that draws a letter."""
    return _parts().get(ord(letter))


@cache
def _parts() -> dict[int, Part]:
    found: dict[int, Part] = {}
    for face in faces():
        for first, last in face.ranges:
            for letter in range(first, last + 1):
                found.setdefault(letter, face.part)
    return found


@cache
def faces() -> tuple[Face, ...]:
    """Every face that was built, in the order in which they are asked."""
    found = [face for face in _faces_in(_SHEET) if face.family in FAMILIES]
    return tuple(sorted(found, key=lambda face: FAMILIES.index(face.family)))


def _faces_in(sheet: str) -> Iterator[Face]:
    found = finders.find(sheet)
    if not isinstance(found, str):
        return
    path = Path(found)
    for rule in _RULE.findall(path.read_text(encoding="utf-8")):
        family, weight, file = _FAMILY.search(rule), _WEIGHT.search(rule), _FILE.search(rule)
        if family and weight and file:
            ranges = _RANGES.search(rule)
            letters = tuple(_ranges(ranges[1])) if ranges else ()
            yield Face(family[1], int(weight[1]), path.parent / "fonts" / file[1], letters)


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    for first, last in _RANGE.findall(text):
        yield int(first.replace("?", "0"), 16), int(last or first.replace("?", "F"), 16)
