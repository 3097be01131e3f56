"""Who ends a request to erase a file of care: never the officer who made it, but to take it back.

Source: policy of the product, 2026-11-24 (decision 51); two persons as for every act that cannot be undone.
"""

from enum import StrEnum


class Ending(StrEnum):
    """How a request to erase a file ended."""

    ERASED = "erased"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


def may_end(ending: Ending, *, asked_by: str, officer: str) -> bool:
    """Whoever asked may only take it back, and a second officer erases or declines."""
    return (officer == asked_by) is (ending is Ending.WITHDRAWN)
