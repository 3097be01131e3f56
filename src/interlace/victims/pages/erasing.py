"""A file erased by two: one protection officer says that the person asks for it, another one erases or declines."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.desk import Desk
from interlace.victims.erasing import ask_erasure, decline_erasure, erase_file, withdraw_erasure
from interlace.victims.pages.acts import cared, typed
from interlace.victims.pages.care import READS


@sensitive_post_parameters()
@require_POST
@declare("page.care.erase", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def ask(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """The person asks that what was said is erased."""
    is_asked_for = "asked" in request.POST
    return cared(
        request, found_id, lambda desk: ask_erasure(desk.viewer, found_id, is_asked_for=is_asked_for, now=desk.now)
    )


@sensitive_post_parameters()
@require_POST
@declare("page.care.erase.sign", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def sign(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """A second officer erases."""
    return cared(request, found_id, lambda desk: erase_file(desk.viewer, found_id, now=desk.now))


@sensitive_post_parameters()
@require_POST
@declare("page.care.erase.decline", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def decline(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """A second officer does not erase, and says why."""

    def act(desk: Desk) -> object:
        return decline_erasure(desk.viewer, found_id, reason=typed(request, "reason"), now=desk.now)

    return cared(request, found_id, act)


@sensitive_post_parameters()
@require_POST
@declare("page.care.erase.withdraw", SurfaceKind.PAGE, actions=READS, purpose=PurposeFrom.OBJECT)
def withdraw(request: HttpRequest, found_id: UUID) -> HttpResponse:
    """The one who asked takes it back."""
    return cared(request, found_id, lambda desk: withdraw_erasure(desk.viewer, found_id, now=desk.now))
