"""What was typed into one form of a page, and what is wrong with it: shown again at the same place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from interlace.foundation.errors import FieldProblem, InterlaceError, InvalidInput
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import Choice, ShownField

Kind = Literal["text", "date", "textarea"]


@dataclass(frozen=True, slots=True)
class Said:
    """One form that came back. The others of its page are as they were."""

    form: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()
    error: InterlaceError | None = None

    def at(self, form: str) -> "Fields":
        """The fields of one form."""
        return Fields(form, self if form == self.form else Said())

    def is_wrong(self, form: str) -> bool:
        """Whether this form came back, so that it stands open."""
        return form == self.form and self.error is not None


def refused(posted: QueryDict, form: str, error: InterlaceError, *, boxes: str = "") -> Said:
    """What a form held when it was refused."""
    values = {name: text for name, text in posted.items() if isinstance(text, str)}
    return Said(form, values, frozenset(posted.getlist(boxes)) if boxes else frozenset(), error)


@dataclass(frozen=True, slots=True)
class Fields:
    """Makes the inputs of one form. Their names are those of the places that an error points to."""

    form: str
    said: Said

    def text(
        self,
        name: str,
        label: str,
        value: str = "",
        *,
        kind: Kind = "text",
        hint: str = "",
        required: bool = True,
        most: int = 0,
    ) -> ShownField:
        """One line, or a few, or a day."""
        return ShownField(
            name,
            label,
            value=self.said.values.get(name, value),
            kind=kind,
            hint=hint,
            error=self._wrong(name),
            required=required,
            attributes={"maxlength": str(most)} if most else {},
            key=f"{self.form}-{name}",
        )

    def choice(
        self, name: str, label: str, choices: Iterable[tuple[str, str]], chosen: str = "", *, required: bool = True
    ) -> ShownField:
        """One of a few; where none of them will do too, a browser must not ask for one."""
        value = self.said.values.get(name, chosen)
        return ShownField(
            name,
            label,
            kind="select",
            choices=tuple(Choice(code, word, code == value) for code, word in choices),
            error=self._wrong(name),
            required=required,
            key=f"{self.form}-{name}",
        )

    def _wrong(self, name: str) -> str:
        if not isinstance(self.said.error, InvalidInput):
            return ""
        return next((str(each.what) for each in self.said.error.problems if each.pointer == f"/{name}"), "")


def day_typed(text: str, name: str) -> date | None:
    """A day as a form sends it; nothing where it is left empty."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise _unreadable(name, _("This is not a day."), _("Choose it from the calendar.")) from None


def end_of_day(desk: Desk, text: str, name: str) -> datetime | None:
    """The last minute of the day that was typed, where its reader is."""
    day = day_typed(text, name)
    return datetime.combine(day, time(23, 59), tzinfo=desk.reader.zone) if day is not None else None


def id_typed(text: str, name: str) -> UUID | None:
    """An id as a form sends it; nothing where none was chosen."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise _unreadable(name, _("This is no choice of the list."), _("Choose one of the list.")) from None


def _unreadable(name: str, what: str, fix: str) -> InvalidInput:
    return InvalidInput(what, problems=[FieldProblem(f"/{name}", "unreadable", what, fix)], fix=fix)
