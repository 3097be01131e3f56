"""What the pages before sign-in show."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownField


@dataclass(frozen=True, slots=True)
class Profile:
    """One log-in of the exercise world."""

    id: str
    member: str
    name: str
    bureau: str
    roles: str


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Sign-in: the list of an exercise node first, then name, password and code."""

    fields: tuple[ShownField, ...]
    next: str = "/"
    problem: Notice | None = None
    profiles: tuple[Profile, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPage:
    """What stands at the foot of a printed sheet, and what the node knows of it."""

    fields: tuple[ShownField, ...]
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class DevicePage:
    """Setting up the device that shows codes: a square code, the same as letters, and the proof."""

    square: str
    """Drawn as SVG by this node."""
    secret: str
    field: ShownField
    password: ShownField | None = None
    """Asked for after a reset, when others know the password."""
    problem: Notice | None = None
