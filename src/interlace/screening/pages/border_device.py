"""The border page without a line: the list that its device keeps, and the scans that are told when the line is back."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from interlace.core.handling import Action
from interlace.core.procedure.border import NEEDS_SOMEBODY
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import BudgetExhausted, InvalidInput, Refused
from interlace.foundation.http.callers import count_search
from interlace.foundation.http.desk import Desk, code_field, desk_of, take_code
from interlace.foundation.http.problems import status_of
from interlace.foundation.identity.sessions import FreshPasskeyNeeded
from interlace.foundation.localize.formats import time_text
from interlace.foundation.vault.node import node_keys
from interlace.screening.border.device_lists import take_list
from interlace.screening.border.late import MOST_AT_ONCE, AskedLate, LateScan, record_late
from interlace.screening.border.presenting import Band, LateRow, OwnList
from interlace.screening.presenting import Act
from interlace.screening.words import BORDER

LONGEST_ZONE = 400
"""Characters: three lines with some to spare. Whatever is longer is no zone."""

SHORT, LONG = 20, 120
"""Seconds: nothing of a traveller stays longer. What needs somebody stays the longer of the two."""

_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_SHOWN = "border_list"
"""In the session: its first list leaves on a fresh code or passkey, so that nobody takes one from an open browser."""

_SEES = (Action.DISCOVER, Action.MATCH, Action.READ)


@never_cache
@sensitive_post_parameters("code", "passkey")
@require_POST
@declare("page.border.list", SurfaceKind.PAGE, actions=(*_SEES, Action.EXPORT), purpose=PurposeFrom.REQUIRED)
def device_list(request: HttpRequest) -> JsonResponse:
    """A signed list for this device; why there is none, in the officer's words."""
    desk = desk_of(request)
    try:
        count_search(desk.officer)
        if not request.session.get(_SHOWN):
            take_code(request)
        taken = take_list(desk.viewer, now=timezone.now())
        request.session[_SHOWN] = True
    except (InvalidInput, Refused, FreshPasskeyNeeded) as error:
        return JsonResponse({"said": f"{error.message} {error.fix}".strip()}, status=status_of(error))
    return JsonResponse({"signed": taken.text, "signature": taken.signature.hex()})


@never_cache
@sensitive_post_parameters("scans")
@require_POST
@declare("page.border.late", SurfaceKind.PAGE, actions=_SEES, purpose=PurposeFrom.REQUIRED)
def late(request: HttpRequest) -> HttpResponse:
    """Take in what was scanned without a line; the answer lists what needs somebody."""
    desk = desk_of(request)
    try:
        scans = list(_scans(request.POST.get("scans", "")))
        taken = list(_within_the_pace(desk, scans))
        today = desk.now.astimezone(desk.reader.zone).date()
        asked = record_late(desk.viewer, taken, today=today, now=timezone.now())
    except (InvalidInput, Refused) as error:
        return HttpResponse(str(error.message), status=status_of(error), content_type="text/plain; charset=utf-8")
    rows = tuple(_row(desk, each) for each in asked if each.scanned.answer in NEEDS_SOMEBODY)
    said = _("The line is back: what was scanned without it is recorded.")
    return render(request, "screening/_late.html", {"said": said, "rows": rows, "taken": [each.id for each in taken]})


def _within_the_pace(desk: Desk, scans: Sequence[LateScan]) -> Iterator[LateScan]:
    """What may be asked again now, each as one search; the device keeps the rest for later."""
    for number, each in enumerate(scans):
        if each.zone or not number:
            try:
                count_search(desk.officer)
            except BudgetExhausted:
                if not number:
                    raise
                return
        yield each


def _scans(text: str) -> Iterator[LateScan]:
    try:
        sent: Any = json.loads(text)
    except ValueError:
        sent = None
    if not isinstance(sent, list) or len(sent) > MOST_AT_ONCE:
        raise InvalidInput(_("This is not what a device at the border sends."))
    for each in sent:
        name, at = (each.get("id"), each.get("at")) if isinstance(each, dict) else (None, None)
        moment = _moment(at)
        if not isinstance(name, str) or not _ID.fullmatch(name) or moment is None:
            raise InvalidInput(_("This is not what a device at the border sends."))
        zone = each.get("zone", "")
        yield LateScan(name, moment, zone[:LONGEST_ZONE] if isinstance(zone, str) else "")


def _moment(text: Any) -> datetime | None:
    try:
        found = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _row(desk: Desk, asked: AskedLate) -> LateRow:
    scanned = asked.scanned
    word, _text = BORDER[scanned.answer]
    places = {"ending": scanned.ending, "time": time_text(asked.at, zone=desk.reader.zone), "word": word}
    bureau = _("Call the bureau of {bureau}").format(bureau=desk.viewer.member)
    return LateRow(
        text=_("Document •••• {ending}, scanned at {time} without a line: {word}").format(**places),
        call=Act(bureau, reverse("border-call", args=[scanned.id]), is_form=True),
    )


def own_list(request: HttpRequest) -> OwnList:
    """What the page shows by itself while it looks into the list of its device."""
    return OwnList(
        code=None if request.session.get(_SHOWN) else code_field(request),
        url=reverse("border-list"),
        late_url=reverse("border-late"),
        key=node_keys().public_signing_key().hex(),
        kept=_("A list on this device, {minutes} min old. It ends in {hours} h, or when the page is closed."),
        none=_("No list on this device: without a line nothing can be asked."),
        waiting=_("Scans that wait for the line: {count}"),
        bands=(
            Band(
                "local_none",
                "idle",
                "waiting",
                _("LOCAL LIST"),
                _(
                    "No line. The document is not in the list of this device, {minutes} min old; names were not "
                    "compared. It is asked again when the line is back."
                ),
                LONG,
            ),
            Band(
                "local_old",
                "warn",
                "waiting",
                _("OLD LIST"),
                _(
                    "No line. The document is not in the list of this device, but the list is {minutes} min old. Call "
                    "your bureau where you doubt."
                ),
                LONG,
            ),
            Band(
                "local_met",
                "warn",
                "possible",
                _("ASK AGAIN"),
                _(
                    "No line. The document may stand in the list of this device, {minutes} min old. Ask the traveller "
                    "to wait and ask again with a line, before any decision."
                ),
                LONG,
            ),
            Band(
                "local_ended",
                "bad",
                "withdrawn",
                _("LIST ENDED"),
                _("No line, and the list of this device has ended. Do not rely on it. Call your bureau."),
                LONG,
            ),
            Band(
                "local_misread",
                "warn",
                "unsure",
                _("SCAN AGAIN"),
                _("The check digit of a field does not fit. Clean the document and scan it again."),
                SHORT,
            ),
        ),
    )
