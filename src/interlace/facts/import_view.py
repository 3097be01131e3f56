"""What the import page (S5) shows of a file that is not contributed yet."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.facts.field_words import THINGS
from interlace.facts.forms import SentenceForm
from interlace.facts.handed_in import KEPT, HandedIn, MendedFile
from interlace.facts.import_progress_view import work_notices
from interlace.facts.import_rows import (
    Addresses,
    Head,
    heads_of_sheet,
    heads_of_things,
    labels_of,
    skipped_row,
    sound_row,
    under_heads,
    wrong_row,
)
from interlace.facts.import_start_view import import_trail
from interlace.facts.imports.reader import Column as SheetColumn
from interlace.facts.models import ColumnMap
from interlace.facts.presenting import ImportPage, Row
from interlace.facts.preview import LOOKED_AT, Look
from interlace.facts.problems import words_for_code
from interlace.facts.reading_view import column_field, columns_hint, reading_fields
from interlace.facts.sentence_view import sentence_of
from interlace.foundation.http.desk import Desk, notice_of
from interlace.foundation.jobs.models import Job
from interlace.foundation.localize.shown import Notice

SHOWN_ROWS = 100
SHOWN_PROBLEMS = 200


def draft_page(
    desk: Desk,
    file: MendedFile,
    look: Look,
    sentence: SentenceForm,
    *,
    known_map: ColumnMap | None,
    work: Job | None,
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
        trail=import_trail(draft.file_name),
        template_url=reverse("import-template"),
        notices=tuple(filter(None, (problem, *work_notices(desk, work), *_notices(look, rows)))),
        columns=tuple(column_field(at, column) for at, column in enumerate(file.columns)),
        columns_hint=columns_hint(file, known_map),
        columns_url=reverse("import-columns", args=[draft.id]),
        columns_fields=reading_fields(desk, draft, is_sheet=bool(file.columns), known_map=known_map),
        preview_title=_counted(look) or _("Nothing that can be stored"),
        preview_hint=_("{file}, {rows}, SHA-256").format(file=draft.file_name, rows=_rows_text(look)),
        digest=f"{file.sha256[:4]} {file.sha256[4:8]} …",
        heads=labels_of(heads),
        rows=tuple(under_heads(row, labels_of(heads)) for row in rows),
        more=_more(hidden, look),
        sharing=sentence_of(desk, sentence, draft),
        contribute_url=reverse("import-contribute", args=[draft.id]),
        contribute_label="" if look.refusal is not None or not look.ready else _contribute_label(look, sentence),
        try_label=_("Try it out") if look.refusal is None and look.rows else "",
        contribute_hint=_contribute_hint(look),
        discard_url=reverse("import-discard", args=[draft.id]),
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
        lead = ngettext("{count} row needs you.", "{count} rows need you.", count)
        ready = ngettext("{count} is ready.", "{count} are ready.", look.ready)
        notices.append(
            Notice(
                lead=f"{lead.format(count=count)} {ready.format(count=look.ready)}",
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


def _contribute_label(look: Look, sentence: SentenceForm) -> str:
    if sentence.register.is_wanted:
        return _("Load the register")
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
