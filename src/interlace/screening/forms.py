"""What officers type on the pages of screening, read into values of the trade. A problem is said at its field."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from interlace.core.procedure.ladder import Move, Urgency
from interlace.facts.ordering import end_of
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.localize.moments import HourLeftOut, moment_typed
from interlace.screening.asking import KINDS, likeliest_reading, question_typed
from interlace.screening.questions import Question
from interlace.screening.words import RESERVATIONS

VERDICTS: Mapping[str, Move] = {"same": Move.CONFIRM, "different": Move.DENY, "cannot_tell": Move.CANNOT_TELL}

AUTOMATIC, EVERYBODY = "auto", "all"
"""Choices that leave the kind to the node, and ask every bureau."""


class Posted(Protocol):
    """A form as it arrives."""

    def get(self, name: str, default: str, /) -> Any: ...
    def getlist(self, name: str, /) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class CheckForm:
    """The one box with its purpose, reference and bureaus."""

    value: str = ""
    kind: str = ""
    """What the value is to be read as; empty leaves it to the node."""
    purpose: str = ""
    reference: str = ""
    scope: str = ""
    registers: tuple[str, ...] = ()
    """Single registers to ask; with a bureau beside them, that bureau too."""

    @classmethod
    def of(cls, posted: Posted) -> Self:
        """As it was sent."""
        given = {name: str(posted.get(name, "")).strip() for name in ("value", "kind", "purpose", "reference", "scope")}
        given["kind"] = given["kind"] if given["kind"] in KINDS else ""
        given["scope"] = "" if given["scope"] == EVERYBODY else given["scope"]
        return cls(**given, registers=tuple(str(each) for each in posted.getlist("registers")))

    def question(self) -> Question:
        """What is asked; `InvalidInput` says at which field a value cannot be read."""
        if not self.reference:
            what = _("A case or legal reference is missing.")
            raise InvalidInput(what, problems=[FieldProblem("/reference", "reference_missing", what)])
        reading = likeliest_reading(self.value, kind=self.kind)
        return question_typed(reading.kind, reading.value, born=reading.born)

    def named(self) -> list[str]:
        """The bureaus and registers to ask; none named means all bureaus."""
        return [*([self.scope] if self.scope else []), *self.registers]


@dataclass(frozen=True, slots=True)
class AskForm:
    """What the owner may see to answer, and how much it hurries."""

    lend: tuple[UUID, ...]
    urgency: Urgency
    held_until: datetime | None

    @classmethod
    def of(cls, posted: Posted, *, zone: ZoneInfo) -> Self:
        """As it was sent; `InvalidInput` names the field that cannot be read."""
        return cls(
            lend=tuple(filter(None, (_id_of(str(each)) for each in posted.getlist("fields")))),
            urgency=_urgency_of(str(posted.get("urgency", ""))),
            held_until=_moment_of(str(posted.get("held_until", "")), zone=zone, at="/held_until"),
        )


@dataclass(frozen=True, slots=True)
class ReleaseForm:
    """Which fields the asker may read, until which day, and what only after asking."""

    fields: tuple[str, ...]
    until: datetime
    codes: frozenset[str] = frozenset()

    @classmethod
    def of(cls, posted: Posted, *, zone: ZoneInfo, now: datetime) -> Self:
        """As it was sent; `InvalidInput` names the field that cannot be read."""
        until = end_of(_day_of(str(posted.get("until", ""))), zone=zone).astimezone(UTC)
        if until <= now:
            what = _("The end lies in the past.")
            raise InvalidInput(what, problems=[FieldProblem("/until", "end_in_past", what, _("Give a later day."))])
        return cls(fields=tuple(str(each) for each in posted.getlist("fields")), until=until, codes=codes_of(posted))


def codes_of(posted: Posted) -> frozenset[str]:
    """The reservations that are ticked."""
    return frozenset(str(each) for each in posted.getlist("codes")) & {code.value for code in RESERVATIONS}


@dataclass(frozen=True, slots=True)
class NoteForm:
    """A note for the next shift."""

    text: str
    promised_by: str
    due: datetime | None

    @classmethod
    def of(cls, posted: Posted, *, zone: ZoneInfo) -> Self:
        """As it was sent; `InvalidInput` names the field that cannot be read."""
        return cls(
            text=str(posted.get("text", ""))[:500],
            promised_by=str(posted.get("promised_by", ""))[:120],
            due=_moment_of(str(posted.get("due", "")).strip(), zone=zone, at="/due"),
        )


def verdict_of(posted: Posted) -> Move:
    """The button that was pressed."""
    verdict = VERDICTS.get(str(posted.get("answer", "")))
    if verdict is None:
        what = _("Choose one of the three answers.")
        raise InvalidInput(what, problems=[FieldProblem("/answer", "answer_missing", what)])
    return verdict


def _urgency_of(text: str) -> Urgency:
    return Urgency(text) if text in set(Urgency) else Urgency.NORMAL


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _moment_of(text: str, *, zone: ZoneInfo, at: str) -> datetime | None:
    if not text:
        return None
    try:
        return moment_typed(text, zone=zone)
    except HourLeftOut:
        what = _("The clock is put forward over this hour. Name the hour before or after it.")
        raise InvalidInput(what, problems=[FieldProblem(at, "hour_left_out", what)]) from None
    except (ValueError, OverflowError):
        what = _("This is not a day with a time.")
        raise InvalidInput(what, problems=[FieldProblem(at, "moment_unreadable", what)]) from None


def _day_of(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not 2000 <= found.year <= 2200:
        what = _("This is not a day.")
        raise InvalidInput(what, problems=[FieldProblem("/until", "day_unreadable", what)])
    return found
