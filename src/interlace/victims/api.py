"""REST routes of care, for protection officers alone: for everybody else there is nobody here.

What somebody answers comes in by a body and goes out by none.
"""

from uuid import UUID

from django.utils import timezone
from ninja import Status

from interlace.core.handling import Action
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.http.callers import OfficerRequest
from interlace.foundation.http.repeating import once
from interlace.foundation.http.routing import PROBLEMS, make_router
from interlace.victims.asking import carer_of, person_answer
from interlace.victims.queries import receptions
from interlace.victims.receiving import FirstMinutes, ReceptionTerms, open_reception, receive_at_once
from interlace.victims.rendering import place_out
from interlace.victims.schemas import (
    CarePersonOut,
    CarePlaceIn,
    CarePlaceOut,
    CarePlacesOut,
    CareReceivedIn,
    CareRepliesIn,
    CareTalkIn,
)
from interlace.victims.talking import Said, keep_replies, take_turn

router = make_router("care")
USES = (Action.DISCOVER, Action.READ)


@router.get("/care/places", response={200: CarePlacesOut, **PROBLEMS})
@declare("care.places", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def get_places(request: OfficerRequest) -> CarePlacesOut:
    """List the places of one's bureau with those received there, the most urgent first."""
    return CarePlacesOut(items=[place_out(each) for each in receptions(carer_of(request), now=timezone.now())])


@router.post("/care/places", response={201: CarePlaceOut, **PROBLEMS})
@declare("care.place.open", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_place(request: OfficerRequest, body: CarePlaceIn) -> Status[CarePlaceOut]:
    """Open a place where those found are received."""
    viewer, now = carer_of(request), timezone.now()
    terms = ReceptionTerms(body.title, body.matter, body.purpose)
    done = once(request, lambda: open_reception(viewer, terms, now=now).id)
    [made] = [each for each in receptions(viewer, now=now) if each.reception.id == done.object_id]
    return Status(done.status, place_out(made))


@router.post("/care/places/{place_id}/people", response={201: CarePersonOut, **PROBLEMS})
@declare("care.receive", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_person(request: OfficerRequest, place_id: UUID, body: CareReceivedIn) -> Status[CarePersonOut]:
    """Receive somebody found, with what the first minutes showed."""
    viewer, now = carer_of(request), timezone.now()
    first = FirstMinutes(body.noted(), body.language, body.stands)
    done = once(request, lambda: receive_at_once(viewer, place_id, first, now=now).id)
    return Status(done.status, person_answer(viewer, done.object_id, now=now))


@router.get("/care/people/{found_id}", response={200: CarePersonOut, **PROBLEMS})
@declare("care.person", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def get_person(request: OfficerRequest, found_id: UUID) -> CarePersonOut:
    """Show how far the care of somebody has come. Answers are read on the page of the person."""
    return person_answer(carer_of(request), found_id, now=timezone.now())


@router.post("/care/people/{found_id}/talk", response={200: CarePersonOut, **PROBLEMS})
@declare("care.talk", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_talk(request: OfficerRequest, found_id: UUID, body: CareTalkIn) -> CarePersonOut:
    """Begin the talk when everything that comes first was done; pause, stop, go on, finish."""
    viewer, now = carer_of(request), timezone.now()
    take_turn(viewer, found_id, body.move, body.conditions, interpreter=body.interpreter, now=now)
    return person_answer(viewer, found_id, now=now)


@router.post("/care/people/{found_id}/replies", response={200: CarePersonOut, **PROBLEMS})
@declare("care.replies", SurfaceKind.ROUTE, actions=USES, purpose=PurposeFrom.REQUIRED)
def post_replies(request: OfficerRequest, found_id: UUID, body: CareRepliesIn) -> CarePersonOut:
    """Keep what somebody says, one answer after the other; a second answer to a question replaces the first."""
    viewer, now = carer_of(request), timezone.now()
    said = [Said(each.question, each.reply, each.words) for each in body.replies]
    keep_replies(viewer, found_id, said, now=now)
    return person_answer(viewer, found_id, now=now)
