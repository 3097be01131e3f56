"""The commands `interlace case hold`: lay, list and lift legal holds on a case."""

from contextlib import nullcontext
from datetime import datetime
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy

from interlace.cases.holds.actions import HoldTerms, lay_hold, lift_hold
from interlace.cases.holds.queries import holds_view
from interlace.cases.holds.schemas import hold_out
from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.screening.profile import DRY_RUN_HELP, aware, trial, viewer

COLUMNS = {
    "exhibit": gettext_lazy("Exhibit"),
    "reason": gettext_lazy("Reason"),
    "authority": gettext_lazy("Authority"),
    "laid_by": gettext_lazy("Laid by"),
    "review": gettext_lazy("Looked at again"),
    "lifted": gettext_lazy("Lifted"),
    "id": gettext_lazy("Id"),
}
EXAMPLE = """
interlace case hold lay KR-2026-0117 --reason 'Appeal pending' --authority 'Order 2026-31' --review 2027-03-01 --as KR
interlace case hold list KR-2026-0117 --as KR
"""
USES = (Action.DISCOVER, Action.READ)
trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
named = click.argument("case_name", metavar="CASE")


@click.group(cls=ExampleGroup, example=EXAMPLE)
def hold() -> None:
    """Legal holds: nothing of a case is destroyed until another officer lifts them."""


@hold.command("list")
@named
@declare("case.hold.list", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def list_(case_name: str) -> None:
    """The holds on the case and its exhibits, lifted ones too."""
    found = holds_view(viewer(), case_name, now=timezone.now())
    show((hold_out(each).model_dump(mode="json") for each in found.holds), columns=COLUMNS)


@hold.command("lay")
@named
@click.option("--reason", required=True, help="Why.")
@click.option("--authority", required=True, help="The order, request or law.")
@click.option("--review", type=click.DateTime(["%Y-%m-%d"]), required=True, help="When it is looked at again.")
@trying
@declare("case.hold.lay", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def lay(case_name: str, reason: str, authority: str, review: datetime, dry_run: bool) -> None:
    """Put the whole case under a legal hold."""
    terms = HoldTerms(reason, authority, aware(review))
    with trial() if dry_run else nullcontext():
        made = lay_hold(viewer(), case_name, terms, now=timezone.now())
        show_one(hold_out(made).model_dump(mode="json"))


@hold.command("lift")
@named
@click.argument("case_hold", metavar="HOLD", type=click.UUID)
@click.option("--reason", required=True, help="Why.")
@trying
@declare("case.hold.lift", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def lift(case_name: str, case_hold: UUID, reason: str, dry_run: bool) -> None:
    """Lift a hold by its id. Who laid it does not lift it."""
    with trial() if dry_run else nullcontext():
        lifted = lift_hold(viewer(), case_name, case_hold, reason=reason, now=timezone.now())
        show_one(hold_out(lifted).model_dump(mode="json"))
