"""The words for codes that travel. Whoever shows a code asks here; a code without a word is shown as it is.

Purposes: the offences of the founding issue, protection and life, 2026-11.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from interlace.foundation.localize.formats import locale_of


@dataclass(frozen=True, slots=True)
class PurposeWords:
    """A purpose as an entry of a list, and as it stands after "for" in a sentence."""

    name: Promise
    phrase: Promise


PURPOSE_WORDS: Mapping[str, PurposeWords] = {
    "fraud": PurposeWords(_("Fraud investigation"), pgettext_lazy("purpose after for", "fraud investigation")),
    "trafficking": PurposeWords(
        _("Trafficking in persons"), pgettext_lazy("purpose after for", "human trafficking cases")
    ),
    "drugs": PurposeWords(_("Drug trafficking"), pgettext_lazy("purpose after for", "drug investigation")),
    "laundering": PurposeWords(
        _("Money laundering"), pgettext_lazy("purpose after for", "money laundering investigation")
    ),
    "embezzlement": PurposeWords(_("Embezzlement"), pgettext_lazy("purpose after for", "embezzlement investigation")),
    "terrorism": PurposeWords(_("Terrorism"), pgettext_lazy("purpose after for", "terrorism investigation")),
    "cybercrime": PurposeWords(_("Cybercrime"), pgettext_lazy("purpose after for", "cybercrime investigation")),
    "sanctions": PurposeWords(_("Sanctions"), pgettext_lazy("purpose after for", "the enforcement of sanctions")),
    "fugitives": PurposeWords(_("Fugitives"), pgettext_lazy("purpose after for", "the search for fugitives")),
    "missing": PurposeWords(_("Missing persons"), pgettext_lazy("purpose after for", "the search for missing persons")),
    "border": PurposeWords(_("Border control"), pgettext_lazy("purpose after for", "border control")),
    "protection": PurposeWords(
        _("Protection of persons"), pgettext_lazy("purpose after for", "the protection of persons")
    ),
    "life": PurposeWords(_("Protection of life"), pgettext_lazy("purpose after for", "saving a life")),
}

STATUS_WORDS: Mapping[str, Promise] = {
    "suspect": _("Suspect"),
    "accused": _("Accused"),
    "convicted": _("Convicted"),
    "sanctioned": _("Sanctioned"),
    "witness": _("Witness"),
    "victim": _("Victim"),
    "missing": _("Missing"),
    "deceased": _("Deceased"),
    "unidentified": _("Unidentified"),
    "possible_threat": _("Possible threat"),
}

GENDER_WORDS: Mapping[str, Promise] = {
    "male": pgettext_lazy("gender", "male"),
    "female": pgettext_lazy("gender", "female"),
    "other": pgettext_lazy("gender", "other"),
}


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state as mark, word and tone. The tone is the third signal, never the only one."""

    word: Promise
    mark: str
    tone: str


STATE_WORDS: Mapping[str, StateWords] = {
    "possible": StateWords(_("Possible"), "possible", "possible"),
    "waiting": StateWords(_("Waiting"), "waiting", "waiting"),
    "no_hit": StateWords(_("No hit"), "nohit", "none"),
    "ours": StateWords(_("Ours"), "confirmed", "confirmed"),
    "confirmed": StateWords(_("Confirmed"), "confirmed", "confirmed"),
    "different": StateWords(_("Different"), "different", "none"),
    "cannot_tell": StateWords(_("Cannot tell"), "unsure", "none"),
    "no_answer": StateWords(_("No answer"), "waiting", "waiting"),
    "asked": StateWords(_("Asked"), "possible", "possible"),
    "released": StateWords(_("Released"), "ok", "good"),
    "withdrawn": StateWords(_("Withdrawn by its owner"), "withdrawn", "none"),
    "valid": StateWords(_("Valid"), "ok", "good"),
    "problem": StateWords(_("Problem"), "stop", "bad"),
    "skipped": StateWords(_("Skipped"), "nohit", "none"),
    "met": StateWords(_("Met"), "ok", "good"),
    "gap": StateWords(_("One gap"), "gap", "possible"),
    "not_met": StateWords(_("Not met"), "stop", "bad"),
    "one_of_two": StateWords(_("1 of 2 signed"), "seats", "two"),
    "in_force": StateWords(_("In force"), "ok", "good"),
    "deleted": StateWords(_("Deleted"), "withdrawn", "none"),
    "sealed": StateWords(_("Sealed"), "seats", "none"),
    "refused": StateWords(_("Refused"), "stop", "bad"),
    "stopped": StateWords(_("No longer asked"), "withdrawn", "none"),
    "ended": StateWords(_("Ended"), "nohit", "none"),
}


def purpose_name(code: str) -> str:
    """The purpose as an entry of a list."""
    words = PURPOSE_WORDS.get(code)
    return str(words.name) if words else code


def purpose_phrase(code: str) -> str:
    """The purpose as it stands after "for" in a sentence."""
    words = PURPOSE_WORDS.get(code)
    return str(words.phrase) if words else code


def status_name(code: str) -> str:
    """The status of a person."""
    return str(STATUS_WORDS.get(code, code))


def gender_name(code: str) -> str:
    """The gender of a person."""
    return str(GENDER_WORDS.get(code, code))


def country_name(code: str) -> str:
    """A country in the reader's language; empty where the code is of none."""
    locale = locale_of(get_language() or "en")
    return str(locale.territories.get(code.upper(), "")) if code else ""
