"""The commands `interlace share test-viewer` and `interlace share grant`."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.facts.ordering import end_of
from interlace.facts.viewing_as import ViewerTerms, own_facts, see_as
from interlace.foundation.console import ExampleCommand, options, show, show_one
from interlace.foundation.disclosure.consents import CONSENTED, ConsentTerms, give_consent
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.identity.roles import Role

ANSWER_COLUMNS = {
    "act": "Act",
    "answer": "Answer",
    "facts": "Facts",
    "after_asking": "After asking",
    "of": "Of",
    "reason": "Why not",
}


@click.command(cls=ExampleCommand, example="interlace share test-viewer TH --purpose fraud --as KR")
@click.argument("member")
@click.option("--purpose", required=True, help="What the one who looks works for, for example fraud.")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.INVESTIGATOR.value, show_default=True
)
@click.option("--level", type=click.IntRange(0, 3), default=0, show_default=True, help="Clearance level.")
@click.option("--of", "what", type=click.UUID, help="One import, thing or fact; else everything you share.")
@declare("facts.test-viewer", SurfaceKind.COMMAND, actions=(Action.READ,), purpose=PurposeFrom.REQUIRED)
def test_viewer(member: str, purpose: str, role: str, level: int, what: UUID | None) -> None:
    """What an officer of MEMBER would discover and read of your facts. The test is logged."""
    terms = ViewerTerms(member.upper(), Role(role), level, purpose)
    seen = see_as(_viewer(purpose), terms, now=timezone.now(), what=what)
    rows = [
        {
            "act": each.action.value,
            "answer": each.answer.name.lower(),
            "facts": each.permitted,
            "after_asking": each.asked,
            "of": each.total,
            "reason": each.reason,
        }
        for each in seen.answers
    ]
    show(rows, columns=ANSWER_COLUMNS)


@click.command(
    cls=ExampleCommand,
    example="interlace share grant 5d2c... --member TH --action cite --purpose fraud --until 2026-09-30 --as KR",
)
@click.argument("fact", type=click.UUID)
@click.option("--member", required=True, help="The bureau that may do it.")
@click.option("--action", required=True, type=click.Choice(sorted(action.value for action in CONSENTED)))
@click.option("--purpose", required=True, help="What for, for example fraud.")
@click.option(
    "--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day (UTC), at most 90 days ahead."
)
@click.option("--to", default=None, help="The third bureau, for `forward`.")
@click.option("--whole-label", is_flag=True, help="For every fact under the same label.")
@click.option("--dry-run", is_flag=True, help="Only say what would be consented to.")
@declare("facts.grant", SurfaceKind.COMMAND, actions=(Action.READ,), purpose=PurposeFrom.REQUIRED)
def grant(  # noqa: PLR0917 - click passes every option by name
    fact: UUID,
    member: str,
    action: str,
    purpose: str,
    until: datetime,
    to: str | None,
    whole_label: bool,
    dry_run: bool,
) -> None:
    """Consent to one reserved use of FACT until a day. It ends by itself; a recall of the fact ends it at once."""
    viewer, now = _viewer(purpose), timezone.now()
    found = next((each for each in own_facts(viewer, now=now, what=fact) if each.id == fact), None)
    if found is None:
        raise NotFound(_("There is no such fact, or it is not yours."))
    terms = ConsentTerms(
        Action(action),
        member=member.upper(),
        purpose=purpose,
        expires=end_of(until.date(), zone=ZoneInfo("UTC")),
        to=to.upper() if to else None,
    )
    with transaction.atomic():
        given = give_consent(viewer, terms, label_id=found.label_id, fact=None if whole_label else found.id, now=now)
        transaction.set_rollback(dry_run)
    show_one(
        {
            "consent": None if dry_run else str(given.id),
            "action": given.action,
            "member": given.member,
            "to": given.to,
            "purpose": given.purpose,
            "until": given.expires.isoformat(),
        }
    )


def _viewer(purpose: str) -> Viewer:
    return viewer_of(officer_of_profile(options().profile), purpose=purpose)
