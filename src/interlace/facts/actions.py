"""Contributing facts: rows in, facts under labels out, one transaction, one leaf."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from interlace.bureaus.people.unit_rights import waits_for_check
from interlace.core.handling import Code
from interlace.core.ledger import leaf_hash, root_of
from interlace.facts.entities import ParsedRow
from interlace.facts.events import FactsStored
from interlace.facts.holding_back import hold_back, refuse_unit_without_leave
from interlace.facts.intake import Intake, Progress
from interlace.facts.ledger_events import FACTS_CONTRIBUTED, told_of
from interlace.facts.models import Contribution, RowProblem
from interlace.facts.registers.differences import Difference
from interlace.facts.rules import may_contribute, may_last_until, require
from interlace.facts.sharing import Sharing
from interlace.facts.storing import Stored, staging
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput
from interlace.foundation.events import announce
from interlace.foundation.identity.models import Member


class Source(Protocol):
    """What is contributed: rows, and where they came from."""

    @property
    def file_name(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def options(self) -> Mapping[str, Any]: ...
    def __iter__(self) -> Iterator[ParsedRow]: ...


class _DryRun(Exception):
    """Takes a trial's result out of the transaction that it must not leave behind."""

    def __init__(self, contribution: Contribution, problems: list[RowProblem]) -> None:
        self.contribution = contribution
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Outcome:
    """A contribution and the problems of its rows."""

    contribution: Contribution
    problems: tuple[RowProblem, ...]
    """The first of them; all are stored with the contribution."""
    changes: Difference | None = None
    """Of a register: what its version adds to the one before, changes and removes."""


def contribute(
    viewer: Viewer,
    source: Source,
    sharing: Sharing,
    *,
    now: datetime,
    progress: Progress | None = None,
    contribution_id: UUID | None = None,
) -> Outcome:
    """Store every sound row as facts on the contributor's conditions; answer the others at their cells."""
    return _contribute(viewer, source, sharing, now=now, progress=progress, contribution_id=contribution_id)


def try_contribution(
    viewer: Viewer, source: Source, sharing: Sharing, *, now: datetime, progress: Progress | None = None
) -> Outcome:
    """Do the same in full and leave nothing behind: what would be stored, refused and known already."""
    try:
        with acting(viewer.working_for(purpose=sharing.purpose, reference=viewer.reference), now=now):
            outcome = _contribute(viewer, source, sharing, now=now, progress=progress, is_trial=True)
            raise _DryRun(outcome.contribution, list(outcome.problems))
    except _DryRun as done:
        return Outcome(done.contribution, tuple(done.problems))


def _contribute(
    viewer: Viewer,
    source: Source,
    sharing: Sharing,
    *,
    now: datetime,
    progress: Progress | None,
    contribution_id: UUID | None = None,
    is_trial: bool = False,
) -> Outcome:
    refuse_unfit(viewer, sharing, now=now)
    contributor = viewer.working_for(purpose=sharing.purpose, reference=viewer.reference)
    with acting(contributor, now=now):
        contribution = open_contribution(contributor, source, sharing, contribution_id, now=now)
        if waits_for_check(contributor):
            held = hold_back(contributor, source, sharing, contribution, progress=progress, is_trial=is_trial, now=now)
            return Outcome(contribution, held)
        with staging() as table:
            work = Intake(contributor, sharing, contribution, table, progress=progress)
            work.read(source)
            stored = table.move(contributor, contribution=contribution.id, labels=work.labels.by_purpose(), now=now)
        root = _close_contribution(contribution, work, stored, now=now)
        if not is_trial:
            record(
                told_of(FACTS_CONTRIBUTED, [contribution.label_id, *work.labels.ids()]),
                by=contributor.id,
                member=contributor.member,
                on=contribution.id,
                now=now,
                purpose=sharing.purpose,
                reference=contributor.reference,
                detail={
                    "facts": stored.facts,
                    "rows": len(stored.rows),
                    "refused": contribution.rows_refused,
                    "root": root,
                    "file": contribution.sha256,
                },
            )
            announce_stored(contributor, contribution, stored, work.labels.ids(), now=now)
        if progress is not None:
            # Whoever was shut out while rows were being stored has stored nothing.
            progress(work.rows_read)
        return Outcome(contribution, tuple(work.first_problems))


def begin_import(viewer: Viewer, sharing: Sharing, *, file_name: str, now: datetime) -> Contribution:
    """Note an import that a job will carry out, so that it can be asked about from now on."""
    refuse_unfit(viewer, sharing, now=now)
    with acting(viewer, now=now):
        return Contribution.objects.create(
            member=viewer.member,
            officer=UUID(viewer.id),
            purpose=sharing.purpose,
            reference=viewer.reference,
            file_name=file_name[:255],
            sharing=sharing.to_json(),
            state=Contribution.State.DRAFT,
            created=now,
        )


def import_failed(viewer: Viewer, contribution_id: UUID, *, problem: str, now: datetime) -> None:
    """Note that an import which was begun came to nothing, and why, as a code."""
    stopped = problem in {"stopped", "dry_run"}
    with acting(viewer, now=now):
        Contribution.objects.filter(
            pk=contribution_id, state__in=[Contribution.State.DRAFT, Contribution.State.RUNNING]
        ).update(
            state=Contribution.State.CANCELLED if stopped else Contribution.State.FAILED,
            problem=problem,
            finished=now,
        )


def announce_stored(
    viewer: Viewer, contribution: Contribution, stored: Stored, label_ids: Sequence[int], *, now: datetime
) -> None:
    """Tell later rooms of new facts, in the same transaction; of nothing new there is nothing to tell."""
    if stored.facts:
        announce(
            FactsStored(
                contribution=contribution.id,
                member=viewer.member,
                officer=UUID(viewer.id),
                label_ids=tuple(label_ids),
                subjects=stored.subjects,
                facts=stored.facts,
                at=now,
            )
        )


def refuse_unfit(viewer: Viewer, sharing: Sharing, *, now: datetime) -> None:
    """Raise when this officer may not contribute in this way at all."""
    sharing.refuse_contradictions()
    named = sharing.named if Code.EYES_ONLY.value in sharing.codes else frozenset[str]()
    require(may_contribute(viewer, purpose=sharing.purpose, level=sharing.level, rooms=sharing.rooms, named=named))
    require(may_last_until(sharing.until, now=now))
    refuse_unit_without_leave(viewer, now=now)
    known = set(Member.objects.filter(code__in=sharing.members).values_list("code", flat=True))
    if unknown := sharing.members - known:
        what = _("One of the bureaus named is not on the network.")
        problems = [FieldProblem("/audience", "unknown_bureau", what) for _ in unknown]
        raise InvalidInput(what, problems=problems, fix=_("Use the codes from the list of bureaus."))


def open_contribution(
    viewer: Viewer, source: Source, sharing: Sharing, contribution_id: UUID | None, *, now: datetime
) -> Contribution:
    """The contribution as it begins: a new one, or the draft that a page has made."""
    label = sharing.label(viewer.member, purpose=sharing.purpose, by=viewer.id)
    values = {
        "member": viewer.member,
        "officer": UUID(viewer.id),
        "purpose": sharing.purpose,
        "reference": viewer.reference,
        "file_name": source.file_name[:255],
        "sha256": source.sha256,
        "format": source.format,
        "state": Contribution.State.RUNNING,
        "label_id": intern(label),
        "sharing": sharing.to_json(),
        "options": dict(source.options),
    }
    contribution, is_new = Contribution.objects.get_or_create(
        id=contribution_id or uuid4(), defaults=values | {"created": now}
    )
    if not is_new:
        if contribution.state not in {Contribution.State.DRAFT, Contribution.State.RUNNING}:
            raise Conflict(_("This import has been carried out already."))
        for name, value in values.items():
            setattr(contribution, name, value)
        contribution.save()
    return contribution


def _close_contribution(contribution: Contribution, work: Intake, stored: Stored, *, now: datetime) -> str:
    root = root_of(map(leaf_hash, stored.digests)).hex()
    contribution.rows_read = work.rows_read
    contribution.rows_refused = work.rows_refused
    contribution.rows_stored = len(stored.rows)
    contribution.rows_known = work.rows_read - work.rows_refused - len(stored.rows)
    contribution.facts_stored = stored.facts
    contribution.notes = dict(work.remarks)
    contribution.batch_root = root
    contribution.state = Contribution.State.DONE
    contribution.finished = now
    contribution.save()
    return root
