"""What all compiled loops are made with: options, rounding, sets of letters, sorted stretches of numbers."""
# Loops leave early and know no generators.

import math
from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

P = ParamSpec("P")
R = TypeVar("R")
Numbers = NDArray[Any]

_SPLIT = 134217729.0

# Nothing here makes an array, so nobody has to count who uses one: handing them on would cost more than the work.
_OPTIONS: Mapping[str, Any] = {"cache": True, "nogil": True, "_nrt": False}


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """A function as machine code, kept between runs. It must not make arrays."""
    return cast(Callable[P, R], numba.njit(**_OPTIONS)(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """The same, made part of whatever calls it."""
    return cast(Callable[P, R], numba.njit(**_OPTIONS, forceinline=True)(function))


@compiled
def hundredths(bits: float) -> int:
    """Bits in whole hundredths, rounded as Python rounds to two places: from the exact value, halves to even."""
    product = bits * 100.0
    split = _SPLIT * bits
    high = split - (split - bits)
    rest = (high * 100.0 - product) + (bits - high) * 100.0  # what the product lost
    whole = math.floor(product)
    beyond = product - whole - 0.5
    number = int(whole)
    if beyond > 0 or (beyond == 0 and (rest > 0 or (rest == 0 and number & 1))):
        return number + 1
    return number


@inlined
def bit_count(bits: int) -> Any:
    """How many bits are set."""
    value = np.uint64(bits)
    value = value - ((value >> np.uint64(1)) & np.uint64(0x5555555555555555))
    value = (value & np.uint64(0x3333333333333333)) + ((value >> np.uint64(2)) & np.uint64(0x3333333333333333))
    value = (value + (value >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((value * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def share_one(values: Numbers, a: int, a_end: int, b: int, b_end: int) -> bool:
    """Whether two sorted stretches have a value in common."""
    while a < a_end and b < b_end:
        if values[a] == values[b]:
            return True
        if values[a] < values[b]:
            a += 1
        else:
            b += 1
    return False
