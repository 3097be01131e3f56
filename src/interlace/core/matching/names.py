"""Two names side by side: which word answers to which, what that says, and what speaks against it."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from interlace.core.matching.closeness import SYLLABIC, Closeness, Likeness, closeness, may_agree
from interlace.core.matching.frequencies import CommonAs, Commonness, Frequencies
from interlace.core.matching.weights import NameWeights
from interlace.core.names import NameForm, Span, Token, frame_of

_MOST_WORDS_MET = 2048
_COMMON_AS = {
    CommonAs.SURNAME: "surname_common",
    CommonAs.GIVEN: "given_name_common",
    CommonAs.WORD: "name_word_common",
}
_ROUNDING = 0.01
"""More than the roundings of the findings of one comparison add."""


class _Pair(NamedTuple):
    left: Span
    right: Span
    closeness: Closeness

    @property
    def places(self) -> int:
        return self.left.end - self.left.start + self.right.end - self.right.start

    @property
    def mirrored(self) -> "_Pair":
        return _Pair(self.right, self.left, self.closeness)


@dataclass(frozen=True, slots=True)
class NameFinding:
    """One thing that the comparison of two names found."""

    code: str
    bits: float
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NameComparison:
    """All findings on two names; their bits add up."""

    findings: tuple[NameFinding, ...]

    @property
    def bits(self) -> float:
        """What the two names together say."""
        return sum(finding.bits for finding in self.findings)


@lru_cache(maxsize=65536)
def compare_names(left: NameForm, right: NameForm, *, frequencies: Frequencies, weights: NameWeights) -> NameComparison:
    """Compare two names; the order of words matters little, the order of the two names not at all.

    It is quickest to lay many names beside one when that one stands on the left.
    """
    pairs = _beside(left, weights).pairs(right)
    if _sort_key(right) < _sort_key(left):
        left, right = right, left
        pairs = [pair.mirrored for pair in pairs]
    chosen = _aligned(pairs)
    if not chosen:
        return NameComparison((NameFinding("name_differs", weights.part_differs),))
    return NameComparison(
        (
            _agreement(left, right, chosen, weights),
            *_commonness(chosen, frequencies, weights),
            *_objections(left, right, chosen, weights),
        )
    )


def most_bits(left: NameForm, right: NameForm, *, weights: NameWeights) -> float:
    """More than two names compared can say at best, found without aligning their words."""
    return _beside(left, weights).most_bits(right)


def _sort_key(form: NameForm) -> tuple[str, ...]:
    return tuple(token.native for token in form.tokens)


def _aligned(pairs: list[_Pair]) -> list[_Pair]:
    """The best answer for every word: words heard alike first, each used once, neighbours joined where it helps."""
    left_used = right_used = 0
    chosen: list[_Pair] = []
    for pair in sorted(pairs, key=_rank) if len(pairs) > 1 else pairs:
        if not (left_used & pair.left.mask or right_used & pair.right.mask):
            chosen.append(pair)
            left_used |= pair.left.mask
            right_used |= pair.right.mask
    return chosen


def _rank(pair: _Pair) -> tuple[float, float, int, int, int, int]:
    left, right, found = pair
    return -found.likeness, -found.bits, pair.places, left.start, right.start, right.end


class _Answers(NamedTuple):
    """The words of a name, alone or as neighbours read as one, that agree with one word enough to speak of."""

    found: tuple[tuple[Span, Closeness], ...]
    most: float
    """Bits of the best."""
    mask: int
    """The places of all."""


_NO_ANSWERS = _Answers((), 0.0, 0)


class _Beside:
    """A name that others are laid beside, with the words of theirs that it has met: they have many in common."""

    def __init__(self, form: NameForm, weights: NameWeights) -> None:
        self._form = form
        self._weights = weights
        self._known: dict[Token, _Answers] = {}
        self._frames = frozenset(frame_of(bones) for span in form.singles for bones in span.token.skeletons)
        self._joined = [form.joined(start, end) for start, end in form.neighbours]
        self._joined_skeletons = frozenset(bones for span in self._joined for bones in span.token.skeletons)
        self._heavy = _heavy(form)

    def pairs(self, other: NameForm) -> list[_Pair]:
        """The words, this name's on the left, that agree enough to speak of."""
        answers = [(theirs, self._answers_to(theirs)) for theirs in other.singles]
        found = [_Pair(ours, theirs, close) for theirs, known in answers for ours, close in known.found]
        found.extend(self._joined_pairs(other))
        return found

    def most_bits(self, other: NameForm) -> float:
        """An upper bound: every word of the other name takes its best answer, whether or not another has taken it."""
        bits, ours_met, theirs_met = 0.0, 0, 0
        for theirs in other.singles:
            known = self._answers_to(theirs)
            if known.found:
                bits += known.most
                ours_met |= known.mask
                theirs_met |= 1 << theirs.start
        for pair in self._joined_pairs(other):
            bits += pair.closeness.bits
            ours_met |= pair.left.mask
            theirs_met |= pair.right.mask
        if not ours_met:
            return self._weights.part_differs
        ours_left, theirs_left = self._heavy & ~ours_met, _heavy(other) & ~theirs_met
        is_whole = not (ours_left or theirs_left)
        bonus = self._weights.whole_bonus if is_whole else 0.0
        identical = max(self._weights.identical_bonus, self._weights.identical_across_bonus) if is_whole else 0.0
        objections = _bits_against(ours_left.bit_count(), theirs_left.bit_count(), self._weights)
        return self._weights.together(bits + bonus) + identical + objections + _ROUNDING

    def _answers_to(self, theirs: Span) -> _Answers:
        known = self._known.get(theirs.token)
        if known is None:
            if len(self._known) >= _MOST_WORDS_MET:
                self._known.clear()
            known = self._known[theirs.token] = self._find_answers(theirs.token)
        return known

    def _find_answers(self, token: Token) -> _Answers:
        places = [ours for ours in self._form.singles if may_agree(ours.token, token)]
        if not token.skeletons.isdisjoint(self._joined_skeletons):
            places.extend(ours for ours in self._joined if self._may_be_one(ours, token))
        found = []
        for ours in places:
            close = closeness(ours.token, token, self._weights)
            if close.bits > self._weights.least_bits:
                found.append((ours, close))
        if not found:
            return _NO_ANSWERS
        return _Answers(
            tuple(found),
            max(close.bits for _, close in found),
            reduce(or_, (ours.mask for ours, _ in found)),
        )

    def _may_be_one(self, joined: Span, token: Token) -> bool:
        return _begins_alike(self._form.tokens[joined.start], token) and not joined.token.skeletons.isdisjoint(
            token.skeletons
        )

    def _joined_pairs(self, other: NameForm) -> Iterator[_Pair]:
        for joined, ours in _joined_to_single(other, self._form.singles, self._frames):
            found = closeness(ours.token, joined.token, self._weights)
            if found.bits > self._weights.least_bits:
                yield _Pair(ours, joined, found)
        if self._weights.letters is None:
            return
        for ours, theirs in _read_as_one(self._form, other):
            found = closeness(ours.token, theirs.token, self._weights)
            if found.bits > self._weights.least_bits:
                yield _Pair(ours, theirs, found)


@lru_cache(maxsize=256)
def _beside(form: NameForm, weights: NameWeights) -> _Beside:
    return _Beside(form, weights)


def _heavy(form: NameForm) -> int:
    """The places of the words whose absence says something, as bits."""
    mask = 0
    for place, token in enumerate(form.tokens):
        if not token.is_light:
            mask |= 1 << place
    return mask


def _joined_to_single(
    several: NameForm, singles: Sequence[Span], frames: frozenset[str]
) -> Iterator[tuple[Span, Span]]:
    """Neighbours read as one, beside a single word with the same consonants: the only one they may answer to.

    `frames` are those of the single words. Reading neighbours as one is the dear part, so what cannot have the same
    consonants is left out before.
    """
    for start, end in several.neighbours:
        first = several.tokens[start]
        frame = _joined_frame(several.tokens[start:end])
        if frame is not None and frame not in frames:
            continue
        joined = None
        for single in singles:
            if not _begins_alike(first, single.token):
                continue
            joined = joined or several.joined(start, end)
            if not joined.token.skeletons.isdisjoint(single.token.skeletons):
                yield joined, single


def _read_as_one(ours: NameForm, theirs: NameForm) -> Iterator[tuple[Span, Span]]:
    """All of a syllabic name beside a name of one word: it may be a foreign word, which has no family name."""
    if len(theirs.tokens) == 1 and _is_in_few_syllabic_words(ours):
        yield ours.joined(0, len(ours.tokens)), theirs.singles[0]
    elif len(ours.tokens) == 1 and _is_in_few_syllabic_words(theirs):
        yield ours.singles[0], theirs.joined(0, len(theirs.tokens))


def _is_in_few_syllabic_words(form: NameForm) -> bool:
    whole = (0, len(form.tokens))
    return form.script in SYLLABIC and len(form.tokens) > 1 and whole in form.neighbours


def _begins_alike(first: Token, single: Token) -> bool:
    """What begins otherwise has other consonants, whatever is written after it."""
    return not first.is_settled or not first.beginnings.isdisjoint(single.beginnings)


def _joined_frame(tokens: Sequence[Token]) -> str | None:
    frame = ""
    for token in tokens:
        if token.frame is None:
            return None
        frame += token.frame[1:] if frame and frame[-1:] == token.frame[:1] else token.frame
    return frame


def _agreement(left: NameForm, right: NameForm, pairs: list[_Pair], weights: NameWeights) -> NameFinding:
    bits = sum(pair.closeness.bits for pair in pairs)
    is_whole = not (
        _left_over(left, [pair.left for pair in pairs]) or _left_over(right, [pair.right for pair in pairs])
    )
    worst = min(pair.closeness.likeness for pair in pairs)
    across = [(pair.left.token.script, pair.right.token.script) for pair in pairs if pair.closeness.is_across_scripts]
    if is_whole and worst >= Likeness.SOUND:
        bits += weights.whole_bonus
    degree = "identical" if is_whole and worst is Likeness.SAME else "close"
    code = f"name_{degree}_after_romanising" if across else f"name_{degree}"
    total = weights.together(bits)
    if len(pairs) > 1 and is_whole and worst is Likeness.SAME:
        total += weights.identical_across_bonus if across else weights.identical_bonus
    is_spared = weights.is_across_spared and is_whole and (len(pairs) == 1 or worst is Likeness.SAME)
    total += 0.0 if is_spared else min((weights.across(*scripts) for scripts in across), default=0.0)
    return NameFinding(code, round(total, 2))


def _commonness(pairs: list[_Pair], frequencies: Frequencies, weights: NameWeights) -> list[NameFinding]:
    """What common names take away: never more than a share of what the word gave."""
    findings: list[NameFinding] = []
    for pair in pairs:
        common = _common(pair, frequencies)
        if common is not None:
            said = weights.commonness(common.share, of_word=common.common_as is CommonAs.WORD)
            taken = min(said, pair.closeness.bits * weights.common_share_at_most)
            params = (("country", common.country),) if common.country else ()
            findings.append(NameFinding(_COMMON_AS[common.common_as], -round(taken, 2), params))
    return findings


def _common(pair: _Pair, frequencies: Frequencies) -> Commonness | None:
    found = [frequencies.of(token.text) for token in (pair.left.token, pair.right.token)]
    known = [common for common in found if common is not None]
    return max(known, key=lambda common: (common.share, common.country)) if known else None


def _objections(left: NameForm, right: NameForm, pairs: list[_Pair], weights: NameWeights) -> list[NameFinding]:
    findings: list[NameFinding] = []
    left_over = _left_over(left, [pair.left for pair in pairs])
    right_over = _left_over(right, [pair.right for pair in pairs])
    contradicting = min(left_over, right_over)
    if contradicting:
        findings.append(NameFinding("name_part_differs", contradicting * weights.part_differs))
    missing = max(left_over, right_over) - contradicting
    if missing:
        findings.append(NameFinding("name_part_missing", _bits_of_missing(missing, weights)))
    if len(pairs) == 1 and pairs[0].places == 2:
        findings.append(NameFinding("name_one_part_only", weights.one_part_only))
    ordered = sorted(pairs, key=lambda pair: pair.left.start)
    if any(before.right.start > after.right.start for before, after in itertools.pairwise(ordered)):
        findings.append(NameFinding("name_order_differs", weights.order_differs))
    return findings


def _bits_of_missing(parts: int, weights: NameWeights) -> float:
    return round(max(parts * weights.part_missing, weights.parts_missing_at_least), 2)


def _bits_against(left_over: int, right_over: int, weights: NameWeights) -> float:
    """What words without an answer take away; the more of them, the more."""
    contradicting = min(left_over, right_over)
    missing = max(left_over, right_over) - contradicting
    return contradicting * weights.part_differs + _bits_of_missing(missing, weights)


def _left_over(form: NameForm, used: list[Span]) -> int:
    mask = 0
    for span in used:
        mask |= span.mask
    return sum(1 for place, token in enumerate(form.tokens) if not (mask >> place & 1 or token.is_light))
