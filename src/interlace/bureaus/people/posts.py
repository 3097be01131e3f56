"""Rights as values: of an officer, of a unit in one register; what one version of them adds to another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from interlace.bureaus.people.models import HitLevel
from interlace.foundation.errors import FieldProblem

OTHERS = "@others"
"""Stands for what other bureaus share."""
CASE_FACTS = "@case-facts"
"""Stands for the single facts of the own bureau, beside its registers."""
HIGHEST_LEVEL = 3
LEAST_TRAINED = date(2000, 1, 1)
_RANK: Mapping[str, int] = {HitLevel.NONE: 0, HitLevel.HIT: 1, HitLevel.CONTENT: 2}
_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changes."""

    what: str
    """A code: `roles`, `level`, `grant:@others` ..."""
    before: object
    after: object
    widens: bool


@dataclass(frozen=True, slots=True)
class OfficerPost:
    """What an officer is and may do."""

    username: str
    name: str
    bureau: str
    """Id of the bureau or unit where the officer works."""
    roles: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    registers: tuple[str, ...] | None = ()
    """Registers of the own bureau that the officer's checks are compared with; None stands for all, later ones too."""
    level: int = 0
    rooms: tuple[str, ...] = ()
    trained: date | None = None
    training_ends: date | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "username": self.username,
            "name": self.name,
            "bureau": self.bureau,
            "roles": sorted(self.roles),
            "purposes": sorted(self.purposes),
            "registers": None if self.registers is None else sorted(self.registers),
            "level": self.level,
            "rooms": sorted(self.rooms),
            "trained": self.trained.isoformat() if self.trained else "",
            "training_ends": self.training_ends.isoformat() if self.training_ends else "",
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(
            username=values["username"],
            name=values["name"],
            bureau=values["bureau"],
            roles=tuple(values["roles"]),
            purposes=tuple(values["purposes"]),
            registers=None if values["registers"] is None else tuple(values["registers"]),
            level=values["level"],
            rooms=tuple(values["rooms"]),
            trained=date.fromisoformat(values["trained"]) if values["trained"] else None,
            training_ends=date.fromisoformat(values["training_ends"]) if values["training_ends"] else None,
        )

    def problems(self) -> Iterator[FieldProblem]:
        """What cannot be stored."""
        if not _USERNAME.fullmatch(self.username):
            yield FieldProblem(
                "/username",
                "username_form",
                _("This is not a user name."),
                _("Use 1 to 64 small letters and digits; dots, hyphens and underscores may stand between them."),
            )
        if not 0 < len(self.name.strip()) <= 120:
            yield FieldProblem(
                "/name", "name_length", _("An account needs a name of 1 to 120 characters."), _("Say who it is.")
            )
        if not self.roles:
            yield FieldProblem("/roles", "role_missing", _("An account needs a role."), _("Name at least one."))
        if not 0 <= self.level <= HIGHEST_LEVEL:
            yield FieldProblem("/level", "level_range", _("Levels run from 0 to 3."), _("Choose one of them."))
        if self.trained is None or self.trained < LEAST_TRAINED:
            yield FieldProblem(
                "/trained",
                "training_missing",
                _("Nobody is given rights without a training."),
                _("Enter the day of the training."),
            )
        elif self.training_ends is None or self.training_ends <= self.trained:
            yield FieldProblem(
                "/training_ends",
                "training_end",
                _("The training ends before it began, or has no end."),
                _("Enter the day until which it counts."),
            )


_LISTS = ("roles", "purposes", "rooms")


def officer_differences(before: OfficerPost | None, after: OfficerPost) -> Iterator[Difference]:
    """What changes for an officer; everything, for a new one."""
    for name in ("username", "name", "bureau"):
        if before is None or getattr(before, name) != getattr(after, name):
            # Another place of work is another bureau's scope: whoever is moved is appointed anew.
            widens = name == "bureau" and before is not None
            yield Difference(name, getattr(before, name, ""), getattr(after, name), widens=widens)
    for name in _LISTS:
        had, has = set(getattr(before, name, ())), set(getattr(after, name))
        if had != has:
            yield Difference(name, sorted(had), sorted(has), widens=bool(has - had))
    yield from _register_differences(() if before is None else before.registers, after.registers)
    had_level = before.level if before is not None else 0
    if had_level != after.level:
        yield Difference("level", had_level, after.level, widens=after.level > had_level)
    for name in ("trained", "training_ends"):
        was, will = getattr(before, name, None), getattr(after, name)
        if was != will:
            yield Difference(name, was.isoformat() if was else "", will.isoformat() if will else "", widens=False)


def _register_differences(before: tuple[str, ...] | None, after: tuple[str, ...] | None) -> Iterator[Difference]:
    had, has = (None if each is None else sorted(set(each)) for each in (before, after))
    if had != has:
        widens = had is not None and (has is None or bool(set(has) - set(had)))
        yield Difference("registers", had, has, widens=widens)


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """What a unit may in one register."""

    register: str
    level: str = HitLevel.NONE.value
    fields: tuple[str, ...] = ()
    may_contribute: bool = False

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "register": self.register,
            "level": self.level,
            "fields": sorted(self.fields),
            "may_contribute": self.may_contribute,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(values["register"], values["level"], tuple(values["fields"]), values["may_contribute"])

    def is_wider_than(self, other: "Grant") -> bool:
        """Whether it gives anything that the other does not."""
        return (
            _RANK[self.level] > _RANK[other.level]
            or bool(set(self.fields) - set(other.fields))
            or (self.may_contribute and not other.may_contribute)
        )


@dataclass(frozen=True, slots=True)
class UnitRights:
    """What a domestic unit is and may do."""

    name: str
    time_zone: str = "UTC"
    grants: tuple[Grant, ...] = field(default=())
    converses: bool = False
    """Whether it reads and writes in its own threads; without, it writes through its bureau."""

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "name": self.name,
            "time_zone": self.time_zone,
            "grants": [grant.to_json() for grant in sorted(self.grants)],
            "converses": self.converses,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote, also before units could converse."""
        grants = tuple(map(Grant.from_json, values["grants"]))
        return cls(values["name"], values["time_zone"], grants, values.get("converses", False))

    def grant_in(self, register: str) -> Grant:
        """What it may in one register; nothing where nothing was said."""
        return next((grant for grant in self.grants if grant.register == register), Grant(register))

    def problems(self, registers: Sequence[str]) -> Iterator[FieldProblem]:
        """What cannot be stored."""
        if not 0 < len(self.name.strip()) <= 120:
            yield FieldProblem("/name", "name_length", _("A unit needs a name of 1 to 120 characters."))
        for at, grant in enumerate(self.grants):
            if grant.register not in {OTHERS, CASE_FACTS, *registers}:
                yield FieldProblem(f"/grants/{at}/register", "unknown_register", _("Your bureau has no such register."))
            if grant.level not in HitLevel.values:
                yield FieldProblem(f"/grants/{at}/level", "unknown_level", _("This level is not known."))
            if grant.register == OTHERS and grant.level == HitLevel.CONTENT:
                yield FieldProblem(
                    f"/grants/{at}/level",
                    "content_of_others",
                    _("What other bureaus share is theirs to release to a unit."),
                    _("Choose that the unit learns of a hit and asks your bureau."),
                )
            if grant.level == HitLevel.CONTENT and not grant.fields:
                yield FieldProblem(
                    f"/grants/{at}/fields", "fields_missing", _("No field is named."), _("Name those it may read.")
                )
            if grant.fields and grant.level != HitLevel.CONTENT:
                yield FieldProblem(
                    f"/grants/{at}/fields",
                    "fields_without_content",
                    _("Fields are named, but the unit learns only of a hit."),
                    _("Choose that it reads the fields, or leave them out."),
                )
            if grant.may_contribute and grant.register != CASE_FACTS:
                yield FieldProblem(
                    f"/grants/{at}/may_contribute",
                    "contribute_to_register",
                    _("A unit hands in single rows; only the bureau loads a register."),
                    _("Allow contributing to the case facts."),
                )


def unit_differences(before: UnitRights | None, after: UnitRights) -> Iterator[Difference]:
    """What changes for a unit; everything, for a new one."""
    for name in ("name", "time_zone"):
        if before is None or getattr(before, name) != getattr(after, name):
            yield Difference(name, getattr(before, name, ""), getattr(after, name), widens=False)
    had = before if before is not None else UnitRights(after.name)
    if had.converses != after.converses:
        yield Difference("converses", had.converses, after.converses, widens=after.converses)
    for register in sorted({grant.register for grant in (*had.grants, *after.grants)}):
        was, will = had.grant_in(register), after.grant_in(register)
        if was != will:
            yield Difference(f"grant:{register}", was.to_json(), will.to_json(), widens=will.is_wider_than(was))
