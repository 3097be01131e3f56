"""The command `interlace evidence intake`: drop files into a case from the command line."""

from datetime import UTC
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from interlace.cases.finding import matter_of_case
from interlace.core.handling import Action
from interlace.evidence.acquiring import Acquisition, Method
from interlace.evidence.inspecting import inspect
from interlace.evidence.intake.actions import IntakeTerms
from interlace.evidence.intake.dropping import drop_file
from interlace.evidence.intake.jailed import read_slice
from interlace.evidence.intake.models import HoldReason
from interlace.evidence.intake.queries import intake_view
from interlace.evidence.intake.working import WORK_FOR, bounds
from interlace.facts.ordering import own_country
from interlace.foundation.console import show
from interlace.foundation.console.commands import ExampleCommand
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InterlaceError, InvalidInput
from interlace.foundation.jail.running import read_in_jail
from interlace.screening.profile import DRY_RUN_HELP, viewer

COLUMNS = {
    "file": _("File"),
    "exhibit": _("Exhibit"),
    "state": _("State"),
    "parts": _("Parts"),
    "candidates": _("Candidates"),
    "held": _("In quarantine"),
    "problem": _("Problem"),
}
_USES: dict[str, Any] = {"actions": (Action.DISCOVER, Action.READ), "purpose": PurposeFrom.OBJECT}


@click.command(
    "intake",
    cls=ExampleCommand,
    example="interlace evidence intake chat.json scan.pdf --case KR-2026-0117 --source 'phone of the suspect'"
    " --place Incheon --at 2026-03-02T05:10:00 --authority 'warrant 2026-55'",
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--case", required=True, help="Reference or id of the case.")
@click.option("--source", default="", help="Whom or what it was taken from.")
@click.option("--place", default="", help="Where it was taken.")
@click.option("--at", type=click.DateTime(), help="When it was taken (UTC).")
@click.option("--authority", default="", help="The warrant, order, request or consent.")
@click.option("--operator", default="", help="Who took it; without, you.")
@click.option("--seized", is_flag=True, help="It was taken under coercion, not handed over.")
@click.option("--language", "languages", multiple=True, help="In which scans are read (ko, th, vi ...).")
@click.option("--lawyer", "lawyers", multiple=True, help="A lawyer whose messages are held unread.")
@click.option("--hold", type=click.Choice(["privileged", "abuse"]), help="Put it into quarantine; nobody reads it.")
@click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
@declare("intake.cli", SurfaceKind.COMMAND, **_USES)
def intake(files: tuple[Path, ...], case: str, *, dry_run: bool, **said: Any) -> None:
    """Seal FILES as exhibits of a case, read them behind walls, and lay what they may say before an officer."""
    by, hold, at = viewer(), said.pop("hold"), said.pop("at")
    terms = IntakeTerms(
        languages=said.pop("languages"), lawyers=said.pop("lawyers"), hold=HoldReason(hold) if hold else None
    )
    _matter, row = matter_of_case(by, case, now=timezone.now())
    if dry_run:
        show([_tried(file, terms, region=own_country(row.member)) for file in files], columns=COLUMNS)
        return
    if at is None:
        raise InvalidInput(_("Say when it was taken."), fix=_("Add --at with the day and time in UTC."))
    operator = said.pop("operator") or by.officer_name
    acquired = Acquisition(operator=operator, at=timezone.make_aware(at, UTC), method=Method.COPY, **said)
    rows = []
    for file in files:
        with file.open("rb") as content:
            made = drop_file(by, case, content, file_name=file.name, acquired=acquired, terms=terms, clock=timezone.now)
        view = intake_view(by, made.id, now=timezone.now())
        rows.append(
            {
                "file": file.name,
                "exhibit": view.intake.exhibit.name,
                "state": view.intake.state,
                "parts": view.intake.units_read,
                "candidates": len(view.candidates),
                "held": len(view.held),
                "problem": view.intake.problem,
                "id": str(view.intake.id),
            }
        )
    show(rows, columns=COLUMNS)


def _tried(file: Path, terms: IntakeTerms, *, region: str | None) -> dict[str, Any]:
    """The same in the jail, and nothing kept: how much there is, never what it says."""
    row: dict[str, Any] = {"file": file.name, "exhibit": "", "state": "", "parts": 0, "candidates": 0, "held": 0}
    if terms.hold is not None:
        return {**row, "state": "held", "held": 1, "problem": ""}
    content, marks = file.read_bytes(), set[tuple[str, str]]()
    state: dict[str, Any] = {"first": 0, "total": None, "held_all": False}
    asked = {"name": file.name, "region": region, "languages": list(terms.languages), "lawyers": list(terms.lawyers)}
    try:
        read_in_jail(inspect, content)
        while state["total"] is None or state["first"] < state["total"]:
            answer: Any = read_in_jail(read_slice, content, {**asked, **state, "seconds": WORK_FOR}, bounds=bounds())
            parts = [part for unit in answer["units"] for part in unit["parts"]]
            marks |= {(each["type"], each["normal"] or each["text"]) for part in parts if not part["held"]
                      for each in part["candidates"]}  # fmt: skip
            row["parts"] += len(parts)
            row["held"] += sum(1 if part["held"] else len(part["secrets"]) for part in parts)
            first = state["first"] + len(answer["units"])
            total = answer["total"] if answer["units"] else first
            state = {"first": first, "total": total, "held_all": answer["held_all"]}
    except InterlaceError as refused:
        return {**row, "state": "refused", "problem": refused.code}
    return {**row, "state": "tried", "candidates": len(marks), "problem": ""}
