"""The compiled loops of the comparison: names. Imported late: the compiler costs most of a second.

Everything here follows `core/matching` step by step; where the two differ, that is right. Bits of one finding are
rounded to hundredths as there, and summed as whole numbers.
"""
# Loops take what they need by place, leave early, and know no generators.
# ruff: noqa: PLR0911, PLR0917, SIM110

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from interlace.core.compiled.encoding import TRIPLES
from interlace.core.compiled.hashing import FRAME_BASE
from interlace.core.compiled.rules import NameRules
from interlace.core.compiled.vocabulary import NO_FRAME, NOT_COMMON, Flag, Words
from interlace.core.matching.closeness import Likeness
from interlace.core.names.forms import LONGEST_NAME, MOST_TOKENS

P = ParamSpec("P")
R = TypeVar("R")
Numbers = NDArray[Any]

NOT_JOINED = -(1 << 30)
"""In place of bits: neighbours may be one word here, and nobody has read them as one yet. They stand in `wanted`."""

_MOST_ANSWERS = MOST_TOKENS * MOST_TOKENS + 4 * MOST_TOKENS * MOST_TOKENS
_MOST_WANTED = 1 << 14
_NONE, _INITIAL, _CLOSE, _SOUND, _SAME = (int(likeness) for likeness in Likeness)
_LIGHT, _VOWELS, _LATIN = int(Flag.LIGHT), int(Flag.VOWELS), int(Flag.LATIN)
_SYLLABIC, _SETTLED = int(Flag.SYLLABIC), int(Flag.SETTLED)
_BASE = np.uint64(FRAME_BASE)
_ONE_BIT = np.uint64(1)
_FEW_LETTERS = 4  # closeness._MOST_LETTERS_CHANGED
_SPLIT = 134217729.0


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
    edits: Numbers  # three rows, longer than any text
    wanted: Numbers  # neighbours to be read as one, three words or two and -1; the first row says how many they are
    shared: Numbers  # identifiers by their kind; left clean


def space(*, longest: int = 0, kinds: int = 0) -> Space:
    """Room for one thread, with places of so many letters and so many kinds of identifiers."""
    return Space(
        answers=np.zeros(_MOST_ANSWERS, ANSWER),
        edits=np.zeros((3, max(2 * LONGEST_NAME, longest) + 1), np.int32),
        wanted=np.zeros((_MOST_WANTED, 3), np.int32),
        shared=np.zeros(kinds, np.int32),
    )


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
def _bit_count(bits: int) -> Any:
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


@compiled
def distance_to(letters: Numbers, a: int, a_length: int, b: int, b_length: int, most: int, edits: Numbers) -> int:
    """Edits between two texts, swaps of neighbouring letters counted as one; more than `most` where they are more."""
    while a_length and b_length and letters[a] == letters[b]:
        a, b, a_length, b_length = a + 1, b + 1, a_length - 1, b_length - 1
    while a_length and b_length and letters[a + a_length - 1] == letters[b + b_length - 1]:
        a_length, b_length = a_length - 1, b_length - 1
    if a_length == 0 or b_length == 0:
        return max(a_length, b_length)
    two_back, back, current = 0, 1, 2
    for j in range(b_length + 1):
        edits[back, j] = j
    for i in range(1, a_length + 1):
        least = edits[current, 0] = i
        letter = letters[a + i - 1]
        for j in range(1, b_length + 1):
            other = letters[b + j - 1]
            found = edits[back, j - 1] + (letter != other)
            found = min(found, edits[back, j] + 1, edits[current, j - 1] + 1)
            if i > 1 and j > 1 and letter == letters[b + j - 2] and letters[a + i - 2] == other:
                found = min(found, edits[two_back, j - 2] + 1)
            edits[current, j] = found
            least = min(least, found)
        if least > most:
            return most + 1
        two_back, back, current = back, current, two_back
    return int(edits[back, b_length])


@compiled
def _letters_value(letters: Numbers, a: int, ours: int, b: int, theirs: int, rules: NameRules, edits: Numbers) -> float:
    shortest = min(ours, theirs)
    if max(ours, theirs) - shortest > 2 or shortest < 3:
        return 0.0
    distance = distance_to(letters, a, ours, b, theirs, 2, edits)
    if distance <= 1:
        return float(rules.one_letter[min(shortest, len(rules.one_letter) - 1)])
    return rules.two_letters_value if distance == 2 and shortest >= rules.two_letters_from else 0.0


@compiled
def _by_letters(words: Words, a: Any, b: Any, rules: NameRules, edits: Numbers) -> float:
    best, letters = 0.0, words.letters
    if _bit_count(a.text_letters ^ b.text_letters) <= _FEW_LETTERS:
        best = _letters_value(letters, a.text_from, a.text_length, b.text_from, b.text_length, rules, edits)
    for i in range(a.heard_from, a.heard_from + a.heard):
        for j in range(b.heard_from, b.heard_from + b.heard):
            one, other = words.heard[i], words.heard[j]
            if _bit_count(one.letters ^ other.letters) <= _FEW_LETTERS:
                value = _letters_value(letters, one.at, one.length, other.at, other.length, rules, edits)
                best = max(best, value)
    return best


@inlined
def _bones_from(row: Any) -> int:
    return int(row.sounds_from + row.sounds + row.spellings)


@compiled
def _by_bones(words: Words, a: Any, b: Any, rules: NameRules) -> float:
    consonants = -1
    i, j = _bones_from(a), _bones_from(b)
    i_end, j_end = i + a.bones, j + b.bones
    while i < i_end and j < j_end:
        if words.numbers[i] == words.numbers[j]:
            length: Any = np.int64(words.numbers[i + 2 * a.bones])
            consonants = max(consonants, length)
            i, j = i + 1, j + 1
        elif words.numbers[i] < words.numbers[j]:
            i += 1
        else:
            j += 1
    if consonants < 0:
        return 0.0
    if a.flags & b.flags & _VOWELS:
        return float(rules.bones_with_vowels[min(consonants, len(rules.bones_with_vowels) - 1)])
    return float(rules.bones_without_vowels[min(consonants, len(rules.bones_without_vowels) - 1)])


@inlined
def _is_initial(a: Any, b: Any) -> bool:
    if a.text_length == 1:
        return bool(b.text_length != 1 and (a.flags & _LATIN) != 0 and (a.initials & b.initials) != 0)
    return bool(b.text_length == 1 and (b.flags & _LATIN) != 0 and (a.initials & b.initials) != 0)


@compiled
def _information(a: Any, b: Any, likeness: int, rules: NameRules) -> float:
    if likeness == _INITIAL:
        letters = 1
    else:
        letters = int(min(a.text_length, b.text_length))
        if not a.flags & b.flags & _VOWELS:
            letters = min(int(max(a.text_length, b.text_length)), letters + 2)
    information = float(rules.information[min(letters, len(rules.information) - 1)])
    return information * rules.light_word if (a.flags | b.flags) & _LIGHT else information


@compiled
def _share_spelling(words: Words, a: Any, b: Any) -> bool:
    i, j = a.sounds_from + a.sounds, b.sounds_from + b.sounds
    return share_one(words.numbers, i, i + a.spellings, j, j + b.spellings)


@compiled
def _share_sound(words: Words, a: Any, b: Any) -> bool:
    return share_one(words.numbers, a.sounds_from, a.sounds_from + a.sounds, b.sounds_from, b.sounds_from + b.sounds)


@compiled
def _share_bones(words: Words, a: Any, b: Any) -> bool:
    if not a.signature & b.signature:
        return False
    i, j = _bones_from(a), _bones_from(b)
    return share_one(words.numbers, i, i + a.bones, j, j + b.bones)


@compiled
def _likeness(words: Words, a: Any, b: Any, rules: NameRules, edits: Numbers) -> tuple[int, float]:
    if a.native == b.native:
        return _SAME, 1.0
    is_one_script = a.script == b.script
    value = 0.0
    if a.signature & b.signature:
        share_spelling = _share_spelling(words, a, b)
        if share_spelling or _share_sound(words, a, b):
            if is_one_script and not a.flags & _LATIN:
                return _CLOSE, rules.other_characters_value
            return (_SAME, 1.0) if share_spelling else (_SOUND, rules.sound_value)
        if is_one_script and a.flags & _SYLLABIC:
            return _NONE, 0.0
        value = _by_bones(words, a, b, rules)
    elif is_one_script and a.flags & _SYLLABIC:
        return _NONE, 0.0
    value = max(value, _by_letters(words, a, b, rules, edits))
    if value > 0.0:
        return _CLOSE, value
    return (_INITIAL, rules.initial_value) if _is_initial(a, b) else (_NONE, 0.0)


@inlined
def _may_agree(a: Any, b: Any) -> bool:
    """Whether two words have anything in common: most pairs do not, and this is the cheapest way to say so."""
    if a.signature & b.signature or a.native == b.native:
        return True
    if a.heard != 1 or b.heard != 1 or a.text_length == 1 or b.text_length == 1:
        return True
    if _bit_count(a.text_letters ^ b.text_letters) <= _FEW_LETTERS:
        return True
    return bool(_bit_count(a.first_heard ^ b.first_heard) <= _FEW_LETTERS)


@compiled
def agreement(words: Words, a: int, b: int, rules: NameRules, edits: Numbers) -> tuple[int, float]:
    """In what way two words agree, and how many bits that gives."""
    one, other = words.rows[a], words.rows[b]
    likeness, value = _likeness(words, one, other, rules, edits)
    if likeness == _NONE:
        return _NONE, 0.0
    return likeness, value * _information(one, other, likeness, rules)


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
    start = _bones_from(row) + row.bones
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
    likeness, bits = agreement(words, left, right, rules, room.edits)
    if bits <= rules.least_bits:
        return count
    answer = room.answers[count]
    answer.likeness, answer.bits, answer.left, answer.right = likeness, bits, left, right
    answer.left_start, answer.left_end = left_start, left_end
    answer.right_start, answer.right_end = right_start, right_end
    return count + 1


@compiled
def _note_joined(
    words: Words, several: Numbers, neighbours: int, singles: Numbers, is_left: bool, count: int, rules: NameRules,
    room: Space,
) -> int:  # fmt: skip
    """Neighbours of one name beside the words of the other; negative where some are not read as one yet."""
    is_whole, bit = True, -1
    while neighbours:
        bit += 1
        is_read, neighbours = neighbours & 1, neighbours >> 1
        if not is_read:
            continue
        start = bit % TRIPLES
        end = start + (3 if bit >= TRIPLES else 2)
        first = words.rows[several[start]]
        has_frame, frame = _joined_frame(words, several, start, end)
        joined = -2
        for place in range(singles.size):
            single = singles[place]
            alone = words.rows[single]
            if first.flags & _SETTLED and not first.beginnings & alone.beginnings:
                continue
            if has_frame and not _has_frame(words, alone, frame):
                continue
            if joined == -2:
                joined = _joined_word(words, several, start, end, room)
            if joined < 0:
                is_whole = False
            elif _share_bones(words, words.rows[joined], alone):
                if is_left:
                    count = _note(words, joined, start, end, single, place, place + 1, count, rules, room)
                else:
                    count = _note(words, single, place, place + 1, joined, start, end, count, rules, room)
    return count if is_whole else NOT_JOINED


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


@compiled
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


@compiled
def _left_over(words: Words, name: Numbers, used: int) -> int:
    count = 0
    for place in range(name.size):
        if not (used >> place & 1 or words.rows[name[place]].flags & _LIGHT):
            count += 1
    return count


@compiled
def _is_reordered(answers: Numbers, chosen: int) -> bool:
    for one in range(chosen):
        for other in range(chosen):
            ours, theirs = answers[answers[one].chosen], answers[answers[other].chosen]
            if ours.left_start < theirs.left_start and ours.right_start > theirs.right_start:
                return True
    return False


@compiled
def _taken_for_common(words: Words, answer: Any, rules: NameRules) -> int:
    share = max(words.rows[answer.left].share, words.rows[answer.right].share)
    if share == NOT_COMMON:
        return 0
    common = hundredths(rules.common_bits_per_doubling * math.log2(1 + share / rules.common_unit_share)) / 100.0
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
            if not _may_agree(words.rows[left[i]], words.rows[right[j]]):
                continue
            count = _note(words, left[i], i, i + 1, right[j], j, j + 1, count, rules, room)
    if left_neighbours:
        count = _note_joined(words, left, left_neighbours, right, True, count, rules, room)
    if right_neighbours:
        also = _note_joined(words, right, right_neighbours, left, False, max(count, 0), rules, room)
        count = also if count >= 0 else NOT_JOINED
    if count < 0:
        return NOT_JOINED
    if count == 0:
        return hundredths(rules.part_differs)
    chosen = _align(room.answers, count, count > 1 and _is_before(words, left, right))
    return _found_in(words, left, right, chosen, rules, room.answers)


@compiled
def _found_in(words: Words, left: Numbers, right: Numbers, chosen: int, rules: NameRules, answers: Numbers) -> int:
    bits, taken, worst = 0.0, 0, _SAME
    left_used = right_used = 0
    for place in range(chosen):
        answer = answers[answers[place].chosen]
        bits += answer.bits
        worst = min(worst, int(answer.likeness))
        taken += _taken_for_common(words, answer, rules)
        left_used |= _left_places(answer)
        right_used |= _right_places(answer)
    ours, theirs = _left_over(words, left, left_used), _left_over(words, right, right_used)
    if ours == 0 and theirs == 0 and worst >= _SOUND:
        bits += rules.whole_bonus
    found = hundredths(min(bits, rules.at_most)) - taken
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
