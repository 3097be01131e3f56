"""Who may do what in the intake, and what is wrong when it cannot be done."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from interlace.cases.rules import require_on
from interlace.evidence.intake.models import CandidateState, Held, HoldState, Intake, IntakeState
from interlace.evidence.models import Exhibit
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, InvalidInput, NotFound, Refused
from interlace.foundation.identity.roles import Verb

SHOWN_FOR = timedelta(minutes=30)
"""How long the two may look at what they have opened; then they sign again."""
LONGEST_CAUSE = 300


def require_sealed(exhibit: Exhibit) -> None:
    """Only what lies sealed is read: what is read is what its custody begins with."""
    if exhibit.sealed is None:
        raise Conflict(
            _("The exhibit is not sealed yet."), code="exhibit_incomplete", fix=_("Send the rest of it first.")
        )
    if exhibit.flaw:
        raise Conflict(_("The exhibit is no longer what was sealed."), code="exhibit_altered")


def require_readable(intake: Intake) -> None:
    """What is being read, or stays closed, is not read again."""
    if intake.state in {IntakeState.WAITING, IntakeState.READING}:
        raise Conflict(_("This file is being read."), code="intake_running", fix=_("Wait, or stop it."))
    if intake.state == IntakeState.HELD:
        raise Refused(
            _("This file is in quarantine."), code="intake_held", fix=_("Two persons on the case can let it be read.")
        )


def require_open(state: str) -> None:
    """A candidate is decided once."""
    if state != CandidateState.OPEN:
        raise Conflict(_("This has been decided already."), code="candidate_decided")


def require_opener(viewer: Viewer, held: Held) -> None:
    """Who opens is on the open case, and may be the second person of an act."""
    require_on(viewer, held.case)
    if Verb.APPROVE not in viewer.verbs:
        raise Refused(
            _("Your role does not allow opening what is in quarantine."),
            fix=_("Ask a duty officer or the head of your bureau."),
        )


def require_cause(cause: str) -> str:
    """Why it has to be opened, in a sentence."""
    said = " ".join(cause.split())
    if not said or len(said) > LONGEST_CAUSE:
        what = _("Say in a sentence why it has to be opened.")
        raise InvalidInput(what, code="cause_missing", problems=[FieldProblem("/cause", "cause_missing", what)])
    return said


def may_see_opened(viewer: Viewer, held: Held, *, now: datetime) -> bool:
    """The two who opened it, for a while."""
    is_one = viewer.id in {str(held.asked_by), str(held.opened_by)}
    return is_one and held.state == HoldState.OPENED and held.opened is not None and now < held.opened + SHOWN_FOR


def no_such_intake() -> NotFound:
    """Absent, or not for this viewer."""
    return NotFound(_("There is no such file in the intake."))
