"""The command `interlace check`: answers on standard output, everything else on standard error."""

import hashlib
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.procedure.ladder import State, Urgency
from interlace.foundation.console import ExampleCommand, Format, options, say, show, show_one
from interlace.foundation.console.exits import Exit
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.lines import lines_of
from interlace.screening.answers import BatchLine, CheckOut, answered_lines, check_out, line_out
from interlace.screening.asking import KINDS, question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.checks.batches import open_batch
from interlace.screening.cli.profile import content_of, language, viewer
from interlace.screening.models import CheckAnswer
from interlace.screening.words import answer_word, band_word

ANSWER_COLUMNS = {
    "bureau": gettext_lazy("Asked"),
    "answer": gettext_lazy("Answer"),
    "words": gettext_lazy("Strength"),
    "known": gettext_lazy("What we may know"),
}
LINE_COLUMNS = {"line": gettext_lazy("Line"), "id": gettext_lazy("Id"), "answer": gettext_lazy("Answer")}
URGENCIES = [urgency.value for urgency in Urgency]

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
    asker = viewer(purpose=purpose, reference=reference)
    holders = [code.strip().upper() for code in scope.split(",")] if scope else []
    if kind == "file":
        return _check_file(asker, value, scope=holders, exit_code=exit_code)
    typed = sys.stdin.read().strip() if value == "-" else value
    question = question_typed(kind, typed, born=born, nationality=nationality, bank=bank)
    result = ask_holders(asker, question, now=timezone.now(), scope=holders, urgency=Urgency(urgency))
    answer = check_out(result, language=language())
    _show_check(answer)
    return _exit_of([answer]) if exit_code else Exit.DONE


def _check_file(asker: Viewer, path: str, *, scope: Sequence[str], exit_code: bool) -> int:
    """Check every line of a file as one act; a line that cannot be read is answered in its place."""
    content = content_of(path)
    now, lines = timezone.now(), lines_of(io.BytesIO(content))
    digest = hashlib.sha256(content).hexdigest()
    batch = open_batch(asker, lines=len(lines), digest=digest, scope=scope, now=now)
    answered: list[CheckOut] = []
    wrong: list[int] = []

    def noted() -> Iterator[BatchLine]:
        for line in answered_lines(asker, batch, lines, scope=scope, now=now, language=language()):
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
