"""What all compiled loops of the index are made with, and the part of the index that they look through.

Imported late, by `name_search.py`: the compiler costs most of a second.
"""

from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar, cast

import numba

from interlace.screening.index.columns import Numbers
from interlace.screening.index.names import NameArrays

P = ParamSpec("P")
R = TypeVar("R")


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
    touched_count: Numbers  # one number
    ordered: Numbers
    alike: Numbers  # for pairs of words


class Place(NamedTuple):
    """One part of the index as one search sees it."""

    names: NameArrays
    visible: Visible
    room: Room


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True)(function))
