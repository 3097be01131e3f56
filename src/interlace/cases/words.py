"""Words for the codes of cases, as people read them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interlace.cases.leads import LeadState
from interlace.core.procedure.cases import Authority, CaseState, Flag, JointMove, JointState, Lane, NeutralityGround

CASE_STATES: Mapping[CaseState, Promise] = {CaseState.OPEN: _("Open"), CaseState.CLOSED: _("Closed")}
NEUTRALITY: Mapping[NeutralityGround, Promise] = {
    NeutralityGround.UNANSWERED: _("Not answered yet"),
    NeutralityGround.NEUTRAL: _("No political, military, religious or racial matter"),
    NeutralityGround.POLITICAL: _("Political matter"),
    NeutralityGround.MILITARY: _("Military matter"),
    NeutralityGround.RELIGIOUS: _("Religious matter"),
    NeutralityGround.RACIAL: _("Racial matter"),
}
FLAGS: Mapping[Flag, Promise] = {
    Flag.NOT_ASKED: _("Not asked yet"),
    Flag.NONE_KNOWN: _("None known"),
    Flag.YES: _("Yes"),
}
LANES: Mapping[Lane, Promise] = {
    Lane.INFORMATION: _("Information"),
    Lane.INTELLIGENCE: _("Intelligence"),
    Lane.EVIDENCE: _("Evidence"),
}
AUTHORITIES: Mapping[Authority, Promise] = {
    Authority.POLICE: _("Police"),
    Authority.PROSECUTOR: _("Prosecutor"),
    Authority.COURT: _("Court"),
    Authority.CENTRAL_AUTHORITY: _("Central authority"),
}
LEAD_STATES: Mapping[LeadState, Promise] = {
    LeadState.OPEN: _("To follow"),
    LeadState.FOLLOWED: _("Followed"),
    LeadState.PUT_ASIDE: _("Put aside"),
}
JOINT_STATES: Mapping[JointState, Promise] = {
    JointState.INVITED: _("Asked"),
    JointState.TAKING_PART: _("Takes part"),
    JointState.DECLINED: _("Declined"),
    JointState.WITHDRAWN: _("Left"),
    JointState.ENDED: _("Ended"),
}
JOINT_MOVES: Mapping[JointMove, Promise] = {
    JointMove.PROPOSE: _("{member} proposed the joint case."),
    JointMove.INVITE: _("{member} asked {about} to take part."),
    JointMove.ACCEPT: _("{member} accepted the terms."),
    JointMove.DECLINE: _("{member} declined."),
    JointMove.WITHDRAW: _("{member} left, and took along what was its own."),
    JointMove.END: _("{member} ended the joint case."),
}
