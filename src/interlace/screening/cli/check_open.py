"""The commands `interlace check open`: questions that stay open, stopping one, and asking it again."""

from contextlib import nullcontext
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.screening.models import StandingCheck
from interlace.screening.open_questions import OpenQuestion, open_questions, standing_of
from interlace.screening.profile import DRY_RUN_HELP, trial, viewer
from interlace.screening.schemas import StandingOut
from interlace.screening.standing.keeping import ask_again, stop_asking

COLUMNS = {
    "id": gettext_lazy("Question"),
    "about": gettext_lazy("About"),
    "state": gettext_lazy("State"),
    "purpose": gettext_lazy("Purpose"),
    "reference": gettext_lazy("Reference"),
    "until": gettext_lazy("Until"),
}
HEADINGS = {name: heading for name, heading in COLUMNS.items() if name != "about"}
MOST_LISTED = 200

trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)


@click.group("open", cls=ExampleGroup, example="interlace check open list --as KR")
def open_() -> None:
    """Questions about your own records that stay open: later facts of others are compared with them."""


@open_.command("list")
@declare("check.open.list", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def list_() -> None:
    """Those of your own bureau, the latest first, and those that it stopped."""
    show(map(_listed, open_questions(viewer(), now=timezone.now(), most=MOST_LISTED)), columns=COLUMNS)


@open_.command()
@click.argument("question_id", type=click.UUID)
@trying
@declare("check.open.stop", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def stop(question_id: UUID, dry_run: bool) -> None:
    """Compare nothing with it any more. What it has found stays; `again` takes this back."""
    with trial() if dry_run else nullcontext():
        stop_asking(viewer(), question_id, now=timezone.now())
        show_one(_row(standing_of(viewer(), question_id, now=timezone.now())), headings=HEADINGS)


@open_.command()
@click.argument("question_id", type=click.UUID)
@trying
@declare("check.open.again", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def again(question_id: UUID, dry_run: bool) -> None:
    """Ask it again as long as it would have stayed open: it is compared with what came in between."""
    with trial() if dry_run else nullcontext():
        show_one(_row(ask_again(viewer(), question_id, now=timezone.now())), headings=HEADINGS)


def _listed(question: OpenQuestion) -> dict[str, Any]:
    return _row(question.standing) | {"about": question.values[0] if question.values else _("not for your eyes")}


def _row(standing: StandingCheck) -> dict[str, Any]:
    row = StandingOut.of(standing).model_dump(mode="json")
    if options().format in {Format.JSON, Format.NDJSON}:
        return row
    return row | {"state": _("Open") if standing.stopped is None else _("No longer asked")}
