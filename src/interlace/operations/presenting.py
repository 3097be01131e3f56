"""The readiness board as a page and a sheet show it: rows of cells in words, grouped by band."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interlace.bureaus.people.presenting import Form
from interlace.core.readiness import CRITERIA, Band, Cell, Gap, Level, MissingLevel, MissingPoints
from interlace.foundation.localize.shown import Notice, ShownField, ShownName, person_name
from interlace.operations.queries import Board, BoardRow
from interlace.operations.words import (
    BAND_WORDS,
    CRITERIA_WORDS,
    DECISION_WORDS,
    DIMENSION_WORDS,
    FLAG_WORDS,
    LEVEL_WORDS,
)

GROUP_WORDS: Mapping[Band, Promise] = {
    Band.CRITERIA_MET: gettext_lazy("Criteria met: every gate is passed and the points are reached"),
    Band.ONE_GAP: gettext_lazy("One gap"),
    Band.NOT_READY: gettext_lazy("Not ready"),
}
BAND_STATES: Mapping[Band, str] = {Band.CRITERIA_MET: "met", Band.ONE_GAP: "gap", Band.NOT_READY: "not_met"}
BAND_MARKS: Mapping[Band, str] = {Band.CRITERIA_MET: "ok", Band.ONE_GAP: "gap", Band.NOT_READY: "stop"}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One dimension of one target: its weakest gate in words."""

    head: str
    criterion: str
    text: str
    tone: str
    mark: str
    level: str
    pips: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One target."""

    id: str
    name: ShownName
    reference: str
    requesting: str
    requested: str
    cells: tuple[ShownCell, ...]
    state: str
    result: str
    decision: str
    dissent: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The targets of one band."""

    title: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class ShownHead:
    """One dimension as the head of a column."""

    word: str
    gate: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One chip above the board."""

    label: str
    url: str
    mark: str = ""
    key: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class BoardPage:
    """The whole board."""

    sub: str
    lead: str
    handling: str
    heads: tuple[ShownHead, ...]
    groups: tuple[ShownGroup, ...]
    filters: tuple[Filter, ...] = ()
    bureaus: tuple[Filter, ...] = ()
    notices: tuple[Notice, ...] = ()
    may_take: bool = False
    code: ShownField | None = None
    new: Form | None = field(default=None)
    ready: Form | None = None


def heads() -> tuple[ShownHead, ...]:
    """The eight dimensions with the lowest gate of each."""
    return tuple(
        ShownHead(str(words), _gate_text([each.gate for each in CRITERIA.values() if each.dimension is dimension]))
        for dimension, words in DIMENSION_WORDS.items()
    )


def groups_of(board: Board) -> tuple[ShownGroup, ...]:
    """The board by bands, the most ready first; a band without a target is left out."""
    found = []
    for band in sorted(Band, reverse=True):
        rows = tuple(shown_row(row) for row in board.rows if row.readiness.band is band)
        if rows:
            count = ngettext("{count} target", "{count} targets", len(rows)).format(count=len(rows))
            found.append(ShownGroup(_("{band}: {count}").format(band=GROUP_WORDS[band], count=count), rows))
    return tuple(found)


def shown_row(row: BoardRow) -> ShownRow:
    """One target in words."""
    said = len(row.dissent)
    return ShownRow(
        id=str(row.target.id),
        name=person_name(row.target.name),
        reference=row.target.reference,
        requesting=row.target.member,
        requested=row.target.requested,
        cells=tuple(
            _shown_cell(str(words), row.cells[dimension], is_gated=_is_gated(row.cells[dimension]))
            for dimension, words in DIMENSION_WORDS.items()
        ),
        state=BAND_STATES[row.readiness.band],
        result=result_text(row),
        decision=str(DECISION_WORDS[row.decision]),
        dissent=ngettext("{count} dissent", "{count} dissents", said).format(count=said) if said else "",
    )


def result_text(row: BoardRow) -> str:
    """The band, or how many gaps there are."""
    gaps = len(row.readiness.gaps)
    if row.readiness.band is Band.CRITERIA_MET:
        return str(BAND_WORDS[Band.CRITERIA_MET])
    return ngettext("{count} gap", "{count} gaps", gaps).format(count=gaps)


def gap_text(gap: Gap) -> str:
    """One thing that is missing, as a sentence."""
    if isinstance(gap, MissingLevel):
        return _("{criterion}: {has}; needed is {needs}").format(
            criterion=CRITERIA_WORDS[gap.criterion],
            has=LEVEL_WORDS[gap.criterion][gap.has],
            needs=LEVEL_WORDS[gap.criterion][gap.needs],
        )
    if isinstance(gap, MissingPoints):
        return _("Even with every gate passed it has {has} of 100 points; needed are {needs}").format(
            has=int(gap.has), needs=gap.needs
        )
    return _("Red flag: {flag}").format(flag=FLAG_WORDS[gap])


def _shown_cell(head: str, cell: Cell, *, is_gated: bool) -> ShownCell:
    is_none = cell.is_gap and cell.level is Level.NONE
    return ShownCell(
        head=head,
        criterion=str(CRITERIA_WORDS[cell.criterion]),
        text=str(LEVEL_WORDS[cell.criterion][cell.level]),
        tone="is-none" if is_none else "is-open" if cell.is_gap else "",
        mark="stop" if is_none else "gap" if cell.is_gap else "",
        level=_("{level} of 3").format(level=int(cell.level))
        if is_gated
        else _("{level} of 3, no gate").format(level=int(cell.level)),
        pips=tuple(number < cell.level for number in range(Level.FULL)),
    )


def _is_gated(cell: Cell) -> bool:
    return CRITERIA[cell.criterion].gate is not None


def _gate_text(gates: list[Level | None]) -> str:
    named = sorted({int(gate) for gate in gates if gate is not None})
    if not named:
        return _("no gate")
    if len(named) == 1:
        return _("at least {level}").format(level=named[0])
    return _("at least {low} or {high}").format(low=named[0], high=named[-1])
