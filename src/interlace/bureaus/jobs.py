"""Background work of the bureaus' room. Each can run twice; the actions decide whether anything is left to do."""

from django.utils import timezone
from procrastinate.contrib.django import app

from interlace.bureaus.capabilities.actions import tell_new_members
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Officer


@app.periodic(cron="17 * * * *")
@app.task(name="bureaus.tell_new_members", lock="bureaus.tell_new_members")
@declare("bureaus.tell_new_members.job", SurfaceKind.JOB)
def tell_new_members_every_hour(timestamp: int) -> None:  # noqa: ARG001 - the scheduler gives it
    """Let members that joined since know of what is offered to all, as the officer of each bureau who sees most."""
    seen: set[str] = set()
    for officer in Officer.objects.in_service().exclude(purposes=[]).order_by("-level", "username"):
        if officer.member_code not in seen:
            seen.add(officer.member_code)
            tell_new_members(viewer_of(officer), now=timezone.now())
