"""Many encoded pairs scored at once. Imported late, as `kernels`."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.encoding import Encoder, Records
from interlace.core.compiled.facts import facts_into, names_into
from interlace.core.compiled.kernels import NOT_JOINED, Space, space
from interlace.core.compiled.rules import Rules, rules_of
from interlace.core.compiled.vocabulary import Words

Numbers = NDArray[Any]
Pairs = tuple[Numbers, Numbers]


def score_pairs(
    encoder: Encoder, a: Records, b: Records, lefts: Numbers, rights: Numbers, *, rules: Rules | None = None
) -> Numbers:
    """The bits of pairs, the left one of `a` and the right one of `b`, in hundredths: those of the reference."""
    rules = rules or rules_of()
    names = score_names(encoder, a, b, lefts, rights, rules=rules)
    return names + score_facts(encoder, a, b, lefts, rights, rules=rules)


def score_names(encoder: Encoder, a: Records, b: Records, lefts: Numbers, rights: Numbers, *, rules: Rules) -> Numbers:
    """What the names say.

    Neighbours that may be one word are read so when a pair asks for them, and such pairs are scored again.
    """
    room, scores = space(), np.empty(len(lefts), np.int32)
    lefts, rights = np.ascontiguousarray(lefts), np.ascontiguousarray(rights)  # loops are compiled for one layout
    words = encoder.vocabulary.words()
    _names_into(scores, (lefts, rights), words, a, b, rules, room)
    while len(waiting := np.flatnonzero(scores == NOT_JOINED)):
        encoder.vocabulary.join(wanted_of(room))
        found = np.empty(len(waiting), np.int32)
        words, ours, theirs = encoder.vocabulary.words(), lefts[waiting], rights[waiting]
        _names_into(found, (ours, theirs), words, a, b, rules, room)
        scores[waiting] = found
    return scores


def _names_into(scores: Numbers, pairs: Pairs, words: Words, a: Records, b: Records, rules: Rules, room: Space) -> None:  # noqa: PLR0917
    # Of most lists either all pairs or none are of two organisations: then one going is enough.
    if names_into(scores, *pairs, words, a, b, rules.names, False, room):
        names_into(scores, *pairs, words, a, b, rules.organisation_names, True, room)


def score_facts(encoder: Encoder, a: Records, b: Records, lefts: Numbers, rights: Numbers, *, rules: Rules) -> Numbers:
    """What everything but the names says."""
    kinds, scores = encoder.kinds(), np.empty(len(lefts), np.int32)
    lefts, rights = np.ascontiguousarray(lefts), np.ascontiguousarray(rights)
    room = space(longest=encoder.longest_place, kinds=len(kinds))
    facts_into(scores, lefts, rights, a, b, encoder.places(), kinds, rules.facts, room)
    return scores


def wanted_of(room: Space) -> list[tuple[int, ...]]:
    """The neighbours that were asked for since this was last called, for `Vocabulary.join`."""
    wanted = np.unique(room.wanted[1 : room.wanted[0, 0] + 1], axis=0)
    room.wanted[0, 0] = 0
    return [tuple(each for each in parts if each >= 0) for parts in wanted.tolist()]
