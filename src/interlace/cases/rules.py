"""Who may do what with cases: one small predicate per question. A rule answers with its reason."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from interlace.cases.models import Case, CaseOfficer
from interlace.core.handling import Action
from interlace.core.problems import Problem
from interlace.core.procedure.cases import (
    CaseMove,
    CaseState,
    Flag,
    NeutralityGround,
    crossing_problem,
    next_case_state,
)
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import InterlaceError, Refused
from interlace.foundation.identity.roles import Verb
from interlace.foundation.wording import ProblemBook, Words
from interlace.screening.rules import require_matter, require_verb

REFUSED: Mapping[str, Words] = {
    "not_on_the_case": Words(
        _("You are not on this case."), _("Ask an officer who is on it, or the head of your bureau, to add you.")
    ),
    "case_above_you": Words(
        _("You could not read this case yourself."), _("Choose a level and operations that you belong to.")
    ),
    "neutrality_unanswered": Words(
        _("Nobody has said yet whether this case is neutral."),
        _("Answer the neutrality check of the case: no political, military, religious or racial matter."),
    ),
    "not_neutral": Words(
        _("This case was found to be political, military, religious or racial: nothing of it goes to other bureaus."),
        _("Check the answer again if it is wrong."),
    ),
    "flags_not_asked": Words(
        _("Nobody has said yet whether minors or asylum are concerned."), _("Answer both questions of the case.")
    ),
    "case_closed_in": Words(
        _("This case is closed in: only its officers may know what is in it."),
        _("Put it in for no other bureau, or open a case of its own for what others shall know."),
    ),
    "not_the_leader": Words(
        _("Only the bureau that proposed this joint case can do that."), _("Ask that bureau, or leave the joint case.")
    ),
    "not_a_party": Words(_("Your bureau does not take part in this joint case."), _("Accept its terms first.")),
    "not_your_own": Words(_("Only its originator lays a fact before others."), _("Ask the bureau that it belongs to.")),
    "conversion_consent": Words(
        _("Its originator has not agreed that it is used in proceedings."),
        _("Ask the originator for its consent, then try again."),
    ),
    "conversion_authority": Words(
        _("Its originator names another authority for releasing it for court."),
        _("Look at the evidence profile of that bureau, and ask the authority named there."),
    ),
}

CONFLICTS: Mapping[str, Words] = {
    "case_closed": Words(_("This case is closed."), _("Open it again before you change it.")),
    "case_not_now": Words(_("The case has moved on since you read it."), _("Open it again and look at its state.")),
    "lane_not_from_there": Words(
        _("It cannot go from its lane into that one."), _("Open it again and look at its lane.")
    ),
    "conversion_ungraded": Words(
        _("Intelligence is graded, and this is not."), _("Give its grading with its scheme, for example ADMIRALTY:B2.")
    ),
    "reference_used": Words(
        _("There is a case with this reference already."), _("Open that one, or choose another reference.")
    ),
    "joint_not_now": Words(
        _("The joint case has moved on since you read it."), _("Open it again and look at its state.")
    ),
    "terms_changed": Words(_("These are not the terms that you read."), _("Read the terms again, and accept those.")),
    "terms_same": Words(_("These are the terms that stand."), _("Change their text or their end.")),
    "reaches_nobody": Words(
        _("No other bureau of this joint case may read it."),
        _("Share it with them first: put it in again for these bureaus, or for the task force."),
    ),
    "task_done": Words(_("This task has been done.")),
}

INVALID: Mapping[str, Words] = {
    "title_missing": Words(_("A title is missing."), _("Say in a few words what it is about."), "/title"),
    "text_missing": Words(_("A text is missing."), _("Write at least a sentence."), "/text"),
    "text_too_long": Words(_("The text is too long."), _("Shorten it."), "/text"),
    "reason_missing": Words(_("A reason is missing."), _("Say why, in a sentence."), "/reason"),
    "officer_unknown": Words(
        _("There is no such colleague who may see this case."), _("Choose an officer of your bureau."), "/officer"
    ),
    "subject_unknown": Words(
        _("There is no such person or thing, or it is not for you."), _("Choose one that you can open."), "/subject"
    ),
    "last_officer": Words(
        _("Somebody must stay on a closed-in case."), _("Add a colleague before you take this one off."), "/officer"
    ),
    "members_missing": Words(_("Nobody is asked to take part."), _("Name at least one other bureau."), "/members"),
    "member_unknown": Words(
        _("One of the bureaus named is not on the network."), _("Use the codes from the list of bureaus."), "/members"
    ),
    "terms_missing": Words(
        _("The terms of reference are missing."),
        _("Say what it is for, who leads, how evidence is used, and when it ends."),
        "/terms",
    ),
    "joint_end_passed": Words(_("The joint case would be over already."), _("Choose a later day."), "/until"),
    "joint_end_earlier": Words(
        _("New terms do not end a joint case earlier."), _("Choose a later day, or end it for everybody."), "/until"
    ),
    "room_end_passed": Words(_("The task force would be over already."), _("Choose a later moment."), "/until"),
    "room_outlasts_joint_case": Words(
        _("A task force ends with its joint case at the latest."), _("Choose an earlier day."), "/until"
    ),
    "room_too_long": Words(
        _("An officer joins a task force for a year at most."),
        _("Choose an earlier day, and prolong it when that day comes."),
        "/until",
    ),
    "conversion_reason_missing": Words(_("A reason is missing."), _("Say why, in a sentence."), "/reason"),
    "conversion_decision_missing": Words(
        _("The decision is not named."),
        _("Give the authority's name, the number of its decision and its day."),
        "/document",
    ),
    "conversion_in_future": Words(
        _("The decision has a day that is still to come."), _("Give the day on which it was made."), "/decided"
    ),
    "profile_authority": Words(
        _("Police cannot release its own information for court."),
        _("Name a prosecutor, a court or the central authority."),
        "/authorities",
    ),
    "profile_source": Words(_("The law behind it is missing."), _("Name the law or rule that says so."), "/source"),
}

_BOOK = ProblemBook(refused=REFUSED, conflicts=CONFLICTS, invalid=INVALID)


def error_of(problem: Problem) -> InterlaceError:
    """The problem as an error of the domain, in words."""
    return _BOOK.error(problem.code)


require_none = _BOOK.require_none


def may_read(viewer: Viewer) -> bool:
    """Whether unit and role allow reading cases at all; which of them, their labels decide."""
    return viewer.person.active and Action.READ in viewer.person.ceiling


def may_work(viewer: Viewer) -> bool:
    """Whether unit and role allow opening cases and working on them."""
    return may_read(viewer) and Verb.CHECK in viewer.verbs


def may_direct(viewer: Viewer) -> bool:
    """Whether the role may put officers on any case of the bureau, and reopen one."""
    return may_work(viewer) and Verb.SUPERVISE in viewer.verbs


def require_worker(viewer: Viewer) -> None:
    """An officer who works on cases, for a purpose that it holds, under a reference."""
    require_verb(viewer, Verb.CHECK)
    if not may_work(viewer):
        raise Refused(_("Your role does not allow this."), fix=_("Ask the head of your bureau."))
    require_matter(viewer)


def is_on(viewer: Viewer, case: Case) -> bool:
    """Whether the officer works on this case. A context must be open."""
    return CaseOfficer.objects.filter(case=case, officer=viewer.id).exists()


def require_on(viewer: Viewer, case: Case) -> None:
    """Only who is on an open case changes it; `Refused` or `Conflict` otherwise. A context must be open."""
    require_worker(viewer)
    if not is_on(viewer, case):
        raise error_of(Problem("not_on_the_case"))
    if not case.is_open:
        raise error_of(Problem("case_closed"))


def require_crossing(case: Case) -> None:
    """Only of a case that was found neutral, with its questions answered, goes anything to other bureaus."""
    require_none(
        crossing_problem(NeutralityGround(case.neutrality), minors=Flag(case.minors), asylum=Flag(case.asylum))
    )


def require_move(viewer: Viewer, case: Case, move: CaseMove) -> CaseState:
    """The state that the move leads to. Who is on the case closes it; the head may reopen any."""
    require_worker(viewer)
    if not (is_on(viewer, case) or may_direct(viewer)):
        raise error_of(Problem("not_on_the_case"))
    state = next_case_state(CaseState(case.state), move)
    if state is None:
        raise error_of(Problem("case_not_now"))
    return state
