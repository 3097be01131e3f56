"""Notes of a case: kept while they are typed, version by version. What was typed is never changed and never lost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.cases import ledger_events
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.models import NoteVersion
from interlace.cases.recording import log_on_case
from interlace.cases.rules import error_of, require_on
from interlace.core.problems import Problem
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound

LONGEST_NOTE = 20_000

TWO_AT_ONCE = gettext_lazy("Somebody else wrote in this note meanwhile. Both texts are kept as versions of it.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in an open note, on which version it was begun, and in which page."""

    text: str
    version: int = 0
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The version that was kept, and whether somebody else wrote beside it."""

    version: NoteVersion
    beside: NoteVersion | None = None
    """What somebody else wrote since the version on which this one was begun."""


@transaction.atomic
def keep_note(viewer: Viewer, case_id: UUID | str, typed: Typed, *, now: datetime, note: UUID | None = None) -> Kept:
    """Keep what has been typed as the next version; the same text again changes nothing.

    Where another page or officer wrote meanwhile, both texts are versions, and the answer says so.
    """
    if len(typed.text) > LONGEST_NOTE:
        raise error_of(Problem("text_too_long"))
    with at_work(viewer, case_id, now=now) as matter:
        # The case is locked, so that two pages which save at once come one after the other.
        case = case_to_change(matter, case_id)
        require_on(matter, case)
        latest = None
        if note is None:
            if not typed.text.strip():
                raise error_of(Problem("text_missing"))
        else:
            latest = NoteVersion.objects.filter(case=case, note=note).order_by("-number").first()
            if latest is None:
                raise NotFound(_("There is no such note."))
        if latest is not None and latest.text == typed.text:
            return Kept(latest)
        kept = NoteVersion(
            member=matter.member,
            case=case,
            note=note or uuid4(),
            number=latest.number + 1 if latest is not None else 1,
            based_on=typed.version,
            text=typed.text,
            seat=typed.seat[:32],
            by=UUID(matter.id),
            by_name=matter.officer_name,
            at=now,
        )
        kept.save(force_insert=True)
        log_on_case(
            ledger_events.NOTE_KEPT,
            matter,
            case,
            now=now,
            detail={"note": str(kept.note), "version": kept.number},
        )
        is_beside = latest is not None and latest.number != typed.version
        return Kept(kept, latest if is_beside else None)


def versions_of(viewer: Viewer, case_id: UUID | str, note: UUID, *, now: datetime) -> list[NoteVersion]:
    """Every version of one note, the latest first."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        found = list(NoteVersion.objects.filter(case=case, note=note).order_by("-number"))
    if not found:
        raise NotFound(_("There is no such note."))
    return found
