"""How far two reviewers agree beyond chance.

Cohen's kappa: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20
(1960) 37-46.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interlace.core.reviewing.judging import Judgement

Pair = tuple[Judgement, Judgement]
"""What the first and what the second reviewer said, neither knowing of the other."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How pairs of judgements compare."""

    reviewed: int
    agreed: int
    kappa: float | None
    """1 is full agreement, 0 what chance alone would give; nothing where chance alone would give full agreement."""
    said_same: float
    """The share of all judgements that were "same": where it wanders, the reviewers or the matcher do."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month beside all months before it."""

    month: str
    """`2026-07`."""
    agreement: Agreement
    drift: float | None
    """Kappa of this month less kappa of everything before it; nothing where either is missing."""


def agreement(pairs: Sequence[Pair]) -> Agreement:
    """Compare the judgements of these pairs. The order within a pair matters to chance and to nothing else."""
    reviewed = len(pairs)
    agreed = sum(one == other for one, other in pairs)
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    both = reviewed * reviewed
    by_chance = sum(firsts[each] * seconds[each] for each in Judgement)
    kappa = None
    if by_chance != both:  # with no pair at all, both are zero
        kappa = round((agreed * reviewed - by_chance) / (both - by_chance), 3)
    same = firsts[Judgement.SAME] + seconds[Judgement.SAME]
    return Agreement(reviewed, agreed, kappa, round(same / (2 * reviewed), 3) if reviewed else 0.0)


def by_month(pairs: Iterable[tuple[str, Pair]]) -> list[Month]:
    """The same for each month, the earliest first, and how far it is from what was before."""
    grouped: defaultdict[str, list[Pair]] = defaultdict(list)
    for month, pair in pairs:
        grouped[month].append(pair)
    months: list[Month] = []
    before: list[Pair] = []
    for month in sorted(grouped):
        now, earlier = agreement(grouped[month]), agreement(before)
        drift = None if now.kappa is None or earlier.kappa is None else round(now.kappa - earlier.kappa, 3)
        months.append(Month(month, now, drift))
        before += grouped[month]
    return months
