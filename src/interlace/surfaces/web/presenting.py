"""What the pages before sign-in show."""

from dataclasses import dataclass
from typing import Literal

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
class PasskeyAsk:
    """A form that asks the officer's device before it is sent."""

    url: str
    use: str
    label: str
    kind: Literal["make", "sign"] = "sign"
    values: tuple[tuple[str, str], ...] = ()
    fields: tuple[ShownField, ...] = ()
    icon: str = "lock"
    looks: str = "is-main"


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Sign-in: the list of an exercise node first, then a passkey, then name, password and code."""

    fields: tuple[ShownField, ...]
    next: str = "/"
    problem: Notice | None = None
    profiles: tuple[Profile, ...] = ()
    passkey: PasskeyAsk | None = None
    passkey_address: str = ""
    """Where passkeys work, when they do not under this address."""


@dataclass(frozen=True, slots=True)
class ShownPasskey:
    """One passkey of the officer."""

    name: str
    made: str
    used: str
    is_synced: bool
    revoke_url: str
    revoke_label: str


@dataclass(frozen=True, slots=True)
class PasskeysPage:
    """An officer's passkeys, and the form for another one."""

    passkeys: tuple[ShownPasskey, ...]
    rule: str
    ask: PasskeyAsk | None = None
    hint: str = ""
    address: str = ""
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class SigningPage:
    """What an officer is about to sign with a passkey, before the act is done."""

    title: str
    lead: str
    pairs: tuple[tuple[str, str], ...]
    text: str
    digest: str
    back: str
    ask: PasskeyAsk | None = None
    hint: str = ""
    hint_url: str = ""
    hint_link: str = ""


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
