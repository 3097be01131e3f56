"""What a bureau writes of each thing that it brings, and the same as the planner's values."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from interlace.core.planning import (
    Custody,
    Freeze,
    HandOver,
    Interpreter,
    Kits,
    Operation,
    Reception,
    Site,
    Span,
    Target,
    Team,
    Work,
)
from interlace.operations.plan.models import EntryKind, OperationEntry


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as unknown:
        raise ValueError("no such zone") from unknown
    return name


EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Beyond these no zone's clock can be shown for all that is typed."""
Zone = Annotated[str, AfterValidator(_zone)]
Language = Annotated[str, Field(min_length=2, max_length=8)]
Code = Annotated[str, Field(min_length=1, max_length=80)]
LONGEST_WORD = 40
Amount = Annotated[int, Field(ge=0, le=10_000)]


class _Strict(BaseModel):
    """An unknown field is refused."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Owned:
    """By which code a thing is called, whose it is, and whether its condition is said to be met."""

    code: str
    member: str
    is_assured: bool = False


class Shape(_Strict):
    """What a bureau writes of one thing."""

    def value(self, of: Owned) -> Any:
        """The same for the planner; `of` says whose it is."""
        raise NotImplementedError


def _near(moment: datetime) -> datetime:
    if not EARLIEST <= moment <= LATEST:
        raise ValueError
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_near)]


class SpanShape(_Strict):
    """From a moment to another; without an end it does not expire."""

    begins: Moment
    ends: Moment | None = None

    def span(self) -> Span:
        return Span(self.begins, self.ends)


class SiteShape(Shape):
    """A place that is entered, on the territory of the bureau that brings it."""

    zone: Zone
    seen: Moment
    languages: dict[Language, Amount] = Field({}, max_length=40)

    def value(self, of: Owned) -> Any:
        return Site(of.code, of.member, ZoneInfo(self.zone), self.seen, self.languages)


class TargetShape(Shape):
    """A person to be arrested, by a code; whether it may be planned is the panel's word, not a field."""

    site: Code
    ready_target: str = Field(..., max_length=36)
    warrant: SpanShape | None = None
    hand_over: HandOver | None = None
    needs_assurance: bool = False
    is_agreed: bool = False

    def value(self, of: Owned) -> Any:
        is_open = self.needs_assurance and not of.is_assured
        warrant = self.warrant.span() if self.warrant is not None else None
        return Target(of.code, self.site, of.member, warrant, self.hand_over, self.is_agreed, is_condition_open=is_open)


class TeamShape(Shape):
    """People who do one kind of work."""

    work: Work
    people: Amount
    free: SpanShape
    minutes_to: dict[Code, Amount] = Field(..., max_length=40)
    legal_bases: dict[str, str] = Field({}, max_length=40)

    def value(self, of: Owned) -> Any:
        return Team(of.code, of.member, self.work, self.people, self.free.span(), self.minutes_to, self.legal_bases)


class InterpreterShape(Shape):
    """One person, by a code."""

    languages: list[Language] = Field(..., max_length=40)
    free: SpanShape
    sites: list[Code] = Field(..., max_length=40)

    def value(self, of: Owned) -> Any:
        return Interpreter(of.code, frozenset(self.languages), self.free.span(), frozenset(self.sites))


class ReceptionShape(Shape):
    """A safe place outside detention."""

    beds: Amount
    sites: list[Code] = Field(..., max_length=40)

    def value(self, of: Owned) -> Any:
        return Reception(of.code, self.beds, frozenset(self.sites))


class CustodyShape(Shape):
    """Cells of the bureau's own State."""

    cells: Amount

    def value(self, of: Owned) -> Any:
        return Custody(of.code, of.member, self.cells)


class FreezeShape(Shape):
    """An order on assets that is released at the hour."""

    valid: SpanShape

    def value(self, of: Owned) -> Any:
        return Freeze(of.code, self.valid.span())


class KitShape(Shape):
    """Exhibit kits, sealed and numbered, for these sites."""

    kits: Amount
    sites: list[Code] = Field(..., max_length=40)

    def value(self, of: Owned) -> Any:
        return Kits(of.code, self.kits, frozenset(self.sites))


class AbortWordShape(Shape):
    """A word at which everybody stops; at these sites, or at all of them."""

    word: str = Field(..., min_length=2, max_length=LONGEST_WORD)
    sites: list[Code] = Field([], max_length=40)


NOT_PLANNED = frozenset({EntryKind.ABORT_WORD})
"""What people need on the day and the planner does not place."""

SHAPES: dict[EntryKind, type[Shape]] = {
    EntryKind.SITE: SiteShape,
    EntryKind.TARGET: TargetShape,
    EntryKind.TEAM: TeamShape,
    EntryKind.INTERPRETER: InterpreterShape,
    EntryKind.RECEPTION: ReceptionShape,
    EntryKind.CUSTODY: CustodyShape,
    EntryKind.FREEZE: FreezeShape,
    EntryKind.KIT: KitShape,
    EntryKind.ABORT_WORD: AbortWordShape,
}


def sites_named(shape: Shape) -> set[str]:
    """The sites that an entry speaks of."""
    if isinstance(shape, TargetShape):
        return {shape.site}
    if isinstance(shape, TeamShape):
        return set(shape.minutes_to)
    if isinstance(shape, InterpreterShape | ReceptionShape | KitShape | AbortWordShape):
        return set(shape.sites)
    return set()


def operation_of(
    entries: list[OperationEntry], *, hours: tuple[datetime, ...], assured: frozenset[UUID] = frozenset()
) -> Operation:
    """What was brought, as the planner takes it; `assured` has the ids of targets whose condition is met."""
    found: dict[EntryKind, list[Any]] = {kind: [] for kind in EntryKind}
    for entry in entries:
        if entry.kind in NOT_PLANNED:
            continue
        shape = SHAPES[EntryKind(entry.kind)].model_validate(entry.shape)
        found[EntryKind(entry.kind)].append(shape.value(Owned(entry.code, entry.member, entry.id in assured)))
    return Operation(
        hours=hours,
        sites=tuple(found[EntryKind.SITE]),
        targets=tuple(found[EntryKind.TARGET]),
        teams=tuple(found[EntryKind.TEAM]),
        interpreters=tuple(found[EntryKind.INTERPRETER]),
        receptions=tuple(found[EntryKind.RECEPTION]),
        custodies=tuple(found[EntryKind.CUSTODY]),
        freezes=tuple(found[EntryKind.FREEZE]),
        kits=tuple(found[EntryKind.KIT]),
    )
