"""How members come onto the network, and how their bureaus are opened on this node."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from interlace.bureaus.ledger_events import BUREAU_ADDED, MEMBER_ADDED
from interlace.core.handling import Action
from interlace.foundation.audit.actions import record
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.enrolling import Post, add_profile
from interlace.foundation.identity.keepers import NODE, Keeper
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.profiles import desk_of
from interlace.foundation.identity.roles import Role, ceiling_of
from interlace.foundation.localize.words import PURPOSE_WORDS

_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9_-]{0,14}[A-Z0-9])?")
_LONGEST_NAME = 120
_LONGEST_USERNAME = 64
_DETENTION_AT_MOST = 31 * 24

DESK_ROLES: Mapping[Bureau.Kind, Role] = {
    Bureau.Kind.NATIONAL: Role.DUTY_OFFICER,
    Bureau.Kind.DOMESTIC_UNIT: Role.DOMESTIC_UNIT,
    Bureau.Kind.SECRETARIAT: Role.SECRETARIAT,
    Bureau.Kind.PARTNER: Role.PARTNER,
}
"""What the desk of a bureau does. A new bureau may do what its desk may, unless less is said."""


@dataclass(frozen=True, slots=True)
class Office:
    """What a bureau is, beside its member and name."""

    kind: Bureau.Kind = Bureau.Kind.NATIONAL
    parent: Bureau | None = None
    ceiling: Collection[str] | None = None
    """The actions that the bureau allows; None stands for what its kind does."""
    time_zone: str = "UTC"
    detention_hours: int | None = None
    """The member's own limit of police detention, if its clock is to end there."""


@dataclass(frozen=True, slots=True)
class OpenedBureau:
    """A bureau just opened, and the profile of its desk (`--as KR`)."""

    bureau: Bureau
    desk: Officer


@transaction.atomic
def add_member(
    *, code: str, name: str, kind: Member.Kind = Member.Kind.COUNTRY, now: datetime, by: Keeper = NODE
) -> Member:
    """Take a member into the network of this node. Its code need not be that of a country."""
    code = code.upper()
    problems = [*_code_problems(code), *_name_problems(name)]
    if problems:
        raise InvalidInput(_("The member cannot be taken in like this."), problems=problems)
    if Member.objects.filter(code=code).exists():
        raise Conflict(_("There is a member with this code already."), fix=_("Use that one, or another code."))
    member = Member.objects.create(code=code, name=name.strip(), kind=kind, last_contact=now)
    record(MEMBER_ADDED, by=by.by, member=code, on=code, now=now, detail=by.noting({"kind": kind.value}))
    return member


@transaction.atomic
def add_bureau(
    *,
    member: str,
    name: str,
    office: Office,
    now: datetime,
    purposes: Sequence[str] = tuple(PURPOSE_WORDS),
    level: int = 1,
    by: Keeper = NODE,
) -> OpenedBureau:
    """Open a bureau of a member, with a profile for its desk that works for these purposes at this level."""
    bureau = open_bureau(member=member, name=name, office=office, now=now, by=by)
    post = Post(roles=[DESK_ROLES[office.kind].value], purposes=purposes, level=level)
    desk = add_profile(username=_free_desk(bureau), name=bureau.name, bureau=bureau, post=post, now=now, by=by)
    return OpenedBureau(bureau, desk)


@transaction.atomic
def open_bureau(*, member: str, name: str, office: Office, now: datetime, by: Keeper = NODE) -> Bureau:
    """Open a bureau of a member that has nobody yet."""
    found = Member.objects.select_for_update().filter(code=member.upper()).first()
    if found is None:
        raise NotFound(
            _("There is no member with this code."), fix=_("Take it in first: `interlace admin member add`.")
        )
    problems = [*_name_problems(name), *_office_problems(office, found)]
    if problems:
        raise InvalidInput(_("The bureau cannot be opened like this."), problems=problems)
    # One name stands for one bureau of a member. What others call theirs, the head who opens a unit must not learn.
    if Bureau.objects.filter(member=found, name__iexact=name.strip()).exists():
        raise Conflict(_("There is a bureau with this name already."), fix=_("Choose another name."))
    ceiling = ceiling_of([DESK_ROLES[office.kind]]) if office.ceiling is None else office.ceiling
    bureau = Bureau.objects.create(
        member=found,
        parent=office.parent,
        name=name.strip(),
        kind=office.kind,
        ceiling=sorted({str(action) for action in ceiling}),
        time_zone=office.time_zone,
        holds_people_hours=office.detention_hours,
    )
    detail = by.noting({"member": found.code, "kind": office.kind.value, "ceiling": bureau.ceiling})
    record(BUREAU_ADDED, by=by.by, member=found.code, on=bureau.pk, now=now, detail=detail)
    return bureau


def _free_desk(bureau: Bureau) -> str:
    """`kr.desk` for a member's first bureau, `kr.anti-fraud-unit` for a later one, numbered where that is taken."""
    first = desk_of(bureau.member_id)
    later = f"{bureau.member_id.lower()}.{slugify(bureau.name) or 'unit'}"[: _LONGEST_USERNAME - 4].rstrip("-_.")
    names = [first, later, *(f"{later}-{number}" for number in range(2, 1000))]
    taken = set(Officer.objects.filter(username__in=names).values_list("username", flat=True))
    return next(name for name in names if name not in taken)


def _code_problems(code: str) -> Iterator[FieldProblem]:
    if not _CODE.fullmatch(code):
        yield FieldProblem(
            "/code",
            "code_form",
            _("This is not the code of a member."),
            _("Use 1 to 16 letters and digits; hyphens and underscores may stand between them."),
        )


def _name_problems(name: str) -> Iterator[FieldProblem]:
    if not 0 < len(name.strip()) <= _LONGEST_NAME:
        yield FieldProblem("/name", "name_length", _("A name has 1 to 120 characters."), _("Say what it is called."))


def _office_problems(office: Office, member: Member) -> Iterator[FieldProblem]:
    if office.kind is Bureau.Kind.DOMESTIC_UNIT:
        if office.parent is None or office.parent.member_id != member.code:
            yield FieldProblem(
                "/parent",
                "parent_missing",
                _("A domestic unit stands under a bureau of its own member."),
                _("Name that bureau as its parent."),
            )
    elif office.parent is not None:
        yield FieldProblem(
            "/parent", "parent_unfit", _("Only a domestic unit stands under another bureau."), _("Leave it out.")
        )
    for at, action in enumerate(office.ceiling or ()):
        if action not in set(Action):
            yield FieldProblem(
                f"/ceiling/{at}",
                "unknown_action",
                _("This action is not known."),
                _("Use one of: {actions}.").format(actions=", ".join(Action)),
            )
    if not _is_time_zone(office.time_zone):
        yield FieldProblem("/time_zone", "time_zone", _("This is not a time zone."), _("Write it like Asia/Bangkok."))
    if office.detention_hours is not None and not 0 < office.detention_hours <= _DETENTION_AT_MOST:
        yield FieldProblem(
            "/detention_hours",
            "detention_range",
            _("The limit of police detention is given in hours, up to 31 days."),
            _("Give the hours of the law, for example 48."),
        )


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
