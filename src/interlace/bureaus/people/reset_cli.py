"""The commands about officers who lost password or device: what waits, and a refusal.

A reset is proposed and signed on pages and over the API by persons with devices of their own. Profiles have none; on
the machine, `interlace admin officer reset` takes the codes of two.
"""

from datetime import datetime
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy

from interlace.bureaus.people.resets import refuse_new_beginning, resets_known_to
from interlace.bureaus.people.schemas import NewBeginningOut
from interlace.foundation.console import ExampleCommand, options, show, show_one
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.identity.models import Officer, ResetProposal
from interlace.foundation.identity.profiles import officer_of_profile

COLUMNS = {
    "id": gettext_lazy("Reset"),
    "username": gettext_lazy("User name"),
    "name": gettext_lazy("Name"),
    "state": gettext_lazy("State"),
    "proposed_by": gettext_lazy("Proposed by"),
    "refused_by": gettext_lazy("Refused by"),
    "reason": gettext_lazy("Reason"),
}


@click.command(cls=ExampleCommand, example="interlace people resets --as kr.head")
@declare("people.resets.list", SurfaceKind.COMMAND)
def resets() -> None:
    """Lost passwords and devices: what waits for a second person, and what became of what you proposed or refused."""
    now = timezone.now()
    show((_row(each, now=now) for each in resets_known_to(_officer(), now=now)), columns=COLUMNS)


@click.command(
    cls=ExampleCommand, example='interlace people refuse-reset 5d2c... --reason "Not her voice" --as kr.head'
)
@click.argument("reset_id", type=click.UUID)
@click.option("--reason", required=True, help="Why; who proposed it reads it, and it stands in the log.")
@declare("people.refuse-reset", SurfaceKind.COMMAND)
def refuse_reset(reset_id: UUID, reason: str) -> None:
    """Decide against a reset as the second person: nothing is taken."""
    now = timezone.now()
    show_one(_row(refuse_new_beginning(reset_id, by=_officer(), reason=reason, now=now), now=now))


def _officer() -> Officer:
    return officer_of_profile(options().profile)


def _row(proposal: ResetProposal, *, now: datetime) -> dict[str, object]:
    return NewBeginningOut.of(proposal, now=now).model_dump(mode="json")
