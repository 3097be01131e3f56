"""What the border page shows: nothing of a traveller but the last digits of a document."""

from dataclasses import dataclass
from typing import Literal

from interlace.foundation.localize.shown import ShownField
from interlace.screening.presenting import Act, Handling, Pair


@dataclass(frozen=True, slots=True)
class Band:
    """What the first line reads, at three metres: a word and what to do, and never why."""

    code: str
    tone: Literal["good", "warn", "bad", "idle"]
    mark: str
    word: str
    text: str
    clears: int = 0
    """Seconds after which it leaves the screen by itself."""


@dataclass(frozen=True, slots=True)
class OwnList:
    """The list that the page may keep, and what it shows while it has nothing else to ask.

    The texts hold `{minutes}`, `{hours}` and `{count}`: the page fills them in by itself.
    """

    url: str
    late_url: str
    key: str
    """The node's public key (Ed25519): what it did not sign is no list."""
    kept: str
    none: str
    waiting: str
    bands: tuple[Band, ...]
    code: ShownField | None = None
    """Asked for before the first list of a session."""


@dataclass(frozen=True, slots=True)
class LateRow:
    """A scan made without a line that needs somebody now."""

    text: str
    call: Act


@dataclass(frozen=True, slots=True)
class BorderPage:
    """S19. Nothing of a traveller is here but the last digits of the document that was scanned last."""

    handling: Handling
    url: str
    band: Band
    ready: Band
    no_line: Band
    counts: tuple[Pair, ...]
    lists: tuple[str, ...] = ()
    """Each list that is asked, with its age."""
    since: str = ""
    last: str = ""
    remarks: tuple[str, ...] = ()
    """What to look at on the document itself."""
    call: Act | None = None
    """Calling the bureau about the scan that is shown."""
    calls: tuple[str, ...] = ()
    """The officer's calls of this shift."""
    point: str = ""
    """Who is reached by voice."""
    own_list: OwnList | None = None
