"""When a clock that nobody answers reaches somebody else: at 50, 80 and 100 per cent of its time.

Shares and whom they reach: procedures of the positive query result (shift lead, head of bureau, secretariat), the
product's own policy. What hurries wakes the officer on duty as soon as it arrives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Step(StrEnum):
    """How much of the time is gone."""

    ARRIVED = "arrived"
    HALF = "half"
    MOST = "most"
    OVER = "over"


class Target(StrEnum):
    """Whom a step reaches."""

    ON_DUTY = "on_duty"
    LEAD = "lead"
    HEAD = "head"
    SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True)
class StepTerms:
    """From which per cent of the time on a step is due, and whom it reaches."""

    per_cent: int
    target: Target


STEPS: Mapping[Step, StepTerms] = {
    Step.ARRIVED: StepTerms(0, Target.ON_DUTY),
    Step.HALF: StepTerms(50, Target.LEAD),
    Step.MOST: StepTerms(80, Target.HEAD),
    Step.OVER: StepTerms(100, Target.SECRETARIAT),
}


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which the clock stood still; without an end it still does."""

    starts: datetime
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time that somebody has for something: from when, until when without any pause, and its pauses."""

    started: datetime
    due: datetime
    pauses: Sequence[Pause] = ()

    @property
    def allowed(self) -> timedelta:
        """How long it may take."""
        return self.due - self.started

    def is_paused(self, now: datetime) -> bool:
        """Whether it stands still."""
        return any(each.starts <= now and (each.ends is None or now < each.ends) for each in self.pauses)

    def spent(self, now: datetime) -> timedelta:
        """How much of the time is gone; pauses that overlap count once."""
        return max(now - self.started - self._stood(now), timedelta(0))

    def ends(self, now: datetime) -> datetime:
        """Until when somebody has, with the pauses so far."""
        return self.due + self._stood(now)

    def _stood(self, now: datetime) -> timedelta:
        still, passed = timedelta(0), self.started
        for pause in sorted(self.pauses, key=lambda each: each.starts):
            starts = min(max(pause.starts, passed), now)
            ends = min(max(pause.ends or now, starts), now)
            still += ends - starts
            passed = max(passed, ends)
        return still


def steps_due(clock: Clock, *, now: datetime, wakes: bool) -> tuple[Step, ...]:
    """The steps whose time has come, the first one first. Only what `wakes` reaches somebody as it arrives."""
    if now < clock.started:
        return ()
    spent = clock.spent(now)
    return tuple(
        step
        for step, terms in STEPS.items()
        if spent * 100 >= clock.allowed * terms.per_cent and (wakes or step is not Step.ARRIVED)
    )
