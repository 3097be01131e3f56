"""The call on the screen: a fragment that every page asks for. It names nothing and counts nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from interlace.desk.shift.presenting import CallView
from interlace.desk.waking.alerts import answer_alerts, is_called
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.http.desk import desk_of


@never_cache
@require_GET
@declare("page.shift.call", SurfaceKind.PAGE)
def call(request: HttpRequest) -> HttpResponse:
    """Whether the officer is to come."""
    desk = desk_of(request)
    alert = is_called(desk.viewer, now=desk.now)
    view = CallView(
        is_called=alert is not None,
        is_drill=alert is not None and alert.drill_id is not None,
        pulse_url=reverse("shift-call"),
        answer_url=reverse("shift-call-answer"),
        next=reverse("inbox"),
    )
    return render(request, "shift/_call.html", {"call": view})


@require_POST
@declare("page.shift.answer", SurfaceKind.PAGE)
def answer(request: HttpRequest) -> HttpResponse:
    """Say that one has come; the inbox shows what waits."""
    desk = desk_of(request)
    answer_alerts(desk.viewer, now=desk.now)
    target = request.POST.get("next", "")
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return redirect(target if is_ours else "inbox")
