"""The words for rights, changes and signals; codes travel, words are chosen here."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.bureaus.people.models import HitLevel
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS, Difference
from interlace.foundation.identity.roles import ROLES, Role
from interlace.foundation.localize.formats import day_text, list_text
from interlace.foundation.localize.words import purpose_name

STATES: Mapping[str, str] = {"proposed": "one_of_two", "done": "in_force", "refused": "refused", "expired": "no_answer"}
"""State of a change → state as it is drawn."""
NOTHING = "–"
TRAINING: Mapping[str, str] = {"missing": "not_met", "ended": "not_met", "ends_soon": "gap", "valid": "valid"}

FIELD_WORDS: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "birthDate": gettext_lazy("Birth date"),
    "nationality": gettext_lazy("Nationality"),
    "gender": gettext_lazy("Gender"),
    "idNumber": gettext_lazy("Identity document"),
    "passportNumber": gettext_lazy("Passport"),
    "number": gettext_lazy("Number"),
    "email": gettext_lazy("E-mail"),
    "topics": gettext_lazy("Status"),
}
"""Properties that a unit can be granted to read of its own bureau's records."""


def what_changes(difference: Difference, registers: Mapping[str, str]) -> str:
    """The name of one thing that changes."""
    what, _colon, place = difference.what.partition(":")
    if what == "grant":
        return _("In {register}").format(register=place_name(place, registers))
    return {
        "username": _("User name"),
        "name": _("Name"),
        "bureau": _("Office"),
        "roles": _("Roles"),
        "purposes": _("Purposes"),
        "registers": _("Registers"),
        "rooms": _("Operations"),
        "level": _("Level"),
        "trained": _("Trained on"),
        "training_ends": _("Training counts until"),
        "time_zone": _("Time zone"),
        "active": _("Account"),
        "elsewhere": _("The second person of an act"),
        "converses": _("Threads of the unit"),
    }.get(what, what)


def place_name(place: str, registers: Mapping[str, str]) -> str:
    """Where a unit searches."""
    names = {OTHERS: _("Other bureaus"), CASE_FACTS: _("Single facts of your bureau"), **registers}
    return names.get(place, place)


def value_text(what: str, value: object, *, language: str, offices: Mapping[str, str]) -> str:
    """One side of a difference in words."""
    match value:
        case None:
            return _("All registers of your bureau, later ones too")
        case dict():
            return grant_text(value, language=language)
        case list():
            empty = _("no register of your bureau") if what == "registers" else NOTHING
            return list_text([_word(what, each) for each in value], language=language) if value else empty
        case bool():
            return _yes_or_no(what, is_so=value)
        case str():
            return _line(what, value, language=language, offices=offices)
    return str(value)


def _yes_or_no(what: str, *, is_so: bool) -> str:
    if what == "converses":
        return converses_text(is_so=is_so)
    if what == "elsewhere":
        return _("works at another office of your member") if is_so else _("may work at the same office")
    return _("in service") if is_so else _("suspended")


def converses_text(*, is_so: bool) -> str:
    """What a unit may in threads, as a sentence."""
    if is_so:
        return _("It reads and writes in its own threads, and reads what stands in them already")
    return _("It writes through your bureau, which tells it what may be told")


def _line(what: str, value: str, *, language: str, offices: Mapping[str, str]) -> str:
    if what == "bureau":
        return offices.get(value, "")
    if what in {"trained", "training_ends"} and value:
        return day_text(date.fromisoformat(value), language=language)
    return value or NOTHING


def grant_text(grant: Mapping[str, object], *, language: str) -> str:
    """What a unit may in one register, as a sentence."""
    said = str(HitLevel(str(grant["level"])).label)
    fields = grant["fields"]
    if isinstance(fields, list | tuple) and fields:
        said = _("{level}: {fields}").format(level=said, fields=_fields_text(fields, language=language))
    return _("{grant}; it may contribute").format(grant=said) if grant["may_contribute"] else said


def _fields_text(fields: list[str] | tuple[str, ...], *, language: str) -> str:
    return list_text([str(FIELD_WORDS.get(each, each)) for each in fields], language=language)


def roles_text(roles: list[str] | tuple[str, ...], *, language: str) -> str:
    """Roles by name."""
    return list_text([_word("roles", each) for each in roles], language=language) if roles else NOTHING


def purposes_text(purposes: list[str] | tuple[str, ...], *, language: str) -> str:
    """Purposes by name."""
    return list_text([purpose_name(each) for each in purposes], language=language) if purposes else NOTHING


def training_text(state: str, ends: date | None, *, language: str) -> str:
    """How a training stands."""
    if ends is None:
        return _("no training noted")
    day = day_text(ends, language=language)
    return _("ended {day}").format(day=day) if state == "ended" else _("until {day}").format(day=day)


def _word(what: str, code: object) -> str:
    if what == "roles" and code in set(Role):
        return str(ROLES[Role(str(code))].name)
    return purpose_name(str(code)) if what == "purposes" else str(code)
