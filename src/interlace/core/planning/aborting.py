"""What an abort stops, and who may say it: an officer for what is their State's, the bureau that leads for all of it.

Source, read 2026-11-24: plan template of the product's procedures, 6 (abort criteria) and journey of the meeting, 3
(abort words). An abort is of one version of a plan and is never taken back: who wants to go after it proposes another
version, which every State flags anew. No rule here says that something must be aborted: a named officer does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Reach(StrEnum):
    """How much is aborted."""

    ALL = "all"  # the whole operation
    OWN = "own"  # one State's: its teams wherever they are sent, its ground, its targets
    SITE = "site"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Abort:
    """One officer's word that something does not begin, or ends."""

    reach: Reach
    state: str
    """Of the bureau that said it."""
    version: int
    where: str = ""
    """The code of the site or target."""
    at: datetime = LONG_AGO
    """When it came to the node: a device's clock may be wrong."""

    def stops(self, *, sent_by: str, site: str, ground: str) -> bool:
        """Whether a team of one State, sent to a site on the ground of another, does not begin any more.

        A target alone stops no team: others may be at the same site.
        """
        if self.reach is Reach.OWN:
            return self.state in {sent_by, ground}
        return self.reach is Reach.ALL or (self.reach is Reach.SITE and self.where == site)


def may_abort(reach: Reach, *, state: str, leader: str, owner: str = "") -> bool:
    """Each State for what is its own, and the bureau that leads for everything; `owner` has the site or target."""
    if reach is Reach.OWN or state == leader:
        return True
    return reach is not Reach.ALL and owner == state


def is_aborted(aborts: Iterable[Abort], *, version: int) -> bool:
    """Whether the whole of this version was aborted."""
    return any(each.reach is Reach.ALL and each.version == version for each in aborts)
