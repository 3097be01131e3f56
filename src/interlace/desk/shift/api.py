"""REST routes of shifts: who is on duty, the rota, holidays, one's own ways and alerts, drills, the handover."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Query, Status

from interlace.core.procedure.rota import gaps_between, on_duty
from interlace.desk.shift import holidays, planning, ways
from interlace.desk.shift.rotas import days_of, holidays_of, rota_of, turns_of
from interlace.desk.shift.rules import require_reader
from interlace.desk.shift.schemas import (
    AlertOut,
    AnsweredOut,
    DayIn,
    DayOut,
    DrillOut,
    DutyOut,
    HandoverOut,
    HolidayOut,
    HolidaysIn,
    OverdueOut,
    RotaOut,
    ShiftNoteIn,
    ShiftNoteOut,
    ShiftSignIn,
    SignedHandoverOut,
    TurnOut,
    WayIn,
    WayOut,
    WeeklyIn,
)
from interlace.desk.waking.alerts import answer_alerts, own_alerts
from interlace.desk.waking.drills import drill_of, drills_of, hold_drill
from interlace.desk.waking.overdue import notices_for
from interlace.foundation.disclosure.surfaces import SurfaceKind, declare
from interlace.foundation.http.callers import CODE_HEADER, OfficerRequest, take_word, viewer_without_purpose
from interlace.foundation.http.paging import after, listing
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, Listing, PageIn, make_router
from interlace.foundation.identity.roles import Verb
from interlace.screening.handover.actions import finish_note, give_shift, note_of, shift_of, take_shift, write_note
from interlace.screening.rules import require_verb

router = make_router("shift")

LOOKED_AHEAD = timedelta(days=14)
WITH_CODE: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": CODE_HEADER,
            "required": False,
            "description": "The code that the officer's device shows now; a session needs one not older than five"
            " minutes.",
            "schema": {"type": "string"},
        }
    ]
}


@router.get("/shift", response={200: DutyOut, **PROBLEMS})
@declare("shift.now", SurfaceKind.ROUTE)
def get_shift(request: OfficerRequest) -> DutyOut:
    """Say who is on duty at the caller's bureau, and when nobody is."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    require_reader(viewer)
    rota = rota_of(viewer, request.officer.bureau, now=now)
    return DutyOut.of(on_duty(rota, now), gaps_between(rota, now, now + LOOKED_AHEAD))


@router.get("/shift/rota", response={200: RotaOut, **PROBLEMS})
@declare("shift.rota", SurfaceKind.ROUTE)
def get_rota(request: OfficerRequest) -> RotaOut:
    """Give the rota of the caller's bureau as it is written."""
    viewer, bureau, now = viewer_without_purpose(request), request.officer.bureau, timezone.now()
    return RotaOut(
        turns=[TurnOut.of(each) for each in turns_of(viewer, bureau, now=now)],
        days=[DayOut.of(each) for each in days_of(viewer, bureau, now=now)],
    )


@router.post("/shift/rota/turns", response={201: list[TurnOut], **PROBLEMS})
@declare("shift.turns.add", SurfaceKind.ROUTE)
def post_turns(request: OfficerRequest, body: WeeklyIn) -> Status[list[TurnOut]]:
    """Plan a turn on some days of every week."""
    viewer = viewer_without_purpose(request)
    made = planning.add_turns(
        viewer,
        request.officer.bureau,
        weekdays=frozenset(body.weekdays),
        terms=body.terms(),
        since=body.since,
        until=body.until,
        on_holidays=body.on_holidays,
        now=timezone.now(),
    )
    return Status(201, [TurnOut.of(each) for each in made])


@router.delete("/shift/rota/turns/{turn_id}", response={204: None, **PROBLEMS})
@declare("shift.turns.remove", SurfaceKind.ROUTE)
def delete_turn(request: OfficerRequest, turn_id: UUID) -> Status[None]:
    """Take a turn out of the week."""
    planning.remove_turn(viewer_without_purpose(request), request.officer.bureau, turn_id, now=timezone.now())
    return Status(204, None)


@router.post("/shift/rota/days", response={201: DayOut, **PROBLEMS})
@declare("shift.days.plan", SurfaceKind.ROUTE)
def post_day(request: OfficerRequest, body: DayIn) -> Status[DayOut]:
    """Plan one day instead of the week's pattern."""
    terms = body.turn.terms() if body.turn is not None else None
    viewer, bureau = viewer_without_purpose(request), request.officer.bureau
    return Status(201, DayOut.of(planning.plan_day(viewer, bureau, body.day, terms=terms, now=timezone.now())))


@router.delete("/shift/rota/days/{plan_id}", response={204: None, **PROBLEMS})
@declare("shift.days.remove", SurfaceKind.ROUTE)
def delete_day(request: OfficerRequest, plan_id: UUID) -> Status[None]:
    """Let the week's pattern hold on that day again."""
    planning.remove_day(viewer_without_purpose(request), request.officer.bureau, plan_id, now=timezone.now())
    return Status(204, None)


@router.get("/shift/holidays", response={200: list[HolidayOut], **PROBLEMS})
@declare("shift.holidays.list", SurfaceKind.ROUTE)
def get_holidays(request: OfficerRequest) -> Any:
    """List the holidays of the caller's member from today on."""
    found = holidays_of(viewer_without_purpose(request), now=timezone.now())
    return [HolidayOut(day=each.day, name=each.name, source=each.source, as_of=each.as_of) for each in found]


@router.post("/shift/holidays", response={200: list[HolidayOut], **PROBLEMS})
@declare("shift.holidays.keep", SurfaceKind.ROUTE)
def post_holidays(request: OfficerRequest, body: HolidaysIn) -> Any:
    """Take in holidays of the caller's member."""
    closed = [holidays.Closed(each.day, each.name) for each in body.days]
    holidays.keep_holidays(viewer_without_purpose(request), closed, source=body.source, now=timezone.now())
    return get_holidays(request)


@router.get("/shift/ways", response={200: list[WayOut], **PROBLEMS})
@declare("shift.ways.list", SurfaceKind.ROUTE)
def get_ways(request: OfficerRequest) -> list[WayOut]:
    """List how the caller is alerted beside the screen."""
    return [WayOut.of(each) for each in ways.ways_of(viewer_without_purpose(request), now=timezone.now())]


@router.post("/shift/ways", response={201: list[WayOut], **PROBLEMS})
@declare("shift.ways.add", SurfaceKind.ROUTE)
def post_way(request: OfficerRequest, body: WayIn) -> Status[list[WayOut]]:
    """Let the caller be alerted by this too."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    done = once(request, lambda: ways.add_way(viewer, kind=body.kind.value, address=body.address, now=now).id)
    return Status(done.status, [WayOut.of(each) for each in ways.ways_of(viewer, now=now)])


@router.delete("/shift/ways/{way_id}", response={204: None, **PROBLEMS})
@declare("shift.ways.remove", SurfaceKind.ROUTE)
def delete_way(request: OfficerRequest, way_id: UUID) -> Status[None]:
    """Let the caller be alerted by this no longer."""
    ways.remove_way(viewer_without_purpose(request), way_id, now=timezone.now())
    return Status(204, None)


@router.get("/alerts", response={200: Listing[AlertOut], **PROBLEMS})
@declare("alerts.list", SurfaceKind.ROUTE)
def get_alerts(request: OfficerRequest, page: Query[PageIn]) -> dict[str, Any]:
    """List the caller's own alerts, the latest first."""
    viewer, now = viewer_without_purpose(request), timezone.now()
    found = own_alerts(viewer, now=now, after=after(viewer, "alerts", page), most=page.limit + 1)
    return listing(viewer, "alerts", page, rows=found, shown=AlertOut.of, place=lambda alert: (alert.raised, alert.id))


@router.post("/alerts/answer", response={200: AnsweredOut, **PROBLEMS})
@declare("alerts.answer", SurfaceKind.ROUTE)
def post_alert_answer(request: OfficerRequest) -> AnsweredOut:
    """Say that the caller has come: nobody else is woken for what waits."""
    return AnsweredOut(answered=answer_alerts(viewer_without_purpose(request), now=timezone.now()) > 0)


@router.get("/drills", response={200: list[DrillOut], **PROBLEMS})
@declare("drills.list", SurfaceKind.ROUTE)
def get_drills(request: OfficerRequest) -> list[DrillOut]:
    """List the latest drills of the caller's bureau with their results."""
    found = drills_of(viewer_without_purpose(request), request.officer.bureau, now=timezone.now())
    return [DrillOut.of(each) for each in found]


@router.post("/drills", response={201: DrillOut, **PROBLEMS})
@declare("drills.hold", SurfaceKind.ROUTE)
def post_drill(request: OfficerRequest) -> Status[DrillOut]:
    """Wake whoever is on duty at the caller's bureau, and whoever comes next."""
    viewer, bureau, now = viewer_without_purpose(request), request.officer.bureau, timezone.now()
    done = once(request, lambda: hold_drill(viewer, bureau, now=now).id)
    return Status(done.status, DrillOut.of(drill_of(viewer, bureau, done.object_id, now=now)))


@router.get("/overdue", response={200: list[OverdueOut], **PROBLEMS})
@declare("overdue.list", SurfaceKind.ROUTE)
def get_overdue(request: OfficerRequest) -> list[OverdueOut]:
    """List, for a secretariat, the duties between bureaus whose time is over, as far as it is told of them."""
    return [
        OverdueOut(owing=each.owing, waiting=each.waiting, duty=each.duty, due=each.due, at=each.at)
        for each in notices_for(viewer_without_purpose(request), now=timezone.now())
    ]


@router.get("/shift/handover", response={200: HandoverOut, **PROBLEMS})
@declare("shift.handover", SurfaceKind.ROUTE)
def get_handover(request: OfficerRequest) -> HandoverOut:
    """Show what is open for the next shift of the caller's desk, its digest, and who has signed."""
    viewer = viewer_without_purpose(request)
    require_verb(viewer, Verb.ANSWER)
    found = shift_of(viewer, now=timezone.now())
    assert found is not None, "whoever answers has a desk"
    return HandoverOut.of(found)


@router.post("/shift/handover/notes", response={201: ShiftNoteOut, **PROBLEMS})
@declare("shift.handover.note", SurfaceKind.ROUTE)
def post_shift_note(request: OfficerRequest, body: ShiftNoteIn) -> Status[ShiftNoteOut]:
    """Leave a note for the next shift."""
    viewer, now = viewer_without_purpose(request), timezone.now()

    def write() -> UUID:
        return write_note(viewer, text=body.text, promised_by=body.promised_by, due=body.due, now=now).id

    done = once(request, write)
    return Status(done.status, ShiftNoteOut.of(note_of(viewer, done.object_id, now=now)))


@router.post("/shift/handover/notes/{note_id}/done", response={204: None, **PROBLEMS})
@declare("shift.handover.done", SurfaceKind.ROUTE)
def post_shift_note_done(request: OfficerRequest, note_id: UUID) -> Status[None]:
    """Say that what a note asks for is done: it leaves the list."""
    finish_note(viewer_without_purpose(request), note_id, now=timezone.now())
    return Status(204, None)


@router.post("/shift/handover/give", response={201: SignedHandoverOut, **PROBLEMS}, openapi_extra=WITH_CODE)
@declare("shift.handover.give", SurfaceKind.ROUTE)
def post_handover_give(request: OfficerRequest, body: ShiftSignIn) -> Status[SignedHandoverOut]:
    """Sign the open notes, as they were read, as the one who leaves."""
    viewer, signed = viewer_without_purpose(request), take_word(request)
    given = give_shift(viewer, digest=body.digest, now=timezone.now(), signed=signed)
    return Status(201, SignedHandoverOut.of(given))


@router.post(
    "/shift/handovers/{handover_id}/take",
    response={200: SignedHandoverOut, **PROBLEMS},
    openapi_extra=WITH_CODE,
)
@declare("shift.handover.take", SurfaceKind.ROUTE)
def post_handover_take(request: OfficerRequest, handover_id: UUID, body: ShiftSignIn) -> SignedHandoverOut:
    """Sign the same notes as the one who comes: from here on they are the caller's own."""
    viewer, signed = viewer_without_purpose(request), take_word(request)
    return SignedHandoverOut.of(take_shift(viewer, handover_id, digest=body.digest, now=timezone.now(), signed=signed))
