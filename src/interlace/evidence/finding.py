"""From an id or a number to an exhibit, for whoever may see its case; and how many exhibits cases have."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from interlace.cases.models import Case
from interlace.evidence.models import Exhibit
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound

IN_QUARANTINE = "held"
"""The state of the intake of an exhibit that nobody may open."""


def exhibit_in(case: Case, name: UUID | str) -> Exhibit:
    """An exhibit of this case by its id or number (E3); a context must be open."""
    exhibits = Exhibit.objects.filter(case=case)
    if isinstance(name, UUID):
        found = exhibits.filter(id=name).first()
    else:
        digits = name.strip().upper().removeprefix("E")
        found = exhibits.filter(number=int(digits)).first() if digits.isdecimal() and len(digits) < 9 else None
    if found is None:
        raise no_such_exhibit()
    return found


def case_of_exhibit(viewer: Viewer, exhibit: UUID, *, now: datetime) -> UUID:
    """The case that an exhibit belongs to; `NotFound` when there is none for this viewer."""
    for matter in viewer.in_every_matter():
        with acting(matter, now=now):
            cases = Case.objects.visible_to(matter)
            found = Exhibit.objects.filter(id=exhibit, case__in=cases).values_list("case", flat=True).first()
            if found is not None:
                return found
    raise no_such_exhibit()


def exhibits_by_case(_viewer: Viewer, cases: Collection[UUID]) -> Mapping[UUID, int]:
    """How many sealed exhibits each of these cases has; leads are not among them. A context must be open."""
    sealed = Exhibit.objects.filter(case__in=cases, sealed__isnull=False)
    return dict(sealed.values_list("case").annotate(Count("id")))


def require_sealed(exhibit: Exhibit) -> None:
    """What is still being taken in has no content to speak of."""
    if exhibit.sealed is None:
        raise Conflict(
            _("The exhibit is not complete yet."), code="exhibit_incomplete", fix=_("Send the rest of it first.")
        )


def closed_because(exhibit: Exhibit) -> Conflict | None:
    """Why nobody looks into an exhibit and no package takes it along, if so. A context must be open."""
    if Exhibit.objects.filter(pk=exhibit.pk, intake__state=IN_QUARANTINE).exists():
        return Conflict(
            _("This exhibit lies in quarantine, and stays closed."),
            code="exhibit_in_quarantine",
            fix=_("Have it opened by two persons first."),
        )
    return _came_in_error(exhibit)


def require_open(exhibit: Exhibit) -> None:
    """What lies in quarantine, or came in error, stays closed."""
    why = closed_because(exhibit)
    if why is not None:
        raise why


def require_not_in_error(exhibit: Exhibit) -> None:
    """What came in error stays closed, also to whoever opens a quarantine."""
    why = _came_in_error(exhibit)
    if why is not None:
        raise why


def _came_in_error(exhibit: Exhibit) -> Conflict | None:
    if exhibit.closed is None:
        return None
    return Conflict(
        _("This exhibit was handed over in error, and stays closed."),
        code="exhibit_closed",
        fix=_("Send it back to the bureau that gave it."),
    )


def no_such_exhibit() -> NotFound:
    """Absent, or not for this viewer."""
    return NotFound(_("There is no such exhibit."))


def no_such_package() -> NotFound:
    """Absent, or not for this viewer."""
    return NotFound(_("There is no such package."))
