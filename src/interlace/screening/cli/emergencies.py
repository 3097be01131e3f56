"""The commands `interlace hit emergency`: release alone in an emergency, review, and list what one person did."""

from contextlib import nullcontext
from datetime import datetime
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.procedure.emergency import EmergencyGround, EmergencyVerdict
from interlace.foundation.console import ExampleGroup, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.screening.acts_alone import acts_alone
from interlace.screening.emergency_schemas import ActAloneOut, EmergencyOut
from interlace.screening.hits import emergency_releases, release_reviews
from interlace.screening.hits.release_reviews import made_alone_of
from interlace.screening.profile import CODE_HELP, DRY_RUN_HELP, show_code, trial, viewer
from interlace.screening.queries import matter_of_hit

EMERGENCY_COLUMNS = {
    "id": gettext_lazy("Release"),
    "to": gettext_lazy("To"),
    "released": gettext_lazy("Released"),
    "released_by": gettext_lazy("Released by"),
    "review_due": gettext_lazy("Review due"),
    "verdict": gettext_lazy("Review"),
}
ACT_COLUMNS = {
    "kind": gettext_lazy("Act"),
    "by": gettext_lazy("By"),
    "to": gettext_lazy("To"),
    "at": gettext_lazy("At"),
    "verdict": gettext_lazy("Review"),
    "reviewed_by": gettext_lazy("Reviewed by"),
}
_SEES = (Action.DISCOVER, Action.READ)
_GROUNDS = [each.value for each in EmergencyGround]
_VERDICTS = [each.value for each in EmergencyVerdict]


@click.group(cls=ExampleGroup, example="interlace hit emergency list --as TH")
def emergency() -> None:
    """What one officer releases alone while a person is held or a life is at risk."""


@emergency.command("release")
@click.argument("hit_id", type=click.UUID)
@click.option("--field", "fields", multiple=True, required=True, help="Field to release (see `hit show`); repeat it.")
@click.option("--ground", required=True, type=click.Choice(_GROUNDS), help="The concrete risk to life or safety.")
@click.option("--reason", required=True, help="What the risk is, and how it is known; whoever reviews it reads it.")
@click.option("--code", default="", help=CODE_HELP)
@click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
@declare("hit.emergency.release", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def release(  # noqa: PLR0917 - click passes every option by name
    hit_id: UUID, fields: tuple[str, ...], ground: str, reason: str, code: str, dry_run: bool
) -> None:
    """Release a minimum identity at once; another person reviews it within 24 hours."""
    now = timezone.now()
    matter = matter_of_hit(viewer(), hit_id, now=now)
    asked = emergency_releases.Emergency(fields=fields, ground=EmergencyGround(ground), reason=reason)
    if not dry_run:
        show_code(code)
    with trial() if dry_run else nullcontext():
        _show(emergency_releases.release_alone(matter, hit_id, asked, now=now).id, now=now)


@emergency.command("list")
@declare("hit.emergency.list", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def list_() -> None:
    """Releases that officers of the own bureau made alone, the latest first."""
    now = timezone.now()
    found = release_reviews.made_alone(viewer(), now=now)
    show([EmergencyOut.of(each, now=now).model_dump(mode="json") for each in found], columns=EMERGENCY_COLUMNS)


@emergency.command("show")
@click.argument("emergency_id", type=click.UUID)
@declare("hit.emergency.show", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def show_emergency(emergency_id: UUID) -> None:
    """One of them: what left, why, and what another person said of it."""
    _show(emergency_id, now=timezone.now())


@emergency.command("review")
@click.argument("emergency_id", type=click.UUID)
@click.option("--verdict", required=True, type=click.Choice(_VERDICTS), help="Wrong takes back what can be.")
@click.option("--reason", required=True, help="What was looked at, and why it was right or not.")
@click.option("--code", default="", help=CODE_HELP)
@click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
@declare("hit.emergency.review", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def review(emergency_id: UUID, verdict: str, reason: str, code: str, dry_run: bool) -> None:
    """Say as another person whether it was right."""
    now = timezone.now()
    made_alone_of(viewer(), emergency_id, now=now)
    if not dry_run:
        show_code(code)
    with trial() if dry_run else nullcontext():
        said = EmergencyVerdict(verdict)
        release_reviews.review_release(viewer(), emergency_id, verdict=said, reason=reason, now=now)
        _show(emergency_id, now=now)


@emergency.command("acts")
@declare("hit.emergency.acts", SurfaceKind.COMMAND, actions=_SEES, purpose=PurposeFrom.OBJECT)
def acts() -> None:
    """Every act of one person where two are the rule, for the head of the bureau."""
    found = acts_alone(viewer(), now=timezone.now())
    show([ActAloneOut.of(each).model_dump(mode="json") for each in found], columns=ACT_COLUMNS)


def _show(emergency_id: UUID, *, now: datetime) -> None:
    show_one(EmergencyOut.of(made_alone_of(viewer(), emergency_id, now=now), now=now).model_dump(mode="json"))
