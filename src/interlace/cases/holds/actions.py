"""Laying and lifting legal holds. One officer lays, another one lifts: nobody clears its own way to a destruction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.cases import ledger_events
from interlace.cases.finding import at_work, case_to_change
from interlace.cases.holds.models import CaseHold, CaseHoldEnd
from interlace.cases.holds.queries import may_hold
from interlace.cases.keeping_longer import keep_held_case
from interlace.cases.models import Case
from interlace.cases.recording import log_on_case
from interlace.cases.rules import error_of
from interlace.core.problems import Problem
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused

LONGEST_REASON, LONGEST_AUTHORITY = 500, 300


@dataclass(frozen=True, slots=True)
class HoldTerms:
    """Why something is held, on whose order, and when somebody looks at it again."""

    reason: str
    authority: str
    review: datetime | None


@dataclass(frozen=True, slots=True)
class HeldThing:
    """One thing of a case on which alone a hold lies."""

    id: UUID
    name: str


@transaction.atomic
def lay_hold(
    viewer: Viewer, case_id: UUID | str, terms: HoldTerms, *, now: datetime, thing: HeldThing | None = None
) -> CaseHold:
    """Put a case, or one thing of it, under a hold. A closed case may be held as well as an open one."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        _require_may_hold(matter, case)
        review = _told(terms, now=now)
        reason, authority = terms.reason.strip(), terms.authority.strip()
        standing = CaseHold.objects.in_force().filter(case=case, thing=thing.id if thing else None)
        if standing.filter(reason=reason, authority=authority).exists():
            raise Conflict(_("This hold stands already."), code="hold_stands")
        hold = CaseHold.objects.create(
            member=matter.member,
            case=case,
            thing=thing.id if thing else None,
            thing_name=thing.name if thing else "",
            reason=reason,
            authority=authority,
            review=review,
            laid=now,
            laid_by=UUID(matter.id),
            laid_by_name=matter.officer_name,
        )
        detail = {"hold": str(hold.id), **({"exhibit": str(thing.id)} if thing else {})}
        log_on_case(ledger_events.HOLD_LAID, matter, case, now=now, detail=detail)
        keep_held_case(case, review=review)
        return hold


@transaction.atomic
def lift_hold(viewer: Viewer, case_id: UUID | str, hold_id: UUID, *, reason: str, now: datetime) -> CaseHold:
    """End a hold, with the reason: the decision of another officer than the one who laid it."""
    with at_work(viewer, case_id, now=now) as matter:
        case = case_to_change(matter, case_id)
        hold = CaseHold.objects.filter(case=case, id=hold_id).select_related("end").first()
        if hold is None:
            raise NotFound(_("There is no such hold on this case."))
        _require_may_hold(matter, case)
        if hasattr(hold, "end"):
            raise Conflict(_("This hold has been lifted already."), code="hold_lifted")
        if str(hold.laid_by) == matter.id:
            raise Refused(
                _("Who laid a hold does not lift it."),
                code="hold_is_own",
                fix=_("Ask a colleague who is on the case, or the head of your bureau."),
            )
        if not reason.strip():
            raise error_of(Problem("reason_missing"))
        CaseHoldEnd.objects.create(
            member=matter.member,
            case=case,
            hold=hold,
            reason=reason.strip()[:LONGEST_REASON],
            at=now,
            by=UUID(matter.id),
            by_name=matter.officer_name,
        )
        log_on_case(ledger_events.HOLD_LIFTED, matter, case, now=now, detail={"hold": str(hold.id)})
        return CaseHold.objects.select_related("end").get(pk=hold.pk)


def _require_may_hold(viewer: Viewer, case: Case) -> None:
    if not may_hold(viewer, case):
        raise error_of(Problem("not_on_the_case"))


def _told(terms: HoldTerms, *, now: datetime) -> datetime:
    """The day of the review; raises where something is missing."""
    problems = []
    for name, text, longest in (
        ("reason", terms.reason, LONGEST_REASON),
        ("authority", terms.authority, LONGEST_AUTHORITY),
    ):
        if not text.strip():
            problems.append(
                FieldProblem(
                    f"/{name}", f"{name}_missing", _("This is missing."), _("A hold names its reason and order.")
                )
            )
        elif len(text.strip()) > longest:
            problems.append(FieldProblem(f"/{name}", "text_too_long", _("The text is too long."), _("Shorten it.")))
    if terms.review is None or terms.review <= now:
        problems.append(
            FieldProblem(
                "/review",
                "date_missing",
                _("A hold has a day on which somebody looks at it again."),
                _("Give a later day."),
            )
        )
    if problems or terms.review is None:
        raise InvalidInput(
            _("The hold cannot be laid like this."),
            code="hold_incomplete",
            problems=problems,
            fix=_("Say why, on whose order, and on which day it is looked at again."),
        )
    return terms.review
