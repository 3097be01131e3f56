"""The columns of a file and its sender's habits, as the import page offers them to be read differently (S5)."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.facts.field_words import FIELD_WORDS
from interlace.facts.handed_in import HandedIn, MendedFile
from interlace.facts.imports.headers import NOT_USED
from interlace.facts.imports.reader import Column as SheetColumn
from interlace.facts.models import ColumnMap
from interlace.facts.ordering import own_country
from interlace.facts.presenting import Column
from interlace.facts.vocabulary import PERSON_STATUSES
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.shown import Choice, ShownField, language_of
from interlace.foundation.localize.words import status_name


def column_field(at: int, column: SheetColumn) -> Column:
    """One column, with what it may be taken for."""
    choices = (
        Choice(NOT_USED, _("Not used"), chosen=column.field == NOT_USED),
        *(Choice(code, str(words), code == column.field) for code, words in FIELD_WORDS.items()),
    )
    name = f"column-{at}"
    return Column(
        column.header or column.letter,
        language_of(column.header),
        ShownField(name, column.header, kind="select", choices=choices, required=False),
    )


def columns_hint(file: MendedFile, known_map: ColumnMap | None) -> str:
    """By what the columns were recognised."""
    if known_map is not None:
        return _("Read like “{name}”, which was saved before.").format(name=known_map.name)
    unused = sum(1 for column in file.columns if not column.field)
    if not unused:
        return _("Recognised from their headers.")
    text = ngettext(
        "Recognised from their headers; {count} is not used.",
        "Recognised from their headers; {count} are not used.",
        unused,
    )
    return text.format(count=unused)


def reading_fields(
    desk: Desk, draft: HandedIn, *, is_sheet: bool, known_map: ColumnMap | None
) -> tuple[ShownField, ...]:
    """The sender's habits, and a name to keep them under."""
    if not is_sheet:
        return ()
    order = {None: "", True: "day", False: "month"}[draft.reading.day_first]
    country = draft.reading.country or own_country(desk.viewer.member) or ""
    return (
        status_field(draft.reading.status),
        ShownField(
            "country",
            _("Country of phones without a country code"),
            value=country,
            required=False,
            attributes={"maxlength": "2", "autocapitalize": "characters"},
        ),
        ShownField(
            "day_first",
            _("Dates like 04/05/1990"),
            kind="select",
            choices=(
                Choice("", _("ask at each"), not order),
                Choice("day", _("day first"), order == "day"),
                Choice("month", _("month first"), order == "month"),
            ),
            required=False,
        ),
        ShownField(
            "save_as",
            _("Save this reading as"),
            value=known_map.name if known_map is not None else "",
            required=False,
            attributes={"maxlength": "64"},
        ),
    )


def status_field(chosen: str) -> ShownField:
    """The standing of persons whose row names none."""
    return ShownField(
        "status",
        _("Status of the persons that name none"),
        kind="select",
        choices=(
            Choice("", _("each row says it"), not chosen),
            *(Choice(code, status_name(code), code == chosen) for code in PERSON_STATUSES),
        ),
        required=False,
    )
