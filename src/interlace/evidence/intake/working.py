"""The reading of a file as a job does it: the safety check, then unit by unit in the jail, each kept as it is read.

Whatever is interrupted, by its officer or by a signal, goes on after the last unit that was kept.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from interlace.cases.finding import at_work
from interlace.cases.recording import log_on_case
from interlace.core.ledger import JsonValue
from interlace.evidence.finding import require_not_in_error
from interlace.evidence.inspecting import inspect
from interlace.evidence.intake import ledger_events
from interlace.evidence.intake.finding import case_of_intake, locked
from interlace.evidence.intake.jailed import read_slice
from interlace.evidence.intake.keeping import keep_unit
from interlace.evidence.intake.models import Intake, IntakeState
from interlace.evidence.intake.sealing import LAWYERS, key_of, opened
from interlace.evidence.sealing import content_of
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import InterlaceError
from interlace.foundation.identity.models import Officer
from interlace.foundation.jail import Bounds
from interlace.foundation.jail.running import FileRefused, read_in_jail
from interlace.foundation.jobs.actions import Progress, Stopped, running
from interlace.foundation.jobs.models import Job

WORK_FOR = 6.0
"""Seconds of reading in one jail: with what one more unit takes, below the jail's limit."""
_PATIENCE = 3
"""Times as long by the clock as of the processor (decision 48)."""


@dataclass(frozen=True, slots=True)
class _Work:
    """One reading: by whom, of what, with which file in memory."""

    viewer: Viewer
    case: UUID
    intake: UUID
    content: bytes
    arguments: Mapping[str, Any]


def run_reading(*, job_id: UUID, intake_id: UUID) -> None:
    """Read on as the officer who began it, under that officer's rights of now."""
    if not Job.objects.filter(pk=job_id, state__in=[Job.State.WAITING, Job.State.RUNNING]).exists():
        return  # it was stopped before it began, or ended by a process that could not say so
    with running(job_id) as (job, progress):
        officer = Officer.objects.select_related("bureau__member").get(pk=job.officer)
        viewer, now = viewer_of(officer), timezone.now()
        case = case_of_intake(viewer, intake_id, now=now)
        try:
            job.result = {"intake": str(intake_id)}
            _read(viewer, case, intake_id, progress=progress)
        except FileRefused as refused:
            _end(viewer, case, intake_id, IntakeState.REFUSED, problem=refused.code)
            raise
        except Stopped:
            _end(viewer, case, intake_id, IntakeState.STOPPED)
            raise
        except InterlaceError as error:
            _end(viewer, case, intake_id, IntakeState.STOPPED, problem=error.code)
            raise


def _read(viewer: Viewer, case: UUID, intake_id: UUID, *, progress: Progress) -> None:
    work = _begin(viewer, case, intake_id)
    if work is None:
        return
    kind = read_in_jail(inspect, work.content, bounds=bounds())
    state = _note_kind(work, str(kind.get("kind", "")) if isinstance(kind, Mapping) else "")
    while state["total"] is None or state["first"] < state["total"]:
        progress(state["first"], state["total"])
        answer = read_in_jail(
            read_slice, work.content, {**work.arguments, **state, "seconds": WORK_FOR}, bounds=bounds()
        )
        state = _keep(work, state["first"], answer)
    progress(state["first"], state["total"])
    _end(viewer, case, intake_id, IntakeState.READ)


def bounds() -> Bounds:
    """The ordinary ones, with patience for a busy machine, because nobody waits; scans need one program more."""
    program = shutil.which("tesseract")
    return Bounds(clock=_PATIENCE * Bounds().seconds, programs=frozenset({program} if program else ()))


def arguments_of(intake: Intake) -> dict[str, Any]:
    """How a file is read; a context must be open."""
    lawyers = opened(key_of(intake.exhibit), LAWYERS, bytes(intake.lawyers)) if intake.lawyers else []
    return {
        "name": intake.exhibit.file_name,
        "region": intake.region or None,
        "languages": [each for each in intake.languages.split(",") if each],
        "lawyers": lawyers,
    }


def _begin(viewer: Viewer, case: UUID, intake_id: UUID) -> _Work | None:
    with transaction.atomic(), at_work(viewer, case, now=timezone.now()) as matter:
        intake = locked(Intake, intake_id, "exhibit", "case")
        if intake.state not in {IntakeState.WAITING, IntakeState.READING}:
            return None  # it was read, stopped or put into quarantine meanwhile
        require_not_in_error(intake.exhibit)
        intake.state = IntakeState.READING
        intake.save(update_fields=["state"])
        if intake.exhibit.size > bounds().file:
            content = b"\0" * (bounds().file + 1)  # refused by its size, and not taken into memory for it
        else:
            content = b"".join(content_of(intake.exhibit))
        return _Work(matter, case, intake_id, content, arguments_of(intake))


def _note_kind(work: _Work, kind: str) -> dict[str, Any]:
    with transaction.atomic(), at_work(work.viewer, work.case, now=timezone.now()):
        intake = _still_reading(work.intake)
        intake.kind = kind
        intake.save(update_fields=["kind"])
        return {"first": intake.units_read, "total": intake.units, "held_all": intake.hold_all}


def _keep(work: _Work, first: int, answer: Any) -> dict[str, Any]:
    """Keep what one jail has read; whatever comes from it is the word of the file."""
    now = timezone.now()
    with transaction.atomic(), at_work(work.viewer, work.case, now=now) as matter:
        intake = _still_reading(work.intake)
        if intake.units_read == first:  # otherwise somebody else has read them
            key = key_of(intake.exhibit)
            for unit in answer["units"]:
                keep_unit(matter, intake, key, unit, now=now)
                intake.units_read = int(unit["unit"]) + 1
            intake.units, intake.hold_all = int(answer["total"]), bool(answer["held_all"])
            if not answer["units"]:
                intake.units = intake.units_read
            intake.save()
        return {"first": intake.units_read, "total": intake.units, "held_all": intake.hold_all}


def _still_reading(intake_id: UUID) -> Intake:
    intake = locked(Intake, intake_id, "exhibit", "case")
    if intake.state != IntakeState.READING or intake.exhibit.closed is not None:
        raise Stopped
    return intake


def _end(viewer: Viewer, case: UUID, intake_id: UUID, state: IntakeState, *, problem: str = "") -> None:
    now: datetime = timezone.now()
    with transaction.atomic(), at_work(viewer, case, now=now) as matter:
        intake = locked(Intake, intake_id, "case")
        if intake.state not in {IntakeState.WAITING, IntakeState.READING}:
            return
        intake.state, intake.problem, intake.finished = state, problem[:48], now
        intake.save(update_fields=["state", "problem", "finished"])
        detail: dict[str, JsonValue] = {
            "intake": str(intake.id),
            "state": state.value,
            "candidates": intake.candidates.count(),
        }
        log_on_case(ledger_events.INTAKE_READ, matter, intake.case, now=now, detail=detail)
