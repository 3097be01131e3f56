"""Members, bureaus and officers of the demo world. The invented members carry every weakness that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from interlace.foundation.identity.models import Bureau, Member
from interlace.foundation.identity.roles import Role

SPACE = uuid5(NAMESPACE_URL, "urn:interlace:golden-reed")


def same_id(*words: str) -> UUID:
    """The id that a thing of the demo world has on every node."""
    return uuid5(SPACE, "/".join(words))


POLICE_PURPOSES = ("fraud", "trafficking", "laundering", "cybercrime", "border", "protection", "life")


@dataclass(frozen=True, slots=True)
class Person:
    """An officer of the demo world; `<member>.desk` is the profile that `--as <member>` picks."""

    username: str
    name: str
    roles: tuple[Role, ...]
    level: int = 1
    purposes: tuple[str, ...] = POLICE_PURPOSES
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Office:
    """A bureau of the demo world and who works there."""

    member: str
    member_name: str
    name: str
    people: Sequence[Person]
    time_zone: str
    member_kind: Member.Kind = Member.Kind.COUNTRY
    kind: Bureau.Kind = Bureau.Kind.NATIONAL
    invented: bool = False
    silent_for: timedelta | None = None
    """How long nobody has heard from it; None when it can be reached."""


_DESK = (Role.DUTY_OFFICER,)
_INVESTIGATION = (Role.INVESTIGATOR,)
_HEAD = (Role.HEAD,)
_PROTECTION = (Role.PROTECTION_OFFICER,)

OFFICES: Sequence[Office] = (
    Office(
        "KR",
        "Republic of Korea",
        "KR bureau",
        (
            Person("kr.desk", "Y. Seo", _INVESTIGATION),
            Person("kr.second", "J. Baek", _DESK),
            Person("kr.head", "H. Noh", _HEAD, level=3),
        ),
        "Asia/Seoul",
    ),
    Office(
        "TH",
        "Thailand",
        "TH bureau",
        (
            Person("th.desk", "P. Saetang", _DESK),
            Person("th.second", "N. Wattana", _DESK),
            Person("th.lead", "S. Chaiyo", _DESK),
            Person("th.care", "R. Intharat", _PROTECTION, purposes=("protection", "trafficking")),
            Person("th.head", "K. Boonmee", _HEAD, level=3),
        ),
        "Asia/Bangkok",
    ),
    Office(
        "VN",
        "Viet Nam",
        "VN bureau",
        (
            Person("vn.desk", "T. M. Trần", _DESK, language="vi"),
            Person("vn.second", "H. Lê", _INVESTIGATION, language="vi"),
            Person("vn.head", "Q. Phạm", _HEAD, level=3, language="vi"),
        ),
        "Asia/Ho_Chi_Minh",
    ),
    Office(
        "SG",
        "Singapore",
        "SG bureau",
        (Person("sg.desk", "W. L. Tan", _DESK), Person("sg.second", "A. Rahim", _INVESTIGATION)),
        "Asia/Singapore",
    ),
    Office(
        "XA",
        "Xanadu (invented)",
        "XA bureau",
        (Person("xa.desk", "C. Moreau", _DESK, language="fr"), Person("xa.head", "B. Diallo", _HEAD)),
        "Asia/Dhaka",
        invented=True,
        silent_for=timedelta(hours=29),
    ),
    Office(
        "XB",
        "Ixbar (invented)",
        "XB bureau",
        (Person("xb.desk", "E. Novak", _DESK), Person("xb.second", "R. Silva", _INVESTIGATION)),
        "Asia/Dubai",
        invented=True,
    ),
    Office(
        "SEC",
        "Regional secretariat",
        "Secretariat",
        (Person("sec.desk", "M. Ong", (Role.SECRETARIAT,)),),
        "Asia/Kuala_Lumpur",
        member_kind=Member.Kind.ORGANISATION,
        kind=Bureau.Kind.SECRETARIAT,
    ),
    Office(
        "BANK",
        "Reed Bank (invented)",
        "Reed Bank fraud desk",
        (Person("bank.desk", "Reed Bank fraud desk", (Role.PARTNER,), level=0, purposes=("fraud",)),),
        "Asia/Singapore",
        member_kind=Member.Kind.ORGANISATION,
        kind=Bureau.Kind.PARTNER,
        invented=True,
    ),
)

DOMESTIC_UNIT = Person("th.unit", "Anti-fraud unit, TH", (Role.DOMESTIC_UNIT,), level=0)
"""A unit under the TH bureau: it learns that something exists and asks its bureau for the rest."""
