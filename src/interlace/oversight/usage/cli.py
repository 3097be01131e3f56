"""The commands `interlace usage`: the table of a month, and unusual ways of searching to decide on."""

from uuid import UUID

import click
from django.utils.translation import gettext_lazy

from interlace.bureaus.people.models import Signal
from interlace.bureaus.people.signals import dismiss_signal, names_of, signals_of, suspend_over_signal
from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, options, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.localize.reader import Reader, reader_of
from interlace.oversight.usage.monthly import COLUMNS, month_read, table_of
from interlace.oversight.usage.schemas import SignalOut, UnitUsageOut

TABLE_COLUMNS = {"name": gettext_lazy("Unit"), **{name: column.name for name, column in COLUMNS.items()}}
SIGNAL_COLUMNS = {
    "id": gettext_lazy("Signal"),
    "officer_name": gettext_lazy("Officer"),
    "words": gettext_lazy("Pattern"),
    "state": gettext_lazy("State"),
    "reason": gettext_lazy("Reason"),
}
_reasoned = click.option("--reason", required=True, help="Why; it stands in the log.")


@click.group(cls=ExampleGroup, example="interlace usage table --month 2026-10 --as kr.head")
def usage() -> None:
    """Who uses and who contributes, month by month; unusual ways of searching, for the head to decide on."""


@usage.command("table", example="interlace usage table --month 2026-10 --as kr.head -o csv")
@click.option("--month", default="", help="For example 2026-10; this month without.")
@declare("usage.table", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def table(month: str) -> None:
    """The month of the own bureau and of each unit under it."""
    who, reader = _who()
    first = month_read(month, today=reader.now.astimezone(reader.zone).date())
    rows = table_of(who, first, now=reader.now)
    show((UnitUsageOut.of(row).model_dump(mode="json") for row in rows), columns=TABLE_COLUMNS)


@usage.command("signals", example="interlace usage signals --as kr.head")
@declare("usage.signals", SurfaceKind.COMMAND)
def list_signals() -> None:
    """Unusual ways of searching in the own bureau, the latest first."""
    who, reader = _who()
    found = signals_of(who, now=reader.now)
    names = names_of(found)
    show((SignalOut.of(each, names, reader).model_dump(mode="json") for each in found), columns=SIGNAL_COLUMNS)


@usage.command("dismiss", example='interlace usage dismiss 5d2c... --reason "A training" --as kr.head')
@click.argument("signal_id", type=click.UUID)
@_reasoned
@declare("usage.dismiss", SurfaceKind.COMMAND)
def dismiss(signal_id: UUID, reason: str) -> None:
    """Say why it was no misuse."""
    who, reader = _who()
    _show(dismiss_signal(who, signal_id, reason=reason, now=reader.now), reader)


@usage.command("suspend", example='interlace usage suspend 5d2c... --reason "Own family" --as kr.head')
@click.argument("signal_id", type=click.UUID)
@_reasoned
@declare("usage.suspend", SurfaceKind.COMMAND)
def suspend(signal_id: UUID, reason: str) -> None:
    """Suspend the officer that it is about."""
    who, reader = _who()
    _show(suspend_over_signal(who, signal_id, reason=reason, now=reader.now), reader)


def _who() -> tuple[Viewer, Reader]:
    officer = officer_of_profile(options().profile)
    return viewer_of(officer), reader_of(officer)


def _show(signal: Signal, reader: Reader) -> None:
    show_one(SignalOut.of(signal, names_of([signal]), reader).model_dump(mode="json"))
