"""Whether the action may begin: every State says go for itself, and nobody's rescue is left open.

Source, read 2026-11-23: journey of the meeting, 4, and what it never allows (Go with a red victim plan, unless the
territorial commander's emergency order for a threat to life is recorded by two persons; that order is never prevented).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interlace.core.planning.aborting import LONG_AGO, Abort, Reach
from interlace.core.planning.checking import Plan, TeamPlace
from interlace.core.planning.resources import Operation
from interlace.core.planning.rules import OF_VICTIMS, Broken, Rule


class Flag(StrEnum):
    """What a State says for itself."""

    GO = "go"
    NO_GO = "no_go"


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag, and the version of the plan that it was raised for."""

    flag: Flag
    version: int


class Hold(StrEnum):
    """Why Go is held."""

    NOT_SET = "not_set"
    NO_GO = "no_go"
    OTHER_VERSION = "other_version"  # the flag was raised for an earlier plan
    VICTIM_PLAN = "victim_plan"  # not compliant
    FOREIGN_FORCE = "foreign_force"
    CONDITION = "condition"  # of an originator, which nobody but it can waive
    ABORTED = "aborted"  # this version, by a State for its own or by the bureau that leads
    BROKEN = "broken"  # another rule, which the steering group has to accept by name or heal


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One reason, and whose it is: a State, or the place where a rule is broken."""

    why: Hold
    where: str


@dataclass(frozen=True, slots=True)
class EmergencyOrder:
    """An order for a threat to life: who commands, for which State, and who recorded it with them."""

    state: str
    commander: str
    second: str
    reason: str
    signed: datetime = LONG_AGO
    """By the second person."""


def is_complete(order: EmergencyOrder) -> bool:
    """Two different persons and a reason."""
    is_by_two = bool(order.commander) and bool(order.second) and order.commander != order.second
    return is_by_two and bool(order.reason.strip())


def released(
    operation: Operation,
    plan: Plan,
    *,
    held: Collection[Held],
    order: EmergencyOrder | None = None,
    aborts: Collection[Abort] = (),
    version: int = 0,
) -> frozenset[TeamPlace]:
    """The teams that may begin: all when nothing holds Go, and those on its own ground by a State's emergency order.

    Such an order is never prevented: software does not stand between a commander and a life. It reaches no other
    State's ground, and it gives no foreign team a legal basis. An abort of this version stops what began by Go; what
    began by an order is stopped by a later abort of the State that gave it, and by nobody else.
    """
    teams, sites = {each.code: each for each in operation.teams}, {each.code: each for each in operation.sites}
    by_order = order if order is not None and is_complete(order) else None

    def stopped(place: TeamPlace, said: Collection[Abort]) -> bool:
        sent_by, ground = teams[place.team].state, sites[place.site].state
        return any(each.stops(sent_by=sent_by, site=place.site, ground=ground) for each in said)

    of_version = [each for each in aborts if each.version == version]
    of_order = [each for each in aborts if by_order and each.state == by_order.state and each.at > by_order.signed]
    return frozenset(
        place
        for place in plan.teams
        if teams[place.team].may_work_in(sites[place.site].state)
        and (
            (not held and not stopped(place, of_version))
            or (by_order and sites[place.site].state == by_order.state and not stopped(place, of_order))
        )
    )


def held(
    flags: Mapping[str, Raised],
    *,
    states: Collection[str],
    version: int,
    broken: Collection[Broken],
    accepted: Collection[Broken] = (),
    aborts: Collection[Abort] = (),
) -> tuple[Held, ...]:
    """Everything that holds Go; nothing, when it may be given."""
    by_flags = (Held(why, state) for state in states if (why := _why(flags.get(state), version)) is not None)
    by_rules = (Held(_kind(each), each.where) for each in broken if _holds(each, accepted))
    by_aborts = (
        Held(Hold.ABORTED, each.where or each.state)
        for each in aborts
        # A target that was called off is nobody's reason to stay: the others are still there.
        if each.version == version and each.reach is not Reach.TARGET
    )
    return tuple(sorted({*by_flags, *by_rules, *by_aborts}))


def _why(raised: Raised | None, version: int) -> Hold | None:
    if raised is None:
        return Hold.NOT_SET
    if raised.flag is Flag.NO_GO:
        return Hold.NO_GO
    return None if raised.version == version else Hold.OTHER_VERSION


def _kind(broken: Broken) -> Hold:
    if broken.rule in OF_VICTIMS:
        return Hold.VICTIM_PLAN
    if broken.rule is Rule.CONDITION_OPEN:
        return Hold.CONDITION
    return Hold.FOREIGN_FORCE if broken.rule is Rule.FOREIGN_FORCE else Hold.BROKEN


def _holds(broken: Broken, accepted: Collection[Broken]) -> bool:
    """Some risks may be taken by name; another's safety and another State's ground may not."""
    return _kind(broken) is not Hold.BROKEN or broken not in accepted
