"""Mending refused rows in place and trying them again, under the conditions of their own contribution."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from interlace.core.ledger import leaf_hash, root_of
from interlace.facts.actions import Outcome, announce_stored, refuse_unfit
from interlace.facts.entities import ParsedRow
from interlace.facts.holding_back import refuse_units
from interlace.facts.imports.headers import NOT_USED, letter_of
from interlace.facts.imports.reader import Column, Defaults, Format
from interlace.facts.imports.rows import RowReader, SheetRow
from interlace.facts.imports.source import defaults_from
from interlace.facts.imports.tagpack import tag_row
from interlace.facts.intake import Intake
from interlace.facts.ledger_events import FACTS_CONTRIBUTED, told_of
from interlace.facts.models import Contribution, Fact, RegisterVersion, RowProblem
from interlace.facts.sharing import Sharing
from interlace.facts.storing import staging
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound

_PARTIES = ("Person", "Company", "Organization", "LegalEntity")


def mend_row(viewer: Viewer, contribution_id: UUID, row: int, changes: Mapping[str, str], *, now: datetime) -> Outcome:
    """Try a refused row again with other contents in some of its columns; an empty text empties the cell."""

    def mended(number: int, values: Mapping[str, object]) -> Mapping[str, object]:
        return {**values, **changes} if number == row else values

    return _try_again(viewer, contribution_id, now=now, rows=[row], mended=mended)


def retry_rows(viewer: Viewer, contribution_id: UUID, *, now: datetime) -> Outcome:
    """Try every refused row again as it is, for example after the row it belongs to was mended."""
    return _try_again(viewer, contribution_id, now=now, rows=None, mended=lambda _number, values: values)


def _try_again(
    viewer: Viewer,
    contribution_id: UUID,
    *,
    now: datetime,
    rows: Collection[int] | None,
    mended: Callable[[int, Mapping[str, object]], Mapping[str, object]],
) -> Outcome:
    refuse_units(viewer)
    with acting(viewer, now=now):
        own = Contribution.objects.visible_to(viewer)
        contribution = own.select_for_update().filter(pk=contribution_id).first()
        if contribution is None:
            raise NotFound(_("There is no such import, or it is not yours."))
        if contribution.state != Contribution.State.DONE:
            raise Conflict(_("Rows can be mended once the import has been carried out, and before it is undone."))
        if RegisterVersion.objects.filter(contribution=contribution).exists():
            raise Conflict(
                _("The rows of a register are not mended one by one."),
                fix=_("Correct the list, and load it again as the next version."),
            )
        sharing = Sharing.from_json(contribution.sharing)
    refuse_unfit(viewer, sharing, now=now)
    contributor = viewer.working_for(purpose=sharing.purpose, reference=viewer.reference)
    with acting(contributor, now=now):
        contribution = Contribution.objects.select_for_update().get(pk=contribution_id)
        waiting = RowProblem.objects.filter(contribution=contribution, mended=False, noted=False)
        if rows is not None:
            waiting = waiting.filter(row__in=rows)
        given = {problem.row: mended(problem.row, problem.values) for problem in waiting.order_by("row")}
        if not given:
            raise NotFound(_("There is no such row waiting."))
        waiting.update(mended=True)
        parsed = list(_read_again(contribution, given))
        with staging() as table:
            intake = Intake(
                contributor, sharing, contribution, table, rows_before=_rows_before(contribution, contributor)
            )
            intake.read(parsed)
            stored = table.move(contributor, contribution=contribution.id, labels=intake.labels.by_purpose(), now=now)
        contribution.rows_refused += intake.rows_refused - len(given)
        contribution.rows_stored += len(stored.rows)
        contribution.rows_known += len(parsed) - intake.rows_refused - len(stored.rows)
        contribution.facts_stored += stored.facts
        contribution.save()
        record(
            told_of(FACTS_CONTRIBUTED, [contribution.label_id, *intake.labels.ids()]),
            by=contributor.id,
            member=contributor.member,
            on=contribution.id,
            now=now,
            purpose=sharing.purpose,
            reference=contributor.reference,
            detail={
                "facts": stored.facts,
                "rows": len(stored.rows),
                "refused": intake.rows_refused,
                "root": root_of(map(leaf_hash, stored.digests)).hex(),
                "mended": len(given),
            },
        )
        announce_stored(contributor, contribution, stored, intake.labels.ids(), now=now)
        return Outcome(contribution, tuple(intake.first_problems))


def _read_again(contribution: Contribution, given: Mapping[int, Mapping[str, object]]) -> Iterable[ParsedRow]:
    """The rows by the same columns and defaults as the first time."""
    options: Mapping[str, Any] = contribution.options
    defaults = defaults_from(options)
    if contribution.format == Format.FTM:
        # Late: the FollowTheMoney model takes half a second to load, and only its own format needs it.
        from interlace.facts.imports.ftm import entity_row

        return [entity_row(number, values, defaults) for number, values in given.items()]
    if contribution.format == Format.TAGPACK:
        return [tag_row(number, values, defaults) for number, values in given.items()]
    return _sheet_rows(given, options, defaults)


def _sheet_rows(
    given: Mapping[int, Mapping[str, object]], options: Mapping[str, Any], defaults: Defaults
) -> Iterable[ParsedRow]:
    fields = options.get("columns") or {}
    columns = [
        Column(index, letter_of(index), header, fields.get(header, NOT_USED))
        for index, header in enumerate(options.get("headers") or ())
    ]
    reader = RowReader(columns, replace(defaults, columns=fields))
    for number, values in given.items():
        cells = [_cell(values.get(column.header)) for column in columns]
        # The line in the sender's file is not known here; the row's number counts from below its header.
        parsed = reader.read(SheetRow(number, number + 1, cells))
        yield parsed if parsed is not None else ParsedRow(number, ())


def _cell(value: object) -> str | int | float | None:
    return value if isinstance(value, (str, int, float)) else None


def _rows_before(contribution: Contribution, viewer: Viewer) -> Mapping[int, tuple[UUID, str, int]]:
    """The first thing of every row stored before, for rows that belong to it."""
    first: dict[int, tuple[UUID, str, int]] = {}
    facts = Fact.objects.visible_to(viewer).filter(contribution=contribution.id).order_by("row", "id")
    for row, subject, schema, label in facts.values_list("row", "subject", "schema", "label_id").distinct():
        if row not in first or (schema in _PARTIES and first[row][1] not in _PARTIES):
            first[row] = (subject, schema, label)
    return first
