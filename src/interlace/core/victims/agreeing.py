"""Which answers others may read: those that the person agreed to, for one recipient and use, until taken back.

Source, read 2026-11-23: procedures of the product, 7.4 (consent per recipient and purpose, withdrawable; a referral
without the story; never for immigration enforcement).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interlace.core.victims.talk import Reply
from interlace.core.victims.triage import Need


class Use(StrEnum):
    """For what an answer may be read. Immigration enforcement is not among them, so nobody can agree to it."""

    CARE = "care"
    INVESTIGATION = "investigation"
    COURT = "court"
    REUNION = "reunion"  # with a family that misses the person


@dataclass(frozen=True, slots=True)
class Agreement:
    """The person lets one recipient read one answer for one use."""

    question: str
    recipient: str
    use: Use
    given: datetime
    taken_back: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        return self.given <= moment and (self.taken_back is None or moment < self.taken_back)


def readable(
    replies: Mapping[str, Reply], agreements: Iterable[Agreement], *, recipient: str, use: Use, now: datetime
) -> Mapping[str, Reply]:
    """What this recipient may read for this use, now; nothing by default."""
    allowed = {
        each.question for each in agreements if each.recipient == recipient and each.use is use and each.holds_at(now)
    }
    return {question: reply for question, reply in replies.items() if question in allowed}


@dataclass(frozen=True, slots=True)
class ReferralSlip:
    """What a shelter needs to receive somebody: no story, no indicator, no site, no name."""

    reference: str
    language: str
    is_child: bool
    needs: tuple[Need, ...]
    contact: str
    """The protection officer to call."""
