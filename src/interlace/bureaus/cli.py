"""`interlace admin member` and `interlace admin bureau`: who is on the network, as the keeper of the node notes it."""

from typing import Any

import click
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.bureaus import actions, opening, queries
from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, show, show_one
from interlace.foundation.console.keeping import by_option
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.identity.enrolling import bureau_named
from interlace.foundation.identity.keepers import keeper_named
from interlace.foundation.identity.models import Bureau, Member
from interlace.foundation.localize.words import PURPOSE_WORDS

MEMBER_COLUMNS: dict[str, Promise] = {
    "code": _("Code"),
    "name": _("Name"),
    "kind": _("Kind"),
    "status": _("Status"),
    "reachable": _("Can be reached"),
    "last_contact": _("Last contact"),
}
BUREAU_COLUMNS: dict[str, Promise] = {
    "member": _("Member"),
    "name": _("Name"),
    "kind": _("Kind"),
    "parent": _("Stands under"),
    "ceiling": _("Allows"),
    "profiles": _("Profiles"),
}

_PurposeChoice = click.Choice(list(PURPOSE_WORDS))


@click.group(cls=ExampleGroup, example='interlace admin member add KR --name "Republic of Korea"')
def member() -> None:
    """The members of the network: countries, sub-bureaus, centres, organisations."""


@member.command("add", example='interlace admin member add XC --name "Fusion centre" --kind centre')
@click.argument("code")
@click.option("--name", required=True, help="What the member is called.")
@click.option("--kind", type=click.Choice(Member.Kind.values), default=Member.Kind.COUNTRY.value, show_default=True)
@by_option
@declare("bureaus.member.add", SurfaceKind.COMMAND)
def add_member(code: str, name: str, kind: str, by: str | None) -> None:
    """Take the member CODE into this node's network."""
    made = opening.add_member(code=code, name=name, kind=Member.Kind(kind), now=timezone.now(), by=keeper_named(by))
    show_one(_member_row(made))


@member.command("list", example="interlace admin member list -o json")
@declare("bureaus.members", SurfaceKind.COMMAND)
def list_members() -> None:
    """Everybody on the network."""
    show((_member_row(each) for each in queries.members()), columns=MEMBER_COLUMNS)


@member.command("reachable", example="interlace admin member reachable XA")
@click.argument("code")
@by_option
@declare("bureaus.member.reachable", SurfaceKind.COMMAND)
def note_reachable(code: str, by: str | None) -> None:
    """Note that the member CODE answers again: what waits for it is asked again."""
    actions.note_reachable(code.upper(), now=timezone.now(), by=keeper_named(by))
    show_one(_member_row(Member.objects.get(code=code.upper())))


@member.command("silent", example="interlace admin member silent XA")
@click.argument("code")
@by_option
@declare("bureaus.member.silent", SurfaceKind.COMMAND)
def note_silent(code: str, by: str | None) -> None:
    """Note that the member CODE does not answer: from now on it is waiting, never "no hit"."""
    actions.note_silent(code.upper(), now=timezone.now(), by=keeper_named(by))
    show_one(_member_row(Member.objects.get(code=code.upper())))


@click.group(cls=ExampleGroup, example='interlace admin bureau add --member KR --name "NCB Seoul"')
def bureau() -> None:
    """The bureaus of members: national bureaus, domestic units, secretariats, private partners."""


@bureau.command(
    "add",
    example="""
    interlace admin bureau add --member KR --name "NCB Seoul" --time-zone Asia/Seoul --detention-hours 48
    interlace admin bureau add --member KR --name "Anti-fraud unit" --kind domestic_unit --parent "NCB Seoul"
    """,
)
@click.option("--member", "member_code", required=True, metavar="CODE", help="Whose bureau it is.")
@click.option("--name", required=True, help="What the bureau is called.")
@click.option("--kind", type=click.Choice(Bureau.Kind.values), default=Bureau.Kind.NATIONAL.value, show_default=True)
@click.option("--parent", help="The bureau that a domestic unit stands under, by name or code.")
@click.option(
    "--ceiling",
    "ceiling",
    multiple=True,
    type=click.Choice([action.value for action in Action]),
    help="Allow no more than this with facts; repeat it. Without any, what bureaus of the kind may do.",
)
@click.option("--time-zone", default="UTC", show_default=True, help="Zone of its clocks, for example Asia/Bangkok.")
@click.option("--detention-hours", type=int, help="The law's limit of police detention, in hours.")
@click.option("--purpose", "purposes", multiple=True, type=_PurposeChoice, help="Purposes of its desk; default: all.")
@click.option("--level", type=click.IntRange(0, 3), default=1, show_default=True, help="Level of its desk.")
@by_option
@declare("bureaus.bureau.add", SurfaceKind.COMMAND)
def add_bureau(  # noqa: PLR0917 - click passes every option by name
    member_code: str,
    name: str,
    kind: str,
    parent: str | None,
    ceiling: tuple[str, ...],
    time_zone: str,
    detention_hours: int | None,
    purposes: tuple[str, ...],
    level: int,
    by: str | None,
) -> None:
    """Open a bureau, with a profile for its desk: `--as KR` acts as the desk of KR's first bureau."""
    office = opening.Office(
        kind=Bureau.Kind(kind),
        parent=bureau_named(parent) if parent else None,
        ceiling=ceiling or None,
        time_zone=time_zone,
        detention_hours=detention_hours,
    )
    made = opening.add_bureau(
        member=member_code,
        name=name,
        office=office,
        purposes=purposes or tuple(PURPOSE_WORDS),
        level=level,
        now=timezone.now(),
        by=keeper_named(by),
    )
    show_one(_bureau_row(made.bureau))


@bureau.command("list", example="interlace admin bureau list -o json")
@declare("bureaus.bureaus", SurfaceKind.COMMAND)
def list_bureaus() -> None:
    """Every bureau with its profiles."""
    show((_bureau_row(each) for each in queries.bureaus_with_officers()), columns=BUREAU_COLUMNS)


def _member_row(each: Member) -> dict[str, Any]:
    return {
        "code": each.code,
        "name": each.name,
        "kind": each.kind,
        "status": each.status,
        "reachable": each.reachable,
        "last_contact": each.last_contact.isoformat(timespec="seconds") if each.last_contact else None,
    }


def _bureau_row(each: Bureau) -> dict[str, Any]:
    return {
        "id": str(each.pk),
        "member": each.member_id,
        "name": each.name,
        "kind": each.kind,
        "parent": each.parent.name if each.parent else None,
        "ceiling": each.ceiling,
        "time_zone": each.time_zone,
        "detention_hours": each.holds_people_hours,
        "profiles": sorted(officer.username for officer in each.officers.all() if officer.is_profile),
    }
