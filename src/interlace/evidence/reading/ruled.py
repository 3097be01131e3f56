"""Boxes on the picture of a page: their rules are taken out before letters are read, and remembered as bars.

Letters that touch a rule are often not read at all: a case's number in a ruled heading is then lost with its line. Only
rules that close a box are taken out; the dashes of a half-hidden number and a line to write on stay.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_DARK = 160  # of 255
_LONGEST_STROKE = 100  # pixels across: no letter has a stroke so long at the resolutions that are read
_THICKEST = 14
_LOWEST_ROW = 24  # pixels between two rules that have text between them
_MOST_RULES = 400  # on a page; more is a drawing
_MOST_PIXELS = 50_000_000
_NEAR = 6
_WHOLE = 0.97  # of a rule is dark
_WHITE = 255

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rule between two cells of one row."""

    at: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule across."""

    top: int
    bottom: int
    left: int
    right: int


def without_boxes(picture: bytes) -> tuple[bytes, tuple[Bar, ...]]:
    """The picture as a grey map without the rules of its boxes, and where bars stood; as it was where it has none."""
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return picture, ()
            grey = np.array(opened.convert("L"))
    except (OSError, ValueError, Image.DecompressionBombError):
        return picture, ()
    bars = tuple(_cleared(grey))
    if not bars:
        return picture, ()
    height, width = grey.shape
    return b"P5 %d %d 255\n" % (width, height) + grey.tobytes(), bars


def _cleared(grey: Pixels) -> Iterator[Bar]:
    dark = grey < _DARK
    rules = list(_rules(dark))
    if len(rules) > _MOST_RULES:
        return
    for upper, lower in combinations(rules, 2):
        left, right = max(upper.left, lower.left), min(upper.right, lower.right)
        is_row = lower.top - upper.bottom >= _LOWEST_ROW and right - left >= _LONGEST_STROKE
        is_parted = any(
            upper.bottom < other.top and other.bottom < lower.top and other.left < right and left < other.right
            for other in rules
        )
        if not is_row or is_parted:
            continue
        strip = dark[upper.bottom : lower.top, left:right]
        sides = [(start, end) for start, end in _runs(strip.mean(axis=0) >= _WHOLE) if end - start <= _THICKEST]
        if len(sides) < 2 or sides[0][0] > _NEAR or sides[-1][1] < right - left - _NEAR:
            continue
        for rule in (upper, lower):
            grey[rule.top : rule.bottom, rule.left : rule.right] = _WHITE
        for start, end in sides:
            grey[upper.top : lower.bottom, left + start : left + end] = _WHITE
        for start, end in sides[1:-1]:
            yield Bar(left + (start + end) // 2, upper.bottom, lower.top)


def _rules(dark: NDArray[np.bool_]) -> Iterator[_Rule]:
    """Rules across: rows below each other that are dark over one and the same long way."""
    open_rules: list[_Rule] = []
    for at in np.flatnonzero(dark.sum(axis=1) >= _LONGEST_STROKE):
        runs = [(start, end) for start, end in _runs(dark[at]) if end - start >= _LONGEST_STROKE]
        still: list[_Rule] = []
        for rule in open_rules:
            same = [run for run in runs if rule.bottom == at and run[0] < rule.right and rule.left < run[1]]
            if same:
                left, right = min(rule.left, same[0][0]), max(rule.right, same[-1][1])
                still.append(_Rule(rule.top, int(at) + 1, left, right))
                runs = [run for run in runs if run not in same]
            elif rule.bottom - rule.top <= _THICKEST:
                yield rule
        open_rules = [*still, *(_Rule(int(at), int(at) + 1, start, end) for start, end in runs)]
    yield from (rule for rule in open_rules if rule.bottom - rule.top <= _THICKEST)


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where a row of yes and no says yes without a break."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
