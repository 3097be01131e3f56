"""Beginning to read an exhibit, stopping, and reading again; and putting a file into quarantine."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases.finding import at_work, case_to_change
from interlace.cases.recording import log_on_case
from interlace.cases.rules import require_on
from interlace.evidence.finding import case_of_exhibit, require_open
from interlace.evidence.intake import ledger_events
from interlace.evidence.intake.finding import case_of_intake, locked
from interlace.evidence.intake.jobs import read_exhibit
from interlace.evidence.intake.models import CandidateState, Held, HoldReason, HoldState, Intake, IntakeState
from interlace.evidence.intake.rules import require_readable, require_sealed
from interlace.evidence.intake.sealing import LAWYERS, key_of, sealed
from interlace.evidence.models import Exhibit
from interlace.evidence.reading.scans import MODELS
from interlace.facts.ordering import own_country
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput
from interlace.foundation.jobs.actions import Deferrer, ask_to_stop, start_job

KIND = "intake"
_MOST_LAWYERS = 50
WHOLE = b"whole"


@dataclass(frozen=True, slots=True)
class IntakeTerms:
    """How an exhibit is to be read."""

    languages: tuple[str, ...] = ()
    """Of scans (BCP 47), in their order; without, the script on the page decides."""
    region: str = ""
    """Country of national numbers; without, the own one."""
    lawyers: tuple[str, ...] = ()
    """Names, numbers or addresses of lawyers: what is theirs is held unread."""
    hold: HoldReason | None = None
    """Put it into quarantine at once: nobody reads it, no machine either."""


@transaction.atomic
def begin_intake(viewer: Viewer, exhibit_id: UUID, terms: IntakeTerms, *, now: datetime) -> Intake:
    """Take a sealed exhibit into the intake, and begin to read it. The same exhibit is taken in once."""
    _require_possible(terms)
    with at_work(viewer, case_of_exhibit(viewer, exhibit_id, now=now), now=now) as matter:
        exhibit = Exhibit.objects.select_for_update(of=("self",)).select_related("case").get(pk=exhibit_id)
        require_on(matter, exhibit.case)
        require_sealed(exhibit)
        known = Intake.objects.filter(exhibit=exhibit).first()
        if known is not None:
            return known
        require_open(exhibit)
        intake = Intake(
            member=matter.member,
            case=exhibit.case,
            exhibit=exhibit,
            region=terms.region.upper() or own_country(matter.member) or "",
            languages=",".join(terms.languages),
            lawyers=_named(exhibit, terms.lawyers),
            begun=now,
            begun_by=UUID(matter.id),
            begun_by_name=matter.officer_name,
        )
        intake.save(force_insert=True)
        detail = {"intake": str(intake.id), "exhibit": str(exhibit.id)}
        log_on_case(ledger_events.INTAKE_BEGUN, matter, exhibit.case, now=now, detail=detail)
        if terms.hold is None:
            _start(matter, intake, now=now)
        else:
            _hold(matter, intake, terms.hold, now=now)
        return intake


@transaction.atomic
def go_on_reading(viewer: Viewer, intake_id: UUID, *, now: datetime) -> Intake:
    """Go on with a file whose reading was stopped or came to an end too early, where it stood."""
    with at_work(viewer, case_of_intake(viewer, intake_id, now=now), now=now) as matter:
        intake = _to_change(matter, intake_id)
        require_readable(intake)
        if intake.state == IntakeState.READ:
            raise Conflict(_("This file has been read."), code="intake_read")
        _start(matter, intake, now=now)
        return intake


@transaction.atomic
def read_again(viewer: Viewer, intake_id: UUID, terms: IntakeTerms, *, now: datetime) -> Intake:
    """Read a file from its beginning, in other languages for instance. What was decided stays decided."""
    _require_possible(terms)
    with at_work(viewer, case_of_intake(viewer, intake_id, now=now), now=now) as matter:
        intake = _to_change(matter, intake_id)
        require_readable(intake)
        forget_text(intake)
        intake.languages = ",".join(terms.languages)
        intake.region = terms.region.upper() or intake.region
        if terms.lawyers:
            intake.lawyers = _named(intake.exhibit, terms.lawyers)
        intake.units_read, intake.units, intake.remarks, intake.hold_all = 0, None, b"", False
        _start(matter, intake, now=now)
        return intake


def stop_reading(viewer: Viewer, intake_id: UUID, *, now: datetime) -> None:
    """Ask one's own reading to stop; what was read stays, and it goes on from there."""
    with at_work(viewer, case_of_intake(viewer, intake_id, now=now), now=now) as matter, transaction.atomic():
        intake = _to_change(matter, intake_id)
        if intake.job is None or intake.state not in {IntakeState.WAITING, IntakeState.READING}:
            raise Conflict(_("This file is not being read."), code="intake_not_running")
        job = ask_to_stop(viewer=matter, job_id=intake.job, now=now)
        if job.is_over:
            intake.state = IntakeState.STOPPED
            intake.save(update_fields=["state"])


@transaction.atomic
def hold_file(viewer: Viewer, intake_id: UUID, reason: HoldReason, *, now: datetime) -> Intake:
    """Put a whole file into quarantine: its text is forgotten, and it is read no more until two persons say so."""
    with at_work(viewer, case_of_intake(viewer, intake_id, now=now), now=now) as matter:
        intake = _to_change(matter, intake_id)
        if intake.state != IntakeState.HELD:
            forget_text(intake)
            _hold(matter, intake, reason, now=now)
        return intake


def forget_text(intake: Intake) -> None:
    """Drop what was read and not decided; what was decided says what a named officer found.

    What was held stays held, and closed again: one officer who has a file read again opens nothing.
    """
    intake.parts.all().delete()
    intake.candidates.filter(state=CandidateState.OPEN).delete()
    intake.candidates.update(more=0, part=0)
    intake.held.filter(is_whole=False).update(part=0, state=HoldState.CLOSED)


def start(viewer: Viewer, intake: Intake, *, now: datetime) -> None:
    """Queue the reading of a file; its context is open."""
    _start(viewer, intake, now=now)


def _start(viewer: Viewer, intake: Intake, *, now: datetime) -> None:
    defer: Deferrer = read_exhibit.defer if settings.INTERLACE_WORKER else _defer_to_commit
    intake.state, intake.problem, intake.finished = IntakeState.WAITING, "", None
    job = start_job(viewer=viewer, kind=KIND, defer=defer, now=now, total=intake.units, intake_id=str(intake.id))
    intake.job = job.pk
    intake.save()


def _defer_to_commit(*, job_id: str, intake_id: str) -> None:
    from interlace.evidence.intake.working import run_reading

    transaction.on_commit(lambda: run_reading(job_id=UUID(job_id), intake_id=UUID(intake_id)))


def _hold(viewer: Viewer, intake: Intake, reason: HoldReason, *, now: datetime) -> None:
    intake.state, intake.problem, intake.kind, intake.units_read = IntakeState.HELD, "", "", 0
    intake.remarks, intake.units = b"", None
    intake.save()
    Held.objects.update_or_create(
        intake=intake,
        mark=WHOLE,
        defaults={
            "member": intake.member,
            "case": intake.case,
            "is_whole": True,
            "reason": reason,
            "held": now,
            "held_by_name": viewer.officer_name,
        },
    )
    detail = {"intake": str(intake.id), "reason": reason.value}
    log_on_case(ledger_events.INTAKE_HELD, viewer, intake.case, now=now, detail=detail)


def _to_change(viewer: Viewer, intake_id: UUID) -> Intake:
    intake = locked(Intake, intake_id, "exhibit", "case")
    require_on(viewer, case_to_change(viewer, intake.case_id))
    return intake


def _named(exhibit: Exhibit, lawyers: Collection[str]) -> bytes:
    names = [" ".join(name.split()) for name in lawyers if name.strip()]
    return sealed(key_of(exhibit), LAWYERS, names) if names else b""


def _require_possible(terms: IntakeTerms) -> None:
    problems = []
    if any(language not in MODELS for language in terms.languages):
        what = _("Scans are not read in one of these languages.")
        fix = _("Use one of: {languages}.").format(languages=", ".join(sorted(MODELS)))
        problems.append(FieldProblem("/languages", "language_unknown", what, fix))
    if terms.region and not (len(terms.region) == 2 and terms.region.isascii() and terms.region.isalpha()):
        what = _("A country has two letters.")
        problems.append(FieldProblem("/region", "country_unknown", what))
    if len(terms.lawyers) > _MOST_LAWYERS or any(len(name) > 200 for name in terms.lawyers):
        what = _("At most fifty names of at most 200 characters are kept.")
        problems.append(FieldProblem("/lawyers", "too_many", what))
    if problems:
        raise InvalidInput(_("The file cannot be read in this way."), code="intake_terms", problems=problems)
