"""Cases in stories: what a bureau files for itself and lays before others, and whose ids a looker may try."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.noninterference.exhibits import keep_exhibit
from tests.noninterference.readying import lay_target, targets_of, targets_of_others
from tests.noninterference.worlds import OTHERS, B

from interlace.cases.actions import CaseTerms, Checked, check_case, open_case
from interlace.cases.holds.actions import HoldTerms, lay_hold
from interlace.cases.holds.models import CaseHold
from interlace.cases.joint.actions import (
    JointTerms,
    accept_terms,
    end_joint_case,
    invite_to_joint_case,
    propose_joint_case,
    withdraw_from_joint_case,
)
from interlace.cases.joint.items import lay_lead
from interlace.cases.joint.models import JointSide
from interlace.cases.joint.queries import joint_page, joint_view
from interlace.cases.leads import LeadTerms, add_lead
from interlace.cases.models import Case, CaseTask, Lead
from interlace.cases.notes import Typed, keep_note
from interlace.cases.tasks import add_task
from interlace.core.handling import HitMode
from interlace.core.procedure.cases import Flag, NeutralityGround
from interlace.evidence.models import BureauHandOver, Exhibit, KeptPackage
from interlace.facts.sharing import Sharing
from interlace.foundation.disclosure.viewer import Viewer

_ANSWERS = Checked(NeutralityGround.NEUTRAL, Flag.NONE_KNOWN, Flag.NONE_KNOWN)


def file_case(by: Viewer, *partners: str, now: datetime, level: int = 0, reference: str = "") -> UUID:
    """A case with a lead, a task and a note, and where partners are named a joint case with them; its id."""
    clerk = by.working_for(purpose="fraud", reference=reference or f"{by.member}-{uuid4().hex[:6]}")
    case = open_case(clerk, CaseTerms("The white van", level=level), now=now)
    check_case(clerk, case.id, _ANSWERS, now=now)
    sharing = Sharing(
        purpose="fraud",
        until=now + timedelta(days=60),
        hit=HitMode.CONTENT,
        audience=frozenset(partners),
        level=level,
    )
    lead = add_lead(clerk, case.id, LeadTerms("Ask the driver.", grading="ADMIRALTY:B2", sharing=sharing), now=now)
    add_task(clerk, case.id, text="Ask the landlord.", due=now + timedelta(days=2), now=now)
    keep_note(clerk, case.id, Typed("He was seen at noon."), now=now)
    keep_exhibit(clerk, case.id, now=now)
    lay_hold(clerk, case.id, HoldTerms("The appeal is pending.", "Order 31", now + timedelta(days=90)), now=now)
    if not partners:
        return case.id
    terms = JointTerms("The white van", "We work on it together.", frozenset(partners), now + timedelta(days=90))
    joint = propose_joint_case(clerk, case.id, terms, now=now).joint
    lay_lead(clerk, joint, lead.id, now=now)
    lay_target(clerk, case.id, partners[0], now=now)
    return joint


def take_part(by: Viewer, joint: UUID, *, now: datetime, leaves: bool = False) -> None:
    """Accept the terms of a joint case, and perhaps leave it again."""
    accept_terms(by, joint, digest=joint_view(by, joint, now=now).terms_digest, now=now)
    if leaves:
        withdraw_from_joint_case(by, joint, reason="Our prosecutor has ended it.", now=now)


def go_on(by: Viewer, asks: str, *, now: datetime) -> None:
    """In the bureau's first joint case, one more lead is laid before the others, another bureau is asked, it ends."""
    clerk = by.working_for(purpose="fraud", reference=f"{by.member}-MORE")
    side = joint_page(clerk, now=now, most=200)[-1]
    case = joint_view(clerk, side.joint, now=now).case
    assert case is not None
    readers = frozenset({B, *OTHERS})
    sharing = Sharing(purpose="fraud", until=now + timedelta(days=60), hit=HitMode.NONE, audience=readers)
    lead = add_lead(clerk, case.id, LeadTerms("The van was sold.", sharing=sharing), now=now)
    lay_lead(clerk, side.joint, lead.id, now=now)
    invite_to_joint_case(clerk, side.joint, member=asks, now=now)
    end_joint_case(clerk, side.joint, reason="It is done.", now=now)


def partner_of(member: str) -> str:
    """Another bureau than this one and the looker's."""
    return next(each for each in OTHERS if each != member)


def cases_of_others() -> dict[str, Any]:
    """Ids of cases that the looker's bureau has no part in, for the steward; its own above the looker's level too."""
    return {
        **_ids(Case.objects.exclude(member=B, level=0), JointSide.objects.exclude(member=B)),
        **targets_of_others(),
    }


def cases_of(*members: str) -> dict[str, Any]:
    """The same of these bureaus."""
    cases, sides = Case.objects.filter(member__in=members), JointSide.objects.filter(member__in=members)
    return {**_ids(cases, sides, own=B in members), **targets_of(*members)}


def _ids(cases: Any, sides: Any, *, own: bool = False) -> dict[str, Any]:
    if not own:
        sides = sides.exclude(joint__in=JointSide.objects.filter(member=B).values("joint"))
    return {
        "case": cases.values_list("id", flat=True),
        "joint": sides.values_list("joint", flat=True),
        "lead": Lead.objects.filter(case__in=cases).values_list("id", flat=True),
        "exhibit": Exhibit.objects.filter(case__in=cases).values_list("id", flat=True),
        "hand_over": BureauHandOver.objects.filter(exhibit__case__in=cases)
        .exclude(recipient=B)
        .values_list("id", flat=True),
        "package": KeptPackage.objects.filter(case__in=cases).values_list("id", flat=True),
        "case_hold": CaseHold.objects.filter(case__in=cases).values_list("id", flat=True),
        "task": CaseTask.objects.filter(case__in=cases).values_list("id", flat=True),
    }
