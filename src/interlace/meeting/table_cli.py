"""The commands `interlace meeting`: who meets whom, what was found and agreed, and the minutes to take along."""

from contextlib import nullcontext
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.foundation.console import ExampleGroup, Format, options, show, show_one
from interlace.foundation.console.exports import write_export
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.meeting.actions import ActionTerms, agree_on_action, end_action, judge_link
from interlace.meeting.finding import matter_of
from interlace.meeting.laying import lay_pack
from interlace.meeting.linking.links import propose
from interlace.meeting.minutes.taking import Edition, MinutesForm, take_minutes
from interlace.meeting.models import ActionEnding, Finding
from interlace.meeting.pack.folders import read_folder
from interlace.meeting.queries import meeting_view, meetings
from interlace.meeting.rendering import meeting_out, meetings_out
from interlace.screening.profile import DRY_RUN_HELP, language, trial, viewer

COLUMNS = {
    "title": gettext_lazy("Meeting"),
    "held_on": gettext_lazy("Day"),
    "place": gettext_lazy("Place"),
    "host": gettext_lazy("Held by"),
    "bureaus": gettext_lazy("At the table"),
    "id": gettext_lazy("Id"),
}
EXAMPLE = """
interlace meeting list --as KR
interlace meeting show 6a1f... --as KR -o json
interlace meeting lay 6a1f... meeting_pack --as KR
interlace meeting agree 6a1f... TH "Ask the bank." --due 2026-12-01 --as KR
interlace meeting minutes 6a1f... minutes.docx --as TH
"""
USES = (Action.DISCOVER, Action.READ)
trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
named = click.argument("meeting_id", metavar="MEETING", type=click.UUID)


@click.group("meeting", cls=ExampleGroup, example=EXAMPLE)
def meeting() -> None:
    """Meetings, where cases meet, and what was agreed. A meeting is named by its id."""


@meeting.command("list")
@declare("meeting.list", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def list_() -> None:
    """The meetings that your bureau holds or was invited to, the latest day first."""
    found = meetings_out(meetings(viewer(), now=timezone.now())).model_dump(mode="json")
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(found)
        return
    rows = ({**each, "bureaus": " ".join(each["bureaus"])} for each in found["items"])
    show(({name: each[name] for name in COLUMNS} for each in rows), columns=COLUMNS)


@meeting.command("show")
@named
@declare("meeting.show", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def show_meeting(meeting_id: UUID) -> None:
    """One meeting: links that concern your bureau, what was agreed, what was brought."""
    _show(meeting_id)


@meeting.command("lay")
@named
@click.argument("folder", type=click.Path(path_type=Path))
@trying
@declare("meeting.lay", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def lay(meeting_id: UUID, folder: Path, dry_run: bool) -> None:
    """Put what bureaus brought on the agenda: FOLDER holds one folder for each. Only the host does it."""
    if not folder.is_dir():
        raise InvalidInput(
            _("There is no such folder."), fix=_("Name the folder that holds one folder for each bureau.")
        )
    who = _at_work(meeting_id)  # before the reading: who may not see the meeting does not wait for the answer
    pack, homes = read_folder(folder, today=timezone.localdate())
    with trial() if dry_run else nullcontext():
        laid = lay_pack(who, meeting_id, pack, propose(pack, homes), now=timezone.now())
    show_one(asdict(laid))


@meeting.command("judge")
@named
@click.argument("link_id", metavar="LINK", type=click.UUID)
@click.argument("finding", type=click.Choice([each.value for each in Finding]))
@click.option("--reason", default="", help="Needed unless they meet.")
@trying
@declare("meeting.judge", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def judge(meeting_id: UUID, link_id: UUID, finding: str, reason: str, dry_run: bool) -> None:
    """Say whether two cases meet, for one of their bureaus."""
    with trial() if dry_run else nullcontext():
        judge_link(_at_work(meeting_id), meeting_id, link_id, Finding(finding), reason=reason, now=timezone.now())
        _show(meeting_id)


@meeting.command("agree")
@named
@click.argument("owner", metavar="BUREAU")
@click.argument("text", metavar="TEXT")
@click.option("--due", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Until which day.")
@click.option("--reader", "readers", multiple=True, help="Bureau that reads it; none: everybody at the table.")
@trying
@declare("meeting.agree", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def agree(  # noqa: PLR0917 - click passes every option by name
    meeting_id: UUID, owner: str, text: str, due: datetime, readers: tuple[str, ...], dry_run: bool
) -> None:
    """Write down what was agreed: which bureau does what, and until when."""
    terms = ActionTerms(text, owner.upper(), due.date(), frozenset(each.upper() for each in readers))
    with trial() if dry_run else nullcontext():
        agree_on_action(_at_work(meeting_id), meeting_id, terms, now=timezone.now())
        _show(meeting_id)


@meeting.command("end")
@named
@click.argument("action_id", metavar="ACTION", type=click.UUID)
@click.argument("ending", type=click.Choice([each.value for each in ActionEnding]))
@click.option("--outcome", default="", help="What came of it; needed where it is dropped.")
@trying
@declare("meeting.end", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def end(meeting_id: UUID, action_id: UUID, ending: str, outcome: str, dry_run: bool) -> None:
    """Say that an agreed action is done or was dropped."""
    with trial() if dry_run else nullcontext():
        end_action(
            _at_work(meeting_id), meeting_id, action_id, ActionEnding(ending), outcome=outcome, now=timezone.now()
        )
        _show(meeting_id)


@meeting.command("minutes")
@named
@click.argument("path", type=click.Path(dir_okay=False))
@click.option("--language", "languages", multiple=True, help="One of en, fr, vi; may be given twice.")
@declare("meeting.take", SurfaceKind.COMMAND, actions=(*USES, Action.EXPORT), purpose=PurposeFrom.OBJECT)
def minutes(meeting_id: UUID, path: str, languages: tuple[str, ...]) -> None:
    """Write the minutes that your bureau may take along: PDF, or DOCX where the name of the file ends so."""
    form = MinutesForm.DOCX if path.lower().endswith(".docx") else MinutesForm.PDF
    edition = Edition(form, languages or (language(),), timezone.get_current_timezone())
    content = take_minutes(_at_work(meeting_id), meeting_id, edition, now=timezone.now())
    write_export(Path(path), content)


def _at_work(meeting_id: UUID) -> Viewer:
    return matter_of(viewer(), meeting_id, now=timezone.now())


def _show(meeting_id: UUID) -> None:
    now = timezone.now()
    found = meeting_out(meeting_view(viewer(), meeting_id, now=now), today=now.date())
    show_one(found.model_dump(mode="json"))
