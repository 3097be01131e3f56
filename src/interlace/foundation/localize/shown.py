"""Values as a page shows them: typed, ready, with nothing left to look up."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interlace.foundation.localize.formats import duration_text, near_text

SOON = timedelta(minutes=30)

# The first word of a character's Unicode name tells its script.
_LANGUAGE_OF_SCRIPT: Mapping[str, str] = {
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "ARABIC": "ar",
    "HEBREW": "he",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "SINHALA": "si",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}
_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_RIGHT_TO_LEFT = frozenset({"ar", "he"})


def language_of(text: str) -> str:
    """The language whose font and line height suit this text, by its script; empty for plain Latin letters."""
    found = {_LANGUAGE_OF_SCRIPT.get(unicodedata.name(sign, "").split(" ")[0], "") for sign in text if sign.isalpha()}
    for language in ("ja", *_LANGUAGE_OF_SCRIPT.values()):
        if language in found:
            return language
    return "vi" if _VIETNAMESE.search(unicodedata.normalize("NFC", text)) else ""


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """The way a language runs."""
    return "rtl" if language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class ShownName:
    """A name: the original script first, the romanised form beside it where there is one."""

    original: str
    romanised: str = ""
    language: str = ""

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The way the original runs."""
        return direction_of(self.language)


def person_name(original: str, romanised: str = "") -> ShownName:
    """A person's name as every page shows it. A romanised form that says nothing new is left out."""
    said_already = romanised.casefold() == original.casefold()
    return ShownName(original=original, romanised="" if said_already else romanised, language=language_of(original))


ClockTone = Literal["", "soon", "late", "paused"]


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A deadline: how long, then when. `left` is the part of the time that remains, of 100."""

    short: str
    full: str
    tone: ClockTone = ""
    left: int = 100


def clock(*, due: datetime, started: datetime, now: datetime, zone: ZoneInfo, language: str) -> ShownClock:
    """A running clock. Overdue is said in words, not in colour alone."""
    when = near_text(due, now=now, zone=zone, language=language)
    if now >= due:
        late = duration_text(now - due)
        return ShownClock(
            short=_("{time} overdue").format(time=late),
            full=_("Overdue by {time}, was due {when}").format(time=late, when=when),
            tone="late",
            left=0,
        )
    length = due - now
    whole = max(due - started, timedelta(seconds=1))
    return ShownClock(
        short=duration_text(length),
        full=_("{time} left, due {when}").format(time=duration_text(length), when=when),
        tone="soon" if length <= SOON else "",
        left=min(100, round(100 * (length / whole))),
    )


def paused_clock(*, waiting_for: str) -> ShownClock:
    """A clock that stands still until somebody else acts."""
    return ShownClock(
        short=_("paused"), full=_("Paused, waiting for {bureau}").format(bureau=waiting_for), tone="paused"
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a field."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ShownField:
    """One input of a page. The error is repeated at the field."""

    name: str
    label: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    error: str = ""
    kind: Literal["text", "password", "date", "datetime-local", "textarea", "select", "file", "code"] = "text"
    required: bool = True
    autocomplete: str = "off"
    attributes: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    """Told apart by this where a page has two inputs of one name, each in a form of its own."""

    @property
    def id(self) -> str:
        """The input's id on its page."""
        return self.key or self.name


@dataclass(frozen=True, slots=True)
class Trail:
    """One step of the way back; without an address it is where the reader stands."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, what is safe, what to do; the code comes last and small."""

    lead: str
    text: str = ""
    tone: Literal["", "warn", "bad", "good", "waiting"] = ""
    mark: str = "info"
    link: str = ""
    url: str = ""
    code: str = ""
