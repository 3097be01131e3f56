"""Reads of what bureaus offer each other: nobody learns of an offer that its label does not let it read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from interlace.bureaus.capabilities.catalogue import KINDS, kind_name
from interlace.bureaus.desk_rules import require_reader
from interlace.bureaus.models import Capability, CapabilityQuerySet
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import book
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound


@dataclass(frozen=True, slots=True)
class Sought:
    """Which help is looked for."""

    text: str = ""
    kind: str = ""
    member: str = ""
    language: str = ""


def offers(viewer: Viewer, sought: Sought, *, now: datetime) -> list[Capability]:
    """What is offered to this viewer, by kind and member."""
    require_reader(viewer)
    found: dict[UUID, Capability] = {}
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            rows = _matching(Capability.objects.visible_to(matter), sought)
            found |= {each.id: each for each in rows}
    return sorted(found.values(), key=lambda each: (each.kind, each.member, str(each.id)))


def offer_of(viewer: Viewer, offer_id: UUID, *, now: datetime, own: bool = False) -> Capability:
    """One offer that the viewer may read, or one of its own bureau; `NotFound` otherwise."""
    require_reader(viewer)
    for matter in viewer.in_every_matter():
        with acting(matter, Action.READ, now=now):
            found = Capability.objects.visible_to(matter).filter(id=offer_id).first()
        if found is not None and (found.member == viewer.member or not own):
            return found
    raise NotFound(_("There is no such offer."))


def audience_of(viewer: Viewer, offer: Capability) -> frozenset[str]:
    """To whom the own bureau makes it; what another one's audience is, nobody is told."""
    return book.label(offer.label_id).audience if offer.member == viewer.member else frozenset()


def level_of(viewer: Viewer, offer: Capability) -> int:
    """The level of the own bureau's offer."""
    return book.label(offer.label_id).level if offer.member == viewer.member else 0


def _matching(rows: CapabilityQuerySet, sought: Sought) -> CapabilityQuerySet:
    for word in sought.text.split():
        # The words of the catalogue are the reader's own: they are looked for in the reader's language.
        kinds = [code for code in KINDS if word.casefold() in kind_name(code).casefold()]
        said = Q(detail__icontains=word) | Q(contact__icontains=word) | Q(member__iexact=word) | Q(kind__in=kinds)
        rows = rows.filter(said)
    if sought.kind:
        rows = rows.filter(kind=sought.kind)
    if sought.member:
        rows = rows.filter(member=sought.member.upper())
    if sought.language:
        rows = rows.filter(languages__contains=[sought.language.lower()])
    return rows
