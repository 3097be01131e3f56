"""How good the matching is, as one bureau sees it: what people decided about the hits that a machine proposed.

Every number is of hits that this viewer may know of at its own bureau, so none tells of anything else. Nothing is
trained by it: a decision changes no weight.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.matching import Band
from interlace.core.names import Script, script_of
from interlace.core.procedure.ladder import ANSWERS, State
from interlace.facts.describing import NAMES
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.roles import Verb
from interlace.screening.hits.telling import told_to
from interlace.screening.models import HitSide

LOOKED_BACK = timedelta(days=365)

K = TypeVar("K")


class Nameless(StrEnum):
    """Hits whose question holds no name."""

    NO_NAME = "no_name"  # only numbers were asked about, or the name is not for this viewer


@dataclass(frozen=True, slots=True)
class Tally:
    """What people said of some hits."""

    same: int = 0
    different: int = 0
    cannot_tell: int = 0

    @property
    def decided(self) -> int:
        """How many they were."""
        return self.same + self.different + self.cannot_tell

    @property
    def share(self) -> float | None:
        """Which part of those with a yes or a no was the same; None where there was neither."""
        told = self.same + self.different
        return self.same / told if told else None


@dataclass(frozen=True, slots=True)
class Quality:
    """The decisions of the last twelve months."""

    by_band: Mapping[Band, Tally]
    by_script: Mapping[Script | Nameless, Tally]
    by_month: Mapping[date, Tally]


def may_see_quality(viewer: Viewer) -> bool:
    """Whoever runs the node, heads a bureau or audits it."""
    return viewer.person.active and bool({Verb.ADMINISTER, Verb.SUPERVISE, Verb.AUDIT} & viewer.verbs)


def quality_of(viewer: Viewer, *, zone: ZoneInfo, now: datetime) -> Quality | None:
    """What the viewer's own bureau and its counterparts decided; None for who may know of no hit.

    Raises `NotFound` for everybody else than `may_see_quality` says.
    """
    if not may_see_quality(viewer):
        raise NotFound(_("There is nothing here for you."))
    if Action.DISCOVER not in viewer.person.ceiling:
        return None
    sides = list(_decided(viewer, now=now))
    return Quality(
        by_band=_tallied((Band(side.band), side) for side in sides if side.band),
        by_script=_tallied((_script_of(side), side) for side in sides),
        by_month=_tallied((_month_of(side, zone), side) for side in sides),
    )


def _decided(viewer: Viewer, *, now: datetime) -> Iterator[HitSide]:
    for matter in viewer.in_every_matter():
        with acting(matter, Action.DISCOVER, now=now):
            sides = HitSide.objects.visible().filter(
                member=matter.member, purpose=matter.purpose, state__in=ANSWERS, answered__gt=now - LOOKED_BACK
            )
            yield from [told_to(matter, side) for side in sides]


def _tallied(sides: Iterable[tuple[K, HitSide]]) -> dict[K, Tally]:
    counts: defaultdict[K, dict[str, int]] = defaultdict(lambda: dict.fromkeys(ANSWERS, 0))
    for key, side in sides:
        counts[key][State(side.state)] += 1
    return {
        key: Tally(found[State.CONFIRMED], found[State.NOT_CONFIRMED], found[State.INCONCLUSIVE])
        for key, found in counts.items()
    }


def _script_of(side: HitSide) -> Script | Nameless:
    """How the name that was asked about was written."""
    names = (value.get("original") or value["value"] for value in side.question if value["prop"] in NAMES)
    first = next(names, "")
    return script_of(first) if first else Nameless.NO_NAME


def _month_of(side: HitSide, zone: ZoneInfo) -> date:
    answered = side.answered or side.changed
    return answered.astimezone(zone).date().replace(day=1)
