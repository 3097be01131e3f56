"""The comparison of S3, row by row: ours, the reason as far as it may be known, theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from interlace.core.matching import Field
from interlace.core.procedure.ladder import Party, State
from interlace.facts.describing import COUNTRIES, NAMES, kind_of
from interlace.facts.pictures.kinds import KIND_WORDS as PICTURE_WORDS
from interlace.facts.pictures.kinds import PICTURES, PictureKind
from interlace.facts.shown_names import shown_name
from interlace.facts.values import ValueKind
from interlace.foundation.localize.words import country_name
from interlace.screening.pages.desk import PLAIN, label_of
from interlace.screening.pages.waterfall import (
    BANDS_SHOWN,
    Scale,
    chance_of,
    least_of,
    model_of,
    number_text,
    scale_of,
    span_text,
    ticks_of,
    weight_text,
)
from interlace.screening.presenting import Picture, ReasonRow, Total, Value
from interlace.screening.queries import HitView
from interlace.screening.words import BANDS, band_word, field_word, reason_word

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
        return _FIELD_OF.get(kind_of(self.schema, self.prop), Field.IDENTIFIER)

    def shown(self) -> Value:
        if self.prop in NAMES:
            return Value(name=shown_name(self.original))
        if self.prop == "birthDate" and self.original != self.value:
            return Value(text=self.original, also=f"= {self.value}")
        if self.prop in COUNTRIES and (country := country_name(self.value)):
            return Value(text=country, also="" if self.original.casefold() == self.value.casefold() else self.original)
        return Value(text=self.original, is_code=self.prop not in PLAIN)


def comparison(view: HitView) -> tuple[ReasonRow, ...]:
    """Every reason this side may know, then what was not compared, or that the rest is not released."""
    side = view.side
    asked, held = _asked_cells(side.question), _held_cells(view)
    is_holder = side.party == Party.HOLDER
    rows: list[ReasonRow] = []
    told: set[str] = set()
    running, scale = 0.0, scale_of(side)
    for reason in side.reasons:
        left, right = _cells_of(reason, "left", asked, told), _cells_of(reason, "right", held, told)
        ours, theirs = (right, left) if is_holder else (left, right)
        bits = float(reason["bits"]) if "bits" in reason else None  # type: ignore[arg-type]
        rows.append(_reason_row(reason, ours, theirs, bits=bits, running=running, scale=scale))
        running += bits or 0.0
    if side.state == State.WITHDRAWN:
        return tuple(_uncompared(cell, is_ours=not is_holder, reason="") for cell in asked)
    if side.withheld and not is_holder and side.released is None:
        rows += [_uncompared(cell, is_ours=True, reason="") for cell in asked if cell.tag not in told]
        rows.append(_withheld_row())
        return tuple(rows)
    rows += [_uncompared(cell, is_ours=not is_holder) for cell in asked if cell.tag not in told]
    rows += [_uncompared(cell, is_ours=is_holder) for cell in held if cell.tag not in told]
    return tuple(rows)


def total(view: HitView) -> Total | None:
    """The reasons together: a word before release, the sum where every reason may be known."""
    side = view.side
    if not side.band:
        return None
    bands = tuple((str(BANDS[band]), band == side.band) for band in BANDS_SHOWN)
    if side.bits is None:
        return Total(band=band_word(side.band), bands=bands)
    scale = scale_of(side)
    start, size = scale.stretch(0.0, side.bits)
    is_part = side.party == Party.ASKER and side.withheld
    weighed = model_of(side)
    least = least_of(side.band, weighed) if weighed is not None else ""
    return Total(
        band=band_word(side.band),
        bands=bands,
        theirs=_("the released part") if is_part else "",
        weight=number_text(side.bits),
        start=start,
        size=size,
        ticks=ticks_of(scale, weighed) if weighed is not None else (),
        least=_("{band} begins at {least} bits").format(band=band_word(side.band).capitalize(), least=least)
        if least
        else "",
        chance=chance_of(side, weighed) if weighed is not None else None,
    )


def _reason_row(
    reason: Mapping[str, Any],
    ours: Sequence[_Cell],
    theirs: Sequence[_Cell],
    *,
    bits: float | None,
    running: float,
    scale: Scale,
) -> ReasonRow:
    start, size = scale.stretch(running, running + (bits or 0.0))
    return ReasonRow(
        field=field_word(str(reason["field"])),
        ours=_first(ours),
        theirs=_first(theirs),
        reason=reason_word(reason),
        weight=weight_text(bits) if bits is not None else "",
        start=start,
        size=size,
        is_against=bits is not None and bits < 0,
        said=span_text(running, running + bits) if bits else "",
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
        if value["prop"] in PICTURES:
            continue
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
    # Pictures lie side by side below the table.
    return [
        _Cell(each.tag, each.schema, each.prop, each.original, each.value)
        for each in statements
        if each.prop not in PICTURES
    ]


def _cells_of(reason: Mapping[str, Any], end: str, cells: Sequence[_Cell], told: set[str]) -> list[_Cell]:
    """The values that a reason rests on; before release a reason names its field alone."""
    tags = set(reason.get(end, ()))
    found = [cell for cell in cells if cell.tag in tags]
    is_one_sided = str(reason["code"]).endswith("_not_given")
    if not found and (is_one_sided or (end not in reason and end == "left")):
        found = [cell for cell in cells if cell.field == reason["field"]]
    told.update(cell.tag for cell in found)
    return found


def _first(cells: Sequence[_Cell]) -> Value:
    return cells[0].shown() if cells else Value()


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
    if prop in PICTURES:
        return str(PICTURE_WORDS[PictureKind(prop)])
    value = (country_name(original) if prop in COUNTRIES else "") or original
    return _("{field}: {value}").format(field=label_of(schema, prop), value=value)


def asked_label(value: Mapping[str, str]) -> str:
    """A value of the question in the same form."""
    return field_label(str(value.get("schema", "")), value["prop"], value.get("original") or value["value"])


def pictures(view: HitView) -> Iterator[tuple[Picture, Picture]]:
    """Pictures of one kind beside each other; a side without one says so in words."""
    ours = {each.prop: str(each.id) for each in view.own_fields}
    if view.side.party == Party.HOLDER:
        theirs = {value["prop"]: value.get("fact", "") for value in view.side.question}
    else:
        theirs = {each.prop: str(each.id) for each in view.released}
    for kind in PictureKind:
        if ours.get(kind.value) or theirs.get(kind.value):
            yield _picture(kind, ours.get(kind.value, "")), _picture(kind, theirs.get(kind.value, ""))


def _picture(kind: PictureKind, fact: str) -> Picture:
    word = PICTURE_WORDS[kind]
    if not fact:
        return Picture(caption=_("{picture}: none, or not released").format(picture=word))
    return Picture(caption=str(word), url=reverse("hit-picture", args=[fact]))
