"""The comparison of S3, row by row: ours, the reason as far as it may be known, theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from interlace.core.matching import Band, Field
from interlace.core.procedure.ladder import Party
from interlace.facts.describing import KINDS, KINDS_OF_SCHEMA
from interlace.facts.shown_names import shown_name
from interlace.facts.values import ValueKind
from interlace.foundation.localize.formats import number_text
from interlace.screening.pages.desk import NAMES, PLAIN, label_of, value_name
from interlace.screening.presenting import ReasonRow, Total, Value
from interlace.screening.queries import HitView
from interlace.screening.words import BANDS, band_word, field_word, reason_word

SCALE = 26.0
"""Bits on the whole width of a bar; a stronger likeness sets its own scale."""

_FIELD_OF: Mapping[ValueKind, Field] = {
    ValueKind.NAME: Field.NAME,
    ValueKind.DATE: Field.BIRTH_DATE,
    ValueKind.COUNTRY: Field.NATIONALITY,
    ValueKind.GENDER: Field.GENDER,
    ValueKind.PHONE: Field.PHONE,
    ValueKind.EMAIL: Field.EMAIL,
    ValueKind.WALLET: Field.WALLET,
    ValueKind.IBAN: Field.ACCOUNT,
    ValueKind.ACCOUNT: Field.ACCOUNT,
    ValueKind.DOCUMENT: Field.DOCUMENT,
}


@dataclass(frozen=True, slots=True)
class _Cell:
    """One value of one side, and what a reason calls it by."""

    tag: str
    schema: str
    prop: str
    original: str
    value: str

    @property
    def field(self) -> Field:
        kind = KINDS_OF_SCHEMA.get((self.schema, self.prop), KINDS.get(self.prop, ValueKind.TEXT))
        return _FIELD_OF.get(kind, Field.IDENTIFIER)

    def shown(self) -> Value:
        if self.prop in NAMES:
            return Value(name=shown_name(self.original))
        if self.prop == "birthDate" and self.original != self.value:
            return Value(text=self.original, also=f"= {self.value}")
        return Value(text=self.original, is_code=self.prop not in PLAIN)


def comparison(view: HitView) -> tuple[ReasonRow, ...]:
    """Every reason this side may know, then what was not compared, or that the rest is not released."""
    side = view.side
    asked, held = _asked_cells(side.question), _held_cells(view)
    is_holder = side.party == Party.HOLDER
    rows: list[ReasonRow] = []
    told: set[str] = set()
    running, scale = 0.0, _scale(side.reasons)
    for reason in side.reasons:
        left, right = _cells_of(reason, "left", asked, told), _cells_of(reason, "right", held, told)
        ours, theirs = (right, left) if is_holder else (left, right)
        bits = float(reason["bits"]) if "bits" in reason else None  # type: ignore[arg-type]
        rows.append(_reason_row(reason, ours, theirs, bits=bits, running=running, scale=scale))
        running += bits or 0.0
    if side.withheld and not is_holder and side.released is None:
        rows += [_uncompared(cell, is_ours=True, reason="") for cell in asked if cell.tag not in told]
        rows.append(_withheld_row())
        return tuple(rows)
    rows += [_uncompared(cell, is_ours=not is_holder) for cell in asked if cell.tag not in told]
    rows += [_uncompared(cell, is_ours=is_holder) for cell in held if cell.tag not in told]
    return tuple(rows)


def total(view: HitView, *, language: str) -> Total | None:
    """The reasons together: a word before release, the sum where every reason may be known."""
    side = view.side
    if not side.band:
        return None
    bands = tuple(
        (str(BANDS[band]), band == side.band) for band in (Band.WEAK, Band.FAIR, Band.STRONG, Band.VERY_STRONG)
    )
    if side.bits is None:
        return Total(band=band_word(side.band), bands=bands)
    share = max(side.bits, 0.0) / _scale(side.reasons) * 100
    return Total(
        band=band_word(side.band), bands=bands, weight=number_text(_decimal(side.bits), language=language), size=share
    )


def _reason_row(
    reason: Mapping[str, Any],
    ours: Sequence[_Cell],
    theirs: Sequence[_Cell],
    *,
    bits: float | None,
    running: float,
    scale: float,
) -> ReasonRow:
    start, end = sorted((running, running + (bits or 0.0)))
    return ReasonRow(
        field=field_word(str(reason["field"])),
        ours=_first(ours),
        theirs=_first(theirs),
        reason=reason_word(reason),
        weight=_weight(bits) if bits is not None else "",
        start=max(start, 0.0) / scale * 100,
        size=(end - max(start, 0.0)) / scale * 100 if end > 0 else 0.0,
        is_against=bits is not None and bits < 0,
    )


def _uncompared(cell: _Cell, *, is_ours: bool, reason: str | None = None) -> ReasonRow:
    said = _("Not compared") if reason is None else reason
    label = label_of(cell.schema, cell.prop)
    ours, theirs = (cell.shown(), Value()) if is_ours else (Value(), cell.shown())
    return ReasonRow(field=label, ours=ours, theirs=theirs, reason=said)


def _withheld_row() -> ReasonRow:
    return ReasonRow(
        field=_("Everything else"), ours=Value(), theirs=Value(also=_("not released")), reason=_("Not released")
    )


def _asked_cells(question: Iterable[Mapping[str, str]]) -> list[_Cell]:
    """The asker's values, tagged as the matcher tagged them: property and place."""
    cells: list[_Cell] = []
    seen: dict[str, list[str]] = {}
    for value in question:
        known = seen.setdefault(value["prop"], [])
        known.append(value["value"])
        cells.append(
            _Cell(
                tag=f"{value['prop']}/{len(known) - 1}",
                schema=value.get("schema", ""),
                prop=value["prop"],
                original=value.get("original") or value["value"],
                value=value["value"],
            )
        )
    return cells


def _held_cells(view: HitView) -> list[_Cell]:
    statements = view.own_fields if view.side.party == Party.HOLDER else view.released
    return [_Cell(each.tag, each.schema, each.prop, each.original, each.value) for each in statements]


def _cells_of(reason: Mapping[str, Any], end: str, cells: Sequence[_Cell], told: set[str]) -> list[_Cell]:
    """The values that a reason rests on; before release a reason names its field alone."""
    if end in reason:
        tags = set(reason[end])
        found = [cell for cell in cells if cell.tag in tags]
    elif end == "left":
        found = [cell for cell in cells if cell.field == reason["field"]]
    else:
        found = []
    told.update(cell.tag for cell in found)
    return found


def _first(cells: Sequence[_Cell]) -> Value:
    return cells[0].shown() if cells else Value()


def _scale(reasons: Iterable[Mapping[str, Any]]) -> float:
    return max(SCALE, sum(max(float(reason.get("bits", 0.0)), 0.0) for reason in reasons))


def _weight(bits: float) -> str:
    rounded = _decimal(bits)
    if not rounded:
        return "0.0"
    return f"+{rounded}" if rounded > 0 else f"−{abs(rounded)}"


def _decimal(bits: float) -> Decimal:
    return Decimal(f"{bits:.1f}")


def answered_names(view: HitView) -> Iterator[str]:
    """The names that this side may see, its own first."""
    for cell in (*_held_cells(view), *_asked_cells(view.side.question)):
        if cell.prop in NAMES:
            yield cell.original


def fields_compared(view: HitView) -> frozenset[str]:
    """Tags of the own fields that speak for the likeness: what a release usually needs."""
    return frozenset(
        tag
        for reason in view.side.reasons
        if float(reason.get("bits", 0.0)) > 0  # type: ignore[arg-type]
        for tag in reason.get("right", [])  # type: ignore[attr-defined]
    )


def field_label(schema: str, prop: str, original: str) -> str:
    """A field in a list of choices: its name and its value."""
    return _("{field}: {value}").format(field=label_of(schema, prop), value=original)


def asked_label(value: Mapping[str, str]) -> str:
    """A value of the question in the same form."""
    return _("{field}: {value}").format(field=value_name(value), value=value.get("original") or value["value"])
