"""Commands about a case as a whole: described, reopened, staffed; its lanes; whose decision a bureau asks for."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy

from interlace.cases.actions import add_officer, describe_case, remove_officer, reopen_case
from interlace.cases.finding import officer_named
from interlace.cases.lanes import change_lane, profiles, set_profile
from interlace.cases.queries import case_view
from interlace.cases.rendering import case_row, lane_change_out, profile_out
from interlace.core.handling import Action
from interlace.core.procedure.cases import Authority, Conversion, Lane
from interlace.foundation.console import show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.screening.profile import DRY_RUN_HELP, trial, viewer

USES = (Action.DISCOVER, Action.READ)
CITES = (*USES, Action.CITE)
PROFILE_COLUMNS = {
    "member": gettext_lazy("Bureau"),
    "authorities": gettext_lazy("By decision of"),
    "source": gettext_lazy("Source"),
}
LANE_COLUMNS = {
    "before": gettext_lazy("From"),
    "after": gettext_lazy("Into"),
    "authority": gettext_lazy("By decision of"),
    "reason": gettext_lazy("Reason"),
}

trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
named = click.argument("case_name", metavar="CASE")


@click.command("describe")
@named
@click.option("--title", help="What it is called; without, as it is.")
@click.option("--summary", help="What it is about; without, as it is.")
@click.option("--legal-basis", help="Law or decision; without, as it is.")
@trying
@declare("case.describe", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def describe(case_name: str, title: str | None, summary: str | None, legal_basis: str | None, dry_run: bool) -> None:
    """Say anew what the case is about."""
    by, now = viewer(), timezone.now()
    case = case_view(by, case_name, now=now).case
    with trial() if dry_run else nullcontext():
        changed = describe_case(
            by,
            case_name,
            title=case.title if title is None else title,
            summary=case.summary if summary is None else summary,
            legal_basis=case.legal_basis if legal_basis is None else legal_basis,
            now=now,
        )
        show_one(case_row(changed).model_dump(mode="json"))


@click.command("reopen")
@named
@trying
@declare("case.reopen", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def reopen(case_name: str, dry_run: bool) -> None:
    """Open a closed case again."""
    with trial() if dry_run else nullcontext():
        show_one(case_row(reopen_case(viewer(), case_name, now=timezone.now())).model_dump(mode="json"))


@click.command("officer")
@named
@click.argument("act", type=click.Choice(["add", "remove"]))
@click.argument("officer")
@trying
@declare("case.officer", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def officer(case_name: str, act: str, officer: str, dry_run: bool) -> None:
    """Put a colleague, by user name, on the case, or take one off it."""
    by, now = viewer(), timezone.now()
    with trial() if dry_run else nullcontext():
        chosen = officer_named(by, officer)
        if act == "add":
            add_officer(by, case_name, officer=chosen, now=now)
        else:
            remove_officer(by, case_name, officer=chosen, now=now)
        show_one({"officer": officer, "act": act})


@click.command("lane")
@named
@click.argument("thing", type=click.UUID)
@click.argument("to", type=click.Choice([each.value for each in Lane]))
@click.option("--authority", type=click.Choice([each.value for each in Authority]), required=True)
@click.option("--name", "authority_name", default="", help="What the authority is called.")
@click.option("--document", default="", help="Number of the decision.")
@click.option("--decided", type=click.DateTime(["%Y-%m-%d"]), help="Day of the decision.")
@click.option("--reason", required=True, help="Why.")
@trying
@declare("case.lane", SurfaceKind.COMMAND, actions=CITES, purpose=PurposeFrom.OBJECT)
def lane(  # noqa: PLR0917 - click passes every option by name
    case_name: str,
    thing: UUID,
    to: str,
    authority: str,
    authority_name: str,
    document: str,
    decided: datetime | None,
    reason: str,
    dry_run: bool,
) -> None:
    """Move a person, thing or lead of the case, by its id, into another lane, by the decision that allows it."""
    day = decided.date() if decided is not None else None
    asked = Conversion(Lane(to), Authority(authority), authority_name, document, day, reason)
    with trial() if dry_run else nullcontext():
        moved = change_lane(viewer(), case_name, thing, asked, now=timezone.now())
        show((lane_change_out(each).model_dump(mode="json") for each in moved), columns=LANE_COLUMNS)


@click.command("profile")
@click.option("--authority", "authorities", multiple=True, type=click.Choice([each.value for each in Authority]))
@click.option("--named", "names", multiple=True, help="What one is called with you: court=Criminal Court.")
@click.option("--source", default="", help="The law or rule that says so.")
@trying
@declare("case.profile", SurfaceKind.COMMAND)
def profile(authorities: tuple[str, ...], names: tuple[str, ...], source: str, dry_run: bool) -> None:
    """Show by whose decision each bureau's information may be shown in court; with --authority, say it of your own."""
    by, now = viewer(), timezone.now()
    if not authorities:
        show((_row(each) for each in profiles(by, now=now)), columns=PROFILE_COLUMNS)
        return
    called = dict(each.partition("=")[::2] for each in names)
    with trial() if dry_run else nullcontext():
        made = set_profile(by, authorities=map(Authority, authorities), named=called, source=source, now=now)
        show_one(_row(made))


def _row(found: Any) -> dict[str, Any]:
    return profile_out(found).model_dump(mode="json")


COMMANDS = (describe, reopen, officer, lane, profile)
