"""The commands `interlace results`: what came of an operation, each person and thing counted once."""

from contextlib import nullcontext
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.results import ResultKind
from interlace.foundation.console import ExampleGroup, Format, options, say, show, show_one
from interlace.foundation.console.exports import write_export
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import IntegrityFailure, InvalidInput, NotFound
from interlace.operations.plan.actions import Compartment
from interlace.operations.plan.queries import operations_of
from interlace.operations.rules import require_board
from interlace.results.actions import Corrected, Paired, Reported, correct, pair, report, withdraw
from interlace.results.paper import languages_of
from interlace.results.printing import SheetForm, Wanted, print_results
from interlace.results.publishing import is_reproduced, publish_sheet
from interlace.results.queries import result_sheet
from interlace.results.rendering import sheet_out
from interlace.results.rules import error_of
from interlace.results.taking import ResultOrigin, Taken, take_over
from interlace.screening.profile import DRY_RUN_HELP, aware, content_of, language, trial, viewer

EXAMPLE = """
interlace results show "Golden Reed" --as KR
interlace results report "Golden Reed" arrest --source "duty log 3" "KR; M12345678" --as TH
interlace results report "Golden Reed" exhibit --source "seizure list" --from labels.txt --as TH
interlace results publish "Golden Reed" --as KR
interlace results print "Golden Reed" results.pdf --second fr --as KR
interlace results rebuild "Golden Reed" --check --as KR
"""
COLUMNS = {
    "name": gettext_lazy("Figure"),
    "total": gettext_lazy("Altogether"),
    "by_state": gettext_lazy("By bureau"),
    "definition": gettext_lazy("What it counts"),
}
USES = (Action.DISCOVER, Action.READ)
trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
named = click.argument("operation", metavar="OPERATION")
compartment = click.option(
    "--compartment",
    type=click.Choice([each.value for each in Compartment]),
    default=Compartment.LEADER.value,
    help="Who reads it.",
)
public = click.option("--public", is_flag=True, help="May be counted on the sheet for everybody.")


@click.group(cls=ExampleGroup, example=EXAMPLE)
def results() -> None:
    """What came of an operation, which is named by its id or its title."""


@results.command("show")
@named
@click.option("--as-of", type=click.DateTime(), help="As it stood then, in your zone.")
@declare("results.sheet", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def show_(operation: str, as_of: datetime | None) -> None:
    """The figures, counted from the lines that your bureau may read."""
    who = _viewer()
    _show(who, _id(who, operation), as_of=aware(as_of))


@results.command("report")
@named
@click.argument("kind", type=click.Choice([each.value for each in ResultKind]))
@click.argument("names", nargs=-1)
@click.option("--from", "path", default="", help="A text with one person or thing a line; - for standard input.")
@click.option("--source", required=True, help="From where you have it; no name.")
@click.option("--at", type=click.DateTime(), help="When it happened, in your zone; otherwise now.")
@click.option("--child", is_flag=True, help="Under 18, or presumed to be.")
@click.option("--amount", default="", help="Of money held, with its currency: 2589000000 KRW.")
@compartment
@public
@declare("results.enter", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def report_(  # noqa: PLR0917 - click passes every option by name
    operation: str,
    kind: str,
    names: tuple[str, ...],
    path: str,
    source: str,
    at: datetime | None,
    child: bool,
    amount: str,
    compartment: str,
    public: bool,
) -> None:
    """Report results of your bureau. What names people makes keys and is not kept; a list keeps it out of the shell."""
    who, now = _viewer(), timezone.now()
    listed = _lines(path) if path else ()
    money, currency = _money(amount)
    told = Reported(
        ResultKind(kind),
        (*names, *listed),
        aware(at) or now,
        source,
        Compartment(compartment),
        is_child=child,
        is_public=public,
        amount=money,
        currency=currency,
    )
    # Never only tried out: who is compared with the lines of others is said to them.
    found = _id(who, operation)
    added = report(who, found, told, now=now)
    if left := len(told.named) - len(added):
        say(_("Reported by your bureau before, and not added again: {count}.").format(count=left))
    _show(who, found)


@results.command("take")
@named
@click.argument("origin", type=click.Choice([each.value for each in ResultOrigin]))
@click.argument("of", metavar="ID")
@compartment
@public
@trying
@declare("results.take", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def take_(  # noqa: PLR0917 - click passes every option by name
    operation: str,
    origin: str,
    of: str,
    compartment: str,
    public: bool,
    dry_run: bool,
) -> None:
    """Take over what your bureau knows: those received at a place, or exhibits and leads of a case; nothing twice."""
    who = _viewer()
    taken = Taken(ResultOrigin(origin), _line(of, "origin_unknown"), Compartment(compartment), public)
    with trial() if dry_run else nullcontext():
        take_over(who, _id(who, operation), taken, now=timezone.now())
        _show(who, _id(who, operation))


@results.command("correct")
@named
@click.argument("line")
@click.option("--source", required=True, help="From where you know it; no name.")
@click.option("--named", "instead", default="", help="Who or what it is instead.")
@click.option("--withdraw", "is_withdrawn", is_flag=True, help="It did not happen.")
@click.option("--public/--not-public", "is_public", default=None, help="May be counted on the sheet for everybody.")
@declare("results.mend", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def correct_(  # noqa: PLR0917 - click passes every option by name
    operation: str,
    line: str,
    source: str,
    instead: str,
    is_withdrawn: bool,
    is_public: bool | None,
) -> None:
    """Correct or withdraw a line of your bureau by a new one."""
    who, now = _viewer(), timezone.now()
    found, meant = _id(who, operation), _line(line, "line_unknown")
    if is_withdrawn:
        withdraw(who, found, meant, source=source, now=now)
    else:
        correct(who, found, meant, Corrected(source, instead, is_public=is_public), now=now)
    _show(who, found)


@results.command("pair")
@named
@click.argument("one")
@click.argument("other")
@click.option("--reason", required=True)
@click.option("--not", "is_different", is_flag=True, help="They are not the same after all.")
@trying
@declare("results.same", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def pair_(  # noqa: PLR0917 - click passes every option by name
    operation: str,
    one: str,
    other: str,
    reason: str,
    is_different: bool,
    dry_run: bool,
) -> None:
    """Say whether two lines are of the same person or account."""
    who = _viewer()
    told = Paired(_line(one, "pair_wrong"), _line(other, "pair_wrong"), reason, is_same=not is_different)
    with trial() if dry_run else nullcontext():
        pair(who, _id(who, operation), told, now=timezone.now())
        _show(who, _id(who, operation))


@results.command("publish")
@named
@declare("results.freeze", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def publish_(operation: str) -> None:
    """Freeze the next version of the sheet for everybody. For the bureau that leads."""
    who = _viewer()
    made = publish_sheet(who, _id(who, operation), now=timezone.now())
    show_one({"version": made.version, "id": str(made.id)})


@results.command("print")
@named
@click.argument("path", type=click.Path(dir_okay=False))
@click.option("--second", default="", help="A second language on the same sheet: en, fr or vi.")
@click.option("--public", "version", type=click.IntRange(min=1), help="The published version of this number.")
@declare("results.print", SurfaceKind.COMMAND, actions=(*USES, Action.EXPORT), purpose=PurposeFrom.OBJECT)
def print_(operation: str, path: str, second: str, version: int | None) -> None:
    """Write the sheet as PDF, DOCX or CSV, by the ending of the file's name."""
    who, now = _viewer(), timezone.now()
    ending = Path(path).suffix.lstrip(".").lower()
    if ending not in set(SheetForm):
        raise InvalidInput(_("This is no form of a sheet."), fix=_("Let the name end in .pdf, .docx or .csv."))
    found = _id(who, operation)
    wanted = Wanted(
        SheetForm(ending), languages_of(language(), second), ZoneInfo(str(timezone.get_current_timezone())), version
    )
    content = print_results(who, found, wanted, now=now)
    write_export(Path(path), content)


@results.command("rebuild")
@named
@click.option("--check", is_flag=True, required=True, help="Count every published figure again from the log.")
@declare("results.rebuild", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def rebuild(operation: str, check: bool) -> None:  # noqa: ARG001 - nothing is written without it either
    """Say whether every published figure is what its log gives again. For the bureau that leads."""
    who = _viewer()
    if not is_reproduced(who, _id(who, operation), now=timezone.now()):
        raise IntegrityFailure(
            _("A published figure is not what its log gives."), fix=_("Compare the log with a backup of that day.")
        )
    show_one({"reproduced": True})


def _viewer() -> Viewer:
    found = viewer()
    require_board(found)
    return found


def _id(who: Viewer, name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        found = [each.id for each in operations_of(who, now=timezone.now()) if each.title == name]
    if len(found) != 1:
        raise NotFound(_("There is no such operation."))
    return found[0]


def _line(name: str, otherwise: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        raise error_of(otherwise) from None


def _lines(path: str) -> tuple[str, ...]:
    return tuple(filter(None, (line.strip() for line in content_of(path).decode("utf-8-sig", "replace").splitlines())))


def _money(text: str) -> tuple[Decimal | None, str]:
    if not text:
        return None, ""
    amount, _blank, currency = text.strip().rpartition(" ")
    try:
        return Decimal(amount.replace(" ", "")), currency
    except InvalidOperation:
        raise error_of("amount_wrong") from None


def _show(who: Viewer, operation: UUID, *, as_of: datetime | None = None) -> None:
    out = sheet_out(result_sheet(who, operation, now=timezone.now(), as_of=as_of))
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(out.model_dump(mode="json"))
        return
    show(
        (
            {
                "name": each.name,
                "total": each.total,
                "by_state": ", ".join(f"{state} {count}" for state, count in each.by_state.items() if count),
                "definition": each.definition,
            }
            for each in out.figures
        ),
        columns=COLUMNS,
    )
