"""One entry of the directory as somebody writes it down, and what is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.bureaus.desk_rules import is_zone
from interlace.bureaus.models import Contact
from interlace.foundation.errors import FieldProblem, Text

CHANNELS: Mapping[str, Promise] = {
    "phone": _("Telephone"),
    "duty_phone": _("Duty telephone"),
    "email": _("E-mail"),
    "i247": _("I-24/7"),
    "eads": _("e-ADS"),
    "fax": _("Fax"),
    "radio": _("Radio"),
    "post": _("Post"),
}
"""The ways in which bureaus are reached; the codes travel."""

LENGTHS: Mapping[str, int] = {"name": 120, "covers": 240, "hours": 120, "holidays": 240, "note": 500}
CHANNELS_AT_MOST, LANGUAGES_AT_MOST, ADDRESS_LENGTH = 12, 12, 200
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SEPARATORS = re.compile(r"[;\n]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a bureau says about one way to reach it."""

    kind: str
    name: str
    covers: str = ""
    always_open: bool = False
    hours: str = ""
    time_zone: str = "UTC"
    holidays: str = ""
    languages: tuple[str, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @classmethod
    def typed(cls, words: Mapping[str, str]) -> Self:
        """As it stands in a form or in a row of a file: several languages and channels in one cell."""
        given = {name: words.get(name, "").strip() for name in (*LENGTHS, "kind", "time_zone")}
        return cls(
            **given | {"time_zone": given["time_zone"] or "UTC"},
            always_open=words.get("always_open", "").strip().lower() in {"yes", "1", "true", "on"},
            languages=tuple(dict.fromkeys(words.get("languages", "").lower().replace(",", " ").split())),
            channels=tuple(_channels_in(words.get("channels", ""))),
        )

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """As it is kept."""
        return cls(
            kind=contact.kind,
            name=contact.name,
            covers=contact.covers,
            always_open=contact.always_open,
            hours=contact.hours,
            time_zone=contact.time_zone,
            holidays=contact.holidays,
            languages=tuple(contact.languages),
            channels=tuple((kind, address) for kind, address in contact.channels),
            note=contact.note,
        )

    def as_words(self) -> dict[str, str]:
        """The same as a row of a file; `typed` reads it again."""
        return {
            **{name: getattr(self, name) for name in ("kind", *LENGTHS, "time_zone")},
            "always_open": "yes" if self.always_open else "no",
            "languages": " ".join(self.languages),
            "channels": "; ".join(f"{kind}: {address}" for kind, address in self.channels),
        }

    def problems(self) -> Iterator[FieldProblem]:
        """Everything that is wrong with it."""
        what: Text
        if self.kind not in Contact.Kind.values:
            yield FieldProblem("/kind", "not_in_list", _("This kind of contact is not known."))
        if not self.name:
            yield FieldProblem("/name", "missing", _("This field is needed."))
        for name, most in LENGTHS.items():
            if len(getattr(self, name)) > most:
                what = _("This is too long; at most {max_length}.").format(max_length=most)
                yield FieldProblem(f"/{name}", "too_long", what)
        if not is_zone(self.time_zone):
            what = _("This time zone is not known.")
            yield FieldProblem("/time_zone", "unknown_time_zone", what, _("Use a name such as Asia/Bangkok."))
        if not self.always_open and not self.hours:
            what = _("Say when somebody is there.")
            yield FieldProblem("/hours", "hours_missing", what, _("Write the hours, or choose “round the clock”."))
        if not all(map(_LANGUAGE.fullmatch, self.languages)) or len(self.languages) > LANGUAGES_AT_MOST:
            what = _("Languages are codes of two or three letters.")
            yield FieldProblem("/languages", "wrong_form", what, _("For example: en fr vi."))
        yield from self._problems_of_channels()

    def _problems_of_channels(self) -> Iterator[FieldProblem]:
        known = ", ".join(CHANNELS)
        if not self.channels:
            yield FieldProblem("/channels", "missing", _("Name at least one way to reach it."))
        if len(self.channels) > CHANNELS_AT_MOST:
            yield FieldProblem("/channels", "too_many", _("These are too many ways to reach one office."))
        for kind, address in self.channels:
            if kind not in CHANNELS or not 0 < len(address) <= ADDRESS_LENGTH:
                what = _("A way to reach it is its kind, a colon and the address.")
                yield FieldProblem("/channels", "wrong_form", what, _("Kinds: {kinds}.").format(kinds=known))
                return


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of the directory are looked for."""

    text: str = ""
    kind: str = ""
    member: str = ""
    language: str = ""
    only_due: bool = field(default=False, kw_only=True)
    """Only those that nobody has verified for long."""


def _channels_in(text: str) -> Iterator[tuple[str, str]]:
    for part in filter(str.strip, _SEPARATORS.split(text)):
        kind, colon, address = part.partition(":")
        yield (kind.strip().lower().replace(" ", "_"), address.strip()) if colon else ("", part.strip())
