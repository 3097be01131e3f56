"""The commands `interlace people`: officers and units of the own bureau, their rights, and who is shut out."""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.bureaus.people import changes, deciding, queries, suspending
from interlace.bureaus.people.cli_given import paper_options, person_named, place_named, show_code, viewer
from interlace.bureaus.people.models import Change, HitLevel
from interlace.bureaus.people.papers import Paper
from interlace.bureaus.people.posts import Grant, OfficerPost, UnitRights
from interlace.bureaus.people.queries import Person
from interlace.bureaus.people.reset_cli import refuse_reset, resets
from interlace.bureaus.people.schemas import OfficerOut, RightsChangeOut, UnitOut
from interlace.foundation.console import ExampleGroup, say, show, show_one
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput

PERSON_COLUMNS = {
    "username": gettext_lazy("User name"),
    "name": gettext_lazy("Name"),
    "office_name": gettext_lazy("Office"),
    "roles": gettext_lazy("Roles"),
    "purposes": gettext_lazy("Purposes"),
    "level": gettext_lazy("Level"),
    "training_ends": gettext_lazy("Training counts until"),
    "in_service": gettext_lazy("In service"),
}
UNIT_COLUMNS = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "people": gettext_lazy("People"),
    "grants": gettext_lazy("Rights"),
    "converses": gettext_lazy("In its own threads"),
}
CHANGE_COLUMNS = {
    "id": gettext_lazy("Change"),
    "name": gettext_lazy("Whose rights"),
    "state": gettext_lazy("State"),
    "proposed_by": gettext_lazy("Proposed by"),
    "decided_by": gettext_lazy("Second person"),
    "digest": gettext_lazy("Digest to sign"),
}
_Day = click.DateTime(["%Y-%m-%d"])
_GRANT = "Register, level (none, hit, content), fields, and `contribute`: `@case-facts:content:name,birthDate`."
T = TypeVar("T")


@click.group(cls=ExampleGroup, example="interlace people list --as TH")
def people() -> None:
    """Officers and units of the own bureau: who may what, on which paper, signed by two."""


people.add_command(resets)
people.add_command(refuse_reset)


@people.command("list", example="interlace people list --as TH")
@declare("people.list", SurfaceKind.COMMAND)
def list_people() -> None:
    """Everybody who works for the own bureau and its units."""
    now = timezone.now()
    show(
        (_person(each) for unit in queries.people_of(viewer(), now=now) for each in unit.people), columns=PERSON_COLUMNS
    )


@people.command("show", example="interlace people show y.seo --as KR")
@click.argument("username")
@declare("people.show", SurfaceKind.COMMAND)
def show_person(username: str) -> None:
    """One officer with the papers that the rights rest on, and what is open."""
    now, who = timezone.now(), viewer()
    person = person_named(who, username, now=now)
    papers = queries.papers_of(who, person.officer.pk, now=now)
    items = suspending.open_items(who, person.officer.pk, now=now)
    show_one(
        {
            **_person(person),
            "registers": _("all") if person.post.registers is None else list(person.post.registers),
            "papers": [f"{each.document} ({each.dated.isoformat()}, {each.signed_by})" for each in papers],
            "open": [f"{each.kind}: {each.what}" for each in items],
        }
    )


@people.command("units", example="interlace people units --as TH -o json")
@declare("people.units.list", SurfaceKind.COMMAND)
def list_units() -> None:
    """The own bureau and its units, with what these may."""
    offices = queries.offices_of(viewer(), now=timezone.now())
    rows = [UnitOut.of(each.bureau, each.rights, people=each.people, papers=list(each.papers)) for each in offices]
    show((each.model_dump(mode="json") for each in rows), columns=UNIT_COLUMNS)


@people.command(
    "appoint",
    example="""
    interlace people appoint y.seo --name "Y. Seo" --role duty_officer --purpose fraud --level 1
        --trained 2026-03-01 --training-ends 2027-03-01
        --document KR-ORD-2026-14 --dated 2026-11-02 --signed-by "Director Han" --as kr.head
    """,
)
@click.argument("username")
@click.option("--name", help="Who it is; needed for somebody new.")
@click.option("--office", help="The unit where the officer works, by name; the own bureau without it.")
@click.option("--role", "roles", multiple=True, help="Repeat it. Of somebody known, what is not named stays as it is.")
@click.option("--purpose", "purposes", multiple=True, help="Repeat it.")
@click.option("--register", "registers", multiple=True, help="Compare checks with this register alone; repeat it.")
@click.option("--all-registers", is_flag=True, help="Compare checks with all registers of the own bureau.")
@click.option("--level", type=click.IntRange(0, 3))
@click.option("--room", "rooms", multiple=True, help="An operation joined; repeat it.")
@click.option("--trained", type=_Day, help="Day of the training.")
@click.option("--training-ends", type=_Day, help="Day until which it counts.")
@paper_options
@declare("people.appoint", SurfaceKind.COMMAND)
def appoint(  # noqa: PLR0917 - click passes every option by name
    username: str,
    name: str | None,
    office: str | None,
    roles: tuple[str, ...],
    purposes: tuple[str, ...],
    registers: tuple[str, ...],
    all_registers: bool,
    level: int | None,
    rooms: tuple[str, ...],
    trained: datetime | None,
    training_ends: datetime | None,
    paper: Paper,
    code: str,
) -> None:
    """Give the officer USERNAME rights, new or changed: what widens them waits for a second person."""
    now, who = timezone.now(), viewer()
    known = next((each for each in _everybody(who, now) if each.post.username == username.lower()), None)
    had = known.post if known is not None else OfficerPost(username.lower(), "", str(place_named(who, None).pk))
    post = OfficerPost(
        username=had.username,
        name=_given(name, had.name),
        bureau=str(place_named(who, office).pk) if office else had.bureau,
        roles=tuple(sorted(set(roles))) or had.roles,
        purposes=tuple(sorted(set(purposes))) or had.purposes,
        registers=None if all_registers else tuple(sorted(set(registers))) or had.registers,
        level=_given(level, had.level),
        rooms=tuple(sorted(set(rooms))) or had.rooms,
        trained=_given(_day(trained), had.trained),
        training_ends=_given(_day(training_ends), had.training_ends),
    )
    show_code(code)
    officer_id = known.officer.pk if known is not None else None
    _show_change(changes.propose_officer(who, post, paper, officer_id=officer_id, now=now).change, now=now)


@people.command(
    "unit",
    example="""
    interlace people unit "Border unit" --grant @others:hit --grant @case-facts:content:name,birthDate
        --document KR-ORD-2026-15 --dated 2026-11-02 --signed-by "Director Han" --as kr.head
    """,
)
@click.argument("name")
@click.option("--time-zone", help="Zone of its clocks; the own bureau's for a new unit.")
@click.option("--grant", "grants", multiple=True, help=_GRANT)
@click.option(
    "--converses", is_flag=True, help="It reads and writes in its own threads; else its bureau writes for it."
)
@paper_options
@declare("people.unit.write", SurfaceKind.COMMAND)
def write_unit(  # noqa: PLR0917 - click passes every option by name
    name: str, time_zone: str | None, grants: tuple[str, ...], converses: bool, paper: Paper, code: str
) -> None:
    """Say what the domestic unit NAME may, all of it anew: what widens it waits for a second person."""
    now, who = timezone.now(), viewer()
    offices = queries.offices_of(who, now=now)
    known = next((each for each in offices[1:] if each.bureau.name == name), None)
    zone = known.rights.time_zone if known is not None else offices[0].bureau.time_zone
    rights = UnitRights(name, time_zone or zone, tuple(sorted(map(_grant, grants))), converses)
    unit_id = known.bureau.pk if known is not None else None
    show_code(code)
    _show_change(changes.propose_unit(who, rights, paper, unit_id=unit_id, now=now).change, now=now)


@people.command("changes", example="interlace people changes --as kr.head")
@click.option("--to-sign", is_flag=True, help="Only those that wait for your signature.")
@declare("people.changes.list", SurfaceKind.COMMAND)
def list_changes(to_sign: bool) -> None:
    """The latest changes of rights."""
    now, who = timezone.now(), viewer()
    found = deciding.changes_to_sign(who, now=now) if to_sign else deciding.changes_of(who, now=now)
    show((RightsChangeOut.of(each, now=now).model_dump(mode="json") for each in found), columns=CHANGE_COLUMNS)


@people.command("sign", example="interlace people sign 5d2c... --digest 9f86... --as kr.second")
@click.argument("change_id", type=click.UUID)
@click.option("--digest", required=True, help="What `interlace people changes` shows: it must be what is signed.")
@click.option("--code", default="", help="Code that the officer's device shows now, where it has one.")
@declare("people.sign", SurfaceKind.COMMAND)
def sign(change_id: UUID, digest: str, code: str) -> None:
    """Put a change into force as the second person. The password of a new account is printed this once."""
    now, who = timezone.now(), viewer()
    deciding.change_of(who, change_id, now=now)
    show_code(code)
    done = deciding.sign_change(who, change_id, digest=digest, now=now)
    shown = RightsChangeOut.of(done.change, now=now).model_dump(mode="json")
    show_one({**shown, "password": done.password or None, "password_until": done.until})
    if done.password:
        say(_("The password is shown this once. Hand it to the officer in person, and to nobody else."))


@people.command("refuse", example="interlace people refuse 5d2c... --as kr.second")
@click.argument("change_id", type=click.UUID)
@declare("people.refuse", SurfaceKind.COMMAND)
def refuse(change_id: UUID) -> None:
    """Decide against a change as the second person."""
    now = timezone.now()
    _show_change(deciding.refuse_change(viewer(), change_id, now=now), now=now)


@people.command("suspend", example='interlace people suspend y.seo --reason "Badge lost" --as kr.head')
@click.argument("username")
@click.option("--reason", required=True, help="Why; it stands in the log.")
@declare("people.suspend", SurfaceKind.COMMAND)
def suspend(username: str, reason: str) -> None:
    """Shut an officer out, at once and everywhere."""
    now, who = timezone.now(), viewer()
    suspending.suspend(who, person_named(who, username, now=now).officer.pk, reason=reason, now=now)
    show_one(_person(person_named(who, username, now=now)))


@people.command("suspend-unit", example='interlace people suspend-unit "Border unit" --reason "Audit" --as kr.head')
@click.argument("name")
@click.option("--reason", required=True, help="Why; it stands in the log.")
@declare("people.suspend-unit", SurfaceKind.COMMAND)
def suspend_unit(name: str, reason: str) -> None:
    """Shut out every account of a domestic unit."""
    now, who = timezone.now(), viewer()
    show_one({"suspended": suspending.suspend_unit(who, place_named(who, name).pk, reason=reason, now=now)})


@people.command("leave", example="interlace people leave y.seo --to m.cho --as kr.head")
@click.argument("username")
@click.option("--to", "successor", help="Who takes over what is open.")
@declare("people.leave", SurfaceKind.COMMAND)
def leave(username: str, successor: str | None) -> None:
    """Let an officer go: open items pass to a colleague, keys end."""
    now, who = timezone.now(), viewer()
    to = person_named(who, successor, now=now).officer.pk if successor else None
    officer = person_named(who, username, now=now).officer.pk
    show_one({"handed_over": suspending.leave(who, officer, successor=to, now=now)})


@people.command("return", example="interlace people return y.seo --document O-7 --dated 2026-11-02 --signed-by Han")
@click.argument("username")
@paper_options
@declare("people.return", SurfaceKind.COMMAND)
def let_back(username: str, paper: Paper, code: str) -> None:
    """Propose that a suspended officer comes back."""
    now, who = timezone.now(), viewer()
    officer = person_named(who, username, now=now).officer.pk
    show_code(code)
    _show_change(changes.propose_return(who, officer, paper, now=now).change, now=now)


@people.command("second-persons", example="interlace people second-persons elsewhere --as kr.head")
@click.argument("where", type=click.Choice(["elsewhere", "anywhere"]))
@paper_options
@declare("people.second-persons", SurfaceKind.COMMAND)
def second_persons(where: str, paper: Paper, code: str) -> None:
    """Say whether the second person of an act works at another office of the own member."""
    now = timezone.now()
    show_code(code)
    _show_change(changes.propose_signing(viewer(), paper, elsewhere=where == "elsewhere", now=now).change, now=now)


def _person(person: Person) -> dict[str, Any]:
    return OfficerOut.of(person, today=timezone.localdate()).model_dump(mode="json")


def _everybody(who: Viewer, now: datetime) -> list[Person]:
    return [person for unit in queries.people_of(who, now=now) for person in unit.people]


def _show_change(change: Change, *, now: datetime) -> None:
    show_one(RightsChangeOut.of(change, now=now).model_dump(mode="json"))


def _given(typed: T | None, known: T) -> T:
    return known if typed is None else typed


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment is not None else None


def _grant(text: str) -> Grant:
    """`register:level:fields:contribute`, of which the last two may be missing."""
    register, _colon, rest = text.partition(":")
    level, _colon, rest = rest.partition(":")
    fields, _colon, last = rest.partition(":")
    may_contribute = "contribute" in {fields, last}
    named = "" if fields == "contribute" else fields
    if level not in HitLevel.values or (last and last != "contribute"):
        raise InvalidInput(
            _("This is not a right in a register."), fix=_("Write it like @case-facts:content:name,birthDate.")
        )
    return Grant(register, level, tuple(sorted(filter(None, named.split(",")))), may_contribute)
