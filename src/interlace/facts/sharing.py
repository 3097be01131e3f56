"""What a contributor decides about facts, and the labels that follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from interlace.core.handling import Code, HitMode, Label
from interlace.core.problems import Problem
from interlace.facts.markings import Bound, Marking, codes_of, tightest
from interlace.facts.vocabulary import PERSON_STATUSES, PURPOSES
from interlace.foundation.errors import InvalidInput

RESTRICTIONS: Mapping[str, Code] = {
    "no-proceedings": Code.NO_PROCEEDINGS,
    "no-onward": Code.NO_ONWARD,
    "no-matching": Code.NO_MATCHING,
    "conditions": Code.CONDITIONS,
    "eyes-only": Code.EYES_ONLY,
}
"""The words in which commands, pages and the API name the codes."""

HIT_MODES: Mapping[str, HitMode] = {mode.name.lower(): mode for mode in HitMode}
_SEEKING = frozenset({HitMode.HIT, HitMode.SILENT})


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who may know or read, for which purpose, until when, with which reservations."""

    purpose: str
    until: datetime
    hit: HitMode = HitMode.HIT
    audience: frozenset[str] = frozenset()
    seekers: frozenset[str] = frozenset()
    deny: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    condition: str = ""
    named: frozenset[str] = frozenset()
    level: int = 0
    rooms: frozenset[str] = frozenset()
    life: bool = False
    """Whether anybody may read it to save a life (the originator is told at once)."""

    @classmethod
    def with_members(
        cls,
        members: Iterable[str],
        *,
        hit: HitMode,
        purpose: str,
        until: datetime,
        restrictions: Iterable[str] = (),
        condition: str = "",
        named: Iterable[str] = (),
        deny: Iterable[str] = (),
        level: int = 0,
        rooms: Iterable[str] = (),
        life: bool = False,
    ) -> Self:
        """Name the members once: with `hit` and `silent` they may learn that something exists, else they read."""
        chosen = frozenset(members)
        codes = {_restriction(word).value for word in restrictions}
        if condition:
            codes.add(Code.CONDITIONS.value)
        sharing = cls(
            purpose=purpose,
            until=until,
            hit=hit,
            audience=frozenset() if hit in _SEEKING else chosen,
            seekers=chosen if hit in _SEEKING else frozenset(),
            deny=frozenset(deny),
            codes=frozenset(codes),
            condition=condition,
            named=frozenset(named),
            level=level,
            rooms=frozenset(rooms),
            life=life,
        )
        sharing.refuse_contradictions()
        return sharing

    @property
    def members(self) -> frozenset[str]:
        """Every member the sharing names."""
        return self.audience | self.seekers | self.deny

    def refuse_contradictions(self) -> None:
        """Raise when the words do not fit together."""
        if self.purpose not in PURPOSES:
            raise InvalidInput(_("This purpose is not in the catalogue."), fix=_("Choose a purpose from the list."))
        if Code.CONDITIONS.value in self.codes and not self.condition:
            raise InvalidInput(
                _("Conditions apply, but no condition is written."),
                fix=_("Choose a standard condition or write one in a sentence."),
            )
        if Code.EYES_ONLY.value in self.codes and not self.named:
            raise InvalidInput(
                _("Only named persons may read this, but nobody is named."), fix=_("Name at least one officer.")
            )
        if self.until.tzinfo is None:
            raise InvalidInput(_("The end has no time zone."), fix=_("Write the time with its offset."))
        if self.hit is HitMode.SILENT and PURPOSES[self.purpose].never_silent:
            raise InvalidInput(
                _("Entries for this purpose may not be silent: somebody could come to harm over a “no hit”."),
                fix=_("Choose that the named bureaus learn that a hit exists."),
            )

    def label(self, originator: str, *, purpose: str, markings: Iterable[Marking] = (), by: str = "") -> Label:
        """The label of one row: what the contributor chose, narrowed by the markings that came with the row."""
        given = tuple(markings)
        bound = tightest(given)
        codes = self.codes | codes_of(given)
        named = self.named | {by} if Code.EYES_ONLY.value in codes and by else self.named
        return Label.of(
            originator,
            purposes={purpose},
            until=self.until,
            audience=() if bound is Bound.ORIGINATOR else self.audience,
            seekers=() if bound is Bound.ORIGINATOR else self.seekers,
            deny=self.deny,
            level=self.level,
            rooms=self.rooms,
            codes=codes,
            named=named,
            hit=self.hit,
            life=self.life,
        )

    def refuses_status(self, status: str) -> Problem | None:
        """Why a person of this status may not be contributed in this way, if so."""
        if self.hit is HitMode.SILENT and PERSON_STATUSES[status].never_silent:
            return Problem("status_never_silent", {"status": status})
        return None

    def with_condition(self, condition: str) -> Self:
        """The same sharing under one more condition."""
        return replace(self, condition=condition, codes=self.codes | {Code.CONDITIONS.value})

    def to_json(self) -> dict[str, Any]:
        """Everything, as JSON values."""
        return {
            "purpose": self.purpose,
            "until": self.until.isoformat(),
            "hit": self.hit.name.lower(),
            "audience": sorted(self.audience),
            "seekers": sorted(self.seekers),
            "deny": sorted(self.deny),
            "codes": sorted(self.codes),
            "condition": self.condition,
            "named": sorted(self.named),
            "level": self.level,
            "rooms": sorted(self.rooms),
            "life": self.life,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        return cls(
            purpose=values["purpose"],
            until=datetime.fromisoformat(values["until"]),
            hit=HIT_MODES[values["hit"]],
            audience=frozenset(values["audience"]),
            seekers=frozenset(values["seekers"]),
            deny=frozenset(values["deny"]),
            codes=frozenset(values["codes"]),
            condition=values["condition"],
            named=frozenset(values["named"]),
            level=values["level"],
            rooms=frozenset(values["rooms"]),
            life=values["life"],
        )


def _restriction(word: str) -> Code:
    code = RESTRICTIONS.get(word)
    if code is None:
        raise InvalidInput(
            _("This restriction is not known."),
            fix=_("Use one of: {restrictions}.").format(restrictions=", ".join(RESTRICTIONS)),
        )
    return code


def hit_mode(word: str) -> HitMode:
    """The hit mode that a command, a page or the API names."""
    mode = HIT_MODES.get(word)
    if mode is None:
        raise InvalidInput(_("This hit mode is not known."), fix=_("Use hit, silent, content or none."))
    return mode
