"""The compiled loops of the comparison: names. Imported late: the compiler costs most of a second.

Everything here follows `core/matching` step by step; where the two differ, that is right. Bits of one finding are
rounded to hundredths as there, and summed as whole numbers.
"""
# Loops take what they need by place, leave early, and know no generators.
# ruff: noqa: PLR0911, PLR0917, SIM110

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.encoding import TRIPLES, WHOLE
from interlace.core.compiled.hashing import FRAME_BASE
from interlace.core.compiled.letters import agreement_by_letters
from interlace.core.compiled.machine import bit_count, compiled, hundredths, inlined
from interlace.core.compiled.rules import NameRules
from interlace.core.compiled.sharing import bones_from, may_agree, shares_bones
from interlace.core.compiled.steps import agreement_by_steps
from interlace.core.compiled.vocabulary import NO_FRAME, NOT_COMMON, Flag, Words
from interlace.core.matching.closeness import Likeness
from interlace.core.names.forms import LONGEST_NAME, MOST_TOKENS

Numbers = NDArray[Any]

NOT_JOINED = -(1 << 30)
"""In place of bits: neighbours may be one word here, and nobody has read them as one yet. They stand in `wanted`."""

_MOST_ANSWERS = 5 * MOST_TOKENS * MOST_TOKENS
_MOST_WANTED = 1 << 20  # the same neighbours are asked for by many pairs
_SOUND, _SAME = int(Likeness.SOUND), int(Likeness.SAME)
_LIGHT, _SETTLED, _COMMON_WORD = int(Flag.LIGHT), int(Flag.SETTLED), int(Flag.COMMON_WORD)
_BASE = np.uint64(FRAME_BASE)


ANSWER = np.dtype(
    [
        ("bits", np.float64),
        ("left", np.int32),  # words
        ("right", np.int32),
        ("likeness", np.int32),
        ("chosen", np.int32),  # in the answer's place among the chosen: the number of the answer chosen there
        ("left_start", np.int32),
        ("left_end", np.int32),
        ("right_start", np.int32),
        ("right_end", np.int32),
    ],
    align=True,
)


class Space(NamedTuple):
    """Room for one comparison at a time, so that none is asked for within the loops. One for each thread."""

    answers: Numbers  # of ANSWER
    edits: Numbers  # three rows, each with room for two numbers a letter of any text
    wanted: Numbers  # neighbours to be read as one, three words or two and -1; the first row says how many they are
    shared: Numbers  # identifiers by their kind; left clean


def space(*, longest: int = 0, kinds: int = 0) -> Space:
    """Room for one thread, with places of so many letters and so many kinds of identifiers."""
    return Space(
        answers=np.zeros(_MOST_ANSWERS, ANSWER),
        edits=np.zeros((3, max(4 * LONGEST_NAME, longest) + 1), np.int32),
        wanted=np.zeros((_MOST_WANTED, 3), np.int32),
        shared=np.zeros(kinds, np.int32),
    )


@compiled
def _joined_frame(words: Words, parts: Numbers, start: int, end: int) -> tuple[bool, int]:
    """The frame of neighbours read as one, found without reading them so, where each has a frame."""
    frame: Any = np.uint64(0)
    last = 0
    for place in range(start, end):
        part = words.rows[parts[place]]
        if part.frame_length == NO_FRAME:
            return False, frame
        if part.frame_length == 0:
            continue
        own, power = part.frame, np.uint64(1)
        for _ in range(part.frame_length - 1):
            power *= _BASE
        if part.frame_first == last:
            own -= np.uint64(part.frame_first) * power
        else:
            power *= _BASE
        frame = frame * power + own
        last = int(part.frame_last)
    return True, frame


@compiled
def _has_frame(words: Words, row: Any, frame: int) -> bool:
    start = bones_from(row) + row.bones
    for place in range(start, start + row.bones):
        if words.numbers[place] == frame:
            return True
    return False


@compiled
def _joined_word(words: Words, parts: Numbers, start: int, end: int, room: Space) -> int:
    """The word that neighbours are when read as one; negative, and asked for, where nobody has done so yet."""
    key = np.uint64(0)
    for place in range(start, end):
        key = key * _BASE ^ words.rows[parts[place]].identity
    low, high = 0, words.joined.size
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if words.joined[middle].key < key else (low, middle)
    if low < words.joined.size and words.joined[low].key == key:
        return int(words.joined[low].word)
    count = room.wanted[0, 0] + 1
    if count < room.wanted.shape[0]:
        room.wanted[count, 0], room.wanted[count, 1] = parts[start], parts[start + 1]
        room.wanted[count, 2] = parts[start + 2] if end - start == 3 else -1
        room.wanted[0, 0] = count
    return -1


@compiled
def _note(
    words: Words, left: int, left_start: int, left_end: int, right: int, right_start: int, right_end: int, count: int,
    rules: NameRules, room: Space,
) -> int:  # fmt: skip
    if rules.is_by_letters:
        likeness, bits = agreement_by_letters(words, words.rows[left], words.rows[right], rules, room.edits[0])
    else:
        likeness, bits = agreement_by_steps(words, words.rows[left], words.rows[right], rules, room.edits)
    if bits <= rules.least_bits:
        return count
    answer = room.answers[count]
    answer.likeness, answer.bits, answer.left, answer.right = likeness, bits, left, right
    answer.left_start, answer.left_end = left_start, left_end
    answer.right_start, answer.right_end = right_start, right_end
    return count + 1


@compiled
def _note_one_joined(
    words: Words, several: Numbers, start: int, end: int, single: int, place: int, is_left: bool, count: int,
    rules: NameRules, room: Space,
) -> int:  # fmt: skip
    joined = _joined_word(words, several, start, end, room)
    if joined < 0:
        return NOT_JOINED
    if not shares_bones(words, words.rows[joined], words.rows[single]):
        return count
    if is_left:
        return _note(words, joined, start, end, single, place, place + 1, count, rules, room)
    return _note(words, single, place, place + 1, joined, start, end, count, rules, room)


@inlined
def _note_joined(
    words: Words, several: Numbers, neighbours: int, singles: Numbers, is_left: bool, count: int, rules: NameRules,
    room: Space,
) -> int:  # fmt: skip
    """Neighbours of one name beside the words of the other; negative where some are not read as one yet."""
    is_whole, neighbours = True, neighbours & ~WHOLE
    while neighbours:
        lowest = neighbours & -neighbours
        neighbours ^= lowest
        bit = bit_count(lowest - 1)
        start = bit % TRIPLES
        end = start + (3 if bit >= TRIPLES else 2)
        first = words.rows[several[start]]
        is_framed, has_frame = False, False
        frame: Any = np.uint64(0)
        for place in range(singles.size):
            alone = words.rows[singles[place]]
            if first.flags & _SETTLED and not first.beginnings & alone.beginnings:
                continue
            if not is_framed:
                is_framed = True
                has_frame, frame = _joined_frame(words, several, start, end)
            if has_frame and not _has_frame(words, alone, frame):
                continue
            also = _note_one_joined(words, several, start, end, singles[place], place, is_left, count, rules, room)
            if also < 0:
                is_whole = False
            else:
                count = also
    return count if is_whole else NOT_JOINED


@compiled
def _note_read_as_one(
    words: Words, left: Numbers, left_neighbours: int, right: Numbers, right_neighbours: int, count: int,
    rules: NameRules, room: Space,
) -> int:  # fmt: skip
    """All of a syllabic name beside a name of one word: it may be a foreign word, which has no family name."""
    if right.size == 1 and left_neighbours & WHOLE:
        joined = _joined_word(words, left, 0, left.size, room)
        if joined < 0:
            return NOT_JOINED
        return _note(words, joined, 0, left.size, right[0], 0, 1, count, rules, room)
    if left.size == 1 and right_neighbours & WHOLE:
        joined = _joined_word(words, right, 0, right.size, room)
        if joined < 0:
            return NOT_JOINED
        return _note(words, left[0], 0, 1, joined, 0, right.size, count, rules, room)
    return count


@compiled
def _is_before(words: Words, left: Numbers, right: Numbers) -> bool:
    """Whether the right name is the first of the two by what is written."""
    for place in range(min(left.size, right.size)):
        a, b = words.rows[left[place]], words.rows[right[place]]
        if a.native == b.native:
            continue
        for at in range(min(a.native_length, b.native_length)):
            ours, theirs = words.letters[a.native_from + at], words.letters[b.native_from + at]
            if ours != theirs:
                return bool(theirs < ours)
        return bool(b.native_length < a.native_length)
    return right.size < left.size


@compiled
def _is_better(one: Any, best: Any, is_mirrored: bool) -> bool:
    if one.likeness != best.likeness:
        return bool(one.likeness > best.likeness)
    if one.bits != best.bits:
        return bool(one.bits > best.bits)
    ours = one.left_end - one.left_start + one.right_end - one.right_start
    theirs = best.left_end - best.left_start + best.right_end - best.right_start
    if ours != theirs:
        return bool(ours < theirs)
    if is_mirrored:
        if one.right_start != best.right_start:
            return bool(one.right_start < best.right_start)
        if one.left_start != best.left_start:
            return bool(one.left_start < best.left_start)
        return bool(one.left_end < best.left_end)
    if one.left_start != best.left_start:
        return bool(one.left_start < best.left_start)
    if one.right_start != best.right_start:
        return bool(one.right_start < best.right_start)
    return bool(one.right_end < best.right_end)


@inlined
def _left_places(answer: Any) -> int:
    return int((1 << answer.left_end) - (1 << answer.left_start))


@inlined
def _right_places(answer: Any) -> int:
    return int((1 << answer.right_end) - (1 << answer.right_start))


@inlined
def _align(answers: Numbers, count: int, is_mirrored: bool) -> int:
    """Choose the best answers, each word used once; how many they are."""
    left_used = right_used = chosen = 0
    while True:
        best = -1
        for one in range(count):
            if _left_places(answers[one]) & left_used or _right_places(answers[one]) & right_used:
                continue
            if best < 0 or _is_better(answers[one], answers[best], is_mirrored):
                best = one
        if best < 0:
            return chosen
        left_used |= _left_places(answers[best])
        right_used |= _right_places(answers[best])
        answers[chosen].chosen = best
        chosen += 1


@inlined
def _left_over(words: Words, name: Numbers, used: int) -> int:
    count = 0
    for place in range(name.size):
        if not (used >> place & 1 or words.rows[name[place]].flags & _LIGHT):
            count += 1
    return count


@inlined
def _is_reordered(answers: Numbers, chosen: int) -> bool:
    for one in range(chosen):
        for other in range(chosen):
            ours, theirs = answers[answers[one].chosen], answers[answers[other].chosen]
            if ours.left_start < theirs.left_start and ours.right_start > theirs.right_start:
                return True
    return False


@inlined
def _taken_for_common(words: Words, answer: Any, rules: NameRules) -> int:
    left, right = words.rows[answer.left], words.rows[answer.right]
    share = max(left.share, right.share)
    if share == NOT_COMMON:
        return 0
    # The commoner of the two says what they are common as; among equals, a word of an organisation gives way.
    flags = left.flags & right.flags
    if left.share != right.share:
        flags = left.flags if left.share > right.share else right.flags
    per_doubling = rules.word_bits_per_doubling if flags & _COMMON_WORD else rules.common_bits_per_doubling
    common = hundredths(per_doubling * math.log2(1 + share / rules.common_unit_share)) / 100.0
    return hundredths(min(common, answer.bits * rules.common_share_at_most))


@compiled
def name_bits(
    words: Words, left: Numbers, left_neighbours: int, right: Numbers, right_neighbours: int, rules: NameRules,
    room: Space,
) -> int:  # fmt: skip
    """What two names say, in hundredths of a bit, or NOT_JOINED."""
    count = 0
    for i in range(left.size):
        for j in range(right.size):
            if not may_agree(words, words.rows[left[i]], words.rows[right[j]]):
                continue
            count = _note(words, left[i], i, i + 1, right[j], j, j + 1, count, rules, room)
    if left_neighbours:
        count = _note_joined(words, left, left_neighbours, right, True, count, rules, room)
    if right_neighbours:
        also = _note_joined(words, right, right_neighbours, left, False, max(count, 0), rules, room)
        count = also if count >= 0 else NOT_JOINED
    if rules.is_by_letters and count >= 0 and (left_neighbours | right_neighbours) & WHOLE:
        count = _note_read_as_one(words, left, left_neighbours, right, right_neighbours, count, rules, room)
    if count < 0:
        return NOT_JOINED
    if count == 0:
        return hundredths(rules.part_differs)
    chosen = _align(room.answers, count, count > 1 and _is_before(words, left, right))
    return _found_in(words, left, right, chosen, rules, room.answers)


@inlined
def _together(bits: float, rules: NameRules) -> float:
    """What the agreements of all words say together."""
    if not rules.is_saturating:
        return min(bits, rules.at_most)
    share = bits / rules.at_most
    return bits / math.sqrt(1 + share * share)


@inlined
def _found_in(words: Words, left: Numbers, right: Numbers, chosen: int, rules: NameRules, answers: Numbers) -> int:
    bits, taken, worst = 0.0, 0, _SAME
    left_used = right_used = 0
    is_across, across = False, 0.0
    for place in range(chosen):
        answer = answers[answers[place].chosen]
        bits += answer.bits
        worst = min(worst, int(answer.likeness))
        one, other = words.rows[answer.left].script, words.rows[answer.right].script
        if one != other:
            is_across, across = True, min(across, rules.across_bits[one, other])
        taken += _taken_for_common(words, answer, rules)
        left_used |= _left_places(answer)
        right_used |= _right_places(answer)
    ours, theirs = _left_over(words, left, left_used), _left_over(words, right, right_used)
    if ours == 0 and theirs == 0 and worst >= _SOUND:
        bits += rules.whole_bonus
    total = _together(bits, rules)
    if chosen > 1 and ours == 0 and theirs == 0 and worst == _SAME:
        total += rules.identical_across_bonus if is_across else rules.identical_bonus
    if rules.is_across_spared and ours == 0 and theirs == 0 and (chosen == 1 or worst == _SAME):
        across = 0.0
    found = hundredths(total + across) - taken
    contradicting = min(ours, theirs)
    if contradicting:
        found += hundredths(contradicting * rules.part_differs)
    missing = max(ours, theirs) - contradicting
    if missing:
        found += hundredths(max(missing * rules.part_missing, rules.parts_missing_at_least))
    only = answers[answers[0].chosen]
    if chosen == 1 and only.left_end - only.left_start + only.right_end - only.right_start == 2:
        found += hundredths(rules.one_part_only)
    if _is_reordered(answers, chosen):
        found += hundredths(rules.order_differs)
    return found
