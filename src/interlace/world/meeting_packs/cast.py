"""Who brings what to an invented pack: sixteen bureaus, their cases, the values in them, and what is true of these."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Bureau:
    """One bureau of the pack."""

    code: str
    language: str
    calling: str
    trunk: str = "0"


BUREAUS = (
    Bureau("KR", "ko", "82"),
    Bureau("TH", "th", "66"),
    Bureau("VN", "vi", "84"),
    Bureau("SG", "en", "65", ""),
    Bureau("MY", "ms", "60"),
    Bureau("ID", "id", "62"),
    Bureau("PH", "en", "63"),
    Bureau("JP", "ja", "81"),
    Bureau("AU", "en", "61"),
    Bureau("XA", "km", "851"),
    Bureau("XB", "my", "854"),
    Bureau("XC", "zh", "857"),
    Bureau("XD", "en", "858"),
    Bureau("XE", "en", "859"),
    Bureau("XF", "fr", "884"),
    Bureau("XG", "zh-hant", "889"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a bureau."""

    id: str
    bureau: Bureau
    reference: str


@dataclass(slots=True)
class Note:
    """One value as one case has it."""

    case: Case
    kind: str
    raw: str
    remark: str = ""
    person: dict[str, str] = field(default_factory=dict)
    born: date | None = None


@dataclass(slots=True)
class Plot:
    """All notes of a pack, and what is true of them."""

    cases: list[Case]
    notes: list[Note] = field(default_factory=list)
    links: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    traps: list[dict[str, Any]] = field(default_factory=list)
