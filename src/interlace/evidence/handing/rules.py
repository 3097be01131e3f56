"""Which exhibit may go to another bureau, and what must be told of its way; a refusal names its reason."""

from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interlace.cases.closing_in import is_closed_in
from interlace.cases.holds.queries import require_unheld
from interlace.cases.labels import shared_label
from interlace.cases.models import Case
from interlace.cases.rules import error_of, require_crossing
from interlace.core.handling import Code, Label
from interlace.core.problems import Problem
from interlace.evidence.exporting import codes_of_exhibit
from interlace.evidence.finding import require_open
from interlace.evidence.models import BureauHandOver, Exhibit
from interlace.foundation.disclosure.labels import book
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Member
from interlace.foundation.wording import ProblemBook, Words

GO_ALONG = frozenset({Code.NO_PROCEEDINGS.value, Code.NO_MATCHING.value})
"""What these forbid, the next bureau is bound by as well: they go along with the exhibit and do not stop it."""

_CONFLICTS = {
    "not_the_holder": Words(
        gettext_lazy("You do not hold this exhibit."), gettext_lazy("Take it over from its holder first.")
    ),
    "offered_already": Words(
        gettext_lazy("This exhibit is offered to a bureau already."), gettext_lazy("Withdraw that offer first.")
    ),
    "offer_not_now": Words(
        gettext_lazy("Something was said to this offer already."), gettext_lazy("Open it again and look at its state.")
    ),
    "offer_fell": Words(
        gettext_lazy("What is offered cannot be taken over any more."),
        gettext_lazy("Ask the bureau that offers it for a new offer."),
    ),
    "exhibit_flawed": Words(
        gettext_lazy("The exhibit is no longer what was sealed."),
        gettext_lazy("Restore it from a backup, and hash it again."),
    ),
}


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """A hand-over to another bureau, as the one who gives tells it."""

    recipient: str
    at: datetime
    place: str
    purpose: str
    authority: str
    seal: str = ""
    condition: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True)
class TakingTerms:
    """The same hand-over, as the one who takes tells it."""

    at: datetime
    place: str
    case: str = ""
    """Reference or id of the own case that it goes into; what comes home goes where it was."""
    carrier: str = ""
    """Who had it on the way."""
    seal: str = ""
    condition: str = ""


def require_may_go(exhibit: Exhibit, *, consent: str, comes_home: bool) -> None:
    """Only what was sealed, of a neutral and open case, leaves; what somebody else gave first, with that one's word."""
    if exhibit.flaw:
        refuse("exhibit_flawed")
    require_unheld(exhibit.case, exhibit.id)  # a hold does not go along, so what it binds stays, also on its way home
    if comes_home:
        return
    require_open(exhibit)
    if is_closed_in(exhibit.case):
        raise error_of(Problem("case_closed_in"))
    require_crossing(exhibit.case)
    is_of_others = exhibit.came_by is not None or bool(codes_of_exhibit(exhibit) - GO_ALONG)
    if is_of_others and not consent.strip():
        raise Refused(
            _("Whoever gave this exhibit first has to agree before it is handed on."),
            code="consent_needed",
            fix=_("Ask the giver, and name the consent: who, when, number."),
        )


def label_of_offer(case: Case, recipient: str) -> Label:
    """Who over there may read an offer from this case: the bureau, under the case's purpose, level and operations."""
    return shared_label(
        case.member,
        audience={recipient},
        purpose=case.purpose,
        level=case.level,
        rooms=case.rooms,
        until=book.label(case.label_id).until,
    )


def is_active(member: str) -> bool:
    """Whether this bureau takes part in the network now."""
    return Member.objects.filter(code=member, status=Member.Status.ACTIVE).exists()


def require_room_for(case: Case, offer: BureauHandOver) -> None:
    """What is taken over goes into a case that is as narrow as the one that it comes from, for the same purpose."""
    terms = None if offer.label_id is None else book.label(offer.label_id)
    if terms is None or case.level < terms.level or not terms.rooms <= set(case.rooms):
        what = _("More officers may read this case than the exhibit is for.")
        fix = _("Choose a case of the level and the operations under which the exhibit is offered.")
        raise InvalidInput(what, code="case_too_wide", problems=[FieldProblem("/case", "case_too_wide", what)], fix=fix)


def require_told(terms: OfferTerms | TakingTerms, *needed: str, now: datetime) -> None:
    """What must be told of every hand-over; each missing field is named."""
    problems = [
        FieldProblem(f"/{name}", "hand_over_incomplete", _("This must be told of every hand-over."))
        for name in needed
        if not getattr(terms, name).strip()
    ]
    if terms.at > now:
        problems.append(FieldProblem("/at", "step_in_future", _("The moment must lie in the past.")))
    if problems:
        raise InvalidInput(
            _("Something about the hand-over is missing or cannot be."),
            code="hand_over_incomplete",
            problems=problems,
            fix=_("Say to whom or where it goes, when, where, why and on which authority."),
        )


def require_reason(text: str) -> str:
    """The reason, which the other side reads."""
    if not text.strip():
        raise error_of(Problem("reason_missing"))
    return text.strip()[:300]


def refuse(code: str) -> NoReturn:
    """Not now, in words."""
    raise ProblemBook(conflicts=_CONFLICTS).error(code)


def no_such_hand_over() -> NotFound:
    """Absent, or not for this viewer."""
    return NotFound(_("There is no such hand-over."))
