"""The commands `interlace import` and `interlace share`. Answers on standard output, all else on standard error."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from interlace.bureaus.queries import members_by_code
from interlace.facts import exports, maps, ordering, queries, share_cli
from interlace.facts.actions import Outcome
from interlace.facts.imports.headers import NOT_USED
from interlace.facts.mending import mend_row, retry_rows
from interlace.facts.models import Contribution
from interlace.facts.recalling import REASONS, recall, undo_contribution
from interlace.facts.registers.loading import Authorisation, RegisterTerms
from interlace.facts.registers.withdrawing import withdraw_version
from interlace.facts.schemas import import_out, problem_out
from interlace.facts.sharing import HIT_MODES, RESTRICTIONS, Sharing, hit_mode
from interlace.foundation.console import (
    ExampleCommand,
    ExampleGroup,
    Format,
    GroupWithDefault,
    options,
    say,
    show,
    show_one,
)
from interlace.foundation.console.exits import Exit
from interlace.foundation.disclosure.surfaces import PurposeFrom, SurfaceKind, declare
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InvalidInput
from interlace.foundation.identity.profiles import officer_of_profile
from interlace.foundation.localize.handling import handling_sentence
from interlace.foundation.localize.reader import zone_of

PROBLEM_COLUMNS = {
    "row": gettext_lazy("Row"),
    "cell": gettext_lazy("Cell"),
    "column": gettext_lazy("Column"),
    "what": gettext_lazy("Problem"),
    "fix": gettext_lazy("Fix"),
}
COUNT_COLUMNS = {
    "id": gettext_lazy("Import"),
    "file": gettext_lazy("File"),
    "state": gettext_lazy("State"),
    "stored": gettext_lazy("Rows stored"),
    "refused": gettext_lazy("Rows refused"),
    "known": gettext_lazy("Rows known"),
    "facts": gettext_lazy("Facts"),
    "created": gettext_lazy("At"),
}
SHARED_COLUMNS = {
    "id": gettext_lazy("Import"),
    "file": gettext_lazy("File"),
    "facts": gettext_lazy("Facts"),
    "state": gettext_lazy("State"),
    "handling": gettext_lazy("Handling"),
}

EXAMPLE = """
interlace import suspects.xlsx --as KR --audience TH,VN --hit hit --purpose fraud --until 2027-06-30 --status suspect
interlace import sdn.csv.gz --as SG --hit content --audience TH --purpose sanctions --until 2027-06-30 --register ofac \
--legal-effect "Ask the Treasury before any step."
interlace import retry 6b0e... --as KR
"""


@click.group(cls=GroupWithDefault, default="file", example=EXAMPLE)
def import_() -> None:
    """Bring a file in, with an answer for every row (see `interlace import file --help`)."""


def _reading_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option("--map", "map_name", default="", help="Saved column map of this sender."),
            click.option("--country", default="", help="Country of phones and accounts written nationally."),
            click.option("--language", default="", help="Language of dates and names, for example th."),
            click.option("--day-first/--month-first", "day_first", default=None, help="Order in 04/05/1991."),
            click.option("--status", default="", help="Status of persons whose row names none, for example suspect."),
            click.option("--grading", default="", help="Grading of rows without one, for example ADMIRALTY:B2."),
            click.option("--source", default="", help="Where the information comes from."),
            click.option("--encoding", default="", help="Encoding, where it is not recognised."),
            click.option("--sheet", default="", help="Sheet of the workbook."),
        )
    ):
        command = option(command)
    return command


@import_.command("file", cls=ExampleCommand, example=EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--audience", default="", help="Bureaus by code: TH,VN. Without any, only your own.")
@click.option("--hit", "hit_word", type=click.Choice(list(HIT_MODES)), default="hit", show_default=True)
@click.option("--purpose", required=True, help="What the facts may be used for, for example fraud.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Last day of use.")
@click.option("--ref", "reference", default="", help="Number of the case.")
@click.option("--restrict", default="", help=f"Reservations: {', '.join(RESTRICTIONS)}.")
@click.option("--condition", default="", help="Condition to be observed, in a sentence or as a standard code.")
@click.option("--named", multiple=True, help="Officer who alone may read (with eyes-only); repeat it.")
@click.option("--deny", default="", help="Bureaus that must never see it.")
@click.option("--level", type=click.IntRange(0, 3), default=0, show_default=True)
@click.option("--room", "rooms", multiple=True, help="Operation whose members alone may see it; repeat it.")
@click.option("--life", is_flag=True, help="Anybody may read it to save a life; you are told at once.")
@_reading_options
@click.option("--register", "register_name", default="", help="Load the list as a version of this register.")
@click.option("--title", default="", help="Title of the register.")
@click.option("--legal-effect", default="", help="What an entry of the register allows an officer to do.")
@click.option("--interpol", is_flag=True, help="The list comes from an INTERPOL database.")
@click.option("--authorised-by", default="", help="Who authorised the copy of an INTERPOL database.")
@click.option("--authorised-for", default="", help="For which purpose.")
@click.option("--delete-by", type=click.DateTime(["%Y-%m-%d"]), help="When the copy must be deleted.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing.")
@click.option("--result", type=click.Path(path_type=Path), help="Write the sheet back with Status, Problem and Fix.")
@declare("facts.import", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def import_file(  # noqa: PLR0917 - click passes every option by name
    file: Path,
    audience: str,
    hit_word: str,
    purpose: str,
    until: datetime,
    reference: str,
    restrict: str,
    condition: str,
    named: tuple[str, ...],
    deny: str,
    level: int,
    rooms: tuple[str, ...],
    life: bool,
    map_name: str,
    country: str,
    language: str,
    day_first: bool | None,
    status: str,
    grading: str,
    source: str,
    encoding: str,
    sheet: str,
    register_name: str,
    title: str,
    legal_effect: str,
    interpol: bool,
    authorised_by: str,
    authorised_for: str,
    delete_by: datetime | None,
    dry_run: bool,
    result: Path | None,
) -> int:
    """Contribute the rows of FILE (CSV, XLSX, NDJSON, FollowTheMoney, OFAC list, TagPack) on your conditions."""
    officer = officer_of_profile(options().profile)
    viewer = viewer_of(officer, purpose=purpose, reference=reference)
    sharing = Sharing.with_members(
        ordering.codes_in(audience),
        hit=hit_mode(hit_word),
        purpose=purpose,
        until=ordering.end_of(until.date(), zone=zone_of(officer)),
        restrictions=[word.strip() for word in restrict.split(",") if word.strip()],
        condition=condition,
        named=named,
        deny=ordering.codes_in(deny),
        level=level,
        rooms=rooms,
        life=life,
    )
    reading = ordering.ReadingOrder(
        map_name=map_name,
        country=country,
        language=language,
        day_first=day_first,
        status=status,
        grading=grading,
        source=source,
        encoding=encoding,
        sheet=sheet,
    )
    register = None
    if register_name:
        allowed = _authorisation(authorised_by, authorised_for, delete_by.date() if delete_by else None)
        register = RegisterTerms(register_name, title or register_name, legal_effect, source, interpol, allowed)
    order = ordering.ImportOrder(sharing, reading, register)
    now = timezone.now()
    run = ordering.try_out if dry_run else ordering.carry_out
    outcome = run(viewer, file, order, now=now)
    if result is not None:
        _write_result(viewer, file, order, outcome, result, now=now)
    return _show_outcome(outcome)


@import_.command("list")
@declare("facts.imports", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def list_() -> None:
    """The newest imports of your bureau."""
    show((_counts_row(each) for each in queries.contributions_of(_viewer())), columns=COUNT_COLUMNS)


@import_.command()
@click.argument("import_id", type=click.UUID)
@declare("facts.import.problems", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def problems(import_id: UUID) -> None:
    """The rows that still wait to be mended."""
    waiting = queries.problems_waiting(_viewer(), import_id)
    show((problem_out(problem).model_dump() for problem in waiting), columns=PROBLEM_COLUMNS)


@import_.command()
@click.argument("import_id", type=click.UUID)
@declare("facts.import.retry", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def retry(import_id: UUID) -> int:
    """Try the refused rows of an import again, for example after a row they belong to was mended."""
    return _show_outcome(retry_rows(_viewer(), import_id, now=timezone.now()))


@import_.command(cls=ExampleCommand, example='interlace import mend 6b0e... 6 --set "전화번호=010 0000 0142" --as KR')
@click.argument("import_id", type=click.UUID)
@click.argument("row", type=int)
@click.option("--set", "changes", multiple=True, required=True, metavar="COLUMN=VALUE")
@declare("facts.import.mend", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def mend(import_id: UUID, row: int, changes: tuple[str, ...]) -> int:
    """Try a refused row again with other contents."""
    return _show_outcome(mend_row(_viewer(), import_id, row, _pairs(changes), now=timezone.now()))


@import_.command()
@click.argument("import_id", type=click.UUID)
@declare("facts.import.undo", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def undo(import_id: UUID) -> None:
    """Undo a wrong import in one act: its facts are gone from store, index and hits."""
    viewer, now = _viewer(), timezone.now()
    if queries.version_of(viewer, import_id) is not None:
        show_one(_counts_row(withdraw_version(viewer, import_id, now=now)))
        return
    show_one(_counts_row(undo_contribution(viewer, import_id, now=now)))


@import_.command()
@click.option("--language", default="", help="Language of the headers.")
@declare("facts.import.template", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def templates(language: str) -> None:
    """An empty sheet to fill in, as CSV."""
    click.echo(",".join(exports.template_headers(language or get_language() or "en")))


@import_.group("map", cls=ExampleGroup, example='interlace import map save kr-suspects --column "이름=name" --as KR')
def map_() -> None:
    """Saved readings of a sender's columns."""


@map_.command("list")
@declare("facts.maps", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def list_maps() -> None:
    """The maps of your bureau."""
    rows = (
        {"name": each.name, "columns": each.columns, "options": each.options} for each in maps.saved_maps(_viewer())
    )
    show(rows, columns={"name": _("Map"), "columns": _("Columns")})


@map_.command("save")
@click.argument("name")
@click.option("--column", "columns", multiple=True, required=True, metavar="HEADER=FIELD", help="Repeat it.")
@_reading_options
@declare("facts.map.save", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def save_map(name: str, columns: tuple[str, ...], map_name: str, **read: Any) -> None:
    """Keep what each header means; a header without a field is not used."""
    viewer = _viewer()
    order = ordering.ReadingOrder(map_name=map_name, **read)
    kept = ordering.options_to_keep(order.defaults(viewer))
    saved = maps.save_map(viewer, name, _pairs(columns), kept, now=timezone.now())
    show_one({"name": saved.name, "columns": saved.columns, "options": saved.options})


@click.group(cls=ExampleGroup, example="interlace share recall 5d2c... --reason wrong-attribution --as KR")
def share() -> None:
    """Who may see what you contributed; recall it."""


@share.command("list")
@declare("facts.shared", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def list_shared() -> None:
    """What your bureau contributed, and the sentence that says who may see it."""
    viewer, names, now = _viewer(), members_by_code(), timezone.now()
    rows = []
    for each in queries.contributions_of(viewer):
        sentence = ""
        if each.label is not None:
            condition = str(each.sharing.get("condition") or "")
            sentence = handling_sentence(
                each.label.as_label(),
                language=get_language() or "en",
                member_names=names,
                now=now,
                conditions=[condition] if condition else (),
                zone=ZoneInfo(timezone.get_current_timezone_name()),
            )
        rows.append({**_counts_row(each), "handling": sentence})
    show(rows, columns=SHARED_COLUMNS)


@share.command("recall")
@click.argument("facts", nargs=-1, required=True, type=click.UUID)
@click.option("--reason", required=True, type=click.Choice(sorted(REASONS)))
@declare("facts.recall", SurfaceKind.COMMAND, purpose=PurposeFrom.NONE)
def recall_facts(facts: tuple[UUID, ...], reason: str) -> None:
    """Withdraw single facts of your bureau."""
    recalled = recall(_viewer(), facts, reason=reason, now=timezone.now())
    show_one({"recalled": len(recalled.facts), "reason": recalled.reason})


share.add_command(share_cli.test_viewer, "test-viewer")
share.add_command(share_cli.grant, "grant")


def _viewer() -> Viewer:
    officer = officer_of_profile(options().profile)
    return viewer_of(officer, purpose=min(officer.purposes, default=""))


def _authorisation(by: str, purpose: str, delete_by: date | None) -> Authorisation | None:
    return Authorisation(by, purpose, delete_by) if by and purpose and delete_by else None


def _pairs(words: Sequence[str]) -> dict[str, str]:
    pairs = dict(word.rpartition("=")[::2] for word in words) if all("=" in word for word in words) else None
    if pairs is None:
        raise InvalidInput(_("A setting has the form NAME=VALUE."))
    return {name: value or NOT_USED for name, value in pairs.items()}


def _counts_row(contribution: Contribution) -> dict[str, Any]:
    return {
        "id": str(contribution.id),
        "file": contribution.file_name,
        "format": contribution.format,
        "state": contribution.state,
        "read": contribution.rows_read,
        "stored": contribution.rows_stored,
        "refused": contribution.rows_refused,
        "known": contribution.rows_known,
        "facts": contribution.facts_stored,
        "purpose": contribution.purpose,
        "reference": contribution.reference,
        "created": timezone.localtime(contribution.created).isoformat(timespec="seconds"),
    }


def _show_outcome(outcome: Outcome) -> int:
    done = outcome.contribution
    if options().format is Format.TABLE:
        waiting = [problem_out(problem).model_dump() for problem in outcome.problems if not problem.noted]
        if waiting:
            show(waiting, columns=PROBLEM_COLUMNS)
        say(
            _("{stored} rows stored as {facts} facts, {refused} refused, {known} known already ({id}).").format(
                stored=done.rows_stored,
                facts=done.facts_stored,
                refused=done.rows_refused,
                known=done.rows_known,
                id=done.id,
            )
        )
        if (changes := outcome.changes) is not None:
            said = _("Entries of the register: {added} new, {changed} changed, {removed} gone.")
            counts = {"added": len(changes.added), "changed": len(changes.changed), "removed": len(changes.removed)}
            say(said.format(**counts))
    else:
        show_one(import_out(done, outcome.problems).model_dump(mode="json"))
    return Exit.INVALID_INPUT if done.rows_refused else Exit.DONE


def _write_result(
    viewer: Viewer, file: Path, order: ordering.ImportOrder, outcome: Outcome, target: Path, *, now: datetime
) -> None:
    source = ordering.open_file(viewer, file, order.reading)
    label = order.sharing.label(viewer.member, purpose=order.sharing.purpose, by=viewer.id)
    sentence = handling_sentence(
        label,
        language=get_language() or "en",
        member_names=members_by_code(),
        now=now,
        zone=ZoneInfo(timezone.get_current_timezone_name()),
    )
    heading = exports.ExportHeading(sentence, f"{viewer.officer_name}, {viewer.bureau}", now)
    exports.write_result_sheet(source, outcome.problems, target, heading)
    exports.record_export(viewer, outcome.contribution.id, now=now)
