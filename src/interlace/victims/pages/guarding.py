"""A guardian's word for a child, kept and ended on the page of the person."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from interlace.core.victims.guarding import Capacity
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.desk import Desk
from interlace.victims.files import Guardian
from interlace.victims.guarding import end_guardian, keep_guardian
from interlace.victims.pages.acts import cared, typed
from interlace.victims.pages.care import READS
from interlace.victims.rules import error_of


@sensitive_post_parameters()
@require_POST
@declare("page.care.guardian", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def keep(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """Who speaks for the child."""

    def act(desk: Desk) -> object:
        capacity = typed(request, "capacity")
        if capacity not in set(Capacity):
            raise error_of("capacity_unknown")
        said = Guardian(
            name=typed(request, "name"),
            capacity=Capacity(capacity),
            evidence=typed(request, "evidence"),
            best_interest=typed(request, "best_interest"),
        )
        return keep_guardian(desk.viewer, found_id, said, now=desk.now)

    return cared(request, found_id, act)


@sensitive_post_parameters()
@require_POST
@declare("page.care.guardian.end", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def end(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """Nobody speaks for the child any more."""
    return cared(request, found_id, lambda desk: end_guardian(desk.viewer, found_id, now=desk.now))
