"""Those in care as programs read them: how far the care has come. No answer leaves by a program."""

from interlace.core.victims.standing import Matter, WordForInvestigators
from interlace.core.victims.talk import next_question
from interlace.core.victims.triage import Need
from interlace.victims.files import Care
from interlace.victims.queries import Received, ReceptionView
from interlace.victims.schemas import CarePersonOut, CarePlaceOut


def place_out(view: ReceptionView) -> CarePlaceOut:
    """One place."""
    return CarePlaceOut(
        id=view.reception.id,
        title=view.reception.title,
        matter=view.reception.matter,
        purpose=view.reception.purpose,
        people=[person_out(each) for each in view.people],
    )


def person_out(received: Received) -> CarePersonOut:
    """One person."""
    found, care = received.found, received.care or Care()
    turn = next_question(care.replies)
    return CarePersonOut(
        id=found.id,
        number=found.number,
        word=WordForInvestigators(found.word),
        matter=Matter(found.matter),
        urgency=received.urgency,
        needs=[need for need in Need if need in care.arranged],
        is_child=care.is_child,
        has_guardian=care.guardian is not None,
        protection=care.protection,
        presumed=care.presumption.presumed,
        talk=care.talk,
        next_question=turn.question if turn is not None else "",
        erasure_asked_by=received.erasure.officer_name if received.erasure is not None else "",
        is_erased=care.erased is not None,
    )
