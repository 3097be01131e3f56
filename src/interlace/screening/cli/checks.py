"""The command `interlace check`: answers on standard output, everything else on standard error."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from typing import Any
from uuid import UUID

import click
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.core.handling import Action
from interlace.core.procedure.ladder import State, Urgency
from interlace.foundation.console import ExampleCommand, Format, GroupWithDefault, options, say, show, show_one
from interlace.foundation.console.exits import Exit
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.http.repeating import note_done, once_until_done
from interlace.screening.answers import BatchLine, CheckOut, answered_lines, check_out, line_out, stored_check_out
from interlace.screening.asking import KINDS, question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.checks.batches import open_batch
from interlace.screening.checks.scope import SEPARATOR, registers_to_name
from interlace.screening.checks.stopping import stop_waiting, wait_again
from interlace.screening.cli.check_open import open_
from interlace.screening.models import CheckAnswer
from interlace.screening.profile import DRY_RUN_HELP, language, list_named, trial, viewer
from interlace.screening.queries import check_of
from interlace.screening.schemas import RegisterOut
from interlace.screening.words import answer_word, band_word

ANSWER_COLUMNS = {
    "bureau": gettext_lazy("Asked"),
    "answer": gettext_lazy("Answer"),
    "words": gettext_lazy("Strength"),
    "known": gettext_lazy("What we may know"),
}
REGISTER_COLUMNS = {
    "code": gettext_lazy("Register"),
    "bureau": gettext_lazy("Bureau"),
    "title": gettext_lazy("Title"),
}
SHOWN_EVERY = 50
SHEET_COLUMNS = {
    "line": gettext_lazy("Line"),
    "id": gettext_lazy("Id"),
    **ANSWER_COLUMNS,
    "hits": gettext_lazy("Hits"),
    "field": gettext_lazy("Field"),
    "problem": gettext_lazy("Problem"),
    "remedy": gettext_lazy("Remedy"),
}
LINE_COLUMNS = {"line": gettext_lazy("Line"), "id": gettext_lazy("Id"), "answer": gettext_lazy("Answer")}
URGENCIES = [urgency.value for urgency in Urgency]

trying = click.option("--dry-run", is_flag=True, help=DRY_RUN_HELP)

CHECK_EXAMPLE = """
printf "%s" "+82 10 0000 0142" | interlace check phone - --as TH --purpose fraud --ref TH-2026-0007
interlace check person "HAN Ji-seop" --born 1991-04-17 --as TH --purpose fraud --ref TH-2026-0007 -o json
interlace check wallet 1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo --scope SG/ofac-sdn --as TH --purpose fraud --ref TH-2026-0007
interlace check file passengers.xlsx --as TH --purpose fraud --ref TH-2026-0007 -o csv > answers.csv
"""
SCOPE_HELP = "Ask these only: bureaus by code, and registers that you may read, for example TH,SG/ofac-sdn."
PROCESSES_HELP = "With `file`: how many processes help to read and search. All cores for long lists, else none."


@click.group(cls=GroupWithDefault, default="ask", example=CHECK_EXAMPLE)
def check() -> None:
    """Ask the bureaus about a person, a phone, a wallet ... (see `interlace check ask --help`)."""


check.add_command(open_)


@check.command(cls=ExampleCommand, example=CHECK_EXAMPLE)
@click.argument("kind", type=click.Choice([*KINDS, "file"]))
@click.argument("value")
@click.option("--purpose", required=True, help="What the check is for, for example fraud.")
@click.option("--ref", "reference", required=True, help="Number of the case or the legal reference.")
@click.option("--born", help="Birth date of a person, as exact as it is known.")
@click.option("--nationality", help="Nationality of a person, or the country that issued a document.")
@click.option("--bank", help="Bank of an account.")
@click.option("--scope", help=SCOPE_HELP)
@click.option("--urgency", type=click.Choice(URGENCIES), default=Urgency.NORMAL.value, show_default=True)
@click.option("--processes", type=click.IntRange(0, 64), help=PROCESSES_HELP)
@click.option("--exit-code", "exit_code", is_flag=True, help="End with 10 for a possible hit, 12 while some wait.")
@declare("check", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.REQUIRED)
def ask(  # noqa: PLR0917 - click passes every option by name
    kind: str,
    value: str,
    purpose: str,
    reference: str,
    born: str | None,
    nationality: str | None,
    bank: str | None,
    scope: str | None,
    urgency: str,
    processes: int | None,
    exit_code: bool,
) -> int:
    """Ask the bureaus about VALUE (`-` reads it from standard input). "No hit" is what they let you discover."""
    asker = viewer(purpose=purpose, reference=reference)
    named = scope_typed(scope)
    if kind == "file":
        return _check_file(asker, value, scope=named, exit_code=exit_code, processes=processes)
    typed = sys.stdin.read().strip() if value == "-" else value
    question = question_typed(kind, typed, born=born, nationality=nationality, bank=bank)
    result = ask_holders(asker, question, now=timezone.now(), scope=named, urgency=Urgency(urgency))
    answer = check_out(result, language=language())
    _show_check(answer)
    return _exit_of([answer]) if exit_code else Exit.DONE


@check.command()
@click.option("--purpose", required=True, help="What the check is for, for example fraud.")
@declare("check.registers", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.REQUIRED)
def registers(purpose: str) -> None:
    """The registers that you may read for this purpose: --scope may name them."""
    found = registers_to_name(viewer(purpose=purpose), now=timezone.now())
    rows = [RegisterOut.of(each).model_dump(mode="json") for each in found]
    show(rows, columns=REGISTER_COLUMNS)


@check.command()
@click.argument("check_id", type=click.UUID)
@trying
@declare("check.stop", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def stop(check_id: UUID, dry_run: bool) -> None:
    """Ask no bureau any more that has not answered this check yet. It learns nothing of this."""
    with trial() if dry_run else nullcontext():
        stop_waiting(viewer(), check_id, now=timezone.now())
        _show_stored(check_id)


@check.command()
@click.argument("check_id", type=click.UUID)
@trying
@declare("check.again", SurfaceKind.COMMAND, actions=(Action.DISCOVER, Action.READ), purpose=PurposeFrom.OBJECT)
def again(check_id: UUID, dry_run: bool) -> None:
    """Put the question again to the bureaus that had not answered when it was stopped."""
    with trial() if dry_run else nullcontext():
        wait_again(viewer(), check_id, now=timezone.now())
        _show_stored(check_id)


def scope_typed(scope: str | None) -> list[str]:
    """Bureaus and registers as they were typed; a bureau's code may be typed small, a register's name may not."""
    if not scope:
        return []
    # Nothing between two commas stays in: left out, it could make the scope empty, and that asks everybody.
    named = (each.strip().partition(SEPARATOR) for each in scope.split(","))
    return [f"{code.upper()}{separator}{register}" for code, separator, register in named]


def _check_file(asker: Viewer, path: str, *, scope: Sequence[str], exit_code: bool, processes: int | None) -> int:
    """Check every line of a file as one act; a line that cannot be read is answered in its place.

    Interrupted, the same command goes on where it stood within a day: no line is asked or counted again.
    """
    checked, now = list_named(path), timezone.now()
    if checked.encoding:
        said = _("{file} is not UTF-8. It is read as {encoding}; if names look wrong, save it as UTF-8.")
        say(said.format(file=path, encoding=checked.encoding))
    lines, officer = checked.lines, UUID(asker.id)
    name = "\0".join(["check file", checked.digest, asker.purpose, asker.reference, *sorted(scope)])
    has_begun = []

    def begin() -> UUID:
        has_begun.append(True)
        return open_batch(asker, lines=len(lines), digest=checked.digest, scope=scope, now=now)

    batch = once_until_done(officer, name, begin)
    if not has_begun:
        say(_("This list was interrupted before: it goes on where it stood."))
    answered: list[CheckOut] = []
    wrong: list[int] = []

    def noted() -> Iterator[BatchLine]:
        answers = answered_lines(asker, batch, lines, scope=scope, now=now, language=language(), processes=processes)
        for line in answers:
            if line.answer is None:
                wrong.append(line.number)
            else:
                answered.append(line.answer)
            _show_progress(len(answered) + len(wrong), of=len(lines))
            yield line

    _show_lines(noted())
    note_done(officer, name)
    for_program = options().format in {Format.JSON, Format.NDJSON}
    if not for_program:
        _say_left_out(answered)
    if wrong:
        say(_("{count} lines could not be read; each says why.").format(count=len(wrong)))
        return Exit.INVALID_INPUT
    return _exit_of(answered) if exit_code else Exit.DONE


def _show_lines(lines: Iterator[BatchLine]) -> None:
    if options().format in {Format.JSON, Format.NDJSON}:
        show((line_out(line) for line in lines), columns=LINE_COLUMNS)
    elif options().format is Format.CSV:
        show((row for line in lines for row in _sheet_rows(line)), columns=SHEET_COLUMNS)
    else:
        show((_line_row(line) for line in lines), columns=LINE_COLUMNS)


def _show_progress(done: int, *, of: int) -> None:
    """How far a list has come, for whoever waits at a terminal."""
    if sys.stderr.isatty() and (done == of or done % SHOWN_EVERY == 0):
        text = _("{done} of {count} lines are answered.").format(done=done, count=of)
        click.echo(f"\r{text}", err=True, nl=done == of)


def _sheet_rows(line: BatchLine) -> Iterator[dict[str, Any]]:
    """One line of a list as rows of a sheet: one for each bureau asked, or one for each thing that is wrong."""
    about = {"line": line.number, "id": line.id}
    if line.answer is None:
        problem = line.problem or {}
        for each in problem.get("errors") or [{"pointer": "", "what": problem.get("what"), "fix": problem.get("fix")}]:
            yield about | {"field": each["pointer"], "problem": each["what"], "remedy": each["fix"]}
        return
    for row in line.answer.answers:
        said = {"bureau": row.bureau, "answer": answer_word(row.answer), "words": row.words, "known": row.known}
        yield about | said | {"hits": [each.hit for each in row.possible]}


def _line_row(line: BatchLine) -> dict[str, Any]:
    """One line of a list for people: who has a possible hit, who has not answered."""
    if line.answer is None:
        return {"line": line.number, "id": line.id, "answer": _problem_text(line.problem or {})}
    said = [f"{row.bureau}: {row.words or answer_word(row.answer)}" for row in line.answer.answers]
    return {"line": line.number, "id": line.id, "answer": ", ".join(said)}


def _problem_text(problem: Mapping[str, Any]) -> str:
    errors = [f"{each['pointer']} {each['what']} {each['fix']}".strip() for each in problem.get("errors", [])]
    return " ".join(errors or [str(problem.get("what", "")), str(problem.get("fix", ""))])


def _show_stored(check_id: UUID) -> None:
    now = timezone.now()
    _show_check(stored_check_out(check_of(viewer(), check_id, now=now), now=now, language=language()))


def _show_check(answer: CheckOut) -> None:
    if options().format in {Format.JSON, Format.NDJSON}:
        show_one(answer.model_dump(mode="json", by_alias=True))
        return
    rows = [row.model_dump(mode="json") | {"answer": answer_word(row.answer)} for row in answer.answers]
    show(rows, columns=ANSWER_COLUMNS)
    for ours in answer.ours:
        if ours.record is not None:
            say(_("Our own record {record} is {band}.").format(record=ours.record.id, band=band_word(ours.band)))
    _say_left_out([answer])


def _say_left_out(answers: Iterable[CheckOut]) -> None:
    """What was not compared, once for all answers."""
    for words in dict.fromkeys(part.words for answer in answers for part in answer.left_out):
        say(words)


def _exit_of(answers: Iterable[CheckOut]) -> int:
    """The strongest news counts: confirmed, then possible, then waiting."""
    rows = [row for answer in answers for row in answer.answers]
    if any(found.state == State.CONFIRMED for row in rows for found in row.possible):
        return Exit.CONFIRMED_HIT
    states = {row.answer for row in rows}
    if CheckAnswer.State.POSSIBLE in states:
        return Exit.POSSIBLE_HIT
    return Exit.WAITING if CheckAnswer.State.WAITING in states else Exit.DONE
