"""The commands `interlace care`, for protection officers alone.

What somebody answers comes by a file or standard input, so that no history of a shell has it, and no command shows it.
"""

from collections.abc import Iterator

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.victims.talk import Condition, TalkMove
from interlace.foundation.console import ExampleGroup, show, show_one
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.errors import InvalidInput
from interlace.screening.profile import DRY_RUN_HELP
from interlace.victims.commanding import carer, id_of, read_one, show_person, text_of, tried_if
from interlace.victims.person_commands import COMMANDS
from interlace.victims.queries import receptions
from interlace.victims.receiving import FirstMinutes, ReceptionTerms, open_reception, receive_at_once
from interlace.victims.rendering import place_out
from interlace.victims.schemas import MOST_REPLIES, CareReceivedIn, CareReplyIn
from interlace.victims.talking import Said, keep_replies, take_turn

EXAMPLE = """
interlace care list --ref "Golden Reed" --as th.care
interlace care open "School hall" --matter "Golden Reed" --for trafficking --ref "Golden Reed" --as th.care
interlace care receive PLACE minutes.json --ref "Golden Reed" --as th.care
interlace care talk PERSON begin --done all --ref "Golden Reed" --as th.care
interlace care needs PERSON needs.json --ref "Golden Reed" --as th.care
interlace care agree PERSON - --ref "Golden Reed" --as th.care < wish.json
interlace care reply PERSON - --ref "Golden Reed" --as th.care < replies.ndjson
"""
COLUMNS = {
    "place": gettext_lazy("Place"),
    "number": gettext_lazy("Number"),
    "id": gettext_lazy("Id"),
    "word": gettext_lazy("Word"),
    "talk": gettext_lazy("Talk"),
    "urgency": gettext_lazy("Urgency"),
}
USES = (Action.DISCOVER, Action.READ)
ALL = "all"
trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
in_matter = click.option("--ref", "reference", default="", help="The operation or case on whose occasion you work.")
person = click.argument("person", metavar="PERSON")


@click.group(cls=ExampleGroup, example=EXAMPLE)
def care() -> None:
    """Those found on site, who are looked after first; places and people are named by their ids."""


@care.command("list")
@in_matter
@declare("care.list", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def list_(reference: str) -> None:
    """Show those received, place by place, the most urgent first."""
    places = (place_out(each) for each in receptions(carer(reference), now=timezone.now()))
    show(
        (
            {"place": place.title, "place_id": str(place.id), **each.model_dump(mode="json")}
            for place in places
            for each in place.people
        ),
        columns=COLUMNS,
    )


@care.command("show")
@person
@in_matter
@declare("care.show", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def show_(person: str, reference: str) -> None:
    """Show how far the care of somebody has come."""
    show_person(carer(reference), id_of(person))


@care.command("open")
@click.argument("title")
@click.option("--matter", required=True, help="The operation or case, as your bureau calls it.")
@click.option("--for", "purpose", required=True, help="The purpose of the criminal case.")
@in_matter
@trying
@declare("care.open", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def open_(title: str, matter: str, purpose: str, reference: str, dry_run: bool) -> None:
    """Open a place where those found are received."""
    who = carer(reference)
    with tried_if(dry_run):
        show_one({"id": str(open_reception(who, ReceptionTerms(title, matter, purpose), now=timezone.now()).id)})


@care.command("receive")
@click.argument("place", metavar="PLACE")
@click.argument("path", metavar="FILE")
@in_matter
@trying
@declare("care.take-in", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def receive_(place: str, path: str, reference: str, dry_run: bool) -> None:
    """Receive somebody, with the first minutes as JSON in a file or, with -, on standard input."""
    who = carer(reference)
    noted = read_one(CareReceivedIn, text_of(path), line=1)
    with tried_if(dry_run):
        now = timezone.now()
        found = receive_at_once(who, id_of(place), FirstMinutes(noted.noted(), noted.language, noted.stands), now=now)
        show_person(who, found.id)


@care.command("talk")
@person
@click.argument("move", type=click.Choice([each.value for each in TalkMove]))
@click.option(
    "--done",
    multiple=True,
    type=click.Choice([ALL, *(each.value for each in Condition)]),
    help="What was done before the talk begins; once for each, or all.",
)
@click.option("--interpreter", default="", help="Who interprets, by the name the person agreed to.")
@in_matter
@trying
@declare("care.move", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def talk_(  # noqa: PLR0917 - click passes every option by name
    person: str, move: str, done: tuple[str, ...], interpreter: str, reference: str, dry_run: bool
) -> None:
    """Begin the talk when everything that comes first was done; pause, stop, go on, finish."""
    who = carer(reference)
    met = list(Condition) if ALL in done else [Condition(each) for each in done]
    with tried_if(dry_run):
        take_turn(who, id_of(person), TalkMove(move), met, interpreter=interpreter, now=timezone.now())
        show_person(who, id_of(person))


@care.command("reply")
@person
@click.argument("path", metavar="FILE")
@in_matter
@trying
@declare("care.reply", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.REQUIRED)
def reply_(person: str, path: str, reference: str, dry_run: bool) -> None:
    """Keep answers from a file, or with - from standard input: one JSON object a line (question, reply, words)."""
    who = carer(reference)
    said = list(_replies(text_of(path)))
    with tried_if(dry_run):
        keep_replies(who, id_of(person), said, now=timezone.now())
        show_person(who, id_of(person))


def _replies(text: str) -> Iterator[Said]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines or len(lines) > MOST_REPLIES:
        raise InvalidInput(
            _("The file holds no answers, or too many."), fix=_("Give one answer a line, 100 lines at most.")
        )
    for number, line in lines:
        each = read_one(CareReplyIn, line, line=number)
        yield Said(each.question, each.reply, each.words)


for each in COMMANDS:
    care.add_command(each)
