"""The commands `interlace readiness`: which targets are ready, and what each lacks."""

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.readiness import CRITERIA, Level, RedFlag, Support
from interlace.core.readiness.panel import Vote
from interlace.core.readiness.standards import Stage, Standard
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.console.exports import write_export
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.localize.formats import moment_text
from interlace.operations.assessing import Shown, TargetTerms, lay_target_open, set_finding, set_flags, set_standard
from interlace.operations.gaps import set_tasks_for_gaps
from interlace.operations.panel import give_opinion
from interlace.operations.presenting import gap_text
from interlace.operations.printing import print_board
from interlace.operations.queries import board, target_view
from interlace.operations.rendering import board_out, target_out
from interlace.operations.rules import require_board
from interlace.operations.words import BAND_WORDS, DECISION_WORDS
from interlace.screening.profile import DRY_RUN_HELP, aware, language, trial, viewer

COLUMNS = {
    "name": gettext_lazy("Target"),
    "reference": gettext_lazy("Number"),
    "requesting": gettext_lazy("Asks"),
    "requested": gettext_lazy("Would be asked"),
    "result": gettext_lazy("Result"),
    "missing": gettext_lazy("What is missing"),
    "said": gettext_lazy("Decision"),
    "id": gettext_lazy("Id"),
}
EXAMPLE = """
interlace readiness list --as KR
interlace readiness lay KR-2026-0117 "HAN Ji-seop" TH --as KR
interlace readiness find 6a1f... LE1 3 --on document --as KR
interlace readiness say 6a1f... plan --as TH
interlace readiness print board.pdf --as KR
"""
USES = (Action.DISCOVER, Action.READ)
trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
named = click.argument("target", metavar="TARGET")


@click.group(cls=ExampleGroup, example=EXAMPLE)
def readiness() -> None:
    """Which targets are ready for a joint operation. A target is named by its id or its number."""


@readiness.command("list")
@declare("readiness.board", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def list_() -> None:
    """The targets that your bureau laid open or was shown, the most ready first."""
    found = board(_viewer(), now=timezone.now())
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(board_out(found).model_dump(mode="json"))
        return
    show(
        (
            {
                "name": row.target.name,
                "reference": row.target.reference,
                "requesting": row.target.member,
                "requested": row.target.requested,
                "result": str(BAND_WORDS[row.readiness.band]),
                "missing": "; ".join(gap_text(gap) for gap in row.readiness.gaps),
                "said": str(DECISION_WORDS[row.decision]),
                "id": str(row.target.id),
            }
            for row in found.rows
        ),
        columns=COLUMNS,
    )


@readiness.command("show")
@named
@declare("readiness.target", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def show_target(target: str) -> None:
    """One target with its sixteen criteria and what both sides said."""
    _show(_viewer(), target)


@readiness.command("lay")
@click.argument("case_name", metavar="CASE")
@click.argument("text", metavar="NAME")
@click.argument("requested", metavar="BUREAU")
@click.option("--number", default="", help="Number that both sides shall call it by.")
@trying
@declare("readiness.new", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def lay(case_name: str, text: str, requested: str, number: str, dry_run: bool) -> None:
    """Lay a target of an own case before the bureau that would be asked for the arrest."""
    with trial() if dry_run else nullcontext():
        made = lay_target_open(_viewer(), case_name, TargetTerms(text, requested.upper(), number), now=timezone.now())
        _show(_viewer(), str(made.id))


@readiness.command("find")
@named
@click.argument("criterion", type=click.Choice(list(CRITERIA)))
@click.argument("level", type=click.IntRange(0, 3))
@click.option("--on", "support", multiple=True, type=click.Choice([each.value for each in Support]), help="Rests on.")
@click.option("--note", default="", help="Where, in a few words.")
@trying
@declare("readiness.find", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def find(  # noqa: PLR0917 - click passes every option by name
    target: str, criterion: str, level: int, support: tuple[str, ...], note: str, dry_run: bool
) -> None:
    """Say how far a criterion is shown, and what that rests on."""
    shown = Shown(criterion, Level(level), frozenset(map(Support, support)), note)
    with trial() if dry_run else nullcontext():
        set_finding(_viewer(), _id(target), shown, now=timezone.now())
        _show(_viewer(), target)


@readiness.command("flag")
@named
@click.option("--raise", "raised", multiple=True, type=click.Choice([each.value for each in RedFlag]))
@trying
@declare("readiness.flag", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def flag(target: str, raised: tuple[str, ...], dry_run: bool) -> None:
    """Say which red flags a target has now; without one, none."""
    with trial() if dry_run else nullcontext():
        set_flags(_viewer(), _id(target), [RedFlag(each) for each in raised], now=timezone.now())
        _show(_viewer(), target)


@readiness.command("say")
@named
@click.argument("vote", type=click.Choice([each.value for each in Vote]))
@click.option("--reason", default="", help="Needed against the result, or against the others.")
@trying
@declare("readiness.say", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def say_vote(target: str, vote: str, reason: str, dry_run: bool) -> None:
    """Speak about a target as a member of the panel."""
    with trial() if dry_run else nullcontext():
        give_opinion(_viewer(), _id(target), Vote(vote), reason=reason, now=timezone.now())
        _show(_viewer(), target)


@readiness.command("tasks")
@named
@click.option("--due", type=click.DateTime(), help="In your zone.")
@trying
@declare("readiness.gaps", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def tasks(target: str, due: datetime | None, dry_run: bool) -> None:
    """Make tasks of your case out of the gates that are not passed; none twice."""
    with trial() if dry_run else nullcontext():
        made = set_tasks_for_gaps(_viewer(), _id(target), due=aware(due), now=timezone.now())
        show(({"text": each.text} for each in made), columns={"text": gettext_lazy("Task")})


@readiness.command("standard")
@click.argument("stage", type=click.Choice([each.value for each in Stage]))
@click.argument("standard", type=click.Choice([each.value for each in Standard]))
@click.option("--source", required=True, help="The law or rule that says so.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), required=True)
@trying
@declare("readiness.own-standard", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def standard_(stage: str, standard: str, source: str, as_of: datetime, dry_run: bool) -> None:
    """Say how much your State wants shown at a stage. Every member reads it."""
    with trial() if dry_run else nullcontext():
        row = set_standard(
            _viewer(), Stage(stage), Standard(standard), source=source, as_of=as_of.date(), now=timezone.now()
        )
        show_one({"state": row.member, "stage": row.stage, "standard": row.standard, "source": row.source})


@readiness.command("print")
@click.argument("path", type=click.Path(dir_okay=False))
@declare("readiness.print", SurfaceKind.COMMAND, actions=(*USES, Action.EXPORT), purpose=PurposeFrom.OBJECT)
def print_(path: str) -> None:
    """Write the board as PDF, A4 across."""
    now = timezone.now()
    moment = moment_text(timezone.localtime(now), zone=timezone.get_current_timezone(), language=language())
    content = print_board(_viewer(), moment=moment, now=now)
    write_export(Path(path), content)


def _viewer() -> Viewer:
    found = viewer()
    require_board(found)
    return found


def _id(name: str) -> UUID:
    try:
        return UUID(name)
    except ValueError:
        found = [row.target.id for row in board(_viewer(), now=timezone.now()).rows if row.target.reference == name]
    if len(found) != 1 or not name:
        raise NotFound(_("There is no such target."))
    return found[0]


def _show(who: Viewer, name: str) -> None:
    seen = target_view(who, _id(name), now=timezone.now())
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(target_out(seen).model_dump(mode="json"))
        return
    row = seen.row
    show_one(
        {
            "name": row.target.name,
            "result": str(BAND_WORDS[row.readiness.band]),
            "missing": "; ".join(gap_text(gap) for gap in row.readiness.gaps),
            "said": str(DECISION_WORDS[row.decision]),
            "id": str(row.target.id),
        },
        headings={name: COLUMNS[name] for name in ("name", "result", "missing", "said", "id")},
    )
