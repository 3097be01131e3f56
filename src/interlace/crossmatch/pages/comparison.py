"""The comparison of a link, row by row: the left record, the reason with its weight, the right record."""

from collections.abc import Iterator, Sequence

from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interlace.core.matching import Band
from interlace.crossmatch.queries import LinkView
from interlace.facts.describing import COUNTRIES, NAMES
from interlace.facts.field_words import property_name
from interlace.facts.pictures.kinds import PICTURES
from interlace.facts.shown_names import shown_name
from interlace.foundation.localize.formats import locale_of
from interlace.foundation.localize.words import country_name
from interlace.screening.holdings import Statement
from interlace.screening.presenting import ReasonRow, Total, Value
from interlace.screening.words import BANDS, band_word, field_word, reason_word

_SCALE = 26.0
"""Bits on the whole width of a bar; a stronger likeness sets its own scale."""
_WORDS = frozenset({"birthDate", "birthPlace", "nationality", "country", "gender", "status", "address", "notes"})
"""Properties whose values are read as words rather than as codes."""


def comparison(view: LinkView) -> Iterator[ReasonRow]:
    """Every reason, then what was not compared, then what too many records share to be weighed."""
    running, scale = 0.0, _scale(view)
    told: set[str] = set()
    for reason in view.row.reasons:
        left, right = (
            [each for each in statements if each.tag in _tags(reason, end)]
            for end, statements in (("left", view.left), ("right", view.right))
        )
        told.update(each.tag for each in (*left, *right))
        bits = float(str(reason["bits"]))
        start, end = sorted((running, running + bits))
        yield ReasonRow(
            field=field_word(str(reason["field"])),
            ours=_first(left),
            theirs=_first(right),
            reason=reason_word(reason),
            weight=_weight(bits),
            start=max(start, 0.0) / scale * 100,
            size=(end - max(start, 0.0)) / scale * 100 if end > 0 else 0.0,
            is_against=bits < 0,
        )
        running += bits
    yield from _uncompared(view, told)


def total(view: LinkView) -> Total:
    """The sum, and its word."""
    bands = tuple(
        (str(BANDS[band]), band == view.row.band) for band in (Band.WEAK, Band.FAIR, Band.STRONG, Band.VERY_STRONG)
    )
    return Total(
        band=band_word(view.row.band),
        bands=bands,
        weight=_number(view.row.bits),
        size=max(view.row.bits, 0.0) / _scale(view) * 100,
    )


def names_of(statements: Sequence[Statement]) -> Iterator[str]:
    """The names among these, as written."""
    return (each.original or each.value for each in statements if each.prop in NAMES)


def _uncompared(view: LinkView, told: set[str]) -> Iterator[ReasonRow]:
    unweighed = frozenset(view.row.left_out)
    for statements, is_left in ((view.left, True), (view.right, False)):
        for each in statements:
            if each.tag in told or each.prop in PICTURES:
                continue
            reason = _("Shared by too many records, not weighed") if each.tag in unweighed else _("Not compared")
            ours, theirs = (_shown(each), Value()) if is_left else (Value(), _shown(each))
            yield ReasonRow(field=property_name(each.prop), ours=ours, theirs=theirs, reason=reason)


def _tags(reason: dict[str, object], end: str) -> Sequence[str]:
    found = reason.get(end)
    return found if isinstance(found, list) else ()


def _first(statements: Sequence[Statement]) -> Value:
    return _shown(statements[0]) if statements else Value()


def _shown(statement: Statement) -> Value:
    original = statement.original or statement.value
    if statement.prop in NAMES:
        return Value(name=shown_name(original))
    if statement.prop == "birthDate" and original != statement.value:
        return Value(text=original, also=f"= {statement.value}")
    if statement.prop in COUNTRIES and (country := country_name(statement.value)):
        return Value(text=country)
    return Value(text=original, is_code=statement.prop not in _WORDS)


def _scale(view: LinkView) -> float:
    return max(_SCALE, sum(max(float(str(each["bits"])), 0.0) for each in view.row.reasons))


def _weight(bits: float) -> str:
    """A weight with its sign, and none where it rounds to nothing."""
    if not round(bits, 1):
        return _number(0.0)
    return f"{'+' if bits > 0 else '−'}{_number(abs(bits))}"


def _number(bits: float) -> str:
    return format_decimal(round(bits, 1), format="0.0", locale=locale_of(get_language() or "en"))
