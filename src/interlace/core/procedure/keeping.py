"""How long something may be kept: the day it is due, the days on which it is looked at, and what a legal hold changes.

The periods themselves are data (`oversight/keeping/rules.py`). The rule: the earlier of one's own rules and the
originator's own end counts; nobody can lengthen the second, and only two persons the first.
"""

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Category(StrEnum):
    """What is kept, as far as its period differs."""

    FACTS = "facts"
    PROTECTED = "protected"  # facts about victims, witnesses and missing persons
    COPIES = "copies"  # what was released or lent to another bureau for one hit
    CHECKS = "checks"
    HITS = "hits"
    REJECTS = "rejects"  # rows of a file that were not stored, and files that never became a contribution
    THREADS = "threads"  # a bureau's own side of letters
    DRAFTS = "drafts"  # letters that were never sent
    REGISTERS = "registers"  # a version of a list, searched or replaced
    CASES = "cases"  # a bureau's own case, with everything that is the case's alone


class Starts(StrEnum):
    """What a period begins with."""

    CONTRIBUTED = "contributed"
    ASKED = "asked"
    LAST_CHANGED = "last_changed"
    READ_IN = "read_in"
    REPLACED = "replaced"
    CLOSED = "closed"


class Certainty(StrEnum):
    """How sure we are of the rule."""

    SOURCE_READ = "source_read"
    TO_BE_VERIFIED = "to_be_verified"
    OUR_DEFAULT = "our_default"


class Decider(StrEnum):
    """Who decides when the day has come."""

    OFFICER = "officer"
    NODE = "node"  # nobody needs to look: the node deletes by itself


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as laws write it."""

    years: int = 0
    months: int = 0
    days: int = 0

    def after(self, start: datetime) -> datetime:
        """The end of the period; a day that the month does not have is its last one."""
        months = start.month - 1 + self.months
        year, month = start.year + self.years + months // 12, months % 12 + 1
        day = min(start.day, calendar.monthrange(year, month)[1])
        return start.replace(year=year, month=month, day=day) + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of keeping, with where it comes from."""

    code: str
    category: Category
    starts: Starts
    period: Period
    basis: str
    source: str
    as_of: date
    certainty: Certainty
    decider: Decider
    member: str = ""
    """Whose own law it is; empty for everybody."""

    def binds(self, category: Category, *, member: str) -> bool:
        """Whether the rule speaks about this."""
        return self.category is category and self.member in {"", member}


class Cause(StrEnum):
    """Why something is due on its day."""

    RULE = "rule"
    ORIGINATOR = "originator"  # the end that the originator set for its use
    AUTHORISATION = "authorisation"  # the day by which a copy of an INTERPOL database must be deleted


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which something goes unless somebody decides otherwise."""

    at: datetime
    cause: Cause
    rule: str = ""
    """Code of the rule, where it is a rule."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Something must not be deleted, whatever is due, until the hold ends or is lifted."""

    begins: datetime
    ends: datetime | None = None

    def binds(self, now: datetime) -> bool:
        """Whether it holds now."""
        return self.begins <= now and (self.ends is None or now < self.ends)


class Stage(StrEnum):
    """How near the end is."""

    KEPT = "kept"
    WITHIN_180 = "within_180"
    WITHIN_90 = "within_90"
    WITHIN_30 = "within_30"
    DUE = "due"
    HELD = "held"


REVIEW_POINTS: tuple[tuple[Stage, timedelta], ...] = (
    (Stage.WITHIN_180, timedelta(days=180)),
    (Stage.WITHIN_90, timedelta(days=90)),
    (Stage.WITHIN_30, timedelta(days=30)),
)
"""Days before the end on which the one who keeps it is asked (procedures 1.5, a default of the product, 2026-11)."""

LOOKED_AHEAD = REVIEW_POINTS[0][1]


def due(
    started: datetime,
    rules: Collection[Rule],
    *,
    until: datetime | None = None,
    authorised_until: datetime | None = None,
    extended_to: datetime | None = None,
) -> Due | None:
    """The earliest of all rules, of the originator's own end and of an authorisation's. Only rules are ever extended.

    None where neither speaks: nothing is deleted without a basis.
    """
    ends = [Due(max(rule.period.after(started), extended_to or started), Cause.RULE, rule.code) for rule in rules]
    if until is not None:
        ends.append(Due(until, Cause.ORIGINATOR))
    if authorised_until is not None:
        ends.append(Due(authorised_until, Cause.AUTHORISATION))
    return min(ends, key=lambda end: (end.at, end.cause, end.rule), default=None)


def stage_of(at: datetime, *, now: datetime, holds: Collection[Hold] = ()) -> Stage:
    """How near the end is at this moment. A hold wins over everything."""
    if any(hold.binds(now) for hold in holds):
        return Stage.HELD
    if now >= at:
        return Stage.DUE
    reached = [stage for stage, before in REVIEW_POINTS if now >= at - before]
    return reached[-1] if reached else Stage.KEPT


def review_points(at: datetime) -> tuple[datetime, ...]:
    """The moments at which the keeper is asked, the earliest first."""
    return tuple(at - before for _stage, before in REVIEW_POINTS)


def may_be_deleted(holds: Collection[Hold], *, now: datetime) -> bool:
    """Nothing is deleted under a hold, by nobody."""
    return not any(hold.binds(now) for hold in holds)


def longest_extension(rules: Collection[Rule], *, now: datetime) -> datetime:
    """How far a decision of today may reach: as long as the shortest rule gives to something new."""
    return min((rule.period.after(now) for rule in rules), default=now)
