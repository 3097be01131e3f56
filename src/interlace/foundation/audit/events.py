"""The catalogue of what can stand in the ledger, and who may read it there. A capability declares its own events."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Sight(StrEnum):
    """Who of the member whose leaf it is may read it. Nobody else ever does."""

    OFFICERS = "officers"  # everybody who works there
    AUDITORS = "auditors"  # those whose role it is to audit
    CARE = "care"  # those who protect victims, and auditors who take no part in criminal cases


@dataclass(frozen=True, slots=True)
class Event:
    """A kind of act, by the name under which it stands in the ledger."""

    name: str
    seen_by: Sight
    meaning: Promise | str


class UnknownEvent(ValueError):
    """The event was not declared, so nobody would know who may read it."""


_declared: dict[str, Event] = {}


def declare(name: str, *, seen_by: Sight, meaning: Promise | str) -> Event:
    """Add a kind of act to the catalogue: `CASE_SHARED = declare("case.shared", ...)` beside the action."""
    if name in _declared:
        raise ValueError(f"the event {name} is declared twice")
    event = _declared[name] = Event(name, seen_by, meaning)
    return event


def declared_events() -> Mapping[str, Event]:
    """The catalogue by name, as far as its capabilities are loaded."""
    return MappingProxyType(_declared)


def require_declared(event: Event) -> None:
    """Refuse an event that is not in the catalogue."""
    if _declared.get(event.name) != event:
        raise UnknownEvent(f"the event {event.name} is not declared")


LOG_EXPORTED = declare("audit.exported", seen_by=Sight.AUDITORS, meaning=_("The ledger was exported to a file."))
NODE_BACKED_UP = declare(
    "node.backed_up", seen_by=Sight.AUDITORS, meaning=_("The whole node was written into a sealed file.")
)
NODE_RESTORED = declare("node.restored", seen_by=Sight.AUDITORS, meaning=_("This node was restored from a backup."))
NODE_MIGRATED = declare(
    "node.migrated", seen_by=Sight.AUDITORS, meaning=_("The node's database was brought to another release.")
)
