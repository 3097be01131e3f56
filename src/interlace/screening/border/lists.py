"""Which lists a scan at the border asks, and how old each is."""

from dataclasses import dataclass
from datetime import datetime

from interlace.bureaus.people.unit_rights import Place, grants_of, may_learn
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import Acting, acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.screening.checks.granted import granted_to
from interlace.screening.checks.scope import readable_registers
from interlace.screening.register_records import SearchedRegister


@dataclass(frozen=True, slots=True)
class Lists:
    """What is looked through: the own bureau's records, and the registers that the officer may read."""

    member: str
    asks_own: bool
    """False for a unit that was granted nothing of its bureau's."""
    is_own_limited: bool
    """Whether only a part of the own bureau's records was granted."""
    registers: tuple[SearchedRegister, ...]

    @property
    def scope(self) -> list[str]:
        """The lists as a check names them. Neither costs anything of the day's number of checks."""
        others = [each.code for each in self.registers if each.member != self.member]
        return [*([self.member] if self.asks_own else []), *others]

    @property
    def count(self) -> int:
        """How many lists are asked, the own bureau's records outside of registers counting as one."""
        return len(self.registers) + self.asks_own

    @property
    def oldest(self) -> datetime | None:
        """When the oldest of the registers was loaded; the bureaus' own facts are as they are now."""
        return min((each.loaded for each in self.registers), default=None)


def lists_of(viewer: Viewer, *, now: datetime) -> Lists:
    """The lists for this officer and purpose."""
    with acting(viewer, Action.DISCOVER, now=now) as context:
        return lists_in(context)


def lists_in(context: Acting) -> Lists:
    """The same in a context that is open."""
    own, granted = context.viewer.member, granted_to(context)
    asks_others = may_learn(grants_of(context.viewer), Place(is_own=False))
    sources = granted.own_sources()
    readable = [each for each in readable_registers(context) if asks_others or each.member == own]
    asks_own = sources is None or bool(sources)
    return Lists(
        member=own,
        asks_own=asks_own,
        is_own_limited=sources is not None,
        registers=tuple(each for each in readable if asks_own or each.member != own),
    )
