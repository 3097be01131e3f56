"""What the import page (S5) shows, put together from a file, a look at it, or what became of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.facts.desk import Desk, address_of, notice_of
from interlace.facts.field_words import FIELD_WORDS, THINGS
from interlace.facts.forms import SentenceForm
from interlace.facts.handed_in import KEPT, HandedIn, MendedFile
from interlace.facts.import_rows import (
    Addresses,
    Head,
    heads_of_sheet,
    heads_of_things,
    skipped_row,
    sound_row,
    under_heads,
    wrong_row,
)
from interlace.facts.imports.headers import NOT_USED
from interlace.facts.imports.limits import LARGEST_FILE, MEBIBYTE
from interlace.facts.imports.reader import Column as SheetColumn
from interlace.facts.imports.reader import Format
from interlace.facts.models import ColumnMap, Contribution, RowProblem
from interlace.facts.ordering import own_country
from interlace.facts.presenting import Column, ImportPage, ImportResult, Row
from interlace.facts.preview import LOOKED_AT, Look
from interlace.facts.problems import words_for_code
from interlace.facts.sentence_view import sentence_of, sentence_under
from interlace.facts.sharing import Sharing
from interlace.facts.vocabulary import PERSON_STATUSES
from interlace.foundation.localize.formats import day_text, moment_text, number_text
from interlace.foundation.localize.shown import Choice, Notice, ShownField, Trail, language_of
from interlace.foundation.localize.words import status_name

SHOWN_ROWS = 100
SHOWN_PROBLEMS = 200


def start_page(
    desk: Desk,
    *,
    drafts: Sequence[HandedIn] = (),
    earlier: Sequence[Contribution] = (),
    notices: Sequence[Notice] = (),
    status: str = "",
) -> ImportPage:
    """Before a file is chosen."""
    return ImportPage(
        title=_("Import"),
        step="file",
        lead=_("Nothing is shared yet."),
        handling=_("The file is read first. You decide who may know after you have seen its rows."),
        upload_url=reverse("import"),
        template_url=reverse("import-template"),
        formats_hint=_(
            "CSV, XLSX, NDJSON, FollowTheMoney, OFAC SDN or TagPack, up to {count} MiB. Rows with problems never stop"
            " the others."
        ).format(count=number_text(LARGEST_FILE // MEBIBYTE, language=desk.reader.language)),
        upload_fields=(_status_field(status),),
        notices=tuple(notices),
        drafts=tuple(
            (draft.file_name, reverse("import-file", args=[draft.id]), _kept_until(desk, draft)) for draft in drafts
        ),
        earlier=tuple(
            (
                each.file_name,
                reverse("import-file", args=[each.id]),
                _moment(desk, each.finished or each.created),
                _outcome(each),
            )
            for each in earlier
            if each.state != Contribution.State.DRAFT
        ),
    )


def draft_page(
    desk: Desk,
    file: MendedFile,
    look: Look,
    sentence: SentenceForm,
    *,
    known_map: ColumnMap | None,
    problem: Notice | None,
) -> ImportPage:
    """The file that was read: its columns, its rows, and the sentence under which it would be contributed."""
    draft = file.draft
    waiting = [problem for problems in look.problems.values() for problem in problems]
    heads = heads_of_sheet(file.columns, waiting) if file.columns else heads_of_things(look.rows)
    rows, hidden = _rows(look, heads=heads, columns=file.columns, draft=draft, is_sheet=file.is_sheet)
    return ImportPage(
        title=_("Import {file}").format(file=draft.file_name),
        step="preview",
        lead=_("Not shared yet."),
        handling=_("Only you can see this draft. It is kept for {count} days or until you contribute.").format(
            count=KEPT.days
        ),
        trail=_trail(draft.file_name),
        template_url=reverse("import-template"),
        notices=tuple(filter(None, (problem, *_notices(look, rows)))),
        columns=tuple(_column(at, column) for at, column in enumerate(file.columns)),
        columns_hint=_columns_hint(file, known_map),
        columns_url=reverse("import-columns", args=[draft.id]),
        columns_fields=_reading_fields(desk, draft, is_sheet=bool(file.columns), known_map=known_map),
        preview_title=_counted(look) or _("Nothing that can be stored"),
        preview_hint=_("{file}, {rows}, SHA-256").format(file=draft.file_name, rows=_rows_text(look)),
        digest=f"{file.sha256[:4]} {file.sha256[4:8]} …",
        heads=_labels(heads),
        rows=tuple(under_heads(row, _labels(heads)) for row in rows),
        more=_more(hidden, look),
        sharing=sentence_of(desk, sentence, draft),
        contribute_url=reverse("import-contribute", args=[draft.id]),
        contribute_label="" if look.refusal is not None or not look.ready else _contribute_label(look),
        contribute_hint=_contribute_hint(look),
        discard_url=reverse("import-discard", args=[draft.id]),
    )


def result_page(
    desk: Desk,
    done: Contribution,
    problems: Sequence[RowProblem],
    *,
    draft: HandedIn | None,
    notices: Sequence[Notice] = (),
) -> ImportPage:
    """What became of the rows. What was refused can still be mended here."""
    columns = _columns_of(done)
    heads = heads_of_sheet(columns, problems)
    by_row: defaultdict[int, list[RowProblem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.row].append(problem)
    addresses = Addresses(repair=lambda row: reverse("import-row", args=[done.id, row]))
    is_undone = done.state == Contribution.State.UNDONE
    rows = [
        wrong_row(number, found, heads=heads, columns=columns, addresses=addresses)
        for number, found in list(by_row.items())[:SHOWN_PROBLEMS]
        if not is_undone
    ]
    return ImportPage(
        title=_("Import {file}").format(file=done.file_name),
        step="result",
        lead=_("Undone.") if is_undone else _("Shared."),
        handling=_("Nobody sees the facts of this import any more.")
        if is_undone
        else sentence_under(desk, Sharing.from_json(done.sharing)),
        trail=_trail(done.file_name),
        notices=tuple(notices),
        result=_result(done, draft=draft, is_undone=is_undone, waiting=len(by_row)),
        preview_title=ngettext("{count} row waits to be mended", "{count} rows wait to be mended", len(by_row)).format(
            count=len(by_row)
        ),
        preview_hint=_("A mended row is stored under the same sentence."),
        heads=_labels(heads),
        rows=tuple(under_heads(row, _labels(heads)) for row in rows),
    )


def _rows(
    look: Look, *, heads: Sequence[Head], columns: Sequence[SheetColumn], draft: HandedIn, is_sheet: bool
) -> tuple[list[Row], int]:
    """The first rows, and every row with a problem as far as a page can hold them, in the order of the file."""
    addresses = Addresses(
        repair=lambda row: reverse("import-row", args=[draft.id, row]),
        skip=lambda row: reverse("import-skip", args=[draft.id, row]),
        take_back=lambda row: reverse("import-take-back", args=[draft.id, row]),
    )
    repaired_in = columns if is_sheet else ()
    shown: dict[int, Row] = {}
    problems_left = SHOWN_PROBLEMS
    for at, row in enumerate(look.rows):
        if row.number in look.problems:
            if problems_left:
                problems_left -= 1
                shown[row.number] = wrong_row(
                    row.number,
                    look.problems[row.number],
                    heads=heads,
                    columns=repaired_in,
                    addresses=addresses,
                    row=row,
                )
        elif at < SHOWN_ROWS:
            shown[row.number] = sound_row(row, heads)
    for row in look.skipped[:SHOWN_ROWS]:
        shown[row.number] = skipped_row(row, heads, addresses)
    hidden = len(look.rows) + len(look.skipped) - len(shown)
    return [shown[number] for number in sorted(shown)], hidden


def _notices(look: Look, rows: Sequence[Row]) -> list[Notice]:
    notices = [notice_of(look.refusal)] if look.refusal is not None else []
    first = next((row for row in rows if row.has_problem), None)
    if first is not None:
        problem = look.problems[first.number][0]
        words = words_for_code(problem.code, problem.params)
        count = len(look.problems)
        lead = ngettext("{count} row needs you, {ready} are ready.", "{count} rows need you, {ready} are ready.", count)
        notices.append(
            Notice(
                lead=lead.format(count=count, ready=look.ready),
                text=_("Repair it here, skip it, or contribute the others now and send it later."),
                tone="bad",
                mark="stop",
                url=f"#row-{first.number}",
                link=_("Row {row}: {problem}").format(row=first.number, problem=words.what),
            )
        )
    if look.known:
        text = ngettext(
            "{count} row is known already and is not stored twice.",
            "{count} rows are known already and are not stored twice.",
            look.known,
        )
        notices.append(Notice(lead=text.format(count=look.known)))
    return notices


def _column(at: int, column: SheetColumn) -> Column:
    choices = (
        Choice(NOT_USED, _("Not used"), chosen=column.field == NOT_USED),
        *(Choice(code, str(words), code == column.field) for code, words in FIELD_WORDS.items()),
    )
    name = f"column-{at}"
    return Column(
        column.header or column.letter,
        language_of(column.header),
        ShownField(name, column.header, kind="select", choices=choices, required=False),
    )


def _columns_hint(file: MendedFile, known_map: ColumnMap | None) -> str:
    if known_map is not None:
        return _("Read like “{name}”, which was saved before.").format(name=known_map.name)
    unused = sum(1 for column in file.columns if not column.field)
    if not unused:
        return _("Recognised from their headers.")
    text = ngettext(
        "Recognised from their headers; {count} is not used.",
        "Recognised from their headers; {count} are not used.",
        unused,
    )
    return text.format(count=unused)


def _reading_fields(
    desk: Desk, draft: HandedIn, *, is_sheet: bool, known_map: ColumnMap | None
) -> tuple[ShownField, ...]:
    if not is_sheet:
        return ()
    order = {None: "", True: "day", False: "month"}[draft.reading.day_first]
    country = draft.reading.country or own_country(desk.viewer.member) or ""
    return (
        _status_field(draft.reading.status),
        ShownField(
            "country",
            _("Country of phones without a country code"),
            value=country,
            required=False,
            attributes={"maxlength": "2", "autocapitalize": "characters"},
        ),
        ShownField(
            "day_first",
            _("Dates like 04/05/1990"),
            kind="select",
            choices=(
                Choice("", _("ask at each"), not order),
                Choice("day", _("day first"), order == "day"),
                Choice("month", _("month first"), order == "month"),
            ),
            required=False,
        ),
        ShownField(
            "save_as",
            _("Save this reading as"),
            value=known_map.name if known_map is not None else "",
            required=False,
            attributes={"maxlength": "64"},
        ),
    )


def _status_field(chosen: str) -> ShownField:
    return ShownField(
        "status",
        _("Status of the persons that name none"),
        kind="select",
        choices=(
            Choice("", _("each row says it"), not chosen),
            *(Choice(code, status_name(code), code == chosen) for code in PERSON_STATUSES),
        ),
        required=False,
    )


def _counted(look: Look) -> str:
    """How much of what, as one line: *3 persons, 5 phones, 2 wallets*."""
    return ", ".join(
        str(words.count % {"count": look.things[thing]}).format(count=look.things[thing])
        for thing, words in THINGS.items()
        if look.things[thing]
    )


def _rows_text(look: Look) -> str:
    count = len(look.rows) + len(look.skipped)
    text = ngettext("{count} row", "{count} rows", count).format(count=count)
    return text if look.is_whole else _("more than {rows}").format(rows=text)


def _more(hidden: int, look: Look) -> str:
    if not look.is_whole:
        return _("The first {count} rows were looked at. Every further row is answered when you contribute.").format(
            count=LOOKED_AT
        )
    if hidden:
        return ngettext("{count} further row is not shown.", "{count} further rows are not shown.", hidden).format(
            count=hidden
        )
    return ""


def _contribute_label(look: Look) -> str:
    if not look.is_whole:
        return _("Contribute all rows")
    return ngettext("Contribute {count} row", "Contribute {count} rows", look.ready).format(count=look.ready)


def _contribute_hint(look: Look) -> str:
    numbers = sorted(look.problems)
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("Row {row} waits in your file with its problem and fix.").format(row=numbers[0])
    return _("{count} rows wait in your file with their problems and fixes.").format(count=len(numbers))


def _result(done: Contribution, *, draft: HandedIn | None, is_undone: bool, waiting: int) -> ImportResult:
    pairs = [
        (_("Stored"), _rows_and_facts(done)),
        (
            _("With a problem"),
            ngettext("{count} row", "{count} rows", done.rows_refused).format(count=done.rows_refused),
        ),
        (_("Known already"), ngettext("{count} row", "{count} rows", done.rows_known).format(count=done.rows_known)),
    ]
    if draft is not None and draft.skipped:
        skipped = len(draft.skipped)
        pairs.append((_("Skipped"), ngettext("{count} row", "{count} rows", skipped).format(count=skipped)))
    is_sheet = done.format in {Format.CSV, Format.XLSX}
    return ImportResult(
        title=_("This import was undone") if is_undone else _outcome(done),
        pairs=tuple(pairs),
        answers_url="" if is_undone else address_of("contribution-answers", done.id),
        report_url=reverse("import-report", args=[done.id]) if draft is not None and is_sheet else "",
        retry_url=reverse("import-retry", args=[done.id]) if waiting and not is_undone else "",
        undo_url="" if is_undone else reverse("import-undo", args=[done.id]),
        hits_url="" if is_undone else address_of("inbox"),
    )


def _rows_and_facts(done: Contribution) -> str:
    rows = ngettext("{count} row", "{count} rows", done.rows_stored).format(count=done.rows_stored)
    facts = ngettext("{count} fact", "{count} facts", done.facts_stored).format(count=done.facts_stored)
    return f"{rows}, {facts}"


def _outcome(done: Contribution) -> str:
    if done.state != Contribution.State.DONE:
        return str(Contribution.State(done.state).label)
    stored = ngettext("{count} row stored", "{count} rows stored", done.rows_stored).format(count=done.rows_stored)
    if not done.rows_refused:
        return stored
    return _("{stored}, {refused} with a problem").format(stored=stored, refused=done.rows_refused)


def _columns_of(done: Contribution) -> list[SheetColumn]:
    fields: Mapping[str, str] = done.options.get("columns") or {}
    headers: Sequence[str] = done.options.get("headers") or ()
    return [SheetColumn(at, "", header, fields.get(header, NOT_USED)) for at, header in enumerate(headers)]


def _labels(heads: Sequence[Head]) -> tuple[str, ...]:
    return (_("Who"), *(head.label for head in heads))


def _trail(name: str) -> tuple[Trail, ...]:
    return (Trail(_("Import"), reverse("import")), Trail(name))


def _moment(desk: Desk, at: datetime) -> str:
    return moment_text(at, zone=desk.reader.zone, language=desk.reader.language)


def _kept_until(desk: Desk, draft: HandedIn) -> str:
    return day_text(draft.ends.astimezone(desk.reader.zone).date(), language=desk.reader.language)
