"""The port for whatever has a clock: hits, threads, and what comes later.

A source says which duties run against a bureau, as far as one viewer may know of them. Waking asks as each officer whom
it could wake: nobody is ever woken for something whose existence that officer may not learn.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from interlace.core.procedure.escalation import Clock
from interlace.foundation.disclosure.viewer import Viewer


class Hurry(StrEnum):
    """How much a duty hurries."""

    HELD = "held"  # a person is held
    URGENT = "urgent"
    NORMAL = "normal"


ANSWERED_WITHIN: dict[Hurry, timedelta] = {
    Hurry.HELD: timedelta(minutes=5),
    Hurry.URGENT: timedelta(minutes=10),
    Hurry.NORMAL: timedelta(minutes=30),
}
"""How long whoever was woken has to answer before the next in the rota is woken. Policy of the product."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One duty that runs against a bureau."""

    source: str
    """The name of its source and of the kind of duty: `hit.confirmation`."""
    item: UUID
    waiting: str
    """The member that waits for the answer."""
    clock: Clock
    hurry: Hurry
    tells_secretariat: bool = False
    """Whether the secretariat learns, when the time is over, that it is."""

    @property
    def key(self) -> tuple[str, UUID, datetime]:
        """What a step is taken once for: this duty, in this run of its clock."""
        return self.source, self.item, self.clock.started

    @property
    def wakes(self) -> bool:
        """Whether somebody is woken as soon as it arrives."""
        return self.hurry is not Hurry.NORMAL


class Clocks(Protocol):
    """Something whose clocks are watched."""

    def running(self, viewer: Viewer, *, now: datetime) -> Iterable[Owed]:
        """The duties that run against the viewer's own bureau, as far as this viewer may know of them.

        A source may leave out those of which every step that is due was taken and nobody is still awaited.
        """


_watched: list[Clocks] = []


def watch(source: Clocks) -> None:
    """Watch the clocks of this source from now on; a room calls it once, when it is loaded."""
    if source not in _watched:
        _watched.append(source)


def running(viewer: Viewer, *, now: datetime) -> Iterator[Owed]:
    """Every duty that runs against the viewer's own bureau and that this viewer may know of."""
    for source in _watched:
        yield from source.running(viewer, now=now)
