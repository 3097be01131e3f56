"""Numbers that a matter has elsewhere (I-24/7, e-ADS, own register): typed once, chosen from then on."""

from collections.abc import Mapping
from datetime import datetime

from interlace.desk.threads.messages import FOREIGN
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.rules import may_read
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer

LATEST = 100
"""Threads of the own side that are looked through."""


def numbers_of_matter(viewer: Viewer, *, now: datetime) -> Mapping[str, str]:
    """What the latest threads of the same case have noted, by register: a new message begins with them.

    It begins at the lowest level and in no operation: nothing flows into it from a thread above that.
    """
    found: dict[str, str] = {}
    for side in reversed(_with_numbers(viewer, now=now)):
        is_above = side.level > 0 or bool(side.rooms)
        if viewer.reference and side.reference == viewer.reference and not is_above:
            found.update(side.foreign)
    return found


def numbers_known(viewer: Viewer, *, now: datetime) -> Mapping[str, tuple[str, ...]]:
    """The numbers of one's own threads by register, those of the same case first, then the latest."""
    sides = sorted(_with_numbers(viewer, now=now), key=lambda side: side.reference != viewer.reference)
    return {
        register: tuple(dict.fromkeys(side.foreign[register] for side in sides if register in side.foreign))
        for register in FOREIGN
    }


def _with_numbers(viewer: Viewer, *, now: datetime) -> list[ThreadSide]:
    """The viewer's threads under its purpose that have a number elsewhere, the latest first."""
    if not may_read(viewer):
        return []
    with acting(viewer, now=now):
        return list(ThreadSide.objects.visible_to(viewer).exclude(foreign={}).order_by("-last", "thread")[:LATEST])
