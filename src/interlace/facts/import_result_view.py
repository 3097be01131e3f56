"""What the import page (S5) shows of an import that was carried out: what became of its rows, and what can be done."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.facts.handed_in import HandedIn
from interlace.facts.import_rows import Addresses, heads_of_sheet, labels_of, under_heads, wrong_row
from interlace.facts.import_start_view import import_trail, outcome_text
from interlace.facts.imports.headers import NOT_USED
from interlace.facts.imports.reader import Column as SheetColumn
from interlace.facts.imports.reader import Format
from interlace.facts.models import Contribution, RegisterVersion, RowProblem, WaitingRow
from interlace.facts.presenting import ImportPage, ImportResult
from interlace.facts.sentence_view import sentence_under
from interlace.facts.sharing import Sharing
from interlace.foundation.http.desk import Desk

SHOWN_PROBLEMS = 200


def result_page(
    desk: Desk,
    done: Contribution,
    problems: Sequence[RowProblem],
    *,
    draft: HandedIn | None,
    version: RegisterVersion | None,
    handed_in: Sequence[WaitingRow] = (),
) -> ImportPage:
    """What became of the rows. What was refused can still be mended here; a register is loaded again as a whole."""
    columns = _columns_of(done)
    heads = heads_of_sheet(columns, problems)
    by_row: defaultdict[int, list[RowProblem]] = defaultdict(list)
    for problem in problems:
        by_row[problem.row].append(problem)
    in_place = Addresses(repair=lambda row: reverse("import-row", args=[done.id, row]))
    addresses = in_place if version is None else Addresses()
    is_undone = done.state == Contribution.State.UNDONE
    rows = [
        wrong_row(number, found, heads=heads, columns=columns, addresses=addresses)
        for number, found in list(by_row.items())[:SHOWN_PROBLEMS]
        if not is_undone
    ]
    waiting = ngettext("{count} row waits to be mended", "{count} rows wait to be mended", len(by_row))
    refused = ngettext("{count} row was refused", "{count} rows were refused", len(by_row))
    return ImportPage(
        title=_("Import {file}").format(file=done.file_name),
        step="result",
        lead=_lead(done),
        handling=_("Nobody sees the facts of this import any more.")
        if is_undone
        else sentence_under(desk, Sharing.from_json(done.sharing)),
        trail=import_trail(done.file_name),
        result=_result(
            done, draft=draft, is_undone=is_undone, waiting=len(by_row), version=version, handed_in=handed_in
        ),
        preview_title=(waiting if version is None else refused).format(count=len(by_row)),
        preview_hint=_("A mended row is stored under the same sentence.")
        if version is None
        else _("Correct the list, and load it again as the next version."),
        heads=labels_of(heads),
        rows=tuple(under_heads(row, labels_of(heads)) for row in rows),
    )


def _lead(done: Contribution) -> str:
    return {
        Contribution.State.UNDONE: _("Undone."),
        Contribution.State.WAITING: _("Waits for your bureau. Nothing of it is shared, searched or a hit yet."),
        Contribution.State.DECLINED: _("Your bureau did not take it over. Nothing of it was shared."),
    }.get(Contribution.State(done.state), _("Shared."))


def _decisions(rows: Sequence[WaitingRow]) -> list[tuple[str, str]]:
    """What the bureau decided on the rows of a unit, with its reasons."""
    if not rows:
        return []
    counts = Counter(each.state for each in rows)
    said = [
        (str(state.label), ngettext("{count} row", "{count} rows", counts[state]).format(count=counts[state]))
        for state in WaitingRow.State
    ]
    reasons = dict.fromkeys(each.reason for each in rows if each.reason)
    return [*said, *((_("Reason of your bureau"), reason) for reason in reasons)]


def address_of(name: str, *arguments: Any) -> str:
    """The address of another room's page, or nothing while that room has none."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _result(
    done: Contribution,
    *,
    draft: HandedIn | None,
    is_undone: bool,
    waiting: int,
    version: RegisterVersion | None,
    handed_in: Sequence[WaitingRow],
) -> ImportResult:
    refused = ngettext("{count} row", "{count} rows", done.rows_refused).format(count=done.rows_refused)
    known = ngettext("{count} row", "{count} rows", done.rows_known).format(count=done.rows_known)
    pairs = [(_("Stored"), _rows_and_facts(done)), (_("With a problem"), refused), (_("Known already"), known)]
    if version is not None:
        pairs = [*_about_version(version), (_("With a problem"), refused)]
    pairs += _decisions(handed_in)
    if draft is not None and draft.skipped:
        skipped = len(draft.skipped)
        pairs.append((_("Skipped"), ngettext("{count} row", "{count} rows", skipped).format(count=skipped)))
    is_sheet = done.format in {Format.CSV, Format.XLSX}
    is_open = version is None and done.state == Contribution.State.DONE and not handed_in
    return ImportResult(
        title=_("This import was undone") if is_undone else outcome_text(done),
        pairs=tuple(pairs),
        answers_url=address_of("contribution-answers", done.id) if is_open else "",
        report_url=reverse("import-report", args=[done.id]) if draft is not None and is_sheet else "",
        retry_url=reverse("import-retry", args=[done.id]) if waiting and is_open else "",
        undo_url=""
        if done.state != Contribution.State.DONE or handed_in or _is_replaced(version)
        else reverse("import-undo", args=[done.id]),
        hits_url="" if is_undone else address_of("inbox"),
        undo_text=_("Every entry of this version is withdrawn at once. The version before it is searched again.")
        if version is not None
        else _(
            "Every fact of this import is withdrawn at once, here and on every page of others, and hits that rest on it"
            " are flagged. The file can be imported again."
        ),
    )


def _is_replaced(version: RegisterVersion | None) -> bool:
    return version is not None and not version.current


def _about_version(version: RegisterVersion) -> list[tuple[str, str]]:
    changes = _("{added} new, {changed} changed, {removed} gone").format(
        added=version.added, changed=version.changed, removed=version.removed
    )
    records = ngettext("{count} record", "{count} records", version.records).format(count=version.records)
    state = _("searched") if version.current else _("no longer searched")
    return [
        (_("Register"), version.register.title),
        (_("What an entry allows"), version.register.legal_effect),
        (_("Version"), _("{number}, {records}, {state}").format(number=version.number, records=records, state=state)),
        (_("Since the version before"), changes),
    ]


def _rows_and_facts(done: Contribution) -> str:
    rows = ngettext("{count} row", "{count} rows", done.rows_stored).format(count=done.rows_stored)
    facts = ngettext("{count} fact", "{count} facts", done.facts_stored).format(count=done.facts_stored)
    return f"{rows}, {facts}"


def _columns_of(done: Contribution) -> list[SheetColumn]:
    fields: Mapping[str, str] = done.options.get("columns") or {}
    headers: Sequence[str] = done.options.get("headers") or ()
    return [SheetColumn(at, "", header, fields.get(header, NOT_USED)) for at, header in enumerate(headers)]
