"""Taking a question back from bureaus that have not been reached, and putting it again. They learn of neither.

A bureau that has answered keeps its answer: what was found has a life of its own.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound
from interlace.foundation.identity.roles import Verb
from interlace.screening.ledger_events import CHECK_RESUMED, CHECK_STOPPED
from interlace.screening.models import Check, CheckAnswer
from interlace.screening.rules import require_verb
from interlace.screening.waking import wake_worker


def stop_waiting(viewer: Viewer, check: UUID, *, now: datetime) -> None:
    """Ask no bureau any more that has not answered this check yet."""
    _change(viewer, check, CheckAnswer.State.WAITING, CheckAnswer.State.STOPPED, CHECK_STOPPED, now=now)


def wait_again(viewer: Viewer, check: UUID, *, now: datetime) -> None:
    """Undo that: the bureaus that had not answered are asked as soon as they can be reached."""
    _change(viewer, check, CheckAnswer.State.STOPPED, CheckAnswer.State.WAITING, CHECK_RESUMED, now=now)


@transaction.atomic
def _change(
    viewer: Viewer, check: UUID, before: CheckAnswer.State, after: CheckAnswer.State, event: Event, *, now: datetime
) -> None:
    require_verb(viewer, Verb.CHECK)
    with acting(viewer, Action.DISCOVER, now=now):
        asked = Check.objects.filter(id=check, member=viewer.member, purpose__in=viewer.person.purposes).first()
        if asked is None:
            raise NotFound(_("There is no such check."))
        answers = CheckAnswer.objects.select_for_update().filter(check_asked=asked, state=before)
        holders = sorted(answers.values_list("holder", flat=True))
        if not holders:
            raise Conflict(_("No bureau stands as you saw it."), fix=_("Open the check again and look at its answers."))
        answers.update(state=after)
        record(
            event,
            by=viewer.id,
            member=viewer.member,
            on=asked.id,
            purpose=asked.purpose,
            reference=asked.reference,
            detail={"asked": holders},
            now=now,
        )
    transaction.on_commit(wake_worker, robust=True)
