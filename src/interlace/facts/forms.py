"""What officers type on the pages of facts, read into values of the trade. A problem is said at its field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.facts.imports.headers import NOT_USED, field_names
from interlace.facts.ordering import ReadingOrder, end_of
from interlace.facts.recalling import REASONS, UNDONE
from interlace.facts.register_form import RegisterForm
from interlace.facts.sharing import HIT_MODES, Sharing, hit_mode
from interlace.facts.vocabulary import PERSON_STATUSES, PURPOSES
from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.matter import REFERENCE_LENGTH
from interlace.foundation.identity.roles import ROLES, Role

USUALLY_SHARED_FOR = timedelta(days=365)
DAY_ORDERS: Mapping[str, bool | None] = {"": None, "day": True, "month": False}
OFFERED = ("no-proceedings", "no-onward", "no-matching")
"""The reservations of the page, in order. A condition brings its own; naming persons is done from the command line."""


@dataclass(frozen=True, slots=True)
class SentenceForm:
    """The sharing sentence as it is typed."""

    who: frozenset[str] = frozenset()
    hit: str = "hit"
    purpose: str = ""
    until: str = ""
    reserved: frozenset[str] = frozenset()
    condition: str = ""
    reference: str = ""
    register: RegisterForm = field(default_factory=RegisterForm)
    problems: Mapping[str, str] = field(default_factory=dict)
    """Field → what is wrong with it."""

    @classmethod
    def usual(cls, *, purpose: str, reference: str, now: datetime) -> Self:
        """Before anything was typed: nobody is named, and no court and no third bureau without asking us."""
        return cls.kept(
            {
                "who": (),
                "hit": "hit",
                "purpose": purpose,
                "until": (now + USUALLY_SHARED_FOR).date().isoformat(),
                "reserved": ("no-proceedings", "no-onward"),
                "condition": "",
                "reference": reference,
            },
            now=now,
        )

    @classmethod
    def of(cls, posted: QueryDict, *, now: datetime) -> Self:
        """As it was sent."""
        given = {name: str(posted.get(name, "")).strip() for name in ("hit", "purpose", "until", "condition")}
        given["reference"] = str(posted.get("case_reference", "")).strip()[:REFERENCE_LENGTH]
        who = frozenset(str(code) for code in posted.getlist("audience"))
        reserved = frozenset(str(word) for word in posted.getlist("reserved")) & set(OFFERED)
        return cls(
            who=who,
            reserved=reserved,
            register=RegisterForm.of(posted),
            problems=_problems_of(given, now=now),
            **given,
        )

    @classmethod
    def kept(cls, values: Mapping[str, Any], *, now: datetime) -> Self:
        """As a draft remembers it."""
        given = {name: str(values[name]) for name in ("hit", "purpose", "until", "condition", "reference")}
        return cls(
            who=frozenset(values["who"]),
            reserved=frozenset(values["reserved"]),
            register=RegisterForm.kept(values.get("register") or {}),
            problems=_problems_of(given, now=now),
            **given,
        )

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "who": sorted(self.who),
            "hit": self.hit,
            "purpose": self.purpose,
            "until": self.until,
            "reserved": sorted(self.reserved),
            "condition": self.condition,
            "reference": self.reference,
            "register": self.register.to_json(),
        }

    def sharing(self, *, zone: ZoneInfo) -> Sharing:
        """The decision about the facts. Raises `InvalidInput` when the words do not fit together."""
        if self.problems:
            raise InvalidInput(_("The sharing sentence is not complete."), fix=next(iter(self.problems.values())))
        return Sharing.with_members(
            self.who,
            hit=hit_mode(self.hit),
            purpose=self.purpose,
            until=end_of(date.fromisoformat(self.until), zone=zone),
            restrictions=sorted(self.reserved),
            condition=self.condition,
        )


def _problems_of(given: Mapping[str, str], *, now: datetime) -> dict[str, str]:
    problems = {}
    if given["hit"] not in HIT_MODES:
        problems["hit"] = _("Choose what they may know.")
    if given["purpose"] not in PURPOSES:
        problems["purpose"] = _("Choose a purpose.")
    if not given["reference"]:
        problems["reference"] = _("Enter the number of the case or the legal reference.")
    day = read_day(given["until"])
    if day is None:
        problems["until"] = _("Enter a day.")
    elif day < now.astimezone(UTC).date():
        problems["until"] = _("This day has passed. Choose a later one.")
    return problems


@dataclass(frozen=True, slots=True)
class ColumnsForm:
    """How the columns are to be read."""

    columns: Mapping[str, str]
    reading: ReadingOrder
    save_as: str = ""

    @classmethod
    def of(cls, posted: QueryDict, headers: Sequence[str]) -> Self:
        """Columns come by their place, because a header can be anything."""
        chosen = {header: str(posted.get(f"column-{at}", NOT_USED)) for at, header in enumerate(headers)}
        columns = {header: name if name in field_names() else NOT_USED for header, name in chosen.items()}
        return cls(columns, reading_of(posted), str(posted.get("save_as", "")).strip()[:64])


def reading_of(posted: QueryDict) -> ReadingOrder:
    """The sender's habits: whose phones, which standing, day or month first."""
    status = str(posted.get("status", ""))
    country = str(posted.get("country", "")).strip().upper()
    return ReadingOrder(
        country=country if len(country) == 2 and country.isalpha() else "",
        status=status if status in PERSON_STATUSES else "",
        day_first=DAY_ORDERS.get(str(posted.get("day_first", ""))),
    )


@dataclass(frozen=True, slots=True)
class RecallForm:
    """Which facts are taken back, why, and whether the officer has seen the list."""

    facts: tuple[UUID, ...]
    reason: str
    is_confirmed: bool

    @classmethod
    def of(cls, posted: QueryDict) -> Self:
        """Unreadable ids are left out: nothing is found under them."""
        ids = (read_id(str(each)) for each in posted.getlist("fact"))
        reason = str(posted.get("reason", ""))
        return cls(
            facts=tuple(dict.fromkeys(each for each in ids if each is not None)),
            reason=reason if reason in REASONS - {UNDONE} else "",
            is_confirmed=posted.get("confirm", "") == "yes",
        )


@dataclass(frozen=True, slots=True)
class ViewerForm:
    """The viewer that is tried: of which bureau, in which role, at which level, for what."""

    member: str
    role: Role
    level: int
    purpose: str
    what: UUID | None = None
    """One contribution or fact; else everything we share."""

    @classmethod
    def of(cls, posted: QueryDict) -> Self:
        """As it was sent; words that are not known become the plainest ones."""
        role, level = str(posted.get("role", "")), str(posted.get("level", ""))
        return cls(
            member=str(posted.get("member", "")),
            role=Role(role) if role in set(Role) else Role.INVESTIGATOR,
            level=int(level) if level in {"0", "1", "2", "3"} else 0,
            purpose=str(posted.get("test_purpose", "")),
            what=read_id(str(posted.get("what", ""))),
        )

    @property
    def ceiling(self) -> frozenset[Action]:
        """What the role allows at most."""
        return ROLES[self.role].ceiling


def read_id(text: str) -> UUID | None:
    """An id as a form carries it."""
    try:
        return UUID(text)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """A day as a date field carries it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
