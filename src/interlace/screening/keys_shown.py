"""What the page of an officer's keys shows."""

from dataclasses import dataclass

from interlace.foundation.localize.shown import Notice, ShownField
from interlace.screening.presenting import Handling, Pair


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One key, without its text."""

    name: str
    matter: str
    questions: str
    made: str
    state: str
    is_in_force: bool
    revoke_url: str
    revoke_label: str


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key just made: the one answer that holds its text, and where a client asks with it."""

    name: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class KeysPage:
    """An officer's keys, and the form for another one."""

    handling: Handling
    url: str
    keys: tuple[KeyRow, ...]
    fields: tuple[ShownField, ...] = ()
    code: ShownField | None = None
    opens: tuple[Pair, ...] = ()
    made: MadeKey | None = None
    notice: Notice | None = None
