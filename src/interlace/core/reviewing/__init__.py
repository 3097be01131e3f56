"""Reviewing what a machine proposes: what people said together, how far they agree, and what to look at first."""

from interlace.core.reviewing.agreement import Agreement, Month, agreement, by_month
from interlace.core.reviewing.judging import Judgement, Outcome, judged
from interlace.core.reviewing.ordering import informativeness

__all__ = [
    "Agreement",
    "Judgement",
    "Month",
    "Outcome",
    "agreement",
    "by_month",
    "informativeness",
    "judged",
]
