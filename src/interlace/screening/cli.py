"""The commands `interlace check` and `interlace hit`. Answers on standard output, everything else on standard error."""

import codecs
import hashlib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.procedure.ladder import Move, State, Urgency
from interlace.facts.ordering import end_of
from interlace.foundation.console import ExampleCommand, ExampleGroup, Format, options, say, show, show_one
from interlace.foundation.console.exits import Exit
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput
from interlace.foundation.http.lines import lines_of
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.screening.answers import CheckOut, check_out, reasons_out
from interlace.screening.asking import KINDS, question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.checks.batches import BatchLine, check_lines, line_out, open_batch
from interlace.screening.hits import actions, releases
from interlace.screening.models import CheckAnswer, HitSide
from interlace.screening.queries import OPEN_STATES, hit_of, hits_of, matter_of_hit, reads_no_answer, release_of
from interlace.screening.rendering import hit_out
from interlace.screening.schemas import ReleaseOut
from interlace.screening.words import answer_word, band_word, known_sentence, state_word

ANSWER_COLUMNS = {
    "bureau": gettext_lazy("Asked"),
    "answer": gettext_lazy("Answer"),
    "words": gettext_lazy("Strength"),
    "known": gettext_lazy("What we may know"),
}
LINE_COLUMNS = {"line": gettext_lazy("Line"), "id": gettext_lazy("Id"), "answer": gettext_lazy("Answer")}
HIT_COLUMNS = {
    "hit": gettext_lazy("Hit"),
    "counterpart": gettext_lazy("Bureau"),
    "state": gettext_lazy("State"),
    "band": gettext_lazy("Strength"),
    "due": gettext_lazy("Due"),
}
REASON_COLUMNS = {"words": gettext_lazy("Reason"), "bits": gettext_lazy("Bits")}

RELEASE_HEADINGS = {name: name for name in ("id", "to", "state", "fields", "codes", "until", "digest", "proposed_by")}
URGENCIES = [urgency.value for urgency in Urgency]
REASON_HELP = "Why; the asker reads it."

HIT_EXAMPLE = "interlace hit list --as KR"
CHECK_EXAMPLE = """
printf "%s" "+82 10 0000 0142" | interlace check phone - --as TH --purpose fraud --ref TH-2026-0007
interlace check person "HAN Ji-seop" --born 1991-04-17 --as TH --purpose fraud --ref TH-2026-0007 -o json
interlace check file passengers.ndjson --as TH --purpose fraud --ref TH-2026-0007 -o ndjson
"""


@click.command(cls=ExampleCommand, example=CHECK_EXAMPLE)
@click.argument("kind", type=click.Choice([*KINDS, "file"]))
@click.argument("value")
@click.option("--purpose", required=True, help="What the check is for, for example fraud.")
@click.option("--ref", "reference", required=True, help="Number of the case or the legal reference.")
@click.option("--born", help="Birth date of a person, as exact as it is known.")
@click.option("--nationality", help="Nationality of a person, or the country that issued a document.")
@click.option("--bank", help="Bank of an account.")
@click.option("--scope", help="Ask these bureaus only, by code: TH,VN.")
@click.option("--urgency", type=click.Choice(URGENCIES), default=Urgency.NORMAL.value, show_default=True)
@click.option("--exit-code", "exit_code", is_flag=True, help="End with 10 for a possible hit, 12 while some wait.")
@declare("check", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.REQUIRED)
def check(  # noqa: PLR0917 - click passes every option by name
    kind: str,
    value: str,
    purpose: str,
    reference: str,
    born: str | None,
    nationality: str | None,
    bank: str | None,
    scope: str | None,
    urgency: str,
    exit_code: bool,
) -> int:
    """Ask the bureaus about VALUE (`-` reads it from standard input). "No hit" is what they let you discover."""
    viewer = _viewer(purpose=purpose, reference=reference)
    holders = [code.strip().upper() for code in scope.split(",")] if scope else []
    if kind == "file":
        return _check_file(viewer, value, scope=holders, exit_code=exit_code)
    typed = sys.stdin.read().strip() if value == "-" else value
    question = question_typed(kind, typed, born=born, nationality=nationality, bank=bank)
    result = ask_holders(viewer, question, now=timezone.now(), scope=holders, urgency=Urgency(urgency))
    answer = check_out(result, language=_language())
    _show_check(answer)
    return _exit_of([answer]) if exit_code else Exit.DONE


def _check_file(viewer: Viewer, path: str, *, scope: Sequence[str], exit_code: bool) -> int:
    """Check every line of a file as one act; a line that cannot be read is answered in its place."""
    content = _content_of(path)
    now, lines = timezone.now(), lines_of(io.BytesIO(content))
    digest = hashlib.sha256(content).hexdigest()
    batch = open_batch(viewer, lines=len(lines), digest=digest, scope=scope, now=now)
    answered: list[CheckOut] = []
    wrong: list[int] = []

    def noted() -> Iterator[BatchLine]:
        for line in check_lines(viewer, batch, lines, scope=scope, now=now, language=_language()):
            if line.answer is None:
                wrong.append(line.number)
            else:
                answered.append(line.answer)
            yield line

    for_program = options().format in {Format.JSON, Format.NDJSON}
    show((line_out(line) if for_program else _line_row(line) for line in noted()), columns=LINE_COLUMNS)
    if wrong:
        say(_("{count} lines could not be read; each says why.").format(count=len(wrong)))
        return Exit.INVALID_INPUT
    return _exit_of(answered) if exit_code else Exit.DONE


def _line_row(line: BatchLine) -> dict[str, Any]:
    """One line of a list for people: who has a possible hit, who has not answered."""
    if line.answer is None:
        return {"line": line.number, "id": line.id, "answer": _problem_text(line.problem or {})}
    said = [f"{row.bureau}: {row.words or answer_word(row.answer)}" for row in line.answer.answers]
    return {"line": line.number, "id": line.id, "answer": ", ".join(said)}


def _problem_text(problem: Mapping[str, Any]) -> str:
    errors = [f"{each['pointer']} {each['what']} {each['fix']}".strip() for each in problem.get("errors", [])]
    return " ".join(errors or [str(problem.get("what", "")), str(problem.get("fix", ""))])


@click.group(cls=ExampleGroup, example=HIT_EXAMPLE)
def hit() -> None:
    """Hits on their ladder: possible, asked, answered, released."""


@hit.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that nobody has answered yet.")
@declare("hit.list", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def list_(only_open: bool) -> None:
    """What is due first comes first."""
    viewer, now = _viewer(), timezone.now()
    sides = hits_of(viewer, now=now, states=OPEN_STATES if only_open else ())
    show((side_row(side, now=now) for side in sides), columns=HIT_COLUMNS)


def side_row(side: HitSide, *, now: datetime) -> dict[str, Any]:
    """A hit as a row of a list."""
    due = side.confirmation_due if side.first_answered else side.first_answer_due
    return {
        "hit": str(side.hit),
        "party": side.party,
        "counterpart": side.counterpart,
        "state": _("No answer") if reads_no_answer(side, now=now) else state_word(side.state),
        "state_code": side.state,
        "band": band_word(side.band),
        "due": timezone.localtime(due).isoformat(timespec="minutes") if due and side.answered is None else "",
        "purpose": side.purpose,
        "reference": side.reference,
    }


@hit.command("show")
@click.argument("hit_id", type=click.UUID)
@declare("hit.show", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def show_hit(hit_id: UUID) -> None:
    """One hit: its state, our fields, and what the other side released."""
    now = timezone.now()
    view = hit_of(_viewer(), hit_id, now=now)
    shown = hit_out(view, now=now, language=_language()).model_dump(mode="json", by_alias=True)
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(shown)
        return
    record = shown["record"] or {"fields": [], "handling": ""}
    show_one(
        {
            **side_row(view.side, now=now),
            "known": shown["known"],
            "asked about": [f"{each['property']}={each['original']}" for each in shown["question"]],
            "ours": [f"{each['field']} {each['property']}={each['original']}" for each in shown["ours"]],
            "released": [f"{each['property']}={each['original']}" for each in record["fields"]],
            "handling": record["handling"],
            "answer": shown["answer_reason"],
            "to sign": [f"{each['id']} {each['digest']}" for each in shown["releases"] if each["state"] == "proposed"],
        }
    )


@hit.command()
@click.argument("hit_id", type=click.UUID)
@declare("hit.explain", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def explain(hit_id: UUID) -> None:
    """Why the machine sees a likeness, as far as the owner allows it to be told."""
    side = hit_of(_viewer(), hit_id, now=timezone.now()).side
    reasons = [reason.model_dump() for reason in reasons_out(side)]
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one({"hit": str(side.hit), "band": side.band, "bits": side.bits, "model": side.model, "reasons": reasons})
        return
    show(reasons, columns=REASON_COLUMNS)
    if told := known_sentence(side.reasons, withheld=side.withheld and side.released is None):
        say(told)


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--held-until", type=click.DateTime(), help="When the power to hold the person ends.")
@declare("hit.hold", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def hold(hit_id: UUID, held_until: datetime | None) -> None:
    """Say as the asker that the person or object is held."""
    viewer, now = _at_work_on(hit_id)
    show_one(side_row(actions.hold(viewer, hit_id, held_until=_aware(held_until), now=now), now=now))


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--lend", multiple=True, type=click.UUID, help="Own field that the owner may see (repeat it).")
@click.option("--urgency", type=click.Choice(URGENCIES), default=Urgency.NORMAL.value, show_default=True)
@click.option("--held-until", type=click.DateTime(), help="When the power to hold the person ends.")
@declare("hit.ask", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def ask(hit_id: UUID, lend: tuple[UUID, ...], urgency: str, held_until: datetime | None) -> None:
    """Ask the owner to confirm."""
    viewer, now = _at_work_on(hit_id)
    side = actions.ask_owner(
        viewer, hit_id, lend=lend, urgency=Urgency(urgency), held_until=_aware(held_until), now=now
    )
    show_one(side_row(side, now=now))


@hit.command("first-answer")
@click.argument("hit_id", type=click.UUID)
@declare("hit.first_answer", SurfaceKind.COMMAND, actions=(Action.DISCOVER,), purpose=PurposeFrom.OBJECT)
def first_answer(hit_id: UUID) -> None:
    """Say as the owner "we have it and are working on it"."""
    viewer, now = _at_work_on(hit_id)
    show_one(side_row(actions.first_answer(viewer, hit_id, now=now), now=now))


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--reason", default="", help=REASON_HELP)
@declare("hit.confirm", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def confirm(hit_id: UUID, reason: str) -> None:
    """Answer as the owner: the same."""
    _answer(hit_id, Move.CONFIRM, reason)


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--reason", default="", help=REASON_HELP)
@declare("hit.reject", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def reject(hit_id: UUID, reason: str) -> None:
    """Answer as the owner: different."""
    _answer(hit_id, Move.DENY, reason)


@hit.command("cannot-tell")
@click.argument("hit_id", type=click.UUID)
@click.option("--reason", default="", help=REASON_HELP)
@declare("hit.cannot_tell", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def cannot_tell(hit_id: UUID, reason: str) -> None:
    """Answer as the owner: it cannot be told."""
    _answer(hit_id, Move.CANNOT_TELL, reason)


@hit.command()
@click.argument("hit_id", type=click.UUID)
@declare("hit.undo", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def undo(hit_id: UUID) -> None:
    """Take the own answer back."""
    viewer, now = _at_work_on(hit_id)
    show_one(side_row(actions.undo_answer(viewer, hit_id, now=now), now=now))


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--field", "fields", multiple=True, required=True, help="Field to release (see `hit show`); repeat it.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Until when the asker may use it.")
@declare("hit.release", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def release(hit_id: UUID, fields: tuple[str, ...], until: datetime) -> None:
    """Propose that the asker may read some fields; a second person signs."""
    viewer, now = _at_work_on(hit_id)
    end = end_of(until.date(), zone=ZoneInfo(timezone.get_current_timezone_name()))
    proposed = releases.propose_release(viewer, hit_id, fields=fields, until=end, now=now)
    show_one(ReleaseOut.of(proposed).model_dump(mode="json"), headings=RELEASE_HEADINGS)


@hit.command()
@click.argument("release_id", type=click.UUID)
@click.option("--digest", required=True, help="Digest of what was read; it must be what is signed.")
@declare("hit.sign", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def sign(release_id: UUID, digest: str) -> None:
    """Sign a proposed release as the second person."""
    now = timezone.now()
    matter, _found = release_of(_viewer(), release_id, now=now)
    show_one(side_row(releases.approve_release(matter, release_id, digest=digest, now=now), now=now))


@hit.command()
@click.argument("release_id", type=click.UUID)
@declare("hit.refuse", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def refuse(release_id: UUID) -> None:
    """Decide against a proposed release as the second person."""
    now = timezone.now()
    matter, _found = release_of(_viewer(), release_id, now=now)
    refused = releases.refuse_release(matter, release_id, now=now)
    show_one(ReleaseOut.of(refused).model_dump(mode="json"), headings=RELEASE_HEADINGS)


def _answer(hit_id: UUID, verdict: Move, reason: str) -> None:
    viewer, now = _at_work_on(hit_id)
    show_one(side_row(actions.answer(viewer, hit_id, verdict=verdict, reason=reason, now=now), now=now))


def _viewer(*, purpose: str = "", reference: str = "") -> Viewer:
    return viewer_of(officer_of_profile(options().profile), purpose=purpose, reference=reference)


def _at_work_on(hit_id: UUID) -> tuple[Viewer, datetime]:
    """The profile under the hit's own purpose and reference, and the moment of the act."""
    now = timezone.now()
    return matter_of_hit(_viewer(), hit_id, now=now), now


def _aware(moment: datetime | None) -> datetime | None:
    return timezone.make_aware(moment) if moment is not None else None


def _language() -> str:
    return get_language() or "en"


def _content_of(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError:
        raise InvalidInput(_("The file cannot be opened."), fix=_("Look at its name and its rights.")) from None


def _show_check(answer: CheckOut) -> None:
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(answer.model_dump(mode="json", by_alias=True))
        return
    rows = [row.model_dump(mode="json") | {"answer": answer_word(row.answer)} for row in answer.answers]
    show(rows, columns=ANSWER_COLUMNS)
    for ours in answer.ours:
        if ours.record is not None:
            say(_("Our own record {record} is {band}.").format(record=ours.record.id, band=band_word(ours.band)))


def _exit_of(answers: Iterable[CheckOut]) -> int:
    """The strongest news counts: confirmed, then possible, then waiting."""
    rows = [row for answer in answers for row in answer.answers]
    if any(found.state == State.CONFIRMED for row in rows for found in row.possible):
        return Exit.CONFIRMED_HIT
    states = {row.answer for row in rows}
    if CheckAnswer.State.POSSIBLE in states:
        return Exit.POSSIBLE_HIT
    return Exit.WAITING if CheckAnswer.State.WAITING in states else Exit.DONE
