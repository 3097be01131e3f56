"""What was measured of the model in force before it was shipped: by how names are written, and by tradition."""

from collections.abc import Iterator, Mapping

from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interlace.core.matching import Model
from interlace.core.matching.measures import Alarms, Measured, Rate, measures_of
from interlace.foundation.localize.formats import locale_of, number_text
from interlace.screening.quality_shown import QualityTable

_LANGUAGES: Mapping[str, str] = {
    "arabic": "ar",
    "chinese": "zh",
    "hebrew": "he",
    "japanese": "ja",
    "korean": "ko",
    "russian": "ru",
}
"""The sets of single words, by the language of their script."""

_NO_COUNTRY = {"ar": "ar", "ww": ""}
"""Traditions that no country's code names: by their language, or all others."""


def measured_tables(shown: Model, *, language: str) -> Iterator[QualityTable]:
    """The figures of `docs/quality.md`; nothing for a version whose figures were not kept."""
    found = measures_of(shown.version)
    if found is None:
        return
    yield QualityTable(
        title=_("Measured on public lists, by how names are written"),
        heads=(_("Names"), _("True pairs"), _("Precision"), pgettext("measure", "Recall"), _("Missed"), _("False")),
        rows=tuple(_set_row(each, language) for each in found.sets),
        hint=_(
            "Each true pair among the names most like it. Recall: true pairs above the score that one other in a "
            "thousand reaches. Missed: true pairs that are not told as a possible hit. False: others that are."
        ),
    )
    yield QualityTable(
        title=_("False alarms in 10,000 checks, by tradition of names"),
        heads=(_("Tradition"), _("Persons"), _("By the Latin name"), _("By the name in its own script")),
        rows=tuple(_alarm_row(each, language) for each in found.alarms),
        hint=_(
            "Invented persons, asked about by the name alone in half of a public list on which none of them stands. "
            "The fewer persons, the less a figure says."
        ),
    )


def _set_row(measured: Measured, language: str) -> tuple[str, ...]:
    shares = (measured.precision, measured.recall, measured.missed, measured.false)
    return (
        _set_name(measured.name, language),
        number_text(measured.pairs, language=language),
        *(format_percent(share, format="#,##0.#%", locale=locale_of(language)) for share in shares),
    )


def _set_name(name: str, language: str) -> str:
    """In the reader's language, as far as it is no proper name of a public list."""
    kind, _space, rest = name.partition(" ")
    code = rest.partition("_")[0]
    locale = locale_of(language)
    match kind:
        case "native" if code != rest:
            return _("{language}: parts of names, in two scripts").format(language=locale.languages.get(code, code))
        case "native":
            return _("{language}: names of public figures").format(language=locale.languages.get(code, code))
        case "own":
            return _("{language}: names of invented persons").format(language=locale.languages.get(code, code))
        case "words":
            words = locale.languages.get(_LANGUAGES.get(rest, "")) or rest.capitalize()
            return _("{language}: single words, in two scripts").format(language=words)
    return name


def _alarm_row(alarms: Alarms, language: str) -> tuple[str, ...]:
    return (
        _tradition_name(alarms.tradition, language),
        number_text(alarms.persons, language=language),
        _rate_text(alarms.latin, language),
        _rate_text(alarms.native, language),
    )


def _tradition_name(code: str, language: str) -> str:
    locale = locale_of(language)
    if code in _NO_COUNTRY:
        return locale.languages.get(_NO_COUNTRY[code]) or _("others")
    return str(locale.territories.get(code.upper(), code))


def _rate_text(rate: Rate, language: str) -> str:
    checks = format_decimal(rate.checks, format="#,##0", locale=locale_of(language))
    return _("none met (below {checks})").format(checks=checks) if rate.is_below else checks
