"""Who sits before a page, and what every page of screening shows of a hit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from interlace.core.procedure.ladder import ANSWERS, State
from interlace.facts.field_words import THINGS, property_name, thing_of
from interlace.facts.pictures.kinds import KIND_WORDS as PICTURE_WORDS
from interlace.facts.pictures.kinds import PICTURES, PictureKind
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InterlaceError, Refused, SignInNeeded
from interlace.foundation.http.matter import Matter, matter_of
from interlace.foundation.identity.actions import confirm_fresh_code
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.sessions import FreshCodeNeeded, require_fresh_session
from interlace.foundation.localize.formats import locale_of, near_text
from interlace.foundation.localize.reader import Reader, reader_of
from interlace.foundation.localize.shown import Notice, ShownClock, ShownField, clock
from interlace.foundation.localize.words import purpose_name
from interlace.screening.models import HitSide
from interlace.screening.queries import reads_no_answer
from interlace.screening.words import band_word

NAMES = frozenset({"name", "alias", "weakAlias", "previousName"})
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


@dataclass(frozen=True, slots=True)
class Desk:
    """The officer at a page: as a viewer, as a reader, and what it works for."""

    officer: Officer
    viewer: Viewer
    matter: Matter
    reader: Reader

    @property
    def now(self) -> datetime:
        """The moment of reading, the same for the whole page."""
        return self.reader.now

    def when(self, moment: datetime) -> str:
        """A time as a colleague says it."""
        return near_text(moment, now=self.now, zone=self.reader.zone, language=self.reader.language)

    def clock(self, due: datetime, *, started: datetime) -> ShownClock:
        """A running clock."""
        return clock(due=due, started=started, now=self.now, zone=self.reader.zone, language=self.reader.language)

    def matter_text(self, purpose: str, reference: str) -> str:
        """Purpose and reference in one line."""
        return ", ".join(filter(None, (purpose_name(purpose), reference)))


def desk_of(request: HttpRequest) -> Desk:
    """Whoever is signed in; `SignInNeeded` leads to the door."""
    officer = request.user
    if not isinstance(officer, Officer):
        raise SignInNeeded(_("Sign in first."))
    matter = matter_of(request)
    viewer = viewer_of(officer, purpose=matter.purpose, reference=matter.reference)
    return Desk(officer=officer, viewer=viewer, matter=matter, reader=reader_of(officer))


def code_field(request: HttpRequest, *, error: str = "") -> ShownField | None:
    """The field for a fresh code, where this session needs one for an act of two persons."""
    try:
        require_fresh_session(request, now=timezone.now())
    except FreshCodeNeeded:
        return ShownField(
            "code",
            _("Code that your device shows now"),
            kind="code",
            autocomplete="one-time-code",
            attributes={"inputmode": "numeric", "maxlength": "7"},
            error=error,
        )
    return None


def take_code(request: HttpRequest) -> None:
    """Accept the code typed with an act of two persons; `Refused` without a fresh one. Call it outside transactions."""
    code = request.POST.get("code", "").strip()
    if code:
        confirm_fresh_code(request, code=code, now=timezone.now())
    require_fresh_session(request, now=timezone.now())


def notice_of(error: InterlaceError) -> Notice:
    """What happened, what is safe, what to do."""
    tone = "bad" if isinstance(error, Refused) else "warn"
    return Notice(
        lead=str(error.message),
        text=str(error.fix),
        tone="bad" if tone == "bad" else "warn",
        mark="stop",
        code=error.code,
    )


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


def country_name(code: str) -> str:
    """A country in the reader's language; empty where the code is of none."""
    locale = locale_of(get_language() or "en")
    return str(locale.territories.get(code.upper(), "")) if code else ""


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
