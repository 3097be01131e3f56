"""Finding one thing under whichever of the viewer's purposes it has."""

from collections.abc import Callable
from typing import TypeVar

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound

T = TypeVar("T")


def in_its_matter(viewer: Viewer, look: Callable[[Viewer], T | None], missing: Callable[[], NotFound]) -> T:
    """What the first of the viewer's purposes shows; the error of its absence otherwise."""
    for matter in viewer.in_every_matter():
        found = look(matter)
        if found is not None:
            return found
    raise missing()
