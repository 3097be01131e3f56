"""Which legal holds are in force: of one's own member, on these subjects or on a case that stands on them, now."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from interlace.cases.holds.reach import reached_by_holds
from interlace.core.handling import Action, Label, can
from interlace.foundation.disclosure.labels import labels_of
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
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


def held_with_cases(viewer: Viewer, subjects: Collection[UUID]) -> frozenset[UUID]:
    """Those of these that a held case stands on, as far as this officer may know of the case and of what it says there.

    Whoever may not know of the case finds its record as if nothing held it, and may let it be deleted: what the hold
    reaches is then sealed under it (`sealing`), as when it is recalled.
    """
    with steward(Task.RETENTION):
        reached = reached_by_holds(viewer.member, subjects)
        numbers = sorted({label for each in reached for label in (each.label, each.hold.case.label_id)})
        terms = dict(zip(numbers, labels_of(numbers), strict=True))
    return frozenset(
        each.subject
        for each in reached
        if is_cleared_for(viewer, terms[each.hold.case.label_id]) and is_cleared_for(viewer, terms[each.label])
    )


def is_cleared_for(viewer: Viewer, label: Label) -> bool:
    """Whether the rule lets this officer know of something of its own bureau, had its label not ended yet."""
    last_moment = label.until - timedelta(microseconds=1)
    return any(can(viewer.person, Action.READ, label, purpose=each, now=last_moment) for each in viewer.person.purposes)


def refuse_held(viewer: Viewer, subjects: Collection[UUID], *, now: datetime) -> None:
    """Raise where one of these may not be deleted, as far as this officer may know why."""
    if held_with_cases(viewer, subjects) or holds_of(viewer.member, now=now).keys() & set(subjects):
        raise UnderHold(
            _("One of these records is under a legal hold; nothing was deleted."),
            fix=_("Leave it out, or have the hold lifted first."),
        )
