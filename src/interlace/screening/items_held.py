"""What lies with one officer in this room: the questions that stay open.

A question of somebody who is not in service any more is answered no longer, so it passes to a colleague or is lost.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.bureaus.people.ports import HeldItem, hold_items
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer
from interlace.foundation.localize.words import purpose_name
from interlace.screening.models import StandingCheck
from interlace.screening.open_questions import running_of


class OpenQuestions:
    """Questions that stay open in the name of one officer."""

    def of(self, viewer: Viewer, officer: UUID, *, now: datetime) -> Sequence[HeldItem]:
        """Those that run and that the head may know of; of each the matter, never whom it is about."""
        return [
            HeldItem(
                _("Open question"),
                each.id,
                ", ".join(filter(None, (purpose_name(each.purpose), each.reference))),
                due=each.until,
            )
            for each in running_of(viewer, officer, now=now)
        ]

    def hand_over(self, viewer: Viewer, officer: UUID, to: Officer, *, now: datetime) -> int:
        """Ask them in a colleague's name from now on, under that colleague's rights.

        Those that the head may not know of go with the others, and are not counted: left behind they would be lost.
        """
        told = len(running_of(viewer, officer, now=now))
        with acting(viewer, Action.DISCOVER, now=now):
            found = StandingCheck.objects.filter(member=viewer.member, officer=officer, until__gt=now)
            found.update(officer=to.pk)
        return told


hold_items(OpenQuestions())
