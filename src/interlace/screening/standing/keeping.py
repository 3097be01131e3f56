"""Leaving a question about one's own subject open, and closing it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.facts.models import Fact
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.roles import Verb
from interlace.screening.ledger_events import STANDING_ENDED, STANDING_RESUMED, STANDING_SET
from interlace.screening.models import StandingCheck
from interlace.screening.open_questions import standing_of
from interlace.screening.pending import note_changed
from interlace.screening.rules import require_matter, require_verb
from interlace.screening.waking import wake_worker


@transaction.atomic
def keep_open(viewer: Viewer, subject: UUID, *, until: datetime, now: datetime) -> StandingCheck:
    """Leave the question about this own subject open: later facts of others are compared with it.

    It ends with the last of its facts at the latest. Setting it again moves its end and its matter.
    """
    require_verb(viewer, Verb.CHECK)
    require_matter(viewer)
    if until <= now:
        what = _("The end lies in the past.")
        raise InvalidInput(what, problems=[FieldProblem("/until", "end_in_past", what, _("Give a later moment."))])
    with acting(viewer, Action.READ, now=now):
        own = Fact.objects.visible_to(viewer, action=Action.READ).filter(subject=subject, originator=viewer.member)
        labels = labels_of(list(own.values_list("label_id", flat=True).distinct()))
        if not labels:
            raise NotFound(_("There is no such record."))
        terms = {
            "officer": UUID(viewer.id),
            "purpose": viewer.purpose,
            "reference": viewer.reference,
            "until": min(until, max(label.until for label in labels)),
            "stopped": None,
            "stopped_by": None,
            "would_end": None,
        }
        standing, _is_new = StandingCheck.objects.update_or_create(
            subject=subject, member=viewer.member, defaults=terms, create_defaults={**terms, "created": now}
        )
        _log(viewer, standing, STANDING_SET, now=now)
        return standing


@transaction.atomic
def stop_asking(viewer: Viewer, standing: UUID, *, now: datetime) -> None:
    """Close an open question of the own bureau; `NotFound` when there is none or its purpose is not one's own, and
    `Conflict` when it is closed.

    Later facts are not compared with it any more. What it has found stays, on both sides: the others' officers may be
    at work on it, and a hit that vanished would tell them of this act.
    """
    require_verb(viewer, Verb.CHECK)
    with acting(viewer, Action.DISCOVER, now=now):
        found = standing_of(viewer, standing, now=now)
        if found.stopped is not None:
            raise Conflict(_("This question is not asked any more already."), fix=_("Nothing is left to do."))
        found.stopped, found.stopped_by = now, UUID(viewer.id)
        found.would_end, found.until = found.until, now
        found.save()
        _log(viewer, found, STANDING_ENDED, now=now)


@transaction.atomic
def ask_again(viewer: Viewer, standing: UUID, *, now: datetime) -> StandingCheck:
    """Undo that: the question is open as long as it would have been, and is compared with what came in between."""
    require_verb(viewer, Verb.CHECK)
    with acting(viewer, Action.DISCOVER, now=now):
        found = standing_of(viewer, standing, now=now)
        if found.would_end is None or found.would_end <= now:
            raise Conflict(_("This question is open, or its time is over."), fix=_("Leave it open anew."))
        found.until = found.would_end
        found.stopped = found.stopped_by = found.would_end = None
        found.save()
        _log(viewer, found, STANDING_RESUMED, now=now)
        with steward(Task.STANDING):
            note_changed([found.subject], indexed=True)
    transaction.on_commit(wake_worker, robust=True)
    return found


def _log(viewer: Viewer, standing: StandingCheck, event: Event, *, now: datetime) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=standing.id,
        purpose=standing.purpose,
        reference=standing.reference,
        detail={"subject": str(standing.subject)},
        now=now,
    )
