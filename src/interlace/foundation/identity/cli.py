"""`interlace admin user` and `interlace admin key`: accounts and keys, as the keeper of the node makes them."""

import io
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import segno
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.actions import SYSTEM
from interlace.foundation.console import ExampleGroup, Format, options, say, show, show_one
from interlace.foundation.console.hidden import HiddenWord
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.identity import enrolling
from interlace.foundation.identity.actions import KEY_LASTS, create_api_key, keys_known, revoke_any_api_key
from interlace.foundation.identity.codes import TotpSetup
from interlace.foundation.identity.models import ApiKey, Officer
from interlace.foundation.identity.roles import Role
from interlace.foundation.localize.words import PURPOSE_WORDS

PASSWORD = HiddenWord(
    prompt=_("Password"),
    variable="INTERLACE_PASSWORD",
    option="--password-file",
    missing=_("A password is needed."),
    fix=_("Set {variable}, or name a file with {option}."),
)

USER_COLUMNS: dict[str, Promise] = {
    "username": _("User name"),
    "name": _("Name"),
    "bureau": _("Bureau"),
    "roles": _("Roles"),
    "level": _("Level"),
    "kind": _("Account"),
    "active": _("Active"),
}
KEY_COLUMNS: dict[str, Promise] = {
    "id": _("Id"),
    "for": _("Acts as"),
    "name": _("Name"),
    "expires": _("Ends"),
    "revoked": _("Revoked"),
}
_File = click.Path(path_type=Path, exists=True, dir_okay=False)
_USER_EXAMPLE = """
interlace admin user add y.seo --bureau "NCB Seoul" --name "Y. Seo" --role duty_officer --purpose fraud
interlace admin user add kr.sync --service --bureau KR --name "Register sync" --role partner --purpose sanctions
"""


@click.group(cls=ExampleGroup, example=_USER_EXAMPLE)
def user() -> None:
    """Accounts of officers and of systems."""


@user.command("add", example=_USER_EXAMPLE)
@click.argument("username")
@click.option("--bureau", required=True, help="Where the account works: a bureau's name, or a member's code.")
@click.option("--name", required=True, help="Who it is.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--purpose", "purposes", multiple=True, type=click.Choice(list(PURPOSE_WORDS)), help="Repeat it.")
@click.option("--level", type=click.IntRange(0, enrolling.HIGHEST_LEVEL), default=0, show_default=True)
@click.option("--room", "rooms", multiple=True, help="Operation that the officer has joined; repeat it.")
@click.option("--service", "is_service", is_flag=True, help="A system, which never signs in and comes with a key.")
@click.option("--password-file", type=_File, help="File that holds the first password.")
@declare("identity.user.add", SurfaceKind.COMMAND)
def add_user(  # noqa: PLR0917 - click passes every option by name
    username: str,
    bureau: str,
    name: str,
    roles: tuple[str, ...],
    purposes: tuple[str, ...],
    level: int,
    rooms: tuple[str, ...],
    is_service: bool,
    password_file: Path | None,
) -> None:
    """Make an account, and print once what the device for codes must learn.

    The password comes from INTERLACE_PASSWORD, a file or a prompt.
    """
    post = enrolling.Post(roles=roles, purposes=purposes, level=level, rooms=rooms)
    place, now = enrolling.bureau_named(bureau), timezone.now()
    if is_service:
        show_one(_user_row(enrolling.add_service(username=username, name=name, bureau=place, post=post, now=now)))
        say(_now("Make its key with `interlace admin key add`."))
        return
    password = PASSWORD.read(password_file, is_new=True)
    made = enrolling.add_officer(username=username, name=name, bureau=place, post=post, password=password, now=now)
    _show_device(made.device)
    show_one({**_user_row(made.officer), "totp_secret": made.device.secret, "totp_address": made.device.address})
    say(_now("The secret for codes is shown this once. Hand it over together with nothing else."))


@user.command("list", example="interlace admin user list -o json")
@declare("identity.users", SurfaceKind.COMMAND)
def list_users() -> None:
    """Every account, suspended ones too."""
    accounts = Officer.objects.select_related("bureau").order_by("bureau__member_id", "username")
    show((_user_row(each) for each in accounts), columns=USER_COLUMNS)


@user.command("suspend", example="interlace admin user suspend y.seo")
@click.argument("username")
@declare("identity.user.suspend", SurfaceKind.COMMAND)
def suspend_user(username: str) -> None:
    """Shut the account out at once: sessions end, keys are revoked, the profile cannot be picked."""
    show_one(_user_row(enrolling.suspend_officer(username=username, now=timezone.now())))


@user.command("restore", example="interlace admin user restore y.seo")
@click.argument("username")
@declare("identity.user.restore", SurfaceKind.COMMAND)
def restore_user(username: str) -> None:
    """Let a suspended account in again. Its old sessions and keys stay ended."""
    show_one(_user_row(enrolling.restore_officer(username=username, now=timezone.now())))


@click.group(cls=ExampleGroup, example='interlace admin key add "register sync" --for kr.sync')
def key() -> None:
    """Keys with which programs act as an officer or a system."""


@key.command("add", example='interlace admin key add "register sync" --for kr.sync --days 30')
@click.argument("name")
@click.option("--for", "username", required=True, metavar="USERNAME", help="Whom the key acts as.")
@click.option("--days", type=click.IntRange(1, 366), default=KEY_LASTS.days, show_default=True, help="How long.")
@declare("identity.key.add", SurfaceKind.COMMAND)
def add_key(name: str, username: str, days: int) -> None:
    """Make a key called NAME, and print its text once."""
    now, officer = timezone.now(), enrolling.officer_named(username)
    made = create_api_key(officer=officer, name=name, now=now, expires=now + timedelta(days=days), by=SYSTEM)
    show_one({**_key_row(made.key), "key": made.text})
    say(_now("The key is shown this once. Whoever has it acts as this account."))


@key.command("list", example="interlace admin key list --for kr.sync")
@click.option("--for", "username", metavar="USERNAME", help="This account's keys alone.")
@declare("identity.keys", SurfaceKind.COMMAND)
def list_keys(username: str | None) -> None:
    """Every key that was made, without its text."""
    officer = enrolling.officer_named(username) if username else None
    show((_key_row(each) for each in keys_known(officer)), columns=KEY_COLUMNS)


@key.command("revoke", example="interlace admin key revoke 6b0e2d1c-...")
@click.argument("key_id", type=click.UUID)
@declare("identity.key.revoke", SurfaceKind.COMMAND)
def revoke_key(key_id: UUID) -> None:
    """Make the key useless at once."""
    show_one(_key_row(revoke_any_api_key(key_id=key_id, now=timezone.now())))


def _user_row(officer: Officer) -> dict[str, Any]:
    return {
        "id": str(officer.pk),
        "username": officer.username,
        "name": officer.display_name,
        "member": officer.member_code,
        "bureau": officer.bureau.name,
        "roles": officer.roles,
        "purposes": officer.purposes,
        "level": officer.level,
        "rooms": officer.rooms,
        "kind": "service" if officer.is_service else "profile" if officer.is_profile else "officer",
        "active": officer.is_active,
    }


def _key_row(each: ApiKey) -> dict[str, Any]:
    return {
        "id": str(each.pk),
        "for": each.officer.username,
        "name": each.name,
        "created": each.created.isoformat(timespec="seconds"),
        "expires": each.expires.isoformat(timespec="seconds"),
        "revoked": each.revoked.isoformat(timespec="seconds") if each.revoked else None,
    }


def _show_device(device: TotpSetup) -> None:
    """A square code for the camera of the device, where a person looks on."""
    if options().format is not Format.TABLE or not sys.stdout.isatty():
        return
    drawn = io.StringIO()
    segno.make(device.address, micro=False).terminal(out=drawn, compact=True)
    click.echo(drawn.getvalue())
