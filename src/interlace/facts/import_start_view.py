"""What the import page (S5) shows before a file is chosen: drafts, imports before, and the registers of the bureau."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interlace.facts.handed_in import HandedIn
from interlace.facts.imports.limits import MEBIBYTE, largest_file
from interlace.facts.models import Contribution, RegisterVersion
from interlace.facts.presenting import ImportPage, RegisterRow
from interlace.facts.reading_view import status_field
from interlace.foundation.http.desk import Desk
from interlace.foundation.localize.formats import day_text, moment_text, number_text
from interlace.foundation.localize.shown import Notice, Trail


def start_page(
    desk: Desk,
    *,
    drafts: Sequence[HandedIn] = (),
    earlier: Sequence[Contribution] = (),
    registers: Sequence[RegisterVersion] = (),
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
        ).format(count=number_text(largest_file() // MEBIBYTE, language=desk.reader.language)),
        upload_fields=(status_field(status),),
        notices=tuple(notices),
        drafts=tuple(
            (draft.file_name, reverse("import-file", args=[draft.id]), _kept_until(desk, draft)) for draft in drafts
        ),
        registers=tuple(_register(desk, each) for each in registers),
        earlier=tuple(
            (
                each.file_name,
                reverse("import-file", args=[each.id]),
                _moment(desk, each.finished or each.created),
                outcome_text(each),
            )
            for each in earlier
            if each.state != Contribution.State.DRAFT
        ),
    )


def import_trail(name: str) -> tuple[Trail, ...]:
    """The way back from one file."""
    return (Trail(_("Import"), reverse("import")), Trail(name))


def outcome_text(done: Contribution) -> str:
    """What became of the rows, in a line."""
    if done.state != Contribution.State.DONE:
        return str(Contribution.State(done.state).label)
    stored = ngettext("{count} row stored", "{count} rows stored", done.rows_stored).format(count=done.rows_stored)
    if not done.rows_refused:
        return stored
    return _("{stored}, {refused} with a problem").format(stored=stored, refused=done.rows_refused)


def _register(desk: Desk, version: RegisterVersion) -> RegisterRow:
    records = ngettext("{count} record", "{count} records", version.records).format(
        count=number_text(version.records, language=desk.reader.language)
    )
    return RegisterRow(
        title=version.register.title,
        effect=version.register.legal_effect,
        version=_("Version {number}, {records}").format(number=version.number, records=records),
        when=_moment(desk, version.created),
        url=reverse("import-file", args=[version.contribution_id]),
    )


def _moment(desk: Desk, at: datetime) -> str:
    return moment_text(at, zone=desk.reader.zone, language=desk.reader.language)


def _kept_until(desk: Desk, draft: HandedIn) -> str:
    return day_text(draft.ends.astimezone(desk.reader.zone).date(), language=desk.reader.language)
