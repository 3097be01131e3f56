"""The bureau's check of what its domestic units hand in: a row becomes facts of the bureau, or is declined."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from interlace.core.ledger import leaf_hash, root_of
from interlace.facts.actions import announce_stored, refuse_unfit
from interlace.facts.holding_back import row_from_json
from interlace.facts.intake import Intake
from interlace.facts.ledger_events import FACTS_CONTRIBUTED, FACTS_DECLINED, told_of
from interlace.facts.models import Contribution, RowProblem, WaitingRow
from interlace.facts.sharing import Sharing
from interlace.facts.storing import staging
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Verb

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class WaitingImport:
    """What one unit handed in and the bureau has not decided on."""

    contribution: Contribution
    unit: str
    rows: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What a decision did."""

    contribution: Contribution
    rows: int
    facts: int


def may_check(viewer: Viewer) -> bool:
    """An officer of the bureau itself whose role contributes."""
    return viewer.person.active and not viewer.unit and Verb.CONTRIBUTE in viewer.verbs


def waiting_imports(viewer: Viewer, *, now: datetime) -> list[WaitingImport]:
    """What waits for this officer's bureau, the oldest first; nothing for whoever does not check."""
    if not may_check(viewer):
        return []
    with acting(viewer, now=now):
        of_units = _of_units(viewer).filter(state=Contribution.State.WAITING)
        waiting = Count("waiting_rows", filter=Q(waiting_rows__state=WaitingRow.State.WAITING))
        found = list(of_units.annotate(rows=waiting).order_by("created", "id"))
    names = _units_of({each.officer for each in found})
    return [WaitingImport(each, names.get(each.officer, ""), each.rows) for each in found]


def waiting_import(viewer: Viewer, contribution_id: UUID, *, now: datetime) -> tuple[WaitingImport, list[WaitingRow]]:
    """One import of a unit with all its rows, for who checks it; `NotFound` otherwise."""
    with acting(viewer, now=now):
        contribution = _one_of_a_unit(viewer, contribution_id)
        rows = list(contribution.waiting_rows.order_by("row"))
    unit = _units_of({contribution.officer}).get(contribution.officer, "")
    return WaitingImport(contribution, unit, sum(each.state == WaitingRow.State.WAITING for each in rows)), rows


def rows_handed_in(viewer: Viewer, contribution_id: UUID, *, now: datetime) -> list[WaitingRow]:
    """What became of the rows of one import, for the unit that handed them in."""
    with acting(viewer, now=now):
        own = Contribution.objects.visible_to(viewer)
        return list(WaitingRow.objects.filter(contribution=contribution_id, contribution__in=own).order_by("row"))


def release_rows(
    viewer: Viewer, contribution_id: UUID, *, rows: Collection[int] | None = None, now: datetime
) -> Checked:
    """Let rows become facts of the bureau, under the sentence that the unit chose; without `rows`, all that wait."""
    with acting(viewer, now=now):
        contribution = _one_of_a_unit(viewer, contribution_id)
    sharing = Sharing.from_json(contribution.sharing)
    refuse_unfit(viewer, sharing, now=now)
    checker = viewer.working_for(purpose=sharing.purpose, reference=contribution.reference)
    with acting(checker, now=now):
        contribution, waiting = _locked(checker, contribution_id, rows)
        with staging() as table:
            work = Intake(checker, sharing, contribution, table)
            work.read(row_from_json(each.row, each.parsed) for each in waiting)
            stored = table.move(checker, contribution=contribution.id, labels=work.labels.by_purpose(), now=now)
        numbers = {each.row for each in waiting}
        problems = RowProblem.objects.filter(contribution=contribution, noted=False, row__in=numbers)
        refused = set(problems.values_list("row", flat=True))
        _decided(checker, [each for each in waiting if each.row not in refused], WaitingRow.State.RELEASED, now=now)
        what = _("This row cannot be stored.")
        lost = [each for each in waiting if each.row in refused]
        _decided(checker, lost, WaitingRow.State.DECLINED, reason=what, now=now)
        contribution.rows_refused += len(lost)
        contribution.rows_stored += len(stored.rows)
        contribution.rows_known += len(waiting) - len(lost) - len(stored.rows)
        contribution.facts_stored += stored.facts
        root = root_of(map(leaf_hash, stored.digests)).hex()
        contribution.batch_root = root
        _close_if_decided(contribution)
        record(
            told_of(FACTS_CONTRIBUTED, [contribution.label_id, *work.labels.ids()]),
            by=checker.id,
            member=checker.member,
            on=contribution.id,
            now=now,
            purpose=sharing.purpose,
            reference=contribution.reference,
            detail={
                "facts": stored.facts,
                "rows": len(stored.rows),
                "refused": len(lost),
                "root": root,
                "handed_in_by": str(contribution.officer),
            },
        )
        announce_stored(checker, contribution, stored, work.labels.ids(), now=now)
        return Checked(contribution, len(waiting) - len(lost), stored.facts)


def decline_rows(
    viewer: Viewer, contribution_id: UUID, *, rows: Collection[int] | None = None, reason: str, now: datetime
) -> Checked:
    """Take rows over neither now nor later; the unit reads the reason, and what the rows said is forgotten."""
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        what = _("Rows are declined with a reason of up to 500 characters.")
        raise InvalidInput(what, problems=[FieldProblem("/reason", "reason_missing", what, _("Say why."))])
    with acting(viewer, now=now):
        contribution, waiting = _locked(viewer, contribution_id, rows)
        _decided(viewer, waiting, WaitingRow.State.DECLINED, reason=said, now=now)
        _close_if_decided(contribution)
        record(
            FACTS_DECLINED,
            by=viewer.id,
            member=viewer.member,
            on=contribution.id,
            now=now,
            purpose=contribution.purpose,
            reference=contribution.reference,
            detail={"rows": len(waiting), "handed_in_by": str(contribution.officer)},
        )
        return Checked(contribution, len(waiting), 0)


def _of_units(viewer: Viewer) -> QuerySet[Contribution]:
    """Imports of the domestic units under the viewer's own bureau, as far as the viewer is cleared for them."""
    place = Officer.objects.filter(pk=viewer.id).values("bureau")
    units = Bureau.objects.filter(parent__in=place, kind=Bureau.Kind.DOMESTIC_UNIT)
    people = Officer.objects.filter(bureau__in=units).values_list("pk", flat=True)
    return Contribution.objects.visible_to(viewer).filter(
        officer__in=list(people), purpose__in=sorted(viewer.person.purposes)
    )


def _one_of_a_unit(viewer: Viewer, contribution_id: UUID) -> Contribution:
    found = None
    if may_check(viewer):
        found = _of_units(viewer).filter(pk=contribution_id, waiting_rows__isnull=False).distinct().first()
    if found is None:
        raise NotFound(_("There is no such import, or it is not yours."))
    return found


def _locked(
    viewer: Viewer, contribution_id: UUID, rows: Collection[int] | None
) -> tuple[Contribution, Sequence[WaitingRow]]:
    contribution = Contribution.objects.select_for_update().get(pk=_one_of_a_unit(viewer, contribution_id).pk)
    waiting = contribution.waiting_rows.filter(state=WaitingRow.State.WAITING).order_by("row")
    if rows is not None:
        waiting = waiting.filter(row__in=rows)
    found = list(waiting)
    if not found or (rows is not None and len(found) != len(set(rows))):
        raise Conflict(_("These rows have been decided."), fix=_("Read the list again."))
    return contribution, found


def _decided(
    viewer: Viewer, rows: Sequence[WaitingRow], state: WaitingRow.State, *, now: datetime, reason: str = ""
) -> None:
    for each in rows:
        each.state, each.reason, each.decided = state, reason, now
        each.decided_by, each.decided_by_name, each.parsed = UUID(viewer.id), viewer.officer_name, {}
    WaitingRow.objects.bulk_update(rows, ["state", "reason", "decided", "decided_by", "decided_by_name", "parsed"])


def _close_if_decided(contribution: Contribution) -> None:
    if not contribution.waiting_rows.filter(state=WaitingRow.State.WAITING).exists():
        released = contribution.waiting_rows.filter(state=WaitingRow.State.RELEASED).exists()
        contribution.state = Contribution.State.DONE if released else Contribution.State.DECLINED
    contribution.save()


def _units_of(officers: Collection[UUID]) -> dict[UUID, str]:
    return dict(Officer.objects.filter(pk__in=officers).values_list("pk", "bureau__name"))
