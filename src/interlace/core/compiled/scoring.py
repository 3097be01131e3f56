"""Many encoded pairs scored at once. Imported late, as `kernels`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.encoding import Encoder, Records
from interlace.core.compiled.facts import score_into
from interlace.core.compiled.kernels import NOT_JOINED, Space, space
from interlace.core.compiled.rules import Rules, rules_of

Numbers = NDArray[Any]


def score_pairs(
    encoder: Encoder, a: Records, b: Records, lefts: Numbers, rights: Numbers, *, rules: Rules | None = None
) -> Numbers:
    """The bits of pairs, the left one of `a` and the right one of `b`, in hundredths: those of `core.matching.compare`.

    Neighbours that may be one word are read so when a pair asks for them, and such pairs are scored again.
    """
    rules = rules or rules_of()
    room = space(longest=encoder.longest_place, kinds=len(encoder.kinds()))
    scores = np.full(len(lefts), NOT_JOINED, np.int32)
    waiting = np.arange(len(lefts))
    while len(waiting):
        found = np.empty(len(waiting), np.int32)
        words, places, kinds = encoder.vocabulary.words(), encoder.places(), encoder.kinds()
        score_into(found, lefts[waiting], rights[waiting], words, a, b, places, kinds, rules, room)
        scores[waiting] = found
        waiting = waiting[found == NOT_JOINED]
        encoder.vocabulary.join(wanted_of(room))
    return scores


def wanted_of(room: Space) -> list[tuple[int, ...]]:
    """The neighbours that were asked for since this was last called, for `Vocabulary.join`."""
    wanted = np.unique(room.wanted[1 : room.wanted[0, 0] + 1], axis=0)
    room.wanted[0, 0] = 0
    return [tuple(each for each in parts if each >= 0) for parts in wanted.tolist()]
