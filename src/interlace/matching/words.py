"""Words for what is wrong with a file that somebody brings, without a node."""

from collections.abc import Mapping
from pathlib import Path

import django
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import interlace
from interlace.core.entities import Unread
from interlace.facts.describing import SHAPE_FIX, SHAPE_WORDS
from interlace.facts.problems import ProblemWords, words_for
from interlace.foundation.errors import InvalidInput
from interlace.matching.deduplicating import RecordProblem

_WORDS: Mapping[str, tuple[Promise, Promise]] = {
    **{code: (what, SHAPE_FIX) for code, what in SHAPE_WORDS.items()},
    "json_unreadable": (
        _("The line is not a JSON object in UTF-8."),
        _("Write one object per line, and save the file as UTF-8."),
    ),
    "entity_missing": (
        _("The entity is missing, or it is not an object."),
        _('Write {"id": "1", "a": {"schema": …}, "b": {"schema": …}} on one line.'),
    ),
    "entity_empty": (
        _("The entity says nothing that can be compared."),
        _("Give at least one name, number or other value."),
    ),
}


def prepare_words(language: str | None) -> None:
    """Let messages be put into words where no node is set up: the catalogues alone, no database and no data folder."""
    if not settings.configured:
        settings.configure(
            USE_I18N=True,
            LANGUAGE_CODE="en",
            LANGUAGES=[("en", "English"), ("fr", "Français"), ("vi", "Tiếng Việt")],
            LOCALE_PATHS=[Path(interlace.__file__).parent / "locale"],
        )
        django.setup()
    if language:
        translation.activate(language)


def words_of(found: Unread) -> ProblemWords:
    """What is wrong, and how to mend it, in the reader's language."""
    known = _WORDS.get(found.problem.code)
    return ProblemWords(str(known[0]), str(known[1])) if known else words_for(found.problem)


def no_parquet() -> InvalidInput:
    """Parquet is read by a package that nothing else here needs."""
    return InvalidInput(
        _("Reading Parquet needs the package pyarrow, which is not installed."),
        code="parquet_unreadable",
        fix=_("Install it with `pip install pyarrow`, or save the file as CSV or NDJSON."),
    )


def no_rows(file: str) -> InvalidInput:
    """Nothing stands in the file: to answer it like a list without duplicates would be believed."""
    return InvalidInput(
        _("There is no record in {file}.").format(file=file),
        code="file_empty",
        fix=_("Check what was saved: headers first and a record in each row below, or a JSON object in each line."),
    )


def no_record_read(file: str, problem: RecordProblem, count: int) -> InvalidInput:
    """Nothing of the file was compared: the first row says why."""
    words = words_of(problem.found)
    what = _("No record in {file} can be compared (of {count}). Record {record}: {problem}")
    is_unnamed = problem.found.problem.code == "entity_empty"
    return InvalidInput(
        what.format(count=count, file=file, record=problem.key, problem=words.what),
        code="no_record_read",
        fix=_("Say with --columns what the columns mean, for example --columns nom=name.") if is_unnamed else words.fix,
    )


def read_as(file: str, encoding: str) -> str:
    """In which encoding a table is read that is not UTF-8."""
    said = _("{file} is not UTF-8. It is read as {encoding}; if names look wrong, save it as UTF-8.")
    return said.format(file=file, encoding=encoding)


def no_column(name: str) -> InvalidInput:
    """The file has no column by which its records could be named."""
    return InvalidInput(
        _("The file has no column {column}.").format(column=name),
        code="column_missing",
        fix=_("Check the name: capitals and spaces count."),
    )
