"""The catalogues of the trade: purposes, the standing of a person, and standard conditions.

Codes travel; the words for them are chosen at the edge (`foundation/localize/words.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.core.characters import plain
from interlace.facts.tables import table
from interlace.foundation.localize.words import PURPOSE_WORDS


@dataclass(frozen=True, slots=True)
class Purpose:
    """What facts are contributed and asked for."""

    code: str
    never_silent: bool
    """Such an entry must answer a search: a searcher told "no hit" could come to harm, or leave somebody in it."""


@dataclass(frozen=True, slots=True)
class PersonStatus:
    """The standing of a person in a matter."""

    code: str
    never_silent: bool


PURPOSES: Mapping[str, Purpose] = {
    row["code"]: Purpose(row["code"], row["never_silent"] == "yes") for row in table("purposes.csv")
}

PERSON_STATUSES: Mapping[str, PersonStatus] = {
    row["code"]: PersonStatus(row["code"], row["never_silent"] == "yes") for row in table("person_statuses.csv")
}

CONDITIONS: Mapping[str, Promise] = {
    "death_penalty_or_torture": _(
        "Death penalty or torture risk: ask the originator first, before any step that could lead to a surrender."
    ),
    "asylum_or_refugee": _(
        "The person may have sought protection: nothing of this reaches the country of origin without the originator."
    ),
    "minor": _("The person is or may be under 18: rules for children apply, and the originator is asked first."),
    "presumed_victim": _("The person may be a victim of trafficking: no coercive step without asking the originator."),
    "source_at_risk": _("Use could expose a source: ask the originator before any step that others can notice."),
    "no_contact_with_person": _("The person must not learn of this: no contact without asking the originator."),
}
"""Standard texts of code C. Sources: RPD 44, Palermo Protocol article 6, ACTIP article 14, 2026-11-22."""


@cache
def _spellings(name: str) -> Mapping[str, str]:
    return {
        word.casefold(): row["code"] for row in table(name) for word in [row["code"], *row["words"].split("|")] if word
    }


def status_from_words(text: str) -> str | None:
    """The status code that a sender's word stands for, in any of the bureaus' languages."""
    return _spellings("person_statuses.csv").get(plain(text).casefold())


def purpose_from_words(text: str) -> str | None:
    """The purpose code written in a row: the code itself, or its name in the reader's language."""
    word = plain(text).casefold()
    if word in PURPOSES:
        return word
    named = {str(words.name).casefold(): code for code, words in PURPOSE_WORDS.items()}
    return named.get(word)


def condition_text(condition: str) -> str:
    """A standard condition in the reader's language; any other text as its author wrote it."""
    return str(CONDITIONS.get(condition, condition))
