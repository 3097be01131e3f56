"""What becomes of a plan if somebody talks, or a team is late."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from interlace.core.planning.checking import InterpreterPlace, Plan, TeamPlace
from interlace.core.planning.resources import Operation
from interlace.core.planning.rules import Broken
from interlace.core.planning.solving import EFFORT, NoHourGiven, Proposal, propose


@dataclass(frozen=True, slots=True)
class Changes:
    """What would be different: the hour, who is sent, who is no longer, and the rules broken or healed by it."""

    hour: tuple[datetime, datetime] | None
    sent: frozenset[TeamPlace | InterpreterPlace]
    called_back: frozenset[TeamPlace | InterpreterPlace]
    newly_broken: frozenset[Broken]
    healed: frozenset[Broken]


@dataclass(frozen=True, slots=True)
class Answer:
    """The plan that would take its place, and the difference."""

    proposal: Proposal
    changes: Changes


def after_leak(
    operation: Operation, current: Proposal, *, before: datetime, seed: int, effort: float = EFFORT
) -> Answer:
    """It has to happen before this moment: those at the site may have been warned."""
    hours = tuple(hour for hour in operation.hours if hour < before)
    if not hours:
        raise NoHourGiven
    return _answer(replace(operation, hours=hours), current, seed=seed, effort=effort)


def after_delay(
    operation: Operation, current: Proposal, *, team: str, by: timedelta, seed: int, effort: float = EFFORT
) -> Answer:
    """This team starts later than planned."""
    teams = tuple(
        replace(each, free=replace(each.free, begins=each.free.begins + by)) if each.code == team else each
        for each in operation.teams
    )
    return _answer(replace(operation, teams=teams), current, seed=seed, effort=effort)


def _answer(operation: Operation, current: Proposal, *, seed: int, effort: float) -> Answer:
    proposal = propose(operation, seed=seed, effort=effort, near=current.plan)
    return Answer(proposal, _changes(current, proposal))


def _changes(old: Proposal, new: Proposal) -> Changes:
    before, after = _places(old.plan), _places(new.plan)
    return Changes(
        hour=None if old.plan.hour == new.plan.hour else (old.plan.hour, new.plan.hour),
        sent=after - before,
        called_back=before - after,
        newly_broken=frozenset(new.broken) - frozenset(old.broken),
        healed=frozenset(old.broken) - frozenset(new.broken),
    )


def _places(plan: Plan) -> frozenset[TeamPlace | InterpreterPlace]:
    return frozenset({*plan.teams, *plan.interpreters})
