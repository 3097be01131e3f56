"""What all compiled loops of the index are made with, and the part of the index that they look through.

Imported late, by `name_search.py`: the compiler costs most of a second.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

import numba

from interlace.screening.index.columns import Numbers
from interlace.screening.index.names import NameArrays

P = ParamSpec("P")
R = TypeVar("R")

# No loop makes an array, so nobody has to count who uses one: handing them on would cost more than the work.
_OPTIONS: Mapping[str, Any] = {"cache": True, "nogil": True, "_nrt": False}


class Visible(NamedTuple):
    """What of one part this viewer may discover and this search looks at, and what of that is alive."""

    permitted: Numbers  # by local label
    is_all: bool
    dead_names: Numbers
    token_losses: Numbers
    counted: Numbers  # by token: in how many names it stands, as far as that was counted before


class Room(NamedTuple):
    """Working memory. Left clean."""

    serial: Numbers
    seen: Numbers
    slot: Numbers
    bound: Numbers
    touched: Numbers
    counts: Numbers  # of what was touched, of the stretches, of the names that were scored
    ordered: Numbers
    buckets: Numbers
    stretch_start: Numbers
    stretch_most: Numbers
    stretch_order: Numbers
    left: Numbers
    alike: Numbers  # for pairs of words
    letter_places: Numbers  # by word and letter, and of the whole name
    joined: Numbers


class Place(NamedTuple):
    """One part of the index as one search sees it."""

    names: NameArrays
    visible: Visible
    room: Room


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """A function as machine code, kept between runs. It must not make arrays."""
    return cast(Callable[P, R], numba.njit(**_OPTIONS)(function))
