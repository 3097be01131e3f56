"""What the pages about people, use and waiting rows show: sections of pairs, tables and forms, ready to be drawn."""

from dataclasses import dataclass, field
from typing import Literal

from interlace.foundation.localize.shown import Notice, ShownField, Trail


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str = ""
    url: str = ""
    state: str = ""
    """A state's code: its mark and colour stand before the text."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; the first cell heads it."""

    cells: tuple[Cell, ...]
    tick: str = ""
    """The value of a tick box before the first cell, where rows are chosen."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below heads. `empty` is said where there are none."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str = ""

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, Cell]]]]:
        """Each row with its heads, for narrow screens."""
        return [(row, list(zip(self.heads, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Box:
    """One tick box."""

    value: str
    label: str
    is_ticked: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """Some of a list."""

    name: str
    legend: str
    boxes: tuple[Box, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """One way to send a form; the name and value say which."""

    label: str
    tone: Literal["", "main", "stop", "two"] = ""
    value: str = ""
    url: str = ""
    """Another address than the form's own."""


@dataclass(frozen=True, slots=True)
class Form:
    """One thing to do."""

    url: str
    buttons: tuple[Button, ...]
    title: str = ""
    hint: str = ""
    fields: tuple[ShownField, ...] = ()
    boxes: tuple[Boxes, ...] = ()
    code: ShownField | None = None
    values: tuple[tuple[str, str], ...] = ()
    has_file: bool = False
    is_folded: bool = False
    is_get: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """One of two signatures."""

    who: str
    lines: tuple[str, ...]
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page."""

    key: str
    title: str
    hint: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
    table: Table | None = None
    seats: tuple[Seat, ...] = ()
    forms: tuple[Form, ...] = ()
    around: Form | None = None
    """A form around the table, where its rows are chosen."""
    secret: str = ""
    """Shown once, to be handed over."""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Any of these pages."""

    title: str
    lead: str
    handling: str
    sections: tuple[Section, ...] = ()
    trail: tuple[Trail, ...] = ()
    notices: tuple[Notice, ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())
    """Further pages: label and address."""
