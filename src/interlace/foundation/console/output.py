"""Answers go to standard output in the format that was asked for; everything else goes to standard error."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import category

import click

from interlace.core.spreadsheets import neutral
from interlace.foundation.console.options import Format, options

Row = Mapping[str, Any]
Headings = Mapping[str, object]
"""Field → its heading; one that is translated late is put into words here."""


def show(rows: Iterable[Row], *, columns: Headings) -> None:
    """Write a list of rows. `columns` names the fields of table and CSV, in order, with their headings.

    JSON formats carry every field of a row, so that nothing is lost between programs.
    """
    chosen = options().format
    if chosen is Format.NDJSON:
        for row in rows:
            click.echo(_json(row))
    elif chosen is Format.JSON:
        click.echo(_json(list(rows), indent=2))
    elif chosen is Format.CSV:
        click.echo(_csv(rows, columns), nl=False)
    else:
        _table(list(rows), columns)


def show_one(row: Row, *, headings: Headings | None = None) -> None:
    """Write one thing: its fields line by line on a terminal, an object for a program."""
    chosen = options().format
    names = {name: str(heading) for name, heading in (headings or {name: name for name in row}).items()}
    if chosen is Format.JSON:
        click.echo(_json(row, indent=2))
    elif chosen is Format.NDJSON:
        click.echo(_json(row))
    elif chosen is Format.CSV:
        click.echo(_csv([row], names), nl=False)
    else:
        width = max((len(name) for name in names.values()), default=0)
        for field, name in names.items():
            click.echo(f"{name:<{width}}  {_shown(row.get(field))}")


def say(text: object) -> None:
    """Tell the person at the terminal something that is no part of the answer."""
    click.echo(str(text), err=True)


def _json(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)


def _csv(rows: Iterable[Row], columns: Headings) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(str(heading) for heading in columns.values())
    writer.writerows([neutral(_cell(row.get(field))) for field in columns] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return ", ".join(_cell(part) for part in value)
    return str(value)


def _shown(value: object) -> str:
    """A terminal obeys control characters, so none that came with a record reaches it."""
    return "".join("\N{REPLACEMENT CHARACTER}" if category(sign) == "Cc" else sign for sign in _cell(value))


def _table(rows: Sequence[Row], columns: Headings) -> None:
    # Late, because it takes a tenth of a second that programs reading JSON need not wait for.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in columns.values():
        table.add_column(str(heading), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(row.get(field))) for field in columns))
    Console(no_color=not options().is_coloured, highlight=False).print(table)
