"""What the pages of cases show: ready to be drawn, with nothing left to look up.

A template has no rights of its own: nothing stands here that the officer before the page may not see.
"""

from dataclasses import dataclass

from interlace.bureaus.people.presenting import Section
from interlace.foundation.localize.shown import Notice, ShownClock, ShownField, Trail


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of a case. The amount counts what this officer may read of it, and nothing else."""

    key: str
    label: str
    url: str
    amount: str = ""
    press: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened in a case."""

    when: str
    text: str
    mark: str = "ok"


@dataclass(frozen=True, slots=True)
class Due:
    """A task to do, with its clock."""

    text: str
    owner: str
    clock: ShownClock | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case, or one part of it."""

    title: str
    member: str
    with_others: tuple[str, ...]
    """The other bureaus of its joint cases."""
    sub: str
    state: str
    state_text: str
    stamp: str
    lead: str
    handling: str
    trail: tuple[Trail, ...]
    tabs: tuple[Tab, ...]
    part: str
    add_url: str = ""
    chart_url: str = ""
    look_url: str = ""
    """Where it is looked at as others see it."""
    summary: str = ""
    sections: tuple[Section, ...] = ()
    happened: tuple[Happened, ...] = ()
    dated: tuple[Happened, ...] = ()
    """What happened by the dates in the facts."""
    aside: tuple[Section, ...] = ()
    who_url: str = ""
    who: tuple[tuple[str, str], ...] = ()
    """Each bureau, and what it may see of the case."""
    who_else: str = ""
    due: tuple[Due, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class NotePage:
    """A note that is written, with everything that ever stood in it."""

    title: str
    lead: str
    handling: str
    trail: tuple[Trail, ...]
    url: str
    page_url: str
    reader: str
    seat: str
    note: str
    version: int
    text: ShownField
    is_written: bool
    """Whether this officer may write in it."""
    said: str
    versions: tuple[tuple[str, str], ...] = ()
    """Who and when, and what stood there then."""
    notices: tuple[Notice, ...] = ()
