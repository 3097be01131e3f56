"""The tour of the demo world: ten stops from a sheet to what came of it, each opened as the officer who works there.

Only where log-ins are offered, on the machine that serves the demo; everywhere else it does not exist.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.errors import NotFound
from interlace.foundation.http.matter import choose_matter
from interlace.foundation.identity.actions import may_pick_profile, sign_in_profile
from interlace.foundation.identity.models import Officer
from interlace.world.operation import OPERATION
from interlace.world.people import same_id

REFERENCE = "KR-2026-0117"
_CASE = same_id("case", REFERENCE)


@dataclass(frozen=True, slots=True)
class Stop:
    """A page, who looks at it, and what is to be seen there."""

    title: str | Promise
    text: str | Promise
    profile: str
    page: str
    """Name of the address."""
    thing: UUID | None = None
    """Whose page it is, where one page stands for many things."""
    asks: Mapping[str, str] = field(default_factory=dict)
    purpose: str = "fraud"

    @property
    def url(self) -> str:
        """The address of the page."""
        base = reverse(self.page, args=[self.thing] if self.thing is not None else [])
        return f"{base}?{urlencode(self.asks)}" if self.asks else base


STOPS: Sequence[Stop] = (
    Stop(
        gettext_lazy("A sheet becomes answers"),
        gettext_lazy(
            "KR has contributed ten suspects. The inbox of its desk holds what other bureaus may let it know."
        ),
        "kr.desk",
        "inbox",
    ),
    Stop(
        gettext_lazy("Who may know what"),
        gettext_lazy("Each thing that KR holds stands under its own sentence: who learns of it, for what, until when."),
        "kr.desk",
        "sharing",
    ),
    Stop(
        gettext_lazy("Records that may be one"),
        gettext_lazy(
            "The machine proposes with reasons. An officer judges, and a second one without seeing the first."
        ),
        "th.desk",
        "links",
    ),
    Stop(
        gettext_lazy("What bureaus write to each other"),
        gettext_lazy("A hit is followed up in a thread. Clocks run, a translation keeps its original beside it."),
        "th.desk",
        "threads",
    ),
    Stop(
        gettext_lazy("The case"),
        gettext_lazy("People and things as facts, leads with their grades, tasks, notes; exhibits are counted apart."),
        "kr.desk",
        "case",
        thing=_CASE,
    ),
    Stop(
        gettext_lazy("The chart of the case"),
        gettext_lazy(
            "Solid is confirmed, dashed is stated, dotted is a machine's candidate. Table, lanes and map hold the same."
        ),
        "kr.desk",
        "chart",
        asks={"case": str(_CASE)},
    ),
    Stop(
        gettext_lazy("The meeting"),
        gettext_lazy("Five bureaus at one table: what they agreed on, who owes it, and until when."),
        "kr.desk",
        "meetings",
    ),
    Stop(
        gettext_lazy("Who is ready"),
        gettext_lazy(
            "24 targets by eight dimensions. Eight meet the criteria; what a panel of both sides says stands apart."
        ),
        "th.desk",
        "readiness",
    ),
    Stop(
        gettext_lazy("The plan and the day"),
        gettext_lazy(
            "Eight targets, three sites, one hour. The machine proposes, five countries say go; a log keeps it all."
        ),
        "kr.desk",
        "operation",
        thing=OPERATION,
    ),
    Stop(
        gettext_lazy("What came of it"),
        gettext_lazy(
            "16 arrests, each counted once for one bureau, 14 remain; 142 screened. Small figures stay out of public."
        ),
        "kr.desk",
        "results",
        thing=OPERATION,
    ),
)


@require_GET
@declare("tour", SurfaceKind.PAGE)
def tour(request: HttpRequest) -> HttpResponse:
    """All stops, in their order."""
    _require_demo(request)
    officers = {each.username: each for each in Officer.objects.filter(is_profile=True).select_related("bureau")}
    stops = [
        (number, stop, officers[stop.profile].bureau.member_id, officers[stop.profile].display_name)
        for number, stop in enumerate(STOPS, start=1)
        if stop.profile in officers
    ]
    return render(request, "interlace/tour.html", {"stops": stops})


@require_POST
@declare("tour.stop", SurfaceKind.PAGE)
def stop(request: HttpRequest, number: int) -> HttpResponse:
    """Sign in as the officer of this stop, take up its matter, and open its page."""
    _require_demo(request)
    if not 1 <= number <= len(STOPS):
        raise NotFound(_("There is nothing here for you."))
    chosen = STOPS[number - 1]
    officer = Officer.objects.filter(username=chosen.profile, is_profile=True).first()
    if officer is None:
        raise NotFound(_("There is nothing here for you."))
    sign_in_profile(request, officer_id=officer.pk, now=timezone.now())
    choose_matter(request, purpose=chosen.purpose, reference=REFERENCE)
    return redirect(chosen.url)


def _require_demo(request: HttpRequest) -> None:
    if not may_pick_profile(request):
        raise NotFound(_("There is nothing here for you."))
