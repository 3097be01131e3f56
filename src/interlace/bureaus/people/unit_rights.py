"""What a domestic unit may, asked from the rooms where it searches and hands in."""

from collections.abc import Mapping

from interlace.bureaus.people.models import HitLevel, UnitGrant
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS, Grant
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Bureau


def waits_for_check(viewer: Viewer) -> bool:
    """Whether what this viewer hands in waits until the bureau above has looked at it: that of a domestic unit."""
    return bool(viewer.unit) and Bureau.objects.filter(pk=viewer.unit, kind=Bureau.Kind.DOMESTIC_UNIT).exists()


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


def may_hand_in(grants: Mapping[str, Grant] | None) -> bool:
    """Whether the unit may contribute at all."""
    return grants is None or grants.get(CASE_FACTS, Grant(CASE_FACTS)).may_contribute


def may_learn(grants: Mapping[str, Grant] | None, *, is_own: bool, register: str) -> bool:
    """Whether the unit may learn of a hit there; `register` is empty for case facts."""
    if grants is None:
        return True
    place = (register or CASE_FACTS) if is_own else OTHERS
    return grants.get(place, Grant(place)).level != HitLevel.NONE


def fields_read(grants: Mapping[str, Grant] | None, *, is_own: bool, register: str) -> frozenset[str]:
    """The properties of the own bureau's records that the unit reads there."""
    grant = (grants or {}).get(register or CASE_FACTS) if is_own else None
    return frozenset(grant.fields) if grant is not None and grant.level == HitLevel.CONTENT else frozenset()
