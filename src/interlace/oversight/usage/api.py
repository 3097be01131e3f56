"""REST routes of use: the table of a month, and unusual ways of searching to decide on."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Query

from interlace.bureaus.people.models import Signal
from interlace.bureaus.people.signals import dismiss_signal, names_of, signal_of, signals_of, suspend_over_signal
from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest, viewer_without_purpose
from interlace.foundation.http.paging import open_cursor, seal_cursor
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.localize.reader import Reader, reader_of
from interlace.oversight.usage.monthly import month_read, table_of
from interlace.oversight.usage.schemas import SignalDecisionIn, SignalOut, UnitUsageOut, UsageIn, UsageOut

router = make_router("people")


@router.get("/usage", response={200: UsageOut, **PROBLEMS})
@declare("usage.month", SurfaceKind.ROUTE, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def get_usage(request: OfficerRequest, asked: Query[UsageIn]) -> dict[str, Any]:
    """Show one month of the own bureau and of each unit under it: who uses, and who contributes."""
    reader = reader_of(request.officer)
    month = month_read(asked.month, today=reader.now.astimezone(reader.zone).date())
    rows = table_of(viewer_without_purpose(request), month, now=reader.now)
    return {"items": [UnitUsageOut.of(row) for row in rows], "next": None, "month": month}


@router.get("/signals", response={200: Listing[SignalOut], **PROBLEMS})
@declare("signals.list", SurfaceKind.ROUTE)
def get_signals(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List unusual ways of searching in the caller's own bureau, the latest first."""
    viewer, reader, after = viewer_without_purpose(request), reader_of(request.officer), None
    if page.cursor is not None:
        moment, key = open_cursor(page.cursor, viewer=viewer, name="signals", length=2)
        after = datetime.fromisoformat(moment), UUID(key)
    found = signals_of(viewer, now=reader.now, most=page.limit + 1, after=after)
    items, following = found[: page.limit], None
    if len(found) > page.limit:
        following = seal_cursor((items[-1].noticed, items[-1].pk), viewer=viewer, name="signals")
    return {"items": shown(items, reader), "next": following}


@router.post("/signals/{signal_id}/dismiss", response={200: SignalOut, **PROBLEMS})
@declare("signals.dismiss", SurfaceKind.ROUTE)
def post_signal_dismiss(request: OfficerRequest, signal_id: UUID, body: SignalDecisionIn) -> SignalOut:
    """Say as the head why it was no misuse."""
    return _decided(request, signal_id, body, dismiss_signal)


@router.post("/signals/{signal_id}/suspend", response={200: SignalOut, **PROBLEMS})
@declare("signals.suspend", SurfaceKind.ROUTE)
def post_signal_suspend(request: OfficerRequest, signal_id: UUID, body: SignalDecisionIn) -> SignalOut:
    """Suspend as the head the officer that it is about."""
    return _decided(request, signal_id, body, suspend_over_signal)


def shown(signals: Sequence[Signal], reader: Reader) -> list[SignalOut]:
    """Signals with the names of whom they are about."""
    names = names_of(signals)
    return [SignalOut.of(each, names, reader) for each in signals]


def _decided(request: OfficerRequest, signal_id: UUID, body: SignalDecisionIn, act: Callable[..., Signal]) -> SignalOut:
    viewer, reader = viewer_without_purpose(request), reader_of(request.officer)
    once(request, lambda: act(viewer, signal_id, reason=body.reason, now=reader.now).pk, status=200)
    return shown([signal_of(viewer, signal_id, now=reader.now)], reader)[0]
