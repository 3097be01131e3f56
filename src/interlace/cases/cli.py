"""The commands `interlace case`: open, list, show, fill, close and export cases."""

from contextlib import nullcontext
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy

from interlace.cases.actions import CaseTerms, Checked, check_case, close_case, open_case
from interlace.cases.entries import attach_subjects
from interlace.cases.exporting import export_case
from interlace.cases.leads import LeadTerms, add_lead
from interlace.cases.looking import LookingTerms, look_at_case_as
from interlace.cases.models import Case
from interlace.cases.notes import Typed, keep_note
from interlace.cases.queries import case_view, cases_page
from interlace.cases.rendering import case_out, case_row, copy_out, seen_out
from interlace.cases.tasks import add_task
from interlace.core.handling import Action
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.roles import Role
from interlace.screening.profile import DRY_RUN_HELP, aware, language, trial, viewer

CASE_COLUMNS = {
    "reference": gettext_lazy("Reference"),
    "title": gettext_lazy("Title"),
    "state": gettext_lazy("State"),
    "purpose": gettext_lazy("Purpose"),
    "opened": gettext_lazy("Opened"),
}
EXAMPLE = """
interlace case new "Golden Reed" --purpose fraud --ref KR-2026-0117 --as KR
interlace case add KR-2026-0117 lead "Ask the driver of the white van." --grading ADMIRALTY:B2 --as KR
interlace case show KR-2026-0117 --as KR
interlace case import-pack meeting_pack --dry-run -o json
"""
USES = (Action.DISCOVER, Action.READ)
EXPORTS = (Action.DISCOVER, Action.READ, Action.EXPORT)

trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
named = click.argument("case_name", metavar="CASE")


@click.group(cls=ExampleGroup, example=EXAMPLE)
def case() -> None:
    """What your bureau works on. A case is named by its reference or its id."""


@case.command("new")
@click.argument("title")
@click.option("--purpose", required=True, help="What it is for, for example fraud.")
@click.option("--ref", "reference", required=True, help="Number of the case.")
@click.option("--summary", default="", help="What it is about, in a few sentences.")
@click.option("--legal-basis", default="", help="Law or decision under which it is investigated.")
@click.option("--level", type=click.IntRange(0, 3), default=0, show_default=True)
@click.option("--closed-in", is_flag=True, help="Only those who are on it may know of it.")
@trying
@declare("case.new", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def new(  # noqa: PLR0917 - click passes every option by name
    title: str, purpose: str, reference: str, summary: str, legal_basis: str, level: int, closed_in: bool, dry_run: bool
) -> None:
    """Open a case."""
    terms = CaseTerms(title, summary, legal_basis, level, is_closed_in=closed_in)
    with trial() if dry_run else nullcontext():
        made = open_case(viewer(purpose=purpose, reference=reference), terms, now=timezone.now())
        show_one(_row(made))


@case.command("list")
@click.option("--open", "only_open", is_flag=True, help="Open ones alone.")
@declare("case.list", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def list_(only_open: bool) -> None:
    """The cases of your bureau, the one opened last first."""
    found = cases_page(viewer(), now=timezone.now(), most=200, only_open=only_open)
    show((_row(each) for each in found), columns=CASE_COLUMNS)


@case.command("show")
@named
@declare("case.show", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def show_case(case_name: str) -> None:
    """One case with what you may read of it. Leads and exhibits are counted apart."""
    _show(case_name)


@case.command("add")
@named
@click.argument("kind", type=click.Choice(["lead", "task", "note", "subject"]))
@click.argument("text")
@click.option("--number", default="", help="Of a lead, as your bureau counts it.")
@click.option("--grading", default="", help="Of a lead, with its scheme: ADMIRALTY:B2.")
@click.option("--markings", default="", help="Handling codes of a lead: EUROPOL_H:H1.")
@click.option("--role", default="", help="Of a person or thing: suspect, organiser ...")
@click.option("--due", type=click.DateTime(), help="Of a task, in your zone.")
@trying
@declare("case.add", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def add(  # noqa: PLR0917 - click passes every option by name
    case_name: str,
    kind: str,
    text: str,
    number: str,
    grading: str,
    markings: str,
    role: str,
    due: datetime | None,
    dry_run: bool,
) -> None:
    """Put a lead, a task, a note, or a person or thing (by the id of its subject) into a case."""
    now = timezone.now()
    with trial() if dry_run else nullcontext():
        if kind == "lead":
            add_lead(viewer(), case_name, LeadTerms(text, number, grading, markings), now=now)
        elif kind == "task":
            add_task(viewer(), case_name, text=text, due=aware(due), now=now)
        elif kind == "note":
            keep_note(viewer(), case_name, Typed(text), now=now)
        else:
            attach_subjects(viewer(), case_name, [_subject(text)], role=role, now=now)
        _show(case_name)


@case.command("check")
@named
@click.option("--neutrality", type=click.Choice([each.value for each in NeutralityGround]), required=True)
@click.option("--minors", type=click.Choice([each.value for each in Flag]), required=True)
@click.option("--asylum", type=click.Choice([each.value for each in Flag]), required=True)
@click.option("--reason", default="", help="Why, where the case is not neutral.")
@trying
@declare("case.check", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def check(  # noqa: PLR0917 - click passes every option by name
    case_name: str, neutrality: str, minors: str, asylum: str, reason: str, dry_run: bool
) -> None:
    """Answer whether a case is neutral, and whether minors or asylum are concerned."""
    checked = Checked(NeutralityGround(neutrality), Flag(minors), Flag(asylum), reason)
    with trial() if dry_run else nullcontext():
        check_case(viewer(), case_name, checked, now=timezone.now())
        _show(case_name)


@case.command("close")
@named
@click.option("--reason", required=True, help="Why; your colleagues read it.")
@trying
@declare("case.close", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def close(case_name: str, reason: str, dry_run: bool) -> None:
    """Close a case."""
    with trial() if dry_run else nullcontext():
        show_one(_row(close_case(viewer(), case_name, reason=reason, now=timezone.now())))


@case.command("look", example="interlace case look KR-2026-0117 TH --level 1 --as KR")
@named
@click.argument("member")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.INVESTIGATOR.value, show_default=True
)
@click.option("--level", type=click.IntRange(0, 3), default=0, show_default=True, help="Clearance level.")
@declare("case.look", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def look(case_name: str, member: str, role: str, level: int) -> None:
    """What an officer of MEMBER, in no task force or operation, would see of a case. The look is logged."""
    terms = LookingTerms(member.upper(), Role(role), level)
    shown = seen_out(look_at_case_as(viewer(), case_name, terms, now=timezone.now())).model_dump(mode="json")
    if options().format not in {Format.JSON, Format.NDJSON}:
        shown = {name: len(value) if isinstance(value, list) else value for name, value in shown.items()}
    show_one(shown)


@case.command("export")
@named
@trying
@declare("case.export", SurfaceKind.COMMAND, actions=EXPORTS, purpose=PurposeFrom.OBJECT)
def export(case_name: str, dry_run: bool) -> None:
    """Copy what may leave the node, stamped where it is not for court."""
    with trial() if dry_run else nullcontext():
        copy = export_case(viewer(), case_name, language=language(), now=timezone.now())
        show_one(copy_out(copy).model_dump(mode="json"))


def _row(row: Case) -> dict[str, Any]:
    return case_row(row).model_dump(mode="json")


def _show(case_name: str) -> None:
    view = case_view(viewer(), case_name, now=timezone.now())
    shown = case_out(view).model_dump(mode="json")
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(shown)
        return
    counts = {name: str(count) for name, count in shown["counts"].items()}
    show_one({**_row(view.case), "neutrality": shown["neutrality"], "officers": shown["officers"], **counts})


def _subject(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        what = gettext_lazy("This is not the id of a person or thing.")
        raise InvalidInput(what, fix=gettext_lazy("Take the id from a search or an import.")) from None
