"""How people and systems come to have an account on the node, and how they lose it. The keeper of the node does it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.actions import Detail, record
from interlace.foundation.audit.events import Event
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.actions import set_device
from interlace.foundation.identity.codes import TotpSetup, new_setup
from interlace.foundation.identity.keepers import NODE, Keeper
from interlace.foundation.identity.ledger_events import OFFICER_ADDED, OFFICER_RESTORED, OFFICER_SUSPENDED
from interlace.foundation.identity.models import ApiKey, Bureau, Officer
from interlace.foundation.identity.passwords import new_password, password_problems
from interlace.foundation.identity.roles import Role
from interlace.foundation.identity.sessions import end_sessions_of
from interlace.foundation.localize.words import PURPOSE_WORDS

HIGHEST_LEVEL = 3
SET_UP_WITHIN = timedelta(hours=24)
"""How long a password that was handed over opens the page where one's own is set."""
_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody may do at a bureau: roles, purposes, level and the operations joined."""

    roles: Sequence[str]
    purposes: Sequence[str]
    level: int = 0
    rooms: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An officer just added: the only moment at which the secret of the device can be read."""

    officer: Officer
    device: TotpSetup


@dataclass(frozen=True, slots=True)
class Appointed:
    """An officer just appointed by others: the only moment at which the password to hand over can be read."""

    officer: Officer
    password: str
    until: datetime


@transaction.atomic
def add_officer(
    *, username: str, name: str, bureau: Bureau, post: Post, password: str, now: datetime, by: Keeper = NODE
) -> Enrolled:
    """Give a person an account with a password and a device for codes."""
    officer = _new_account(username, name, bureau, post, problems=password_problems(password))
    officer.set_password(password)
    officer.save()
    device = new_setup(officer)
    set_device(officer=officer, secret=device.secret)
    _record_added(officer, by=by, now=now)
    return Enrolled(officer, device)


@transaction.atomic
def appoint_officer(
    *, username: str, name: str, bureau: Bureau, post: Post, now: datetime, by: Keeper = NODE
) -> Appointed:
    """Give a person an account that begins as after a reset: the officer sets a password and a device of their own."""
    officer = _new_account(username, name, bureau, post)
    password = new_password()
    officer.set_password(password)
    officer.set_up_until = now + SET_UP_WITHIN
    officer.save()
    _record_added(officer, by=by, now=now)
    return Appointed(officer, password, officer.set_up_until)


@transaction.atomic
def add_service(*, username: str, name: str, bureau: Bureau, post: Post, now: datetime, by: Keeper = NODE) -> Officer:
    """Give a system of the bureau an account: it never signs in, it comes with a key."""
    return _added_without_password(_new_account(username, name, bureau, post, is_service=True), by=by, now=now)


@transaction.atomic
def add_profile(*, username: str, name: str, bureau: Bureau, post: Post, now: datetime, by: Keeper = NODE) -> Officer:
    """Give the operator of this data folder a profile to act as with `--as`."""
    return _added_without_password(_new_account(username, name, bureau, post, is_profile=True), by=by, now=now)


@transaction.atomic
def suspend_officer(*, username: str, now: datetime, by: Keeper = NODE) -> Officer:
    """Shut an account out at once: its sessions end, its keys are revoked, its profile cannot be picked."""
    officer = officer_named(username, is_locked=True)
    if not officer.is_active:
        return officer
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    _record(OFFICER_SUSPENDED, officer, by=by, now=now, detail=end_everything_of(officer, now=now))
    return officer


def end_everything_of(officer: Officer, *, now: datetime) -> dict[str, int]:
    """End the sessions and keys of an account, and say how many there were of each."""
    sessions = end_sessions_of(officer, now=now)
    return {"sessions": sessions, "keys": ApiKey.objects.filter(officer=officer, revoked=None).update(revoked=now)}


@transaction.atomic
def restore_officer(*, username: str, now: datetime, by: Keeper = NODE) -> Officer:
    """Let a suspended account sign in again; sessions and keys that it had stay ended."""
    officer = officer_named(username, is_locked=True)
    if not officer.is_active:
        officer.is_active = True
        officer.save(update_fields=["is_active"])
        _record(OFFICER_RESTORED, officer, by=by, now=now)
    return officer


def officer_named(username: str, *, is_locked: bool = False) -> Officer:
    """The account of this user name, suspended or not."""
    accounts = Officer.objects.select_related("bureau__member")
    if is_locked:
        accounts = accounts.select_for_update(of=("self",))
    officer = accounts.filter(username=username.lower()).first()
    if officer is None:
        raise NotFound(
            _("There is no account with this user name."), fix=_("`interlace admin user list` shows the user names.")
        )
    return officer


def bureau_named(name: str) -> Bureau:
    """The bureau of this name, or of `KR/name`; a member's code stands for its national or only bureau."""
    bureaus = Bureau.objects.select_related("member")
    member, _slash, within = name.partition("/")
    named = list(bureaus.filter(Q(name__iexact=name) | Q(member_id=member.upper(), name__iexact=within.strip())))
    if len(named) == 1:
        return named[0]
    theirs = list(bureaus.filter(member_id=name.upper()))
    heads = theirs if len(theirs) == 1 else [each for each in theirs if each.kind == Bureau.Kind.NATIONAL]
    if len(heads) != 1:
        raise NotFound(_("There is no bureau with this name."), fix=_("`interlace admin bureau list` shows the names."))
    return heads[0]


def _new_account(
    username: str,
    name: str,
    bureau: Bureau,
    post: Post,
    *,
    problems: Sequence[FieldProblem] = (),
    **marks: Any,
) -> Officer:
    """An account not yet stored, or everything that is wrong with it."""
    found = [*_name_problems(username, name), *_post_problems(post), *problems]
    if found:
        raise InvalidInput(_("The account cannot be made like this."), problems=found)
    if Officer.objects.filter(username=username).exists():
        raise Conflict(_("This user name is taken."), code="username_taken", fix=_("Choose another user name."))
    return Officer(
        username=username,
        display_name=name.strip(),
        bureau=bureau,
        roles=list(post.roles),
        purposes=list(post.purposes),
        level=post.level,
        rooms=list(post.rooms),
        time_zone=bureau.time_zone,
        **marks,
    )


def _added_without_password(officer: Officer, *, by: Keeper, now: datetime) -> Officer:
    officer.set_unusable_password()
    officer.save()
    _record_added(officer, by=by, now=now)
    return officer


def _record_added(officer: Officer, *, by: Keeper, now: datetime) -> None:
    detail: Detail = {
        "bureau": str(officer.bureau_id),
        "roles": [*officer.roles],
        "purposes": [*officer.purposes],
        "level": officer.level,
        "rooms": [*officer.rooms],
    }
    _record(OFFICER_ADDED, officer, by=by, now=now, detail=detail)


def _record(event: Event, officer: Officer, *, by: Keeper, now: datetime, detail: Detail | None = None) -> None:
    record(event, by=by.by, member=officer.member_code, on=officer.pk, now=now, detail=by.noting(detail))


def _name_problems(username: str, name: str) -> Iterator[FieldProblem]:
    if not _USERNAME.fullmatch(username):
        yield FieldProblem(
            "/username",
            "username_form",
            _("This is not a user name."),
            _("Use 1 to 64 small letters and digits; dots, hyphens and underscores may stand between them."),
        )
    if not 0 < len(name.strip()) <= 120:
        yield FieldProblem(
            "/name", "name_length", _("An account needs a name of 1 to 120 characters."), _("Say who it is.")
        )


def _post_problems(post: Post) -> Iterator[FieldProblem]:
    for at, role in enumerate(post.roles):
        if role not in set(Role):
            yield FieldProblem(
                f"/roles/{at}",
                "unknown_role",
                _("This role is not known."),
                _("Use one of: {roles}.").format(roles=", ".join(Role)),
            )
    if not post.roles:
        yield FieldProblem("/roles", "role_missing", _("An account needs a role."), _("Name at least one."))
    for at, purpose in enumerate(post.purposes):
        if purpose not in PURPOSE_WORDS:
            yield FieldProblem(
                f"/purposes/{at}",
                "unknown_purpose",
                _("This purpose is not known."),
                _("Use one of: {purposes}.").format(purposes=", ".join(PURPOSE_WORDS)),
            )
    if not 0 <= post.level <= HIGHEST_LEVEL:
        yield FieldProblem("/level", "level_range", _("Levels run from 0 to 3."), _("Choose one of them."))
    for at, room in enumerate(post.rooms):
        if not 0 < len(room) <= 64:
            yield FieldProblem(
                f"/rooms/{at}", "room_length", _("The name of an operation has 1 to 64 characters."), _("Shorten it.")
            )
