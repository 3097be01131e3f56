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

_WORDS: Mapping[str, tuple[Promise, Promise]] = {
    **{code: (what, SHAPE_FIX) for code, what in SHAPE_WORDS.items()},
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


def no_column(name: str) -> InvalidInput:
    """The file has no column by which its records could be named."""
    return InvalidInput(
        _("The file has no column {column}.").format(column=name),
        code="column_missing",
        fix=_("Check the name: capitals and spaces count."),
    )
