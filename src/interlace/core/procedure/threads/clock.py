"""The clock of a thread, the same on both sides. It runs from sending and stands while the addressee needs to know."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from interlace.core.procedure.threads.types import Allowed

_NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stood, because the addressee needed information."""

    reason: str
    begun: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Running time allowed and used. It never runs while a pause is open."""

    started: datetime
    allowed: Allowed
    answer_owed: bool
    answer_by: datetime | None = None
    """A moment that pauses do not move: the end of a holder's power to hold a person, a payment day."""
    pauses: tuple[Pause, ...] = ()
    stopped: datetime | None = None

    @property
    def is_paused(self) -> bool:
        """Whether it stands because the addressee needs information."""
        return self.stopped is None and bool(self.pauses) and self.pauses[-1].ended is None

    @property
    def stood(self) -> timedelta:
        """How long it has stood in the pauses that are over."""
        return sum(((p.ended or p.begun) - p.begun for p in self.pauses), _NOTHING)

    def used(self, at: datetime) -> timedelta:
        """How long it has run until this moment."""
        end = at if self.stopped is None else min(at, self.stopped)
        stood = sum((max(min(p.ended or end, end) - p.begun, _NOTHING) for p in self.pauses), _NOTHING)
        return max(end - self.started - stood, _NOTHING)

    @property
    def acknowledgement_due(self) -> datetime:
        """By when the addressee says that it is working on it."""
        due = self.started + self.allowed.acknowledge
        return due if self.answer_by is None else min(due, self.answer_by)

    @property
    def answer_due(self) -> datetime | None:
        """By when an answer is due; none while the clock stands, and where none is owed."""
        if not self.answer_owed or self.is_paused:
            return None
        due = self.started + self.allowed.answer + self.stood
        return due if self.answer_by is None else min(due, self.answer_by)

    def is_late(self, at: datetime) -> bool:
        """Whether the answer is overdue: it then reads *no answer*, never yes or no."""
        due = self.answer_due
        return self.stopped is None and due is not None and at >= due

    def share_used(self, at: datetime) -> float:
        """Which part of the time for the answer has run: 0.5, 0.8 and 1 are where a duty is escalated."""
        if not self.answer_owed:
            return 0.0
        # A fixed moment shortens what is left to run; while the clock stands it is measured as if it ran on now.
        whole = self.allowed.answer
        if self.answer_by is not None:
            whole = min(whole, self.used(at) + max(self.answer_by - at, _NOTHING))
        return 1.0 if whole <= _NOTHING else min(self.used(at) / whole, 1.0)

    def paused(self, at: datetime, *, reason: str) -> "Clock":
        """It stands from now on, for this reason."""
        return replace(self, pauses=(*self.pauses, Pause(reason, at)))

    def resumed(self, at: datetime) -> "Clock":
        """It runs again; nothing happens where it ran."""
        if not self.is_paused:
            return self
        return replace(self, pauses=(*self.pauses[:-1], replace(self.pauses[-1], ended=at)))

    def halted(self, at: datetime) -> "Clock":
        """The duty is done, or over: nothing runs any more. What was halted before stays so."""
        return self if self.stopped is not None else replace(self.resumed(at), stopped=at)

    def hurried(self, at: datetime, to: Allowed) -> "Clock":
        """More urgent from now on: the new times count from this moment, and lengthen nothing."""
        used = self.used(at)
        return replace(
            self,
            allowed=Allowed(
                acknowledge=min(self.allowed.acknowledge, used + to.acknowledge),
                answer=min(self.allowed.answer, used + to.answer),
            ),
        )

    def relaxed(self, to: Allowed) -> "Clock":
        """Less urgent: the times are those it would have had from the beginning, and shorten nothing."""
        return replace(
            self,
            allowed=Allowed(
                acknowledge=max(self.allowed.acknowledge, to.acknowledge), answer=max(self.allowed.answer, to.answer)
            ),
        )
