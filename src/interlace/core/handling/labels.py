"""The words in which an originator says who may do what with a fact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Action(StrEnum):
    """What somebody may want to do with a fact."""

    DISCOVER = "discover"  # learn that something exists: be a hit
    READ = "read"
    MATCH = "match"  # automated cross-match between holdings
    DERIVE = "derive"  # use in a product
    ACT = "act"  # take an operational step
    CITE = "cite"  # use in proceedings
    FORWARD = "forward"  # pass on to a third member
    EXPORT = "export"  # let it leave the system


ALL_ACTIONS = frozenset(Action)


class Code(StrEnum):
    """A reservation of the originator: each blocks its actions until the originator consents; E, all not named."""

    NO_PROCEEDINGS = "J"
    NO_ONWARD = "F"
    NO_MATCHING = "M"
    CONDITIONS = "C"
    EYES_ONLY = "E"


class HitMode(IntEnum):
    """How a fact answers a search. Ordered: the smaller wins when facts are joined."""

    NONE = 0  # invisible to search
    SILENT = 1  # the searcher gets "no hit", the originator is told
    HIT = 2  # a seeker learns that something exists and whom to ask
    CONTENT = 3  # a member of the audience gets the readable result


class Answer(IntEnum):
    """Ordered, so that a product's answer can be compared with its parts'."""

    DENY = 0
    ASK = 1  # the originator may consent
    PERMIT = 2


LIFE = "life"
"""The purpose of saving a life: it may read what the originator released for it beforehand, and nothing else."""


@dataclass(frozen=True, slots=True)
class Label:
    """The originator's conditions. Immutable; equal labels are one label."""

    origins: frozenset[str]
    audience: frozenset[str]
    seekers: frozenset[str]
    purposes: frozenset[str]
    until: datetime
    deny: frozenset[str] = frozenset()
    level: int = 0
    rooms: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()  # plain strings: a code of a later version is kept, and denies
    named: frozenset[str] = frozenset()  # viewer ids; meaningful with E only
    hit: HitMode = HitMode.HIT
    live: bool = True
    life: bool = False

    @classmethod
    def of(
        cls,
        originator: str,
        *,
        purposes: Iterable[str],
        until: datetime,
        audience: Iterable[str] = (),
        seekers: Iterable[str] = (),
        deny: Iterable[str] = (),
        level: int = 0,
        rooms: Iterable[str] = (),
        codes: Iterable[str] = (),
        named: Iterable[str] = (),
        hit: HitMode = HitMode.HIT,
        live: bool = True,
        life: bool = False,
    ) -> "Label":
        """One originator's label in normal form: it reads its own facts, is never denied, and readers may also seek."""
        origins = frozenset({originator})
        readers = frozenset(audience) | origins
        code_set = frozenset(codes)
        return cls(
            origins=origins,
            audience=readers,
            seekers=frozenset(seekers) | readers,
            purposes=frozenset(purposes),
            until=until,
            deny=frozenset(deny) - origins,
            level=level,
            rooms=frozenset(rooms),
            codes=code_set,
            named=frozenset(named) if Code.EYES_ONLY in code_set else frozenset(),
            hit=hit,
            live=live,
            life=life,
        )


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks. The ceiling holds the actions that unit and role allow: a domestic unit may have discover alone."""

    id: str
    member: str
    active: bool
    level: int
    rooms: frozenset[str]
    purposes: frozenset[str]
    ceiling: frozenset[Action] = ALL_ACTIONS


@dataclass(frozen=True, slots=True)
class Grant:
    """Consent given by one originator, for the fact or label that the caller looked it up for. Not transferable."""

    origin: str
    action: Action
    member: str
    purpose: str
    expires: datetime
    to: str | None = None

    def covers(self, *, origin: str, action: Action, member: str, purpose: str, to: str | None, now: datetime) -> bool:
        """Whether this is that originator's consent to this very use, still running."""
        same = (self.origin, self.action, self.member, self.purpose) == (origin, action, member, purpose)
        return same and self.to == to and now < self.expires
