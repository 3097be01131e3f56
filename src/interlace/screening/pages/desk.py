"""What every page of screening shows of a hit."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interlace.core.procedure.ladder import ANSWERS, State
from interlace.facts.field_words import THINGS, property_name, thing_of
from interlace.facts.pictures.kinds import KIND_WORDS as PICTURE_WORDS
from interlace.facts.pictures.kinds import PICTURES, PictureKind
from interlace.screening.models import HitSide
from interlace.screening.queries import reads_no_answer
from interlace.screening.words import band_word

PLAIN = frozenset({"birthDate", "birthPlace", "nationality", "country", "gender", "status", "address", "notes"})

STATE_CODES: Mapping[State, str] = {
    State.MATCHED: "possible",
    State.PERSON_OR_OBJECT_HELD: "possible",
    State.CONFIRMATION_REQUESTED: "possible",
    State.CONFIRMED: "confirmed",
    State.NOT_CONFIRMED: "different",
    State.INCONCLUSIVE: "cannot_tell",
    State.WITHDRAWN: "withdrawn",
}


def state_of(side: HitSide, *, now: datetime) -> tuple[str, str]:
    """The state of a hit as code and words: before an answer with its strength."""
    if reads_no_answer(side, now=now):
        return "no_answer", ""
    state = State(side.state)
    if state in ANSWERS or state is State.WITHDRAWN or not side.band:
        return STATE_CODES[state], ""
    return STATE_CODES[state], _("Possible, {strength}").format(strength=band_word(side.band))


def label_of(schema: str, prop: str) -> str:
    """The label of one value: a bare number is named by what it is a number of."""
    if prop in PICTURES:
        return str(PICTURE_WORDS[PictureKind(prop)])
    if prop == "number":
        return str(THINGS[thing_of(schema, [prop])].name)
    return property_name(prop)


def icon_of(side: HitSide) -> str:
    """What a hit is about, as an icon."""
    return THINGS[_thing(side)].icon


def thing_name(side: HitSide) -> str:
    """What a hit is about, in the middle of a sentence."""
    words = {
        "person": pgettext("in a sentence", "person"),
        "company": pgettext("in a sentence", "company"),
        "phone": pgettext("in a sentence", "phone"),
        "wallet": pgettext("in a sentence", "wallet"),
        "account": pgettext("in a sentence", "account"),
        "document": pgettext("in a sentence", "document"),
        "address": pgettext("in a sentence", "online address"),
        "vehicle": pgettext("in a sentence", "vehicle"),
    }
    return words.get(_thing(side), pgettext("in a sentence", "entry"))


def _thing(side: HitSide) -> str:
    if not side.question:
        return "thing"
    return thing_of(str(side.question[0].get("schema", "")), [str(value["prop"]) for value in side.question])
