"""The words for what codes say on the pages of cases: states, lanes, answers, moves."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from interlace.cases.leads import LeadState
from interlace.core.procedure.cases import (
    Authority,
    CaseState,
    Flag,
    JointMove,
    JointState,
    Lane,
    NeutralityGround,
)

CASE_STATES: Mapping[str, tuple[str, Promise]] = {
    CaseState.OPEN: ("valid", pgettext_lazy("state of a case", "Open")),
    CaseState.CLOSED: ("ended", pgettext_lazy("state of a case", "Closed")),
}
"""The state that is drawn, and its word."""

GROUNDS: Mapping[str, Promise] = {
    NeutralityGround.UNANSWERED: _("Not checked yet"),
    NeutralityGround.NEUTRAL: _("Neutral: no political, military, religious or racial matter"),
    NeutralityGround.POLITICAL: _("A political matter"),
    NeutralityGround.MILITARY: _("A military matter"),
    NeutralityGround.RELIGIOUS: _("A religious matter"),
    NeutralityGround.RACIAL: _("A racial matter"),
}

FLAGS: Mapping[str, Promise] = {
    Flag.NOT_ASKED: pgettext_lazy("question of a case", "Not asked yet"),
    Flag.NONE_KNOWN: pgettext_lazy("question of a case", "None known"),
    Flag.YES: pgettext_lazy("question of a case", "Yes"),
}

LANES: Mapping[str, Promise] = {
    Lane.INFORMATION: pgettext_lazy("lane of a case", "Information"),
    Lane.INTELLIGENCE: pgettext_lazy("lane of a case", "Intelligence"),
    Lane.EVIDENCE: pgettext_lazy("lane of a case", "Evidence"),
}

AUTHORITIES: Mapping[str, Promise] = {
    Authority.POLICE: _("Police"),
    Authority.PROSECUTOR: _("Prosecutor"),
    Authority.COURT: _("Court"),
    Authority.CENTRAL_AUTHORITY: _("Central authority"),
}

LEAD_STATES: Mapping[str, tuple[str, Promise]] = {
    LeadState.OPEN: ("asked", pgettext_lazy("state of a lead", "Open")),
    LeadState.FOLLOWED: ("valid", pgettext_lazy("state of a lead", "Followed")),
    LeadState.PUT_ASIDE: ("ended", pgettext_lazy("state of a lead", "Put aside")),
}

JOINT_STATES: Mapping[str, tuple[str, Promise]] = {
    JointState.INVITED: ("waiting", pgettext_lazy("bureau in a joint case", "Asked")),
    JointState.TAKING_PART: ("valid", pgettext_lazy("bureau in a joint case", "Takes part")),
    JointState.DECLINED: ("refused", pgettext_lazy("bureau in a joint case", "Declined")),
    JointState.WITHDRAWN: ("stopped", pgettext_lazy("bureau in a joint case", "Left")),
    JointState.ENDED: ("ended", pgettext_lazy("bureau in a joint case", "Ended")),
}

JOINT_MOVES: Mapping[str, Promise] = {
    JointMove.PROPOSE: pgettext_lazy("act in a joint case", "proposed it"),
    JointMove.INVITE: pgettext_lazy("act in a joint case", "asked a further bureau"),
    JointMove.ACCEPT: pgettext_lazy("act in a joint case", "accepted the terms"),
    JointMove.CHANGE: pgettext_lazy("act in a joint case", "proposed new terms"),
    JointMove.DECLINE: pgettext_lazy("act in a joint case", "declined"),
    JointMove.WITHDRAW: pgettext_lazy("act in a joint case", "left"),
    JointMove.END: pgettext_lazy("act in a joint case", "ended it"),
}

ROLES: Mapping[str, Promise] = {
    "suspect": _("Suspect"),
    "organiser": pgettext_lazy("role in a case", "Organiser"),
    "recruiter": pgettext_lazy("role in a case", "Recruiter"),
    "finance": pgettext_lazy("role in a case", "Finance"),
    "witness": _("Witness"),
}
"""Those that a form offers; a bureau may write another."""


def word_of(words: Mapping[str, Promise], code: str) -> str:
    """The word for a code; a code without one is shown as it is."""
    return str(words.get(code, code))


def state_of(words: Mapping[str, tuple[str, Promise]], code: str) -> tuple[str, str]:
    """The state that is drawn for a code, and its word."""
    drawn, word = words.get(code, ("", code))
    return drawn, str(word)
