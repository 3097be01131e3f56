"""The commands `interlace operation`: what is planned, what is broken, who said go, where the teams are."""

import json
import sys
from contextlib import nullcontext
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.planning.aborting import Reach
from interlace.core.planning.going import Flag
from interlace.core.planning.interests import InterestKind
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.localize.formats import moment_text
from interlace.operations.deconfliction.actions import (
    LONGEST,
    SHORTEST,
    InterestTerms,
    Met,
    interests_of,
    say_interest,
)
from interlace.operations.deconfliction.rendering import interest_out
from interlace.operations.plan import day
from interlace.operations.plan.aborting import AbortTerms, abort
from interlace.operations.plan.actions import Brought, Compartment, add_ready, bring
from interlace.operations.plan.changing import LONGEST_DELAY, Change, change_plan, what_if_delay, what_if_leak
from interlace.operations.plan.models import EntryKind, JointOperation, TeamState
from interlace.operations.plan.planning import propose_plan
from interlace.operations.plan.queries import OperationView, operation_view, operations_of
from interlace.operations.plan.rendering import operation_out, operation_row, what_if_out
from interlace.operations.plan.sayings import saying_text
from interlace.operations.plan.words import REMEDY_WORDS, broken_text, held_text
from interlace.operations.rules import error_of, require_board
from interlace.operations.words import INTEREST_WORDS
from interlace.screening.profile import DRY_RUN_HELP, aware, language, trial, viewer

EXAMPLE = """
interlace operation list --as KR
interlace operation bring "Golden Reed" abort_word stop '{"word": "SEN TRẮNG"}' --reads all --as KR
interlace operation bring "Golden Reed" kit "boxes" '{"kits": 12, "sites": ["TH-A"]}' --as TH
interlace operation ready "Golden Reed" TH-A --as KR
interlace operation propose "Golden Reed" --as KR
interlace operation check "Golden Reed" --as KR
interlace operation flag "Golden Reed" go --version 1 --as TH
interlace operation check-in "Golden Reed" TH-entry in_place --as TH
interlace operation abort "Golden Reed" site --where TH-A --reason "shots at the gate" --as TH
interlace operation what-if "Golden Reed" --team TH-entry --late 90 --as KR
"""
USES = (Action.DISCOVER, Action.READ)
seen = click.option("--version", type=click.IntRange(min=1), required=True, help="Of the plan that you have seen.")
trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
named = click.argument("operation", metavar="OPERATION")


@click.group("operation", cls=ExampleGroup, example=EXAMPLE)
def operation_() -> None:
    """Joint operations. One is named by its id or its title."""


@operation_.command("list")
@declare("operation.all", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def list_() -> None:
    """The operations that your bureau takes part in, the next first."""
    found = operations_of(_viewer(), now=timezone.now())
    if _is_for_programs():
        show_one({"items": [operation_row(each).model_dump(mode="json") for each in found]})
        return
    show(
        (
            {
                "title": each.title,
                "leader": each.member,
                "members": " ".join(each.members),
                "first": _moment(each.first_hour),
                "last": _moment(each.last_hour),
                "id": str(each.id),
            }
            for each in found
        ),
        columns={
            "title": gettext_lazy("Operation"),
            "leader": gettext_lazy("Leads"),
            "members": gettext_lazy("Take part"),
            "first": gettext_lazy("Sought from"),
            "last": gettext_lazy("Sought until"),
            "id": gettext_lazy("Id"),
        },
    )


@operation_.command("show")
@named
@declare("operation.one", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def show_operation(operation: str) -> None:
    """One operation: what your bureau may read of what was brought, planned and said."""
    _show(operation)


@operation_.command("check")
@named
@declare("operation.broken", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def check(operation: str) -> None:
    """What is broken in the plan, why, and what mends it; for the bureau that leads also what holds Go."""
    seen = _seen(operation)
    show(
        (
            *(
                {"what": broken_text(each, language=language()), "how": str(REMEDY_WORDS[each.remedy])}
                for each in seen.broken
            ),
            *({"what": held_text(each), "how": ""} for each in seen.held),
        ),
        columns={"what": gettext_lazy("Rule"), "how": gettext_lazy("What mends it")},
    )


@operation_.command("log")
@named
@declare("operation.log", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def log(operation: str) -> None:
    """What was said, by the time at which it was said."""
    show(
        (
            {
                "at": _moment(each.at),
                "received": _moment(each.received),
                "member": each.member,
                "text": saying_text(each, language=language()),
                "by": each.by_name,
            }
            for each in _seen(operation).sayings
        ),
        columns={
            "at": gettext_lazy("Said"),
            "received": gettext_lazy("Received"),
            "member": gettext_lazy("Bureau"),
            "text": gettext_lazy("What"),
            "by": gettext_lazy("Who"),
        },
    )


@operation_.command("bring")
@named
@click.argument("kind", type=click.Choice([each.value for each in EntryKind]))
@click.argument("code")
@click.argument("fields", metavar="JSON")
@click.option(
    "--reads",
    type=click.Choice([each.value for each in Compartment]),
    default=Compartment.LEADER.value,
    show_default=True,
    help="Who reads it.",
)
@trying
@declare("operation.brought", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def bring_(  # noqa: PLR0917 - click passes every option by name
    operation: str, kind: str, code: str, fields: str, reads: str, dry_run: bool
) -> None:
    """Bring a site, target, team, place, order, kits or an abort word; its fields as JSON, or - to read them."""
    try:
        shape = json.loads(sys.stdin.read() if fields == "-" else fields)
    except ValueError:
        shape = None
    if not isinstance(shape, dict):
        raise error_of("entry_wrong")
    with trial() if dry_run else nullcontext():
        thing = Brought(EntryKind(kind), code, shape, Compartment(reads))
        bring(_viewer(), _id(operation), thing, now=timezone.now())
        _show(operation)


@operation_.command("ready")
@named
@click.argument("site")
@click.option("--target", "targets", multiple=True, type=click.UUID, help="One of them, by its id; all without it.")
@trying
@declare("operation.ready-ones", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def ready(operation: str, site: str, targets: tuple[UUID, ...], dry_run: bool) -> None:
    """Add your targets that meet the criteria to a site of the operation."""
    with trial() if dry_run else nullcontext():
        chosen = frozenset(targets) or None
        add_ready(_viewer(), _id(operation), site=site, chosen=chosen, now=timezone.now())
        _show(operation)


@operation_.command("propose")
@named
@trying
@declare("operation.propose", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def propose(operation: str, dry_run: bool) -> None:
    """Let the solver propose the next version of the plan. For the bureau that leads."""
    with trial() if dry_run else nullcontext():
        propose_plan(_viewer(), _id(operation), now=timezone.now())
        _show(operation)


@operation_.command("change")
@named
@click.option("--hour", type=click.DateTime(), help="Another hour, in your zone.")
@click.option("--team", default="", help="A team that goes elsewhere.")
@click.option("--site", default="", help="Where to; nowhere without it.")
@trying
@declare("operation.change-by-hand", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def change_(operation: str, hour: datetime | None, team: str, site: str, dry_run: bool) -> None:
    """Change the plan by hand: the next version, with each rule that it breaks. For the bureau that leads."""
    with trial() if dry_run else nullcontext():
        change_plan(_viewer(), _id(operation), Change(aware(hour), team, site), now=timezone.now())
        _show(operation)


@operation_.command("what-if")
@named
@click.option("--before", type=click.DateTime(), help="Somebody talked: it has to happen before this, in your zone.")
@click.option("--team", default="", help="A team that starts later.")
@click.option("--late", type=click.IntRange(0, LONGEST_DELAY), default=0, help="By so many minutes.")
@declare("operation.try", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def what_if(operation: str, before: datetime | None, team: str, late: int) -> None:
    """What would become of the plan. Nothing is kept."""
    moment, now = aware(before), timezone.now()
    if moment is not None:
        found = what_if_leak(_viewer(), _id(operation), before=moment, now=now)
    else:
        found = what_if_delay(_viewer(), _id(operation), team=team, by=timedelta(minutes=late), now=now)
    show_one(what_if_out(found).model_dump(mode="json"))


@operation_.command("flag")
@named
@click.argument("flag", type=click.Choice([each.value for each in Flag]))
@seen
@trying
@declare("operation.own-flag", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def flag_(operation: str, flag: str, version: int, dry_run: bool) -> None:
    """Say go or no-go for your State, for the version that stands."""
    with trial() if dry_run else nullcontext():
        day.raise_flag(_viewer(), _id(operation), Flag(flag), seen=version, now=timezone.now())
        _show(operation)


@operation_.command("go")
@named
@seen
@trying
@declare("operation.begin", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def go(operation: str, version: int, dry_run: bool) -> None:
    """Give Go, once nothing holds it. For the bureau that leads."""
    with trial() if dry_run else nullcontext():
        day.give_go(_viewer(), _id(operation), seen=version, now=timezone.now())
        _show(operation)


@operation_.command("check-in")
@named
@click.argument("team")
@click.argument("state", type=click.Choice([each.value for each in TeamState]))
@click.option("--text", default="", help="In a few words.")
@click.option("--at", type=click.DateTime(), help="When it was said, in your zone; now without it.")
@click.option("--key", type=click.UUID, help="Said twice under one key, it stands once.")
@trying
@declare("operation.whereabouts", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def check_in(  # noqa: PLR0917 - click passes every option by name
    operation: str, team: str, state: str, text: str, at: datetime | None, key: UUID | None, dry_run: bool
) -> None:
    """Say where one of your own teams is."""
    now = timezone.now()
    with trial() if dry_run else nullcontext():
        day.check_in(
            _viewer(),
            _id(operation),
            key=key or uuid4(),
            at=aware(at) or now,
            text=text,
            of=day.Whereabouts(team, TeamState(state)),
            now=now,
        )
        _show(operation)


@operation_.command("abort")
@named
@click.argument("reach", type=click.Choice([each.value for each in Reach]))
@click.option("--where", default="", help="The code of the site or target.")
@click.option("--reason", required=True, help="Why; whoever is told of it reads it.")
@click.option("--word", default="", help="The abort word, if it was said by one.")
@click.option(
    "--version", type=click.IntRange(0), default=0, help="Of the plan that you saw; else the one that stands."
)
@click.option("--at", type=click.DateTime(), help="When it was said, in your zone; now without it.")
@click.option("--key", type=click.UUID, help="Said twice under one key, it stands once.")
@trying
@declare("operation.stop", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def abort_(  # noqa: PLR0917 - click passes every option by name
    operation: str,
    reach: str,
    where: str,
    reason: str,
    word: str,
    version: int,
    at: datetime | None,
    key: UUID | None,
    dry_run: bool,
) -> None:
    """Stop what is your State's (own), a site or a target of it, or as the bureau that leads all of it."""
    now = timezone.now()
    with trial() if dry_run else nullcontext():
        terms = AbortTerms(Reach(reach), reason, where, word, version)
        abort(_viewer(), _id(operation), terms, key=key or uuid4(), at=aware(at) or now, now=now)
        _show(operation)


@operation_.command("interests")
@declare("operation.interests", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def interests() -> None:
    """What your bureau is after, and whom to talk to about it."""
    _show_interests(interests_of(_viewer(), now=timezone.now()))


@operation_.command("deconflict")
@click.argument("kind", type=click.Choice([each.value for each in InterestKind]))
@click.argument("text", metavar="VALUE")
@click.option("--name", required=True, help="How your bureau calls it; nobody else reads it.")
@click.option("--born", type=click.DateTime(["%Y-%m-%d"]), help="Of a person.")
@click.option(
    "--days", type=click.IntRange(SHORTEST.days, LONGEST.days), default=30, help="For how long; 30 days without it."
)
@click.option("--purpose", required=True, help="What you work for.")
@click.option("--ref", "reference", required=True, help="Case or legal reference.")
@declare("operation.deconflict", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def deconflict(  # noqa: PLR0917 - click passes every option by name
    kind: str, text: str, name: str, born: datetime | None, days: int, purpose: str, reference: str
) -> None:
    """Say what you are after: a person, a telephone number, or a place as 16.69,98.51.

    Others that are after the same learn how to reach your bureau, as it learns how to reach them; nobody learns more.
    """
    who = viewer(purpose=purpose, reference=reference)
    require_board(who)
    now = timezone.now()
    terms = InterestTerms(
        InterestKind(kind), text, name, now + timedelta(days=days), born.date() if born is not None else None
    )
    # Never only tried out: whoever looks is seen by whomever it finds.
    _show_interests([say_interest(who, terms, now=now)])


def _show_interests(found: list[Met]) -> None:
    if _is_for_programs():
        show_one({"items": [interest_out(each).model_dump(mode="json") for each in found]})
        return
    show(
        (
            {
                "name": each.interest.name,
                "kind": str(INTEREST_WORDS[InterestKind(each.interest.kind)]),
                "until": _moment(each.interest.until),
                "points": "; ".join(f"{point.member} {point.name} {' '.join(point.channels)}" for point in each.points),
                "id": str(each.interest.id),
            }
            for each in found
        ),
        columns={
            "name": gettext_lazy("What"),
            "kind": gettext_lazy("Kind"),
            "until": gettext_lazy("Until"),
            "points": gettext_lazy("Whom to talk to"),
            "id": gettext_lazy("Id"),
        },
    )


def _viewer() -> Viewer:
    found = viewer()
    require_board(found)
    return found


def _id(name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        found = [each.id for each in operations_of(_viewer(), now=timezone.now()) if each.title == name]
    if len(found) != 1:
        raise NotFound(_("There is no such operation."))
    return found[0]


def _seen(name: str) -> OperationView:
    return operation_view(_viewer(), _id(name), now=timezone.now())


def _show(name: str) -> None:
    seen = _seen(name)
    if _is_for_programs():
        show_one(operation_out(seen).model_dump(mode="json"))
        return
    operation: JointOperation = seen.operation
    standing = seen.standing
    show_one(
        {
            "title": operation.title,
            "leader": operation.member,
            "members": " ".join(operation.members),
            "plan": _("Version {version}").format(version=standing.version) if standing else _("none yet"),
            "hour": _moment(standing.plan.hour) if standing else "",
            "broken": " ".join(broken_text(each, language=language()) for each in seen.broken),
            "held": " ".join(held_text(each) for each in seen.held),
            "id": str(operation.id),
        },
        headings={
            "title": gettext_lazy("Operation"),
            "leader": gettext_lazy("Leads"),
            "members": gettext_lazy("Take part"),
            "plan": gettext_lazy("Plan"),
            "hour": gettext_lazy("The hour"),
            "broken": gettext_lazy("What is broken"),
            "held": gettext_lazy("What holds Go"),
            "id": gettext_lazy("Id"),
        },
    )


def _moment(moment: datetime) -> str:
    return moment_text(moment, zone=timezone.get_current_timezone(), language=language())


def _is_for_programs() -> bool:
    return options().format in {Format.JSON, Format.NDJSON}
