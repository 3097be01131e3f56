"""Cases for tests: opened, filled, and read back as one officer sees them."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.screening.network import NOW, UNTIL, viewer

from interlace.cases.actions import CaseTerms, Checked, check_case, open_case
from interlace.cases.entries import Described, add_described
from interlace.cases.joint.actions import JointTerms, accept_terms, propose_joint_case
from interlace.cases.joint.queries import joint_view
from interlace.cases.leads import LeadTerms, add_lead
from interlace.cases.models import Case, Lead
from interlace.core.handling import HitMode
from interlace.core.procedure.cases import Authority, Conversion, Flag, Lane, NeutralityGround
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.viewer import Viewer

HAN = Described("Person", {"name": ["HAN Ji-seop"], "phone": ["+82 10 0000 0142"]}, grading="ADMIRALTY:B2")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
DECISION = Conversion(
    to=Lane.EVIDENCE,
    authority=Authority.CENTRAL_AUTHORITY,
    authority_name="Ministry of Justice",
    document="MOJ 2026/88",
    decided=date(2026, 7, 1),
    reason="It is to be shown at the trial.",
)


def numbered(by: Viewer | str, reference: str) -> Viewer:
    """The desk of a member at work under a reference."""
    officer = viewer(by) if isinstance(by, str) else by
    return officer.working_for(purpose=officer.purpose, reference=reference)


def opened(by: Viewer | str = "KR", reference: str = "KR-2026-0117", **terms: Any) -> Case:
    """A case of this bureau."""
    return open_case(numbered(by, reference), CaseTerms(title="Golden Reed", **terms), now=NOW)


def checked(case: Case, *, by: Viewer | None = None) -> Case:
    """The case with every question answered: nothing speaks against laying it before others."""
    answers = Checked(NeutralityGround.NEUTRAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN)
    return check_case(by or viewer(case.member), case.id, answers, now=NOW)


def shared_with(*members: str, **terms: Any) -> Sharing:
    """These may read it."""
    given = {"audience": frozenset(members), "hit": HitMode.CONTENT, "purpose": "fraud", "until": UNTIL, **terms}
    return Sharing(**given)


def put_person(case: Case, *readers: str, described: Described = HAN, **terms: Any) -> UUID:
    """A person in the case, readable by these too, for which the case is found neutral first; the subject."""
    if readers and case.neutrality == NeutralityGround.UNANSWERED:
        checked(case)
    entries = add_described(viewer(case.member), case.id, described, shared_with(*readers, **terms), now=NOW)
    return entries[0].subject


def put_lead(case: Case, text: str = "Ask the driver of the white van.", **terms: Any) -> Lead:
    """A lead in the case."""
    return add_lead(viewer(case.member), case.id, LeadTerms(text, **terms), now=NOW)


TERMS = "Golden Reed: KR leads. Evidence goes by the authorities. Ends on 30 June 2027."


def proposed(case: Case, *members: str) -> UUID:
    """A joint case of which this case is the leader's compartment."""
    terms = JointTerms("Golden Reed", TERMS, frozenset(members), NOW + 300 * DAY)
    return propose_joint_case(viewer(case.member), case.id, terms, now=NOW).joint


def accepted(joint: UUID, *members: str) -> UUID:
    """These take part."""
    for member in members:
        read = joint_view(viewer(member), joint, now=NOW)
        accept_terms(viewer(member), joint, digest=read.terms_digest, now=NOW)
    return joint
