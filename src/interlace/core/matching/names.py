"""Two names side by side: which word answers to which, what that says, and what speaks against it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from interlace.core.matching import weights
from interlace.core.matching.closeness import Closeness, Likeness, closeness
from interlace.core.matching.frequencies import Commonness, Frequencies
from interlace.core.names import NameForm, Span

_LEAST_BITS = 0.1


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Span
    right: Span
    closeness: Closeness

    @property
    def places(self) -> int:
        return self.left.end - self.left.start + self.right.end - self.right.start


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
def compare_names(left: NameForm, right: NameForm, *, frequencies: Frequencies) -> NameComparison:
    """Compare two names; the order of words matters little, the order of the two names not at all."""
    if _sort_key(right) < _sort_key(left):
        left, right = right, left
    pairs = _aligned(left, right)
    if not pairs:
        return NameComparison((NameFinding("name_differs", weights.NAME_PART_DIFFERS),))
    findings = [_agreement(left, right, pairs), *_commonness(pairs, frequencies), *_objections(left, right, pairs)]
    return NameComparison(tuple(findings))


def _sort_key(form: NameForm) -> tuple[str, ...]:
    return tuple(token.native for token in form.tokens)


def _aligned(left: NameForm, right: NameForm) -> list[_Pair]:
    """The best answer for every word: words heard alike first, each used once, neighbours joined where it helps."""
    places = [(a, b) for a in left.singles for b in right.singles]
    places.extend(_joined_to_single(left, right))
    places.extend((single, joined) for joined, single in _joined_to_single(right, left))
    candidates = [_Pair(a, b, found) for a, b in places if (found := closeness(a.token, b.token)).bits > _LEAST_BITS]
    candidates.sort(
        key=lambda pair: (
            -pair.closeness.likeness,
            -pair.closeness.bits,
            pair.places,
            pair.left.start,
            pair.right.start,
        )
    )
    left_used = right_used = 0
    chosen: list[_Pair] = []
    for pair in candidates:
        if not (left_used & pair.left.mask or right_used & pair.right.mask):
            chosen.append(pair)
            left_used |= pair.left.mask
            right_used |= pair.right.mask
    return chosen


def _joined_to_single(several: NameForm, other: NameForm) -> Iterator[tuple[Span, Span]]:
    """Neighbours read as one, beside a single word with the same consonants: the only one they may answer to."""
    for start, end in several.neighbours:
        first = several.tokens[start]
        joined = None
        for single in other.singles:
            # What begins otherwise has other consonants; reading neighbours as one is the dear part.
            if first.is_settled and first.beginnings.isdisjoint(single.token.beginnings):
                continue
            joined = joined or several.joined(start, end)
            if not joined.token.skeletons.isdisjoint(single.token.skeletons):
                yield joined, single


def _agreement(left: NameForm, right: NameForm, pairs: list[_Pair]) -> NameFinding:
    bits = sum(pair.closeness.bits for pair in pairs)
    is_whole = not (
        _left_over(left, [pair.left for pair in pairs]) or _left_over(right, [pair.right for pair in pairs])
    )
    worst = min(pair.closeness.likeness for pair in pairs)
    across = any(pair.closeness.is_across_scripts for pair in pairs)
    if is_whole and worst >= Likeness.SOUND:
        bits += weights.WHOLE_NAME_BONUS
    degree = "identical" if is_whole and worst is Likeness.SAME else "close"
    code = f"name_{degree}_after_romanising" if across else f"name_{degree}"
    return NameFinding(code, round(min(bits, weights.NAME_AT_MOST), 2))


def _commonness(pairs: list[_Pair], frequencies: Frequencies) -> list[NameFinding]:
    """What common names take away: never more than half of what the word gave."""
    findings: list[NameFinding] = []
    for pair in pairs:
        common = _common(pair, frequencies)
        if common is not None:
            code = "surname_common" if common.is_surname else "given_name_common"
            taken = min(common.bits, pair.closeness.bits / 2)
            findings.append(NameFinding(code, -round(taken, 2), (("country", common.country),)))
    return findings


def _common(pair: _Pair, frequencies: Frequencies) -> Commonness | None:
    found = [frequencies.of(token.text) for token in (pair.left.token, pair.right.token)]
    known = [common for common in found if common is not None]
    return max(known, key=lambda common: (common.bits, common.country)) if known else None


def _objections(left: NameForm, right: NameForm, pairs: list[_Pair]) -> list[NameFinding]:
    findings: list[NameFinding] = []
    left_over = _left_over(left, [pair.left for pair in pairs])
    right_over = _left_over(right, [pair.right for pair in pairs])
    contradicting = min(left_over, right_over)
    if contradicting:
        findings.append(NameFinding("name_part_differs", contradicting * weights.NAME_PART_DIFFERS))
    missing = max(left_over, right_over) - contradicting
    if missing:
        bits = max(missing * weights.NAME_PART_MISSING, weights.NAME_PARTS_MISSING_AT_LEAST)
        findings.append(NameFinding("name_part_missing", round(bits, 2)))
    if len(pairs) == 1 and pairs[0].places == 2:
        findings.append(NameFinding("name_one_part_only", weights.ONE_PART_ONLY))
    ordered = sorted(pairs, key=lambda pair: pair.left.start)
    if any(before.right.start > after.right.start for before, after in itertools.pairwise(ordered)):
        findings.append(NameFinding("name_order_differs", weights.ORDER_DIFFERS))
    return findings


def _left_over(form: NameForm, used: list[Span]) -> int:
    mask = 0
    for span in used:
        mask |= span.mask
    return sum(1 for place, token in enumerate(form.tokens) if not (mask >> place & 1 or token.is_light))
