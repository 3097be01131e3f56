"""The commands `interlace directory` and `interlace capability`: what bureaus say about themselves."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.bureaus.capabilities import actions as offering
from interlace.bureaus.capabilities import queries as offered
from interlace.bureaus.capabilities.actions import Offer
from interlace.bureaus.capabilities.catalogue import KINDS, kind_name
from interlace.bureaus.capabilities.queries import Sought
from interlace.bureaus.directory import actions, queries, sheets
from interlace.bureaus.directory.entries import Entry, Wanted
from interlace.bureaus.models import Contact
from interlace.bureaus.schemas import ContactOut, OfferOut
from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, options, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.profiles import officer_of_profile

CONTACT_COLUMNS = {
    "member": gettext_lazy("Member"),
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "hours": gettext_lazy("Hours"),
    "languages": gettext_lazy("Languages"),
    "channels": gettext_lazy("Reached by"),
    "verified": gettext_lazy("Last verified"),
    "id": gettext_lazy("Entry"),
}
OFFER_COLUMNS = {
    "kind": gettext_lazy("Kind"),
    "name": gettext_lazy("Name"),
    "member": gettext_lazy("Member"),
    "languages": gettext_lazy("Languages"),
    "detail": gettext_lazy("Detail"),
    "contact": gettext_lazy("Ask"),
    "valid_until": gettext_lazy("Valid until"),
    "id": gettext_lazy("Offer"),
}
KIND_COLUMNS = {"code": gettext_lazy("Code"), "name": gettext_lazy("Name")}
_READS: dict[str, Any] = {"actions": (Action.READ,), "purpose": PurposeFrom.OBJECT}


@click.group(cls=ExampleGroup, example="interlace directory find --language km --as TH")
def directory() -> None:
    """How every bureau is reached: points round the clock, central authorities, hours, languages, channels."""


@directory.command("find", example="interlace directory find cyber --member VN --as TH")
@click.argument("text", default="")
@click.option("--kind", type=click.Choice(Contact.Kind.values), default=None)
@click.option("--member", default="", help="Only this member's, by code.")
@click.option("--language", default="", help="Only where this language is spoken, by code.")
@click.option("--due", is_flag=True, help="Only those that nobody has verified for half a year.")
@declare("directory.find", SurfaceKind.COMMAND)
def find_contacts(text: str, kind: str | None, member: str, language: str, due: bool) -> None:
    """The entries that hold TEXT; all of them without it."""
    now = timezone.now()
    found = queries.contacts(_viewer(), Wanted(text, kind or "", member, language, only_due=due), now=now)
    show((_contact_row(each) for each in found), columns=CONTACT_COLUMNS)


@directory.command("export", example="interlace directory export --as TH > directory.csv")
@declare("directory.export", SurfaceKind.COMMAND)
def export_contacts() -> None:
    """The whole directory as CSV; `interlace directory import` reads the own bureau's rows again."""
    click.echo(sheets.written(queries.contacts(_viewer(), Wanted(), now=timezone.now())), nl=False)


@directory.command("import", example="interlace directory import ours.csv --as TH")
@click.argument("path")
@declare("directory.import", SurfaceKind.COMMAND)
def import_contacts(path: str) -> None:
    """Take in the own bureau's entries from the CSV file PATH (`-` reads standard input): all of it or nothing."""
    taken = actions.take_in_contacts(_viewer(), sheets.read(_content_of(path)), now=timezone.now())
    show_one({"taken_in": taken})


@directory.command(
    "write",
    example='interlace directory write "Desk" --kind duty_point --always --channel "phone: +66 2 000 0143" --as TH',
)
@click.argument("name")
@click.option("--kind", type=click.Choice(Contact.Kind.values), required=True)
@click.option("--always", is_flag=True, help="Somebody is there round the clock.")
@click.option("--hours", default="", help="When somebody is there, in words.")
@click.option("--time-zone", default="UTC", show_default=True)
@click.option("--covers", default="", help="What it is responsible for.")
@click.option("--language", "languages", multiple=True, help="Spoken there; repeat it, the preferred one first.")
@click.option("--channel", "channels", multiple=True, help="Kind, a colon and the address; repeat it.")
@declare("directory.write", SurfaceKind.COMMAND)
def write_contact(  # noqa: PLR0917 - click passes every option by name
    name: str,
    kind: str,
    always: bool,
    hours: str,
    time_zone: str,
    covers: str,
    languages: tuple[str, ...],
    channels: tuple[str, ...],
) -> None:
    """Write the own bureau's entry NAME, anew where there is one."""
    words = {
        "name": name,
        "kind": kind,
        "always_open": "yes" if always else "no",
        "hours": hours,
        "time_zone": time_zone,
        "covers": covers,
        "languages": " ".join(languages),
        "channels": "; ".join(channels),
    }
    show_one({"taken_in": actions.take_in_contacts(_viewer(), [Entry.typed(words)], now=timezone.now())})


@directory.command("verify", example="interlace directory verify 5d2c... --as TH")
@click.argument("contact_id", type=click.UUID)
@declare("directory.verify-now", SurfaceKind.COMMAND)
def verify_contact(contact_id: UUID) -> None:
    """Say that everything of an entry of the own bureau is still true."""
    show_one(_contact_row(actions.verify_contact(_viewer(), contact_id, now=timezone.now())))


@directory.command("remove", example="interlace directory remove 5d2c... --as TH")
@click.argument("contact_id", type=click.UUID)
@declare("directory.take-out", SurfaceKind.COMMAND)
def remove_contact(contact_id: UUID) -> None:
    """Take an entry of the own bureau out."""
    actions.remove_contact(_viewer(), contact_id, now=timezone.now())


@click.group(cls=ExampleGroup, example="interlace capability find --language km --as TH")
def capability() -> None:
    """What bureaus offer each other: tracing, interpreters, shelter, forensics."""


@capability.command("find", example="interlace capability find tron --as TH")
@click.argument("text", default="")
@click.option("--kind", type=click.Choice(list(KINDS)), default=None)
@click.option("--member", default="", help="Only this member's, by code.")
@click.option("--language", default="", help="Only for this language, by code.")
@declare("capability.find", SurfaceKind.COMMAND, **_READS)
def find_offers(text: str, kind: str | None, member: str, language: str) -> None:
    """The offers that hold TEXT; all of them without it."""
    viewer = _viewer()
    found = offered.offers(viewer, Sought(text, kind or "", member, language), now=timezone.now())
    rows = ({"name": kind_name(each.kind), **OfferOut.of(each, viewer).model_dump(mode="json")} for each in found)
    show(rows, columns=OFFER_COLUMNS)


@capability.command("kinds", example="interlace capability kinds")
@declare("capability.kinds", SurfaceKind.COMMAND)
def list_kinds() -> None:
    """What can be offered."""
    show(({"code": code, "name": kind_name(code)} for code in KINDS), columns=KIND_COLUMNS)


@capability.command(
    "offer",
    example='interlace capability offer interpreters --language km --contact "Duty desk" --until 2027-06-30 --as TH',
)
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option("--contact", required=True, help="Who is asked for it.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day on which it holds.")
@click.option("--detail", default="")
@click.option("--language", "languages", multiple=True, help="For which languages; repeat it.")
@click.option("--for", "members", multiple=True, help="Only this member may know of it; repeat it.")
@click.option("--level", type=click.IntRange(0, 3), default=0, show_default=True)
@declare("capability.offer", SurfaceKind.COMMAND, **_READS)
def make_offer(  # noqa: PLR0917 - click passes every option by name
    kind: str,
    contact: str,
    until: datetime,
    detail: str,
    languages: tuple[str, ...],
    members: tuple[str, ...],
    level: int,
) -> None:
    """Offer KIND to others."""
    viewer = _viewer()
    offer = Offer(
        kind=kind,
        contact=contact,
        valid_until=until.date(),
        detail=detail,
        languages=tuple(each.lower() for each in languages),
        members=frozenset(each.upper() for each in members),
        level=level,
    )
    made = offering.make_offer(viewer, offer, now=timezone.now())
    show_one(OfferOut.of(made, viewer).model_dump(mode="json"))


@capability.command("withdraw", example="interlace capability withdraw 5d2c... --as TH")
@click.argument("offer_id", type=click.UUID)
@declare("capability.withdraw", SurfaceKind.COMMAND, **_READS)
def withdraw_offer(offer_id: UUID) -> None:
    """Offer it no longer."""
    offering.withdraw_offer(_viewer(), offer_id, now=timezone.now())


def _viewer() -> Viewer:
    return viewer_of(officer_of_profile(options().profile))


def _contact_row(contact: Contact) -> dict[str, object]:
    row = ContactOut.of(contact, now=timezone.now()).model_dump(mode="json")
    return row | {
        "hours": _("round the clock") if contact.always_open else contact.hours,
        "channels": [f"{kind}: {address}" for kind, address in contact.channels],
    }


def _content_of(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError:
        raise InvalidInput(_("The file cannot be opened."), fix=_("Look at its name and its rights.")) from None
