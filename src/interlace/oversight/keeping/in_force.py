"""Which legal holds are in force: of one's own member, on these subjects or on a case that stands on them, now."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.cases.holds.reach import subjects_under_hold
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Refused
from interlace.oversight.models import LegalHold


class UnderHold(Refused):
    """A legal hold stands in the way."""

    code = "under_legal_hold"


def holds_of(member: str, *, now: datetime) -> Mapping[UUID, list[LegalHold]]:
    """The member's holds that bind now, by subject, the first set first. Few records are ever held."""
    found: dict[UUID, list[LegalHold]] = {}
    with steward(Task.RETENTION):
        not_lifted = LegalHold.objects.filter(member=member, lifted=None).select_related("item")
        for hold in not_lifted.order_by("begins", "id"):
            if hold.as_hold().binds(now):
                found.setdefault(hold.subject, []).append(hold)
    return found


def held_with_cases(member: str, subjects: Collection[UUID]) -> frozenset[UUID]:
    """Those of these that a held case of the member stands on, whoever may know of the case."""
    with steward(Task.RETENTION):
        return frozenset(subjects_under_hold(member, subjects))


def refuse_held(member: str, subjects: Collection[UUID], *, now: datetime) -> None:
    """Raise where one of these may not be deleted."""
    if holds_of(member, now=now).keys() & set(subjects) or held_with_cases(member, subjects):
        raise UnderHold(
            _("One of these records is under a legal hold; nothing was deleted."),
            fix=_("Leave it out, or have the hold lifted first."),
        )
