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
from django.utils.translation import gettext_lazy as _

from interlace.foundation.console import ExampleGroup, Format, options, say, show, show_one
from interlace.foundation.console.hidden import HiddenWord
from interlace.foundation.console.keeping import by_option
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.identity import enrolling, resetting
from interlace.foundation.identity.actions import KEY_LASTS, create_api_key, keys_known, revoke_any_api_key
from interlace.foundation.identity.codes import TotpSetup
from interlace.foundation.identity.keepers import keeper_named
from interlace.foundation.identity.key_matters import QUESTIONS_A_DAY, QUESTIONS_AT_MOST, KeyMatter
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
CODE = HiddenWord(
    prompt=_("Code of the first person"),
    variable="INTERLACE_CODE",
    option="--code-file",
    missing=_("The code of the first person is needed."),
    fix=_("Set {variable}, or name a file with {option}."),
)
SECOND_CODE = HiddenWord(
    prompt=_("Code of the second person"),
    variable="INTERLACE_SECOND_CODE",
    option="--second-code-file",
    missing=_("The code of the second person is needed."),
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
    "purpose": _("Purpose"),
    "expires": _("Ends"),
    "revoked": _("Revoked"),
}
_File = click.Path(path_type=Path, exists=True, dir_okay=False)
_KEY_EXAMPLE = """
interlace admin key add "register sync" --for kr.sync --days 30
interlace admin key add "bank screening" --for kr.sync --purpose sanctions --ref KR-2026-7 --questions 50000
"""
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
@by_option
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
    by: str | None,
) -> None:
    """Make an account, and print once what the device for codes must learn.

    The password comes from INTERLACE_PASSWORD, a file or a prompt.
    """
    keeper = keeper_named(by)
    post = enrolling.Post(roles=roles, purposes=purposes, level=level, rooms=rooms)
    place, now = enrolling.bureau_named(bureau), timezone.now()
    if is_service:
        made_service = enrolling.add_service(username=username, name=name, bureau=place, post=post, now=now, by=keeper)
        show_one(_user_row(made_service))
        say(_("Make its key with `interlace admin key add`."))
        return
    password = PASSWORD.read(password_file, is_new=True)
    made = enrolling.add_officer(
        username=username, name=name, bureau=place, post=post, password=password, now=now, by=keeper
    )
    _show_device(made.device)
    show_one({**_user_row(made.officer), "totp_secret": made.device.secret, "totp_address": made.device.address})
    say(_("The secret for codes is shown this once. Hand it over together with nothing else."))


@user.command("list", example="interlace admin user list -o json")
@declare("identity.users", SurfaceKind.COMMAND)
def list_users() -> None:
    """Every account, suspended ones too."""
    accounts = Officer.objects.select_related("bureau").order_by("bureau__member_id", "username")
    show((_user_row(each) for each in accounts), columns=USER_COLUMNS)


@user.command("suspend", example="interlace admin user suspend y.seo")
@click.argument("username")
@by_option
@declare("identity.user.suspend", SurfaceKind.COMMAND)
def suspend_user(username: str, by: str | None) -> None:
    """Shut the account out at once: sessions end, keys are revoked, the profile cannot be picked."""
    officer = enrolling.suspend_officer(username=username, now=timezone.now(), by=keeper_named(by))
    show_one(_user_row(officer))


@user.command("restore", example="interlace admin user restore y.seo")
@click.argument("username")
@by_option
@declare("identity.user.restore", SurfaceKind.COMMAND)
def restore_user(username: str, by: str | None) -> None:
    """Let a suspended account in again. Its old sessions and keys stay ended."""
    officer = enrolling.restore_officer(username=username, now=timezone.now(), by=keeper_named(by))
    show_one(_user_row(officer))


@user.command(
    "reset",
    example="""
    interlace admin user reset y.seo --by k.han --with m.cho
    interlace admin user reset k.han --alone --reason "first keeper of a new node, telephone lost"
    """,
)
@click.argument("username")
@click.option("--by", metavar="USERNAME", envvar="INTERLACE_KEEPER", help="The first person who signs.")
@click.option("--with", "second", metavar="USERNAME", help="The second person who signs.")
@click.option("--code-file", type=_File, help="File that holds the code of the first person.")
@click.option("--second-code-file", type=_File, help="File that holds the code of the second person.")
@click.option("--alone", "is_alone", is_flag=True, help="While the node has no two persons who could sign.")
@click.option("--reason", default="", help="Why one person is enough; it stands in the log.")
@declare("identity.user.reset", SurfaceKind.COMMAND)
def reset_user(  # noqa: PLR0917 - click passes every option by name
    username: str,
    by: str | None,
    second: str | None,
    code_file: Path | None,
    second_code_file: Path | None,
    is_alone: bool,
    reason: str,
) -> None:
    """For a lost device or a forgotten password: let the officer begin anew.

    Two administrators or heads sign with the codes that their devices show now; one of them works for the officer's own
    member. The codes come from INTERLACE_CODE and INTERLACE_SECOND_CODE, files or prompts. Sessions and keys end at
    once. The password printed once is good for 24 hours, for the page where the officer sets a password and a device.
    A suspended account stays suspended.
    """
    now = timezone.now()
    if is_alone:
        done = resetting.reset_officer_alone(username=username, reason=reason, by=keeper_named(by), now=now)
    elif by is None or second is None:
        raise click.UsageError(str(_("A reset takes two persons: name them with --by and --with.")))
    else:
        signatures = [
            resetting.Signature(by, CODE.read(code_file, is_new=False)),
            resetting.Signature(second, SECOND_CODE.read(second_code_file, is_new=False)),
        ]
        done = resetting.reset_officer(username=username, signatures=signatures, now=now)
    until = done.until.isoformat(timespec="seconds")
    show_one({**_user_row(done.officer), "password": done.password, "until": until})
    say(_("The password is shown this once. Hand it to the officer in person, and to nobody else."))


@click.group(cls=ExampleGroup, example='interlace admin key add "register sync" --for kr.sync')
def key() -> None:
    """Keys with which programs act as an officer or a system."""


@key.command("add", example=_KEY_EXAMPLE)
@click.argument("name")
@click.option("--for", "username", required=True, metavar="USERNAME", help="Whom the key acts as.")
@click.option("--days", type=click.IntRange(1, 366), default=KEY_LASTS.days, show_default=True, help="How long.")
@click.option("--purpose", type=click.Choice(list(PURPOSE_WORDS)), help="For clients of the OpenSanctions matcher.")
@click.option("--ref", "reference", default="", help="Case or legal reference of what such a client asks.")
@click.option(
    "--questions",
    type=click.IntRange(1, QUESTIONS_AT_MOST),
    default=QUESTIONS_A_DAY,
    show_default=True,
    help="How many it may ask in a day.",
)
@by_option
@declare("identity.key.add", SurfaceKind.COMMAND)
def add_key(  # noqa: PLR0917 - click passes every option by name
    name: str, username: str, days: int, purpose: str | None, reference: str, questions: int, by: str | None
) -> None:
    """Make a key called NAME, and print its text once.

    With a purpose it opens the interface of the OpenSanctions matcher and nothing else, under that purpose and
    reference: the clients of that interface send neither.
    """
    if reference and purpose is None:
        raise click.UsageError(str(_("A reference goes with a purpose: add --purpose.")))
    now, officer = timezone.now(), enrolling.officer_named(username)
    expires = now + timedelta(days=days)
    matter = KeyMatter(purpose, reference, questions) if purpose is not None else None
    made = create_api_key(officer=officer, name=name, now=now, expires=expires, by=keeper_named(by), matter=matter)
    show_one({**_key_row(made.key), "key": made.text})
    say(_("The key is shown this once. Whoever has it acts as this account."))


@key.command("list", example="interlace admin key list --for kr.sync")
@click.option("--for", "username", metavar="USERNAME", help="This account's keys alone.")
@declare("identity.keys", SurfaceKind.COMMAND)
def list_keys(username: str | None) -> None:
    """Every key that was made, without its text."""
    officer = enrolling.officer_named(username) if username else None
    show((_key_row(each) for each in keys_known(officer)), columns=KEY_COLUMNS)


@key.command("revoke", example="interlace admin key revoke 6b0e2d1c-...")
@click.argument("key_id", type=click.UUID)
@by_option
@declare("identity.key.revoke", SurfaceKind.COMMAND)
def revoke_key(key_id: UUID, by: str | None) -> None:
    """Make the key useless at once."""
    show_one(_key_row(revoke_any_api_key(key_id=key_id, now=timezone.now(), by=keeper_named(by))))


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
        "purpose": each.purpose,
        "reference": each.reference,
        "questions": each.daily_questions,
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
