"""What rooms above this one lay on the page of a case: its exhibits, which they keep."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from interlace.bureaus.people.presenting import Table
from interlace.foundation.http.desk import Desk


@dataclass(frozen=True, slots=True)
class ShownExhibits:
    """The exhibits of a case as its reader may see them, and where there is more of them."""

    table: Table
    links: tuple[tuple[str, str], ...]


ExhibitShower = Callable[[Desk, UUID], ShownExhibits]
_showers: list[ExhibitShower] = []


def show_exhibits_with(shower: ExhibitShower) -> ExhibitShower:
    """Let the room that keeps exhibits show them on the page of their case. A decorator."""
    if shower not in _showers:
        _showers.append(shower)
    return shower


def exhibits_shown(desk: Desk, case: UUID) -> list[ShownExhibits]:
    """What there is to show of this case, which the reader has been found to see."""
    return [shower(desk, case) for shower in _showers]
