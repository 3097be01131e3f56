"""What a bureau brings, as the page's forms ask for it; what was typed becomes the fields of its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interlace.core.planning import HandOver, Work
from interlace.foundation.errors import InterlaceError, InvalidInput
from interlace.foundation.localize.shown import Choice, ShownField
from interlace.operations.plan.models import EntryKind
from interlace.operations.plan.shapes import LONGEST_WORD
from interlace.operations.plan.words import HAND_OVER_WORDS, WORK_WORDS


@dataclass(frozen=True, slots=True)
class Posted:
    """What was typed into one form, in which zone, and what was wrong with it."""

    values: QueryDict
    zone: ZoneInfo
    error: InterlaceError | None = None

    def text(self, name: str) -> str:
        """One field without blanks around it."""
        return self.values.get(name, "").strip()

    def moment(self, name: str) -> datetime | None:
        """A day and an hour on the reader's clock."""
        return moment_in(self.text(name), self.zone)

    def said(self, name: str) -> str:
        """What is wrong with this field."""
        problems = self.error.problems if isinstance(self.error, InvalidInput) else ()
        return next((str(each.what) for each in problems if name in each.pointer.split("/")), "")


def moment_in(text: str, zone: ZoneInfo) -> datetime | None:
    """A moment as a field for day and hour gives it."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def shape_of(kind: EntryKind, posted: Posted) -> dict[str, Any]:
    """The fields of the kind; what cannot be read stays as it was typed, so that its refusal names the field."""
    return _READ[kind](posted)


def span_of(posted: Posted) -> dict[str, Any]:
    """From when to when; an empty end means that it does not expire."""
    ends = posted.text("ends")
    return {
        "begins": posted.moment("begins") or posted.text("begins"),
        "ends": (posted.moment("ends") or ends) if ends else None,
    }


def fields_for(kind: EntryKind, posted: Posted, *, targets: Sequence[Choice], sites: Sequence[str]) -> list[ShownField]:
    """The inputs of one kind, its code first."""
    known = ", ".join(sites) or _("none yet")
    asked: dict[str, ShownField] = {
        "code": ShownField("code", _("Code, never a name"), attributes={"maxlength": "40"}),
        "zone": ShownField(
            "zone",
            _("Time zone"),
            kind="select",
            choices=tuple(Choice(each, each) for each in sorted(available_timezones())),
        ),
        "seen": ShownField("seen", _("Last looked at"), kind="datetime-local"),
        "languages": ShownField(
            "languages",
            _("Languages"),
            hint=_("Language and persons, for example: my 8, zh 12")
            if kind is EntryKind.SITE
            else _("Codes, for example: my, zh"),
            required=kind is not EntryKind.SITE,
        ),
        "ready_target": ShownField(
            "ready_target", _("Target of the readiness board"), kind="select", choices=tuple(targets)
        ),
        "site": ShownField(
            "site", pgettext("operation", "Site"), kind="select", choices=tuple(Choice(each, each) for each in sites)
        ),
        "work": ShownField(
            "work", _("Work"), kind="select", choices=tuple(Choice(each, str(WORK_WORDS[each])) for each in Work)
        ),
        "people": ShownField("people", _("People"), attributes={"inputmode": "numeric"}),
        "begins": ShownField("begins", _("From"), kind="datetime-local"),
        "ends": ShownField("ends", _("Until"), kind="datetime-local", required=False),
        "minutes_to": ShownField(
            "minutes_to",
            _("Minutes to each site"),
            hint=_("Site and minutes, for example: TH-A 30, TH-B 45. Sites: {sites}").format(sites=known),
        ),
        "legal_bases": ShownField(
            "legal_bases",
            _("Legal bases for force elsewhere"),
            hint=_("State and treaty or law, for example: TH Treaty of 2001 article 4"),
            required=False,
        ),
        "sites": ShownField("sites", _("Sites"), hint=_("Separated by commas. Sites: {sites}").format(sites=known)),
        "beds": ShownField("beds", _("Beds"), attributes={"inputmode": "numeric"}),
        "cells": ShownField("cells", _("Cells"), attributes={"inputmode": "numeric"}),
        "kits": ShownField("kits", _("Kits, sealed and numbered"), attributes={"inputmode": "numeric"}),
        "word": ShownField(
            "word",
            _("The word"),
            hint=_("Easy to hear in every language of the operation, and used for nothing else."),
            attributes={"maxlength": str(LONGEST_WORD)},
        ),
        "at": ShownField(
            "sites",
            _("Sites"),
            hint=_("Nothing written: at all of them. Sites: {sites}").format(sites=known),
            required=False,
        ),
    }
    return [_typed(asked[name], kind, posted) for name in ("code", *_ASKED[kind])]


def hand_over_field(chosen: str) -> ShownField:
    """What follows the arrest."""
    return ShownField(
        "hand_over",
        _("After the arrest"),
        kind="select",
        required=False,
        choices=(
            Choice("", _("not said yet"), not chosen),
            *(Choice(each, str(HAND_OVER_WORDS[each]), each == chosen) for each in HandOver),
        ),
    )


def _typed(field: ShownField, kind: EntryKind, posted: Posted) -> ShownField:
    value = posted.values.get(field.name, "")
    return ShownField(
        field.name,
        field.label,
        value=value,
        choices=tuple(Choice(each.value, each.label, each.value == value) for each in field.choices),
        hint=field.hint,
        error=posted.said(field.name),
        kind=field.kind,
        required=field.required,
        attributes=field.attributes,
        key=f"{kind}-{field.name}",
    )


_ASKED: Mapping[EntryKind, Sequence[str]] = {
    EntryKind.SITE: ("zone", "seen", "languages"),
    EntryKind.TARGET: ("ready_target", "site"),
    EntryKind.TEAM: ("work", "people", "begins", "ends", "minutes_to", "legal_bases"),
    EntryKind.INTERPRETER: ("languages", "begins", "ends", "sites"),
    EntryKind.RECEPTION: ("beds", "sites"),
    EntryKind.CUSTODY: ("cells",),
    EntryKind.FREEZE: ("begins", "ends"),
    EntryKind.KIT: ("kits", "sites"),
    EntryKind.ABORT_WORD: ("word", "at"),
}

_READ: Mapping[EntryKind, Callable[[Posted], dict[str, Any]]] = {
    EntryKind.SITE: lambda posted: {
        "zone": posted.text("zone"),
        "seen": posted.moment("seen") or posted.text("seen"),
        "languages": _amounts(posted.text("languages")),
    },
    EntryKind.TARGET: lambda posted: {"ready_target": posted.text("ready_target"), "site": posted.text("site")},
    EntryKind.TEAM: lambda posted: {
        "work": posted.text("work"),
        "people": posted.text("people"),
        "free": span_of(posted),
        "minutes_to": _amounts(posted.text("minutes_to")),
        "legal_bases": dict(each.partition(" ")[::2] for each in _parts(posted.text("legal_bases"))),
    },
    EntryKind.INTERPRETER: lambda posted: {
        "languages": _parts(posted.text("languages")),
        "free": span_of(posted),
        "sites": _parts(posted.text("sites")),
    },
    EntryKind.RECEPTION: lambda posted: {"beds": posted.text("beds"), "sites": _parts(posted.text("sites"))},
    EntryKind.CUSTODY: lambda posted: {"cells": posted.text("cells")},
    EntryKind.FREEZE: lambda posted: {"valid": span_of(posted)},
    EntryKind.KIT: lambda posted: {"kits": posted.text("kits"), "sites": _parts(posted.text("sites"))},
    EntryKind.ABORT_WORD: lambda posted: {"word": posted.text("word"), "sites": _parts(posted.text("sites"))},
}


def _parts(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _amounts(text: str) -> dict[str, str]:
    """`TH-A 30, TH-B 45` by their names; the amount is read with the rest of the kind."""
    return {name.strip(): amount for name, _blank, amount in (each.rpartition(" ") for each in _parts(text))}
