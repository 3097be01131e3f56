"""What later rooms know of a bureau's people: the items an officer holds, and the registers a bureau has.

The rooms above register themselves when they are set up, so that no import points upwards.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer


@dataclass(frozen=True, slots=True)
class HeldItem:
    """Something that waits for one officer."""

    kind: str
    """A word for people, in the reader's language: *open question* ..."""
    id: UUID
    what: str
    url: str = ""
    due: datetime | None = None


class ItemsHeld(Protocol):
    """One room's items that lie with one officer and with nobody else."""

    def of(self, viewer: Viewer, officer: UUID, *, now: datetime) -> Sequence[HeldItem]:
        """Those of one officer that this viewer, a head of the same member, may know of."""

    def hand_over(self, viewer: Viewer, officer: UUID, to: Officer, *, now: datetime) -> int:
        """Give every one of them to a colleague, in the caller's transaction; how many there were."""


RegistersOf = Callable[[Viewer], Sequence[tuple[str, str]]]
"""Name and title of each register of the viewer's own member."""

_items: list[ItemsHeld] = []
_registers: list[RegistersOf] = []


def hold_items(source: ItemsHeld) -> None:
    """Let a room say what its officers hold. Once is enough."""
    if not any(type(each) is type(source) for each in _items):
        _items.append(source)


def know_registers(source: RegistersOf) -> None:
    """Let a room say which registers a bureau has. Once is enough."""
    if source not in _registers:
        _registers.append(source)


def items_of(viewer: Viewer, officer: UUID, *, now: datetime) -> list[HeldItem]:
    """Everything that lies with one officer."""
    return [item for source in _items for item in source.of(viewer, officer, now=now)]


def hand_over_items(viewer: Viewer, officer: UUID, to: Officer, *, now: datetime) -> int:
    """Give everything that lies with one officer to a colleague; how many items there were."""
    return sum(source.hand_over(viewer, officer, to, now=now) for source in _items)


def registers_of(viewer: Viewer) -> list[tuple[str, str]]:
    """Name and title of each register of the viewer's own bureau, by title."""
    return sorted((each for source in _registers for each in source(viewer)), key=lambda each: (each[1], each[0]))
