"""Who ends a request to erase a file of care: never the officer who made it, but to take it back.

Source: policy of the product, 2026-11-24 (decision 51); two persons as for every act that cannot be undone.
"""

from datetime import datetime, timedelta
from enum import StrEnum

ASKED_ANEW_AFTER = timedelta(days=7)
"""What a person wished longer ago is not erased by: more may have been said since, and wishes change."""


class Ending(StrEnum):
    """How a request to erase a file ended."""

    ERASED = "erased"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


def is_fresh(*, asked: datetime, now: datetime) -> bool:
    """Whether somebody may still be erased by what was asked then."""
    return now - asked <= ASKED_ANEW_AFTER


def may_end(ending: Ending, *, asked_by: str, officer: str) -> bool:
    """Whoever asked may only take it back, and a second officer erases or declines."""
    return (officer == asked_by) is (ending is Ending.WITHDRAWN)
