"""The commands `interlace thread`: write, answer and find what bureaus write to each other."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.procedure.threads import Move, Outcome, ThreadType, ThreadUrgency
from interlace.desk.threads import actions
from interlace.desk.threads.attachments import attach, attachments_of_draft
from interlace.desk.threads.command_words import item_of, typed, verdict_of
from interlace.desk.threads.drafting import (
    approve_draft,
    draft_of,
    drafts_of,
    matter_of_draft,
    new_draft,
    submit_draft,
)
from interlace.desk.threads.due import threads_due
from interlace.desk.threads.files import media_type_of
from interlace.desk.threads.handing_over import colleague_named, hand_over
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import Draft, ThreadSide
from interlace.desk.threads.queries import matter_of_thread, search_threads, thread_of, threads_page
from interlace.desk.threads.register_book import Month, export_book
from interlace.desk.threads.rendering import draft_out, found_out, row_out, sending_out, thread_out
from interlace.desk.threads.sending import check_sending, send_draft
from interlace.desk.threads.words import standing_word
from interlace.foundation.console import ExampleGroup, Format, options, say, show, show_one
from interlace.foundation.console.exports import write_export
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.localize.reader import zone_of
from interlace.screening.profile import DRY_RUN_HELP, aware, language, show_code, trial, viewer

ROW_COLUMNS = {
    "id": gettext_lazy("Thread"),
    "number": gettext_lazy("Number"),
    "counterpart": gettext_lazy("Bureau"),
    "type": gettext_lazy("Type"),
    "title": gettext_lazy("Title"),
    "standing": gettext_lazy("Standing"),
    "due": gettext_lazy("Due"),
}
FOUND_COLUMNS = {
    "thread": gettext_lazy("Thread"),
    "counterpart": gettext_lazy("Bureau"),
    "at": gettext_lazy("At"),
    "text": gettext_lazy("Text"),
}
DRAFT_COLUMNS = {
    "id": gettext_lazy("Draft"),
    "words": gettext_lazy("State"),
    "author": gettext_lazy("Author"),
    "digest": gettext_lazy("Digest to sign"),
}
EXAMPLE = """
interlace thread list --as TH
interlace thread new verification --to TH --title Passport --text - --item document:UT0000142 --purpose fraud --ref KR-7
"""
USES = (Action.DISCOVER, Action.READ)
SENDS = (Action.DISCOVER, Action.READ, Action.FORWARD)
TEXT_HELP = "The words; `-` reads them from standard input."

trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)
texted = click.option("--text", required=True, help=TEXT_HELP)
facts_option = click.option("--fact", "facts", multiple=True, type=click.UUID, help="Fact to send along (repeat it).")


@click.group(cls=ExampleGroup, example=EXAMPLE)
def thread() -> None:
    """What bureaus write to each other, under one clock for both sides."""


@thread.command("list")
@click.option("--due", "only_due", is_flag=True, help="Open threads alone, what is due first first.")
@declare("thread.list", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def list_(only_due: bool) -> None:
    """The threads of one's own side, the one with the latest event first."""
    now = timezone.now()
    found = threads_due(viewer(), now=now, most=200) if only_due else threads_page(viewer(), now=now, most=200)
    show((_row(side, now=now) for side in found), columns=ROW_COLUMNS)


@thread.command("show")
@click.argument("thread_id", type=click.UUID)
@declare("thread.show", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def show_thread(thread_id: UUID) -> None:
    """One thread with its messages, as far as they may be read."""
    now = timezone.now()
    view = thread_of(viewer(), thread_id, now=now)
    shown = thread_out(view, now=now, language=language()).model_dump(mode="json")
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(shown)
        return
    told = [
        f"{event['number']} {event['bureau']} {event['words']}: {event['text'] or event['reason']}".strip(" :")
        for event in shown["events"]
    ]
    show_one({**_row(view.side, now=now), "moves": shown["moves"], "events": told})


@thread.command()
@click.argument("kind", type=click.Choice([each.value for each in ThreadType]))
@click.option("--to", required=True, help="Code of the bureau it goes to.")
@click.option("--title", required=True, help="What it is about, in a few words.")
@texted
@click.option("--purpose", required=True, help="What it is for, for example fraud.")
@click.option("--ref", "reference", required=True, help="Number of the case or the legal reference.")
@click.option(
    "--urgency", type=click.Choice([each.value for each in ThreadUrgency]), help="Without it the type's usual one."
)
@click.option("--answer-by", type=click.DateTime(), help="A moment that no pause moves, in your zone.")
@click.option("--item", "items", multiple=True, help="To verify, as kind:what, for example document:UT0000142.")
@facts_option
@click.option("--attach", "files", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--hit", type=click.UUID, help="The hit that it follows up.")
@click.option(
    "--tell-secretariat", is_flag=True, help="Tell the secretariat, without content, when the answer is late."
)
@click.option("--language", "spoken", default="", help="Language of the words, for example ko.")
@click.option("--draft", "only_draft", is_flag=True, help="Keep it as a draft; `thread send` sends it.")
@trying
@declare("thread.new", SurfaceKind.COMMAND, actions=SENDS, purpose=PurposeFrom.REQUIRED)
def new(  # noqa: PLR0917 - click passes every option by name
    kind: str,
    to: str,
    title: str,
    text: str,
    purpose: str,
    reference: str,
    urgency: str | None,
    answer_by: datetime | None,
    items: tuple[str, ...],
    facts: tuple[UUID, ...],
    files: tuple[Path, ...],
    hit: UUID | None,
    tell_secretariat: bool,
    spoken: str,
    only_draft: bool,
    dry_run: bool,
) -> None:
    """Write to another bureau, and send it where no other officer has to read it first."""
    matter, now = viewer(purpose=purpose, reference=reference), timezone.now()
    message = Message(
        title=title,
        text=typed(text),
        language=spoken,
        type=ThreadType(kind),
        to=to.strip().upper(),
        urgency=ThreadUrgency(urgency) if urgency else None,
        answer_by=aware(answer_by),
        items=tuple(item_of(each) for each in items),
        facts=facts,
        hit=hit,
        tell_secretariat=tell_secretariat,
    )
    # What no message may carry is refused before there is a draft that would be left over.
    for path in files:
        media_type_of(path, path.name)
    with trial() if dry_run else nullcontext():
        draft = new_draft(matter, message, now=now)
        for path in files:
            attach(matter, draft.id, path, file_name=path.name, now=now)
        if only_draft:
            _show_draft(matter, draft)
        else:
            show_one(_row(send_draft(matter, draft.id, now=now), now=now))


@thread.command()
@click.argument("draft_id", type=click.UUID)
@trying
@declare("thread.send", SurfaceKind.COMMAND, actions=SENDS, purpose=PurposeFrom.OBJECT)
def send(draft_id: UUID, dry_run: bool) -> None:
    """Send a draft: every label in it is held against the recipient first."""
    now = timezone.now()
    matter = matter_of_draft(viewer(), draft_id, now=now)
    with trial() if dry_run else nullcontext():
        show_one(_row(send_draft(matter, draft_id, now=now), now=now))


@thread.command()
@declare("thread.drafts", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def drafts() -> None:
    """The messages of one's own side that have not been sent."""
    who, now = viewer(), timezone.now()
    rows = (draft_out(each, []).model_dump(mode="json") for each in drafts_of(who, now=now))
    show(rows, columns=DRAFT_COLUMNS)


@thread.command()
@click.argument("draft_id", type=click.UUID)
@declare("thread.check", SurfaceKind.COMMAND, actions=SENDS, purpose=PurposeFrom.OBJECT)
def check(draft_id: UUID) -> None:
    """Say what keeps a draft back, and whose consent would let it go."""
    now = timezone.now()
    matter = matter_of_draft(viewer(), draft_id, now=now)
    show_one(sending_out(check_sending(matter, draft_id, now=now)).model_dump(mode="json"))


@thread.command()
@click.argument("draft_id", type=click.UUID)
@trying
@declare("thread.submit", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def submit(draft_id: UUID, dry_run: bool) -> None:
    """Lay a draft before another officer of one's own bureau."""
    now = timezone.now()
    matter = matter_of_draft(viewer(), draft_id, now=now)
    with trial() if dry_run else nullcontext():
        _show_draft(matter, submit_draft(matter, draft_id, now=now))


@thread.command()
@click.argument("draft_id", type=click.UUID)
@click.option("--digest", required=True, help="Digest of what was read; it must be what is sent.")
@click.option("--code", default="", help="Code that your device shows now.")
@trying
@declare("thread.approve", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def approve(draft_id: UUID, digest: str, code: str, dry_run: bool) -> None:
    """Approve a draft as an officer who has not written it."""
    now = timezone.now()
    matter = matter_of_draft(viewer(), draft_id, now=now)
    draft_of(matter, draft_id, now=now)
    if not dry_run:
        show_code(code)
    with trial() if dry_run else nullcontext():
        _show_draft(matter, approve_draft(matter, draft_id, digest=digest, now=now))


@thread.command()
@click.argument("thread_id", type=click.UUID)
@click.option("--own-ref", "reference", default="", help="One's own number, if the other side is to know it.")
@trying
@declare("thread.ack", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def ack(thread_id: UUID, reference: str, dry_run: bool) -> None:
    """Say "we have it and are working on it"."""
    _move(
        thread_id,
        lambda matter, now: actions.acknowledge(matter, thread_id, reference=reference, now=now),
        dry_run=dry_run,
    )


@thread.command()
@click.argument("thread_id", type=click.UUID)
@texted
@trying
@declare("thread.ask", SurfaceKind.COMMAND, actions=SENDS, purpose=PurposeFrom.OBJECT)
def ask(thread_id: UUID, text: str, dry_run: bool) -> None:
    """Ask for information that is needed first: the clock stands."""
    _write(thread_id, Move.ASK, Message(text=typed(text)), dry_run=dry_run)


@thread.command()
@click.argument("thread_id", type=click.UUID)
@texted
@facts_option
@trying
@declare("thread.supply", SurfaceKind.COMMAND, actions=SENDS, purpose=PurposeFrom.OBJECT)
def supply(thread_id: UUID, text: str, facts: tuple[UUID, ...], dry_run: bool) -> None:
    """Give what was asked for: the clock runs again."""
    _write(thread_id, Move.SUPPLY, Message(text=typed(text), facts=facts), dry_run=dry_run)


@thread.command()
@click.argument("thread_id", type=click.UUID)
@texted
@click.option("--outcome", type=click.Choice([each.value for each in Outcome]), help="Not for a verification.")
@click.option("--ground", default="", help="Ground of a refusal, for example CONTRARY_TO_LAW.")
@click.option("--verdict", "verdicts", multiple=True, help="Per item, in order: outcome;source;day (repeat it).")
@facts_option
@trying
@declare("thread.answer", SurfaceKind.COMMAND, actions=SENDS, purpose=PurposeFrom.OBJECT)
def answer(  # noqa: PLR0917 - click passes every option by name
    thread_id: UUID,
    text: str,
    outcome: str | None,
    ground: str,
    verdicts: tuple[str, ...],
    facts: tuple[UUID, ...],
    dry_run: bool,
) -> None:
    """Answer with an outcome; a verification by its items, each with source and day."""
    message = Message(
        text=typed(text),
        facts=facts,
        outcome=Outcome(outcome) if outcome else None,
        ground=ground,
        verdicts=tuple(verdict_of(each) for each in verdicts),
    )
    _write(thread_id, Move.ANSWER, message, dry_run=dry_run)


@thread.command()
@click.argument("thread_id", type=click.UUID)
@texted
@facts_option
@trying
@declare("thread.write", SurfaceKind.COMMAND, actions=SENDS, purpose=PurposeFrom.OBJECT)
def write(thread_id: UUID, text: str, facts: tuple[UUID, ...], dry_run: bool) -> None:
    """Write a further message; the clock runs on."""
    _write(thread_id, Move.WRITE, Message(text=typed(text), facts=facts), dry_run=dry_run)


@thread.command()
@click.argument("thread_id", type=click.UUID)
@click.argument("to", type=click.Choice([each.value for each in ThreadUrgency]))
@click.option("--reason", required=True, help="Why; the other side reads it.")
@trying
@declare("thread.urgency", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def urgency(thread_id: UUID, to: str, reason: str, dry_run: bool) -> None:
    """Make a thread more or less urgent."""
    _move(
        thread_id,
        lambda matter, now: actions.change_urgency(
            matter, thread_id, urgency=ThreadUrgency(to), reason=reason, now=now
        ),
        dry_run=dry_run,
    )


@thread.command()
@click.argument("thread_id", type=click.UUID)
@click.option("--reason", required=True, help="Why; the other side reads it.")
@trying
@declare("thread.withdraw", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def withdraw(thread_id: UUID, reason: str, dry_run: bool) -> None:
    """Take the question back."""
    _move(thread_id, lambda matter, now: actions.withdraw(matter, thread_id, reason=reason, now=now), dry_run=dry_run)


@thread.command()
@click.argument("thread_id", type=click.UUID)
@trying
@declare("thread.close", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def close(thread_id: UUID, dry_run: bool) -> None:
    """Close with the outcome that was answered; what is overdue ends with *no answer*."""
    _move(thread_id, lambda matter, now: actions.close(matter, thread_id, now=now), dry_run=dry_run)


@thread.command("hand-over")
@click.argument("thread_id", type=click.UUID)
@click.argument("officer")
@click.option("--reason", required=True, help="Why; the colleague reads it in the inbox. `-` reads standard input.")
@trying
@declare("thread.hand_over", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def hand_over_(thread_id: UUID, officer: str, reason: str, dry_run: bool) -> None:
    """Give a thread to a colleague, the OFFICER with this user name."""
    why = typed(reason)
    _move(
        thread_id,
        lambda matter, now: hand_over(matter, thread_id, officer=colleague_named(matter, officer), reason=why, now=now),
        dry_run=dry_run,
    )


@thread.command()
@click.argument("words")
@declare("thread.search", SurfaceKind.COMMAND, actions=USES, purpose=PurposeFrom.OBJECT)
def search(words: str) -> None:
    """Find the messages that hold every one of the WORDS (`-` reads them from standard input)."""
    found = search_threads(viewer(), typed(words), now=timezone.now(), most=100)
    show((found_out(each).model_dump(mode="json") for each in found), columns=FOUND_COLUMNS)


@thread.command()
@click.argument("month", type=click.DateTime(["%Y-%m"]))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--code", default="", help="Code that your device shows now.")
@declare("thread.book", SurfaceKind.COMMAND, actions=(Action.EXPORT,), purpose=PurposeFrom.OBJECT)
def book(month: datetime, file: Path, code: str) -> None:
    """Write the register of correspondence of MONTH (2026-07) into FILE, .csv or .xlsx."""
    if file.suffix.lower() not in {".csv", ".xlsx"}:
        raise InvalidInput(_("The register is written as CSV or XLSX."), fix=_("Give the file one of these endings."))
    show_code(code)
    zone = zone_of(officer_of_profile(options().profile))
    chosen = Month(month.year, month.month, zone)
    content = export_book(viewer(), chosen, as_workbook=file.suffix.lower() == ".xlsx", now=timezone.now())
    write_export(file, content)
    say(_("The register of {month} is in {file}.").format(month=chosen.name, file=file.name))


def _row(side: ThreadSide, *, now: datetime) -> dict[str, Any]:
    row = row_out(side, now=now).model_dump(mode="json")
    due = timezone.localtime(side.due).isoformat(timespec="minutes") if side.due else ""
    return {**row, "standing": standing_word(side, now=now), "due": due}


def _show_draft(matter: Viewer, draft: Draft) -> None:
    files = attachments_of_draft(matter, draft, now=timezone.now())
    show_one(draft_out(draft, files).model_dump(mode="json"))


def _write(thread_id: UUID, move: Move, message: Message, *, dry_run: bool) -> None:
    _move(thread_id, lambda matter, now: actions.write(matter, thread_id, move, message, now=now), dry_run=dry_run)


def _move(thread_id: UUID, move: Callable[[Viewer, datetime], ThreadSide], *, dry_run: bool) -> None:
    """Make a move and show the thread after it, in earnest or as a trial."""
    now = timezone.now()
    matter = matter_of_thread(viewer(), thread_id, now=now)
    with trial() if dry_run else nullcontext():
        show_one(_row(move(matter, now), now=now))
