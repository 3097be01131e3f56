"""How many letters two words differ by. Compiled."""
# Loops take what they need by place.
# ruff: noqa: PLR0917

from typing import Any

from numpy.typing import NDArray

from interlace.core.compiled.machine import compiled

Numbers = NDArray[Any]


@compiled
def edits_between(
    a: Numbers, a_from: int, a_length: int, b: Numbers, b_from: int, b_length: int, most: int, edits: Numbers
) -> int:
    """Edits between two words, neighbours that changed places counted once; more than `most` where they are more."""
    while a_length and b_length and a[a_from] == b[b_from]:
        a_from, b_from, a_length, b_length = a_from + 1, b_from + 1, a_length - 1, b_length - 1
    while a_length and b_length and a[a_from + a_length - 1] == b[b_from + b_length - 1]:
        a_length, b_length = a_length - 1, b_length - 1
    if a_length == 0 or b_length == 0:
        return max(a_length, b_length)
    two_back, back, current = 0, 1, 2
    for j in range(b_length + 1):
        edits[back, j] = j
    for i in range(1, a_length + 1):
        least = edits[current, 0] = i
        letter = a[a_from + i - 1]
        for j in range(1, b_length + 1):
            other = b[b_from + j - 1]
            found = min(edits[back, j - 1] + (letter != other), edits[back, j] + 1, edits[current, j - 1] + 1)
            if i > 1 and j > 1 and letter == b[b_from + j - 2] and a[a_from + i - 2] == other:
                found = min(found, edits[two_back, j - 2] + 1)
            edits[current, j] = found
            least = min(least, found)
        if least > most:
            return most + 1
        two_back, back, current = back, current, two_back
    return int(edits[back, b_length])
