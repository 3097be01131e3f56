"""Which pair to look at first: the one whose answer tells most."""

from math import log2


def informativeness(probability: float, *, left: int, right: int) -> float:
    """How much an answer tells, in bits: the uncertainty of this pair times what hangs on it.

    On "same" hang all pairs between the two clusters of `left` and `right` members; they are not independent, so they
    count by the logarithm.
    """
    return round(_uncertainty(probability) * (1 + log2(left * right)), 6)


def _uncertainty(probability: float) -> float:
    """The entropy of yes and no, in bits."""
    return sum(-share * log2(share) for share in (probability, 1 - probability) if share > 0)
