"""Reads of holds: those on a case as its reader sees them, and whether one stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from interlace.cases.finding import matter_of_case
from interlace.cases.holds.models import CaseHold
from interlace.cases.models import Case
from interlace.cases.rules import is_on, may_direct, may_work
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict


class UnderCaseHold(Conflict):
    """A legal hold on the case or on the exhibit stands in the way."""

    code = "under_legal_hold"


@dataclass(frozen=True, slots=True)
class HoldsView:
    """The holds of one case, and what this officer may do about them."""

    case: Case
    holds: tuple[CaseHold, ...]
    """The last one first; lifted ones too."""
    may_hold: bool
    officer: str


def holds_view(viewer: Viewer, case_id: UUID | str, *, now: datetime) -> HoldsView:
    """The holds of a case; `NotFound` when there is no such case for this viewer."""
    matter, case = matter_of_case(viewer, case_id, now=now)
    with acting(matter, now=now):
        return HoldsView(case, tuple(holds_of_case(case)), may_hold(matter, case), matter.id)


def holds_of_case(case: Case) -> Sequence[CaseHold]:
    """Every hold of a case and of what is in it, the last one first; a context must be open."""
    return list(CaseHold.objects.filter(case=case).select_related("end").order_by("-laid", "id"))


def binding_holds(case: Case | UUID, thing: UUID | None = None) -> Sequence[CaseHold]:
    """The holds that bind the case, or this thing of it; a context must be open."""
    on_it = Q(thing=None) if thing is None else Q(thing=None) | Q(thing=thing)
    return list(CaseHold.objects.in_force().filter(on_it, case=case).order_by("laid", "id"))


def may_hold(viewer: Viewer, case: Case) -> bool:
    """Whether this officer may lay and lift holds on the case: who is on it, and the head. A context must be open."""
    return may_work(viewer) and (is_on(viewer, case) or may_direct(viewer))


def require_unheld(case: Case, thing: UUID | None = None) -> None:
    """Raise where the case, or this thing of it, is under a hold. The case is locked by the caller."""
    found = binding_holds(case, thing)
    if found:
        raise UnderCaseHold(
            _("This is under a legal hold: {reason} ({authority}).").format(
                reason=found[0].reason, authority=found[0].authority
            ),
            fix=_("Have the hold lifted first; another officer than the one who laid it does that."),
        )
