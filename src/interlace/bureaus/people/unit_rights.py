"""How far an officer's checks reach: a domestic unit's level in each register, and an officer's own list of registers.

A grant is a ceiling for one place: the one disclosure rule decides under it, so that a record's own label always holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from interlace.bureaus.people.models import HitLevel, OfficerTerms, UnitGrant
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS, Grant
from interlace.core.handling import Action
from interlace.core.handling import Viewer as Person
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau

NOTHING = frozenset[Action]()
_LEVELS: Mapping[str, frozenset[Action]] = {
    HitLevel.NONE: NOTHING,
    HitLevel.HIT: frozenset({Action.DISCOVER}),
    HitLevel.CONTENT: frozenset({Action.DISCOVER, Action.READ}),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies, as a grant names it."""

    is_own: bool
    """Whether the viewer's own bureau holds it."""
    register: str = ""
    """Its name; empty for single facts."""

    @property
    def code(self) -> str:
        """The register, `CASE_FACTS` or `OTHERS`."""
        return (self.register or CASE_FACTS) if self.is_own else OTHERS


@dataclass(frozen=True, slots=True)
class Reach:
    """What was granted to one viewer; without any grant, or any list, that side limits nothing."""

    grants: Mapping[str, Grant] | None = None
    """A unit's, by place."""
    bureau: frozenset[Action] = NOTHING
    """What the bureau above the unit may do itself."""
    registers: frozenset[str] | None = None
    """The own bureau's registers that the officer may search."""

    @property
    def is_limited(self) -> bool:
        """Whether anything was said at all."""
        return self.grants is not None or self.registers is not None

    def person_at(self, place: Place, person: Person) -> Person:
        """The person as the rule shall see them at this place."""
        return replace(person, ceiling=self._ceiling(place, person.ceiling))

    def fields_at(self, place: Place) -> frozenset[str]:
        """The properties of the own bureau's records that the unit reads there."""
        grant = (self.grants or {}).get(place.code) if place.is_own else None
        return frozenset(grant.fields) if grant is not None and grant.level == HitLevel.CONTENT else frozenset()

    def _ceiling(self, place: Place, ceiling: frozenset[Action]) -> frozenset[Action]:
        if place.is_own and place.register and self.registers is not None and place.register not in self.registers:
            return NOTHING
        if self.grants is None:
            return ceiling
        granted = _LEVELS[self.grants.get(place.code, Grant(place.code)).level]
        # Of others' facts a unit never reads more than its ceiling says: they are theirs to release to it.
        wider = (granted & self.bureau) - {Action.DISCOVER} if place.is_own else NOTHING
        return (ceiling & granted) | (wider if Action.DISCOVER in ceiling & granted else NOTHING)


def reach_of(viewer: Viewer) -> Reach:
    """How far the viewer's checks reach; a context must be open."""
    listed = OfficerTerms.objects.filter(officer=viewer.id).values_list("registers", flat=True).first()
    registers = frozenset(listed) if listed is not None else None
    grants = grants_of(viewer)
    return Reach(grants, NOTHING if grants is None else _bureau_allows(viewer), registers)


def grants_of(viewer: Viewer) -> Mapping[str, Grant] | None:
    """What the viewer's unit was granted, by register; a context must be open.

    None for who works for a bureau itself, and for a unit opened on the machine before anybody granted it anything:
    there the ceiling alone decides.
    """
    if not viewer.unit:
        return None
    found = {
        each.register: Grant(each.register, each.level, tuple(each.fields), each.may_contribute)
        for each in UnitGrant.objects.filter(unit=viewer.unit)
    }
    return found or None


def waits_for_check(viewer: Viewer) -> bool:
    """Whether what this viewer hands in waits until the bureau above has looked at it: that of a domestic unit."""
    return bool(viewer.unit) and Bureau.objects.filter(pk=viewer.unit, kind=Bureau.Kind.DOMESTIC_UNIT).exists()


def may_hand_in(grants: Mapping[str, Grant] | None) -> bool:
    """Whether the unit may contribute at all."""
    return grants is None or grants.get(CASE_FACTS, Grant(CASE_FACTS)).may_contribute


def may_learn(grants: Mapping[str, Grant] | None, place: Place) -> bool:
    """Whether the unit may learn of a hit there."""
    return grants is None or grants.get(place.code, Grant(place.code)).level != HitLevel.NONE


def _bureau_allows(viewer: Viewer) -> frozenset[Action]:
    above = Bureau.objects.filter(units__id=viewer.unit).values_list("ceiling", flat=True).first()
    return frozenset(action for action in Action if action.value in (above or ()))
