"""Bands, states and reasons in the reader's words. Codes travel; words are chosen here, at the edge."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from interlace.core.handling import Code
from interlace.core.matching import REASONS, Band
from interlace.core.names import Script
from interlace.core.procedure.border import BorderAnswer
from interlace.core.procedure.emergency import EmergencyGround, EmergencyVerdict, IdentityPart
from interlace.core.procedure.ladder import State, Urgency
from interlace.screening.checks.granted import LeftOut
from interlace.screening.quality import Nameless

BANDS: Mapping[Band, Promise] = {
    Band.NONE: gettext_lazy("none"),
    Band.WEAK: gettext_lazy("weak"),
    Band.FAIR: gettext_lazy("fair"),
    Band.STRONG: gettext_lazy("strong"),
    Band.VERY_STRONG: gettext_lazy("very strong"),
}

# Before a person at the owner has said "same", no word here says "match" or "same person".
STATES: Mapping[State, Promise] = {
    State.MATCHED: gettext_lazy("Possible"),
    State.PERSON_OR_OBJECT_HELD: gettext_lazy("Possible, a person is held"),
    State.CONFIRMATION_REQUESTED: gettext_lazy("Owner asked"),
    State.CONFIRMED: gettext_lazy("Confirmed"),
    State.NOT_CONFIRMED: gettext_lazy("Different"),
    State.INCONCLUSIVE: gettext_lazy("Cannot tell"),
    State.WITHDRAWN: gettext_lazy("Withdrawn"),
}

ANSWERS: Mapping[str, Promise] = {
    "possible": gettext_lazy("Possible"),
    "no_hit": gettext_lazy("No hit"),
    "waiting": gettext_lazy("Waiting"),
    "stopped": gettext_lazy("No longer asked"),
}

LEFT_OUT: Mapping[LeftOut, tuple[Promise, Promise]] = {
    LeftOut.OWN_NOT_GRANTED: (
        gettext_lazy("Of your bureau's own records, only those that you were granted were compared."),
        gettext_lazy("That nothing of them is listed here does not mean that your bureau holds nothing."),
    ),
    LeftOut.INDEX_PART: (
        gettext_lazy("A part of the search index does not answer."),
        gettext_lazy("What lies there is waited for, and is never “no hit”: it is asked again by itself."),
    ),
}
"""What a check did not compare, and what that means."""

BORDER: Mapping[BorderAnswer, tuple[Promise, Promise]] = {
    BorderAnswer.NO_HIT: (gettext_lazy("NO HIT"), gettext_lazy("Nothing in the lists that were asked.")),
    BorderAnswer.SECOND_LINE: (
        gettext_lazy("SECOND LINE"),
        gettext_lazy("Keep the document. Ask the traveller to wait. Call the second line."),
    ),
    BorderAnswer.TALK_FIRST: (
        gettext_lazy("TALK FIRST"),
        gettext_lazy("Take the person aside in a quiet place. Offer water and time, and call the second line."),
    ),
    BorderAnswer.COMPARE: (
        gettext_lazy("COMPARE"),
        gettext_lazy("The second line compares and answers. Speak as to everybody."),
    ),
    BorderAnswer.NOT_ANSWERED: (
        gettext_lazy("NOT ANSWERED"),
        gettext_lazy("Not every list has answered. That is not “no hit”. Scan again, or call the second line."),
    ),
    BorderAnswer.SCAN_AGAIN: (gettext_lazy("SCAN AGAIN"), gettext_lazy("Clean the document and scan it again.")),
    BorderAnswer.LOCAL_LIST: (gettext_lazy("LOCAL LIST"), gettext_lazy("Only the list on the device was asked.")),
}
"""What the first line reads and does. No sentence says why, and none says "clear"."""

BORDER_COUNTS: Mapping[BorderAnswer, Promise] = {
    BorderAnswer.NO_HIT: gettext_lazy("No hit"),
    BorderAnswer.SECOND_LINE: pgettext_lazy("scans of a shift", "Second line"),
    BorderAnswer.TALK_FIRST: pgettext_lazy("scans of a shift", "Talk first"),
    BorderAnswer.COMPARE: pgettext_lazy("scans of a shift", "Compare"),
    BorderAnswer.NOT_ANSWERED: pgettext_lazy("scans of a shift", "Not answered"),
    BorderAnswer.SCAN_AGAIN: pgettext_lazy("scans of a shift", "Scanned again"),
    BorderAnswer.LOCAL_LIST: pgettext_lazy("scans of a shift", "On the local list alone"),
}

SCRIPTS: Mapping[str, Promise] = {
    Script.LATIN: pgettext_lazy("script", "Latin"),
    Script.THAI: pgettext_lazy("script", "Thai"),
    Script.LAO: pgettext_lazy("script", "Lao"),
    Script.KHMER: pgettext_lazy("script", "Khmer"),
    Script.BURMESE: pgettext_lazy("script", "Burmese"),
    Script.HANGUL: pgettext_lazy("script", "Korean"),
    Script.HAN: pgettext_lazy("script", "Chinese characters"),
    Script.KANA: pgettext_lazy("script", "Japanese"),
    Script.CYRILLIC: pgettext_lazy("script", "Cyrillic"),
    Script.ARABIC: pgettext_lazy("script", "Arabic"),
    Script.HEBREW: pgettext_lazy("script", "Hebrew"),
    Script.GREEK: pgettext_lazy("script", "Greek"),
    Script.INDIC: pgettext_lazy("script", "Devanagari and its sisters"),
    Script.OTHER: pgettext_lazy("script", "Another one"),
    Nameless.NO_NAME: pgettext_lazy("script", "No name, or none for you"),
}
"""How a name was written (`core.names.Script`)."""

KIND_WORDS: Mapping[str, Promise] = {
    "person": gettext_lazy("Person"),
    "company": gettext_lazy("Company"),
    "phone": gettext_lazy("Phone"),
    "wallet": gettext_lazy("Wallet"),
    "account": gettext_lazy("Account"),
    "iban": gettext_lazy("IBAN"),
    "document": gettext_lazy("Document"),
    "email": gettext_lazy("E-mail"),
    "domain": gettext_lazy("Domain"),
    "handle": gettext_lazy("Online name"),
    "plate": gettext_lazy("Number plate"),
}
"""The kinds of things that can be asked about (`asking.KINDS`)."""

URGENCIES: Mapping[Urgency, Promise] = {
    Urgency.HELD: gettext_lazy("A person is held"),
    Urgency.URGENT: gettext_lazy("Urgent"),
    Urgency.NORMAL: gettext_lazy("Normal"),
}

FIELDS: Mapping[str, Promise] = {
    "schema": gettext_lazy("Kind of thing"),
    "name": gettext_lazy("Name"),
    "surname": gettext_lazy("Surname"),
    "given_name": gettext_lazy("Given name"),
    "birth_date": gettext_lazy("Birth date"),
    "birth_place": gettext_lazy("Birth place"),
    "nationality": gettext_lazy("Nationality"),
    "gender": gettext_lazy("Gender"),
    "address": gettext_lazy("Address"),
    "identifier": gettext_lazy("Number"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "document": gettext_lazy("Document"),
    "wallet": gettext_lazy("Wallet"),
    "account": gettext_lazy("Account"),
}

REASON_WORDS: Mapping[str, Promise] = {
    "schema_differs": gettext_lazy("Different kinds of things"),
    "name_identical": gettext_lazy("Identical"),
    "name_identical_after_romanising": gettext_lazy("Identical after romanising"),
    "name_close": pgettext_lazy("likeness", "Close"),
    "name_close_after_romanising": gettext_lazy("Close after romanising"),
    "name_differs": gettext_lazy("Different"),
    "name_part_differs": gettext_lazy("One part is different"),
    "name_part_missing": gettext_lazy("One part is missing on one side"),
    "name_one_part_only": gettext_lazy("One part only"),
    "name_order_differs": gettext_lazy("Parts in another order"),
    "name_not_given": gettext_lazy("Not given on one side"),
    "surname_common": gettext_lazy("Common in {country}"),
    "given_name_common": gettext_lazy("Common in {country}"),
    "name_word_common": gettext_lazy("A word of many organisations"),
    "birth_date_identical": gettext_lazy("Identical"),
    "birth_date_identical_after_era": gettext_lazy("Identical after conversion of the calendar"),
    "birth_date_identical_first_of_january": gettext_lazy("Identical, 1 January often means the year only"),
    "birth_month_identical": gettext_lazy("Same month and year"),
    "birth_year_identical": gettext_lazy("Same year"),
    "birth_year_close": gettext_lazy("Years close to each other"),
    "birth_date_day_and_month_swapped": gettext_lazy("Identical with day and month swapped"),
    "birth_date_one_digit_differs": gettext_lazy("One digit is different"),
    "birth_date_differs": gettext_lazy("Same year, another day"),
    "birth_year_differs": gettext_lazy("Different year"),
    "birth_date_not_given": gettext_lazy("Not given on one side"),
    "birth_place_identical": gettext_lazy("Identical"),
    "birth_place_close": pgettext_lazy("likeness", "Close"),
    "nationality_identical": gettext_lazy("Identical"),
    "nationality_differs": gettext_lazy("Different"),
    "nationality_not_given": gettext_lazy("Not given on one side"),
    "gender_identical": gettext_lazy("Identical"),
    "gender_differs": gettext_lazy("Different"),
    "address_identical": gettext_lazy("Identical"),
    "address_close": pgettext_lazy("likeness", "Close"),
    "identifier_identical": gettext_lazy("Identical"),
    **{code: gettext_lazy("Identical") for code in REASONS if code.endswith("_identical") and "_date" not in code},
}


def band_word(band: str) -> str:
    """The band as people read it."""
    return str(BANDS[Band(band)]) if band else ""


RESERVATIONS: Mapping[Code, Promise] = {
    Code.NO_PROCEEDINGS: gettext_lazy("use it in court"),
    Code.NO_ONWARD: gettext_lazy("pass it on or export it"),
    Code.NO_MATCHING: gettext_lazy("compare it automatically"),
    Code.CONDITIONS: gettext_lazy("do anything beyond reading it"),
}
"""What a release may reserve, as it stands after "only after asking us", in the order of the page.

Code E names persons, which is done through the API.
"""

GROUNDS: Mapping[EmergencyGround, Promise] = {
    EmergencyGround.PERSON_HELD: gettext_lazy("A person is held and will be let go without an answer"),
    EmergencyGround.VIOLENCE: gettext_lazy("Violence threatens somebody"),
    EmergencyGround.SUICIDE: gettext_lazy("Somebody may take their own life"),
    EmergencyGround.CHILD: gettext_lazy("A child is in danger"),
}
"""The concrete risk to life or safety on which one officer releases alone."""

REVIEWS: Mapping[str, Promise] = {
    "": gettext_lazy("Waits for a review"),
    EmergencyVerdict.RIGHT: gettext_lazy("It was right"),
    EmergencyVerdict.WRONG: gettext_lazy("It was wrong and has been taken back"),
}
"""What another person said of an act of one."""

ALONE_KINDS: Mapping[str, Promise] = {
    "emergency_release": gettext_lazy("Release in an emergency"),
    "handover": gettext_lazy("Shift handed over"),
}
"""What one person did where two are the rule (`acts_alone.AloneKind`)."""

PARTS: Mapping[IdentityPart, Promise] = {
    IdentityPart.NAME: gettext_lazy("Name"),
    IdentityPart.BIRTH_DATE: gettext_lazy("Birth date"),
    IdentityPart.NATIONALITY: gettext_lazy("Nationality"),
    IdentityPart.PROOF: gettext_lazy("Photograph or document number"),
}

PERMITS: Mapping[str, Promise] = {
    "asked": gettext_lazy("Waits for a second person"),
    "signed": pgettext_lazy("a permit", "Signed"),
    "refused": pgettext_lazy("a permit", "Refused"),
    "expired": pgettext_lazy("a permit", "Expired"),
}


def permit_word(state: str) -> str:
    """What became of a question for a larger list, as people read it."""
    return str(PERMITS[state])


def answer_word(answer: str) -> str:
    """What one bureau answered, as people read it."""
    return str(ANSWERS[answer])


def left_out_sentence(part: LeftOut) -> str:
    """What was not compared, as people read it."""
    return " ".join(str(sentence) for sentence in LEFT_OUT[part])


def state_word(state: str) -> str:
    """The state as people read it."""
    return str(STATES[State(state)])


def field_word(field: str) -> str:
    """The row of a comparison as people read it."""
    return str(FIELDS.get(field, field))


def reason_word(reason: Mapping[str, Any]) -> str:
    """A stored reason as a short phrase."""
    words = REASON_WORDS.get(str(reason["code"]))
    return str(words).format_map(reason.get("params") or {}) if words is not None else str(reason["code"])


def known_sentence(reasons: Iterable[Mapping[str, Any]], *, withheld: bool) -> str:
    """What an asker may know of a possible hit, as one sentence or two."""
    identical = [field_word(str(reason["field"])) for reason in reasons]
    told = [_("{field} identical.").format(field=field) for field in dict.fromkeys(identical)] if withheld else []
    if withheld:
        told.append(_("Other comparisons are not released.") if told else _("The comparison is not released."))
    return " ".join(told)
