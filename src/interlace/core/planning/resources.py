"""What an operation has to do, and with what: sites, targets, teams, interpreters, beds, cells, orders.

Source, read 2026-11-23: plan template of the product's procedures, 6. Everything is named by a code: names of persons
are no part of a plan, and none of a wall.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Work(StrEnum):
    """What a team is for."""

    ENTRY = "entry"
    ARREST = "arrest"
    EVIDENCE = "evidence"
    DIGITAL = "digital"
    ASSETS = "assets"
    CARE = "care"  # receives and screens those found on site
    MEDICAL = "medical"
    LIAISON = "liaison"


COERCIVE = frozenset({Work.ENTRY, Work.ARREST, Work.EVIDENCE, Work.DIGITAL, Work.ASSETS})
"""What only a State may do on its own territory, unless a treaty or law lets another."""


class HandOver(StrEnum):
    """What happens with a target after the arrest."""

    SURRENDER = "surrender"
    PROSECUTION_HERE = "prosecution_here"
    TRANSFER = "transfer"
    NONE = "none"  # said on purpose; nothing said is a gap


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment to another, which is no longer in it; without an end it does not expire."""

    begins: datetime
    ends: datetime | None = None

    def has(self, moment: datetime) -> bool:
        return self.begins <= moment and (self.ends is None or moment < self.ends)


@dataclass(frozen=True, slots=True)
class Site:
    """A place that is entered."""

    code: str
    state: str
    zone: ZoneInfo
    seen: datetime
    """When the latest information about it was gathered."""
    languages: Mapping[str, int] = field(hash=False)
    """How many of those held there are expected to speak each language: all of them are received and screened."""

    @property
    def persons(self) -> int:
        return sum(self.languages.values())


@dataclass(frozen=True, slots=True)
class Target:
    """A person to be arrested at a site."""

    code: str
    site: str
    bureau: str
    warrant: Span | None
    hand_over: HandOver | None
    is_agreed: bool
    """Whether the panel of both sides has said that it may be planned."""
    is_condition_open: bool = False
    """Whether its originator set a condition, such as that nobody is put to death, that nobody has assured yet."""


@dataclass(frozen=True, slots=True)
class Team:
    """People who do one kind of work, when they are free, and how far they are from each site that they can reach."""

    code: str
    state: str
    work: Work
    people: int
    free: Span
    minutes_to: Mapping[str, int] = field(hash=False)
    legal_bases: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Reference of the treaty or law by which it may use force in another State, by that State."""

    def may_work_in(self, state: str) -> bool:
        return self.work not in COERCIVE or state == self.state or bool(self.legal_bases.get(state, "").strip())


@dataclass(frozen=True, slots=True)
class Interpreter:
    """One person, who works at one site in one language."""

    code: str
    languages: frozenset[str]
    free: Span
    sites: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reception:
    """A safe place outside detention for those who were held."""

    code: str
    beds: int
    sites: frozenset[str]


@dataclass(frozen=True, slots=True)
class Custody:
    """Cells of one State."""

    code: str
    state: str
    cells: int


@dataclass(frozen=True, slots=True)
class Kits:
    """What exhibits are packed, sealed and labelled with, shared alike among the sites that they are for."""

    code: str
    kits: int
    sites: frozenset[str]

    def at(self, site: str) -> int:
        """How many of them each of the sites has."""
        return self.kits // len(self.sites) if site in self.sites else 0


@dataclass(frozen=True, slots=True)
class Freeze:
    """An order on assets that is released at the hour, and lasts only so long."""

    code: str
    valid: Span


@dataclass(frozen=True, slots=True)
class Operation:
    """All that is decided about, and the hours among which to choose."""

    hours: tuple[datetime, ...]
    """Candidates for the one moment at which every site is entered; with a zone, in order."""
    sites: tuple[Site, ...]
    targets: tuple[Target, ...]
    teams: tuple[Team, ...]
    interpreters: tuple[Interpreter, ...] = ()
    receptions: tuple[Reception, ...] = ()
    custodies: tuple[Custody, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    kits: tuple[Kits, ...] = ()

    def targets_at(self, site: Site) -> tuple[Target, ...]:
        return tuple(each for each in self.targets if each.site == site.code)
