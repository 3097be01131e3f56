"""When a child's own agreement is not enough: what opens to those who investigate or judge needs a guardian's word.

Care and finding the family wait for nobody: they serve the child at once.
Source, read 2026-11-24: procedures of the product, 7 (children: guardian, best interests, a child's consent alone never
opens an answer to the investigation); Convention on the Rights of the Child, articles 3 and 12.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from interlace.core.victims.agreeing import Agreement, Use


class Capacity(StrEnum):
    """In what capacity somebody speaks for a child."""

    PARENT = "parent"
    LEGAL_GUARDIAN = "legal_guardian"
    APPOINTED = "appointed"  # by a court or an authority, for this child
    CHILD_WELFARE = "child_welfare"  # an officer of the authority in whose care the child is


GUARDED = frozenset({Use.INVESTIGATION, Use.COURT})


def needs_guardian(use: Use, *, is_child: bool) -> bool:
    """Whether an answer opens for this use only with a guardian's word besides the person's own."""
    return is_child and use in GUARDED


def to_close(agreements: Iterable[Agreement], *, is_child: bool, now: datetime) -> tuple[Agreement, ...]:
    """What may no longer be read once there is no guardian, or once somebody turns out to be a child."""
    return tuple(each for each in agreements if each.holds_at(now) and needs_guardian(each.use, is_child=is_child))
