"""Hits in the shapes of the REST API, as one side may know them."""

from datetime import datetime

from django.utils.translation import gettext as _

from interlace.core.procedure.ladder import Party, State, Urgency
from interlace.screening.answers import FieldOut, reasons_out, record_out
from interlace.screening.models import HitSide
from interlace.screening.queries import HitView, reads_no_answer
from interlace.screening.schemas import HitOut, HitRowOut, OwnFieldOut, ReleaseOut
from interlace.screening.words import band_word, known_sentence, state_word


def hit_row_out(side: HitSide, *, now: datetime) -> HitRowOut:
    """One hit of a list."""
    return HitRowOut(
        id=side.hit,
        party=Party(side.party),
        counterpart=side.counterpart,
        state=State(side.state),
        words=_("No answer") if reads_no_answer(side, now=now) else state_word(side.state),
        band=side.band,
        strength=band_word(side.band),
        purpose=side.purpose,
        reference=side.reference,
        urgency=Urgency(side.urgency),
        created=side.created,
        asked=side.asked,
        first_answer_due=side.first_answer_due,
        confirmation_due=side.confirmation_due,
        first_answered=side.first_answered,
        answered=side.answered,
        released=side.released,
        released_alone=side.released_alone,
        taken_back=side.taken_back,
    )


def hit_out(view: HitView, *, now: datetime, language: str) -> HitOut:
    """One hit with all that this side may know."""
    side = view.side
    record = view.record
    return HitOut(
        **hit_row_out(side, now=now).model_dump(),
        asked_by=side.asked_by,
        held_until=side.held_until,
        answer_reason=side.answer_reason,
        silent=side.silent,
        known=known_sentence(side.reasons, withheld=side.withheld and side.released is None),
        reasons=reasons_out(side),
        bits=side.bits,
        model=side.model,
        question=[
            FieldOut(property=each["prop"], value=each["value"], original=each.get("original", each["value"]))
            for each in side.question
        ],
        ours=[
            OwnFieldOut(field=each.tag, property=each.prop, value=each.value, original=each.original)
            for each in view.own_fields
        ],
        record=record_out(record, member=side.member, now=now, language=language) if record is not None else None,
        releases=[ReleaseOut.of(release) for release in view.releases],
        event=side.last_event,
    )
