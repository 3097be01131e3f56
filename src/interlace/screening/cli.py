"""The commands `interlace check` and `interlace hit`. Answers on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from interlace.core.procedure.ladder import Move, Urgency
from interlace.foundation.console import ExampleCommand, ExampleGroup, Format, options, say, show, show_one
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.screening.answers import CheckOut, check_out, reasons_out
from interlace.screening.asking import KINDS, entity_asked
from interlace.screening.checks.actions import ask_holders
from interlace.screening.checks.batches import BatchLine, check_lines
from interlace.screening.hits import actions, releases
from interlace.screening.models import HitSide
from interlace.screening.queries import hit_of, hits_of, matter_of_hit, reads_no_answer, releases_to_sign
from interlace.screening.questions import question_about
from interlace.screening.words import band_word, state_word

POSSIBLE_EXIT, WAITING_EXIT = 10, 12

ANSWER_COLUMNS = {
    "bureau": "Asked",
    "answer": "Answer",
    "words": "Strength",
    "known": "What we may know",
    "answered": "Answered",
}

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
@click.option("--urgency", type=click.Choice(list(Urgency)), default=Urgency.NORMAL, show_default=True)
@click.option("--exit-code", "exit_code", is_flag=True, help="End with 10 for a possible hit, 12 while some wait.")
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
    question = question_about(entity_asked(kind, typed, born=born, nationality=nationality, bank=bank))
    result = ask_holders(viewer, question, now=timezone.now(), scope=holders, urgency=Urgency(urgency))
    answer = check_out(result, language=_language())
    _show_check(answer)
    return _exit_of(answer) if exit_code else 0


def _check_file(viewer: Viewer, path: str, *, scope: Sequence[str], exit_code: bool) -> int:
    """Check every line of a file as one act; a line that cannot be read is answered in its place."""
    worst = 0
    wrong = 0
    with _opened(path) as lines:
        for line in check_lines(viewer, lines, scope=scope, now=timezone.now(), language=_language()):
            click.echo(json.dumps(line_out(line), ensure_ascii=False, default=str))
            wrong += line.problem is not None
            worst = max(worst, _exit_of(line.answer) if exit_code and line.answer is not None else 0)
    if wrong:
        say(_("{count} lines could not be read; each says why.").format(count=wrong))
        return 5
    return worst


def line_out(line: BatchLine) -> dict[str, Any]:
    """One line of a bulk answer."""
    if line.answer is not None:
        return {"line": line.number, **line.answer.model_dump(mode="json", by_alias=True)}
    return {"line": line.number, "id": line.id, "problem": line.problem}


@click.group(cls=ExampleGroup, example="interlace hit list --as KR")
def hit() -> None:
    """Hits on their ladder: possible, asked, answered, released."""


@hit.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only what waits for somebody.")
def list_(only_open: bool) -> None:
    """What is due first comes first."""
    viewer, now = _viewer(), timezone.now()
    sides = [side for side in hits_of(viewer, now=now) if not only_open or side.answered is None]
    show((side_row(side, now=now) for side in sides), columns=HIT_COLUMNS)


HIT_COLUMNS = {
    "hit": "Hit",
    "party": "We are",
    "counterpart": "Other side",
    "state": "State",
    "band": "Strength",
    "due": "Due",
    "reference": "Reference",
}


def side_row(side: HitSide, *, now: datetime) -> dict[str, Any]:
    """A hit as a row of a list."""
    state = _("No answer") if reads_no_answer(side, now=now) else state_word(side.state)
    due = side.confirmation_due if side.first_answered else side.first_answer_due
    return {
        "hit": str(side.hit),
        "party": side.party,
        "counterpart": side.counterpart,
        "state": state,
        "state_code": side.state,
        "band": band_word(side.band),
        "due": timezone.localtime(due).isoformat(timespec="minutes") if due and side.answered is None else "",
        "purpose": side.purpose,
        "reference": side.reference,
    }


@hit.command()
@click.argument("hit_id", type=click.UUID)
def show_(hit_id: UUID) -> None:
    """One hit: its state, our fields, and what the other side released."""
    now = timezone.now()
    view = hit_of(_viewer(), hit_id, now=now)
    show_one(
        {
            **side_row(view.side, now=now),
            "question": view.side.question,
            "ours": [{"field": each.tag, "property": each.prop, "value": each.value} for each in view.own_fields],
            "released": [{"property": each.prop, "value": each.value} for each in view.released],
            "to_sign": [{"release": str(each.id), "digest": each.digest} for each in view.releases],
        }
    )


@hit.command()
@click.argument("hit_id", type=click.UUID)
def explain(hit_id: UUID) -> None:
    """Why the machine sees a likeness, as far as the owner allows it to be told."""
    side = hit_of(_viewer(), hit_id, now=timezone.now()).side
    reasons = [reason.model_dump() for reason in reasons_out(side)]
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one({"hit": str(side.hit), "band": side.band, "bits": side.bits, "model": side.model, "reasons": reasons})
        return
    show(reasons, columns={"words": "Reason", "bits": "Bits"})


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--lend", multiple=True, type=click.UUID, help="Own field that the owner may see (repeat it).")
@click.option("--urgency", type=click.Choice(list(Urgency)), default=Urgency.NORMAL, show_default=True)
@click.option("--held-until", type=click.DateTime(), help="When the power to hold the person ends.")
def ask(hit_id: UUID, lend: tuple[UUID, ...], urgency: str, held_until: datetime | None) -> None:
    """Ask the owner to confirm."""
    now = timezone.now()
    viewer = matter_of_hit(_viewer(), hit_id, now=now)
    held = timezone.make_aware(held_until) if held_until is not None else None
    side = actions.ask_owner(viewer, hit_id, lend=lend, urgency=Urgency(urgency), held_until=held, now=now)
    show_one(side_row(side, now=now))


def _answer(verdict: Move) -> Any:
    @click.argument("hit_id", type=click.UUID)
    @click.option("--reason", default="", help="Why; the asker reads it.")
    def command(hit_id: UUID, reason: str) -> None:
        now = timezone.now()
        viewer = matter_of_hit(_viewer(), hit_id, now=now)
        show_one(side_row(actions.answer(viewer, hit_id, verdict=verdict, reason=reason, now=now), now=now))

    return command


hit.command("confirm", help="Answer as the owner: the same.")(_answer(Move.CONFIRM))
hit.command("reject", help="Answer as the owner: different.")(_answer(Move.DENY))
hit.command("cannot-tell", help="Answer as the owner: it cannot be told.")(_answer(Move.CANNOT_TELL))


@hit.command()
@click.argument("hit_id", type=click.UUID)
def undo(hit_id: UUID) -> None:
    """Take the own answer back."""
    now = timezone.now()
    viewer = matter_of_hit(_viewer(), hit_id, now=now)
    show_one(side_row(actions.undo_answer(viewer, hit_id, now=now), now=now))


@hit.command()
@click.argument("hit_id", type=click.UUID)
@click.option("--field", "fields", multiple=True, required=True, help="Field to release (see `hit show`); repeat it.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Until when the asker may use it.")
def release(hit_id: UUID, fields: tuple[str, ...], until: datetime) -> None:
    """Propose that the asker may read some fields; a second person signs."""
    now = timezone.now()
    viewer = matter_of_hit(_viewer(), hit_id, now=now)
    proposed = releases.propose_release(viewer, hit_id, fields=fields, until=timezone.make_aware(until), now=now)
    show_one({"release": str(proposed.id), "to": proposed.to, "fields": proposed.fields, "digest": proposed.digest})


@hit.command()
@click.argument("release_id", type=click.UUID)
@click.option("--digest", required=True, help="Digest of what was read; it must be what is signed.")
def sign(release_id: UUID, digest: str) -> None:
    """Sign a proposed release as the second person."""
    now = timezone.now()
    viewer = _viewer()
    found = next((each for each in releases_to_sign(viewer, now=now) if each.id == release_id), None)
    matter = matter_of_hit(viewer, found.hit, now=now) if found is not None else viewer
    show_one(side_row(releases.approve_release(matter, release_id, digest=digest, now=now), now=now))


hit.add_command(show_, "show")


def _viewer(*, purpose: str = "", reference: str = "") -> Viewer:
    return viewer_of(officer_of_profile(options().profile), purpose=purpose, reference=reference)


def _language() -> str:
    return get_language() or "en"


def _opened(path: str) -> TextIO:
    if path == "-":
        return sys.stdin
    try:
        return Path(path).open(encoding="utf-8-sig")
    except OSError:
        raise InvalidInput(_("The file cannot be opened."), fix=_("Look at its name and its rights.")) from None


def _show_check(answer: CheckOut) -> None:
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(answer.model_dump(mode="json", by_alias=True))
        return
    show((row.model_dump(mode="json") for row in answer.answers), columns=ANSWER_COLUMNS)
    for ours in answer.ours:
        say(_("Our own record {record} is {band}.").format(record=ours.record.id, band=band_word(ours.band)))


def _exit_of(answer: CheckOut) -> int:
    states = {row.answer for row in answer.answers}
    if "possible" in states:
        return POSSIBLE_EXIT
    return WAITING_EXIT if "waiting" in states else 0
