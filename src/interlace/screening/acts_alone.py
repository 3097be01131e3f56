"""Every act that one person did where two are the rule: a small bureau works at night, and its head sees how.

Emergency releases, and shifts that were handed over and that nobody took over. Everything else waits for its second
person and lapses without one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import NotFound
from interlace.foundation.identity.roles import Verb
from interlace.screening.handover.actions import TAKEN_WITHIN
from interlace.screening.handover.models import Handover
from interlace.screening.hits.release_reviews import MadeAlone, made_alone

SHOWN_AT_MOST = 200


class AloneKind(StrEnum):
    """What was done by one person."""

    EMERGENCY_RELEASE = "emergency_release"
    HANDOVER = "handover"  # given, and taken over by nobody


@dataclass(frozen=True, slots=True)
class ActAlone:
    """One act of one person."""

    kind: AloneKind
    id: UUID
    by: str
    at: datetime
    to: str = ""
    """The bureau that something left for."""
    review_due: datetime | None = None
    """None where nobody is to review it."""
    verdict: str = ""
    reviewed: datetime | None = None
    reviewed_by: str = ""


def acts_alone(viewer: Viewer, *, now: datetime) -> list[ActAlone]:
    """The acts of one person at the viewer's own bureau, the latest first, as far as this head may know of them."""
    if not viewer.person.active or not {Verb.SUPERVISE, Verb.AUDIT} & viewer.verbs:
        raise NotFound(_("There is nothing here for you."))
    found = [*map(_release, made_alone(viewer, now=now)), *_handovers(viewer, now=now)]
    return sorted(found, key=lambda each: (each.at, str(each.id)), reverse=True)[:SHOWN_AT_MOST]


def _release(made: MadeAlone) -> ActAlone:
    emergency = made.emergency
    return ActAlone(
        AloneKind.EMERGENCY_RELEASE,
        emergency.id,
        emergency.released_by_name,
        emergency.at,
        emergency.to,
        emergency.review_due,
        emergency.verdict,
        emergency.reviewed,
        emergency.reviewed_by_name,
    )


def _handovers(viewer: Viewer, *, now: datetime) -> list[ActAlone]:
    with acting(viewer, Action.DISCOVER, now=now):
        lapsed = Handover.objects.filter(
            member=viewer.member, bureau=viewer.bureau, taken=None, given__lte=now - TAKEN_WITHIN
        ).order_by("-given", "id")[:SHOWN_AT_MOST]
        return [ActAlone(AloneKind.HANDOVER, each.id, each.given_by_name, each.given) for each in lapsed]
