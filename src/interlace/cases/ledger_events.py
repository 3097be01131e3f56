"""What cases write to the ledger. Ids, codes and counts; never words.

A leaf has no label, and a case may be above a colleague's level or closed in: only those who audit read of one.
"""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

CASE_OPENED = declare("case.opened", seen_by=Sight.AUDITORS, meaning=_("A case was opened."))
CASE_CHANGED = declare("case.changed", seen_by=Sight.AUDITORS, meaning=_("The description of a case was changed."))
CASE_CLOSED = declare("case.closed", seen_by=Sight.AUDITORS, meaning=_("A case was closed."))
CASE_REOPENED = declare("case.reopened", seen_by=Sight.AUDITORS, meaning=_("A closed case was opened again."))
CASE_CHECKED = declare(
    "case.checked",
    seen_by=Sight.AUDITORS,
    meaning=_("An officer answered whether a case is neutral, and whether minors or asylum are concerned."),
)
OFFICER_ADDED = declare("case.officer_added", seen_by=Sight.AUDITORS, meaning=_("An officer was put on a case."))
OFFICER_REMOVED = declare("case.officer_removed", seen_by=Sight.AUDITORS, meaning=_("An officer was taken off a case."))
ENTRY_ADDED = declare("case.entry_added", seen_by=Sight.AUDITORS, meaning=_("A person or thing was put into a case."))
ENTRY_REMOVED = declare(
    "case.entry_removed", seen_by=Sight.AUDITORS, meaning=_("A person or thing was taken out of a case.")
)
HOLD_LAID = declare(
    "case.hold_laid", seen_by=Sight.AUDITORS, meaning=_("A case or an exhibit of it was put under a legal hold.")
)
HOLD_LIFTED = declare("case.hold_lifted", seen_by=Sight.AUDITORS, meaning=_("A legal hold on a case was lifted."))
LEAD_ADDED = declare("case.lead_added", seen_by=Sight.AUDITORS, meaning=_("A lead was put into a case."))
LEAD_FOLLOWED = declare("case.lead_followed", seen_by=Sight.AUDITORS, meaning=_("A lead was followed or put aside."))
LANE_CHANGED = declare(
    "case.lane_changed",
    seen_by=Sight.AUDITORS,
    meaning=_("Something in a case changed between information, intelligence and evidence."),
)
TASK_ADDED = declare("case.task_added", seen_by=Sight.AUDITORS, meaning=_("A task was set in a case."))
TASK_DONE = declare("case.task_done", seen_by=Sight.AUDITORS, meaning=_("A task of a case was done."))
TASK_GIVEN = declare("case.task_given", seen_by=Sight.AUDITORS, meaning=_("A task of a case was given to an officer."))
NOTE_KEPT = declare("case.note_kept", seen_by=Sight.AUDITORS, meaning=_("A version of a note was kept in a case."))
CASE_EXPORTED = declare("case.exported", seen_by=Sight.AUDITORS, meaning=_("A copy of a case left the node."))
PROFILE_SET = declare(
    "case.evidence_profile_set",
    seen_by=Sight.OFFICERS,
    meaning=_("A bureau said by whose decision its information may be shown in court."),
)
JOINT_PROPOSED = declare("joint.proposed", seen_by=Sight.AUDITORS, meaning=_("A joint case was proposed."))
JOINT_INVITED = declare(
    "joint.invited", seen_by=Sight.AUDITORS, meaning=_("A bureau was asked to take part in a joint case.")
)
JOINT_ACCEPTED = declare(
    "joint.accepted", seen_by=Sight.AUDITORS, meaning=_("A bureau accepted the terms of reference of a joint case.")
)
JOINT_CHANGED = declare(
    "joint.changed", seen_by=Sight.AUDITORS, meaning=_("New terms of reference of a joint case were proposed.")
)
JOINT_DECLINED = declare("joint.declined", seen_by=Sight.AUDITORS, meaning=_("A bureau declined a joint case."))
JOINT_WITHDRAWN = declare(
    "joint.withdrawn", seen_by=Sight.AUDITORS, meaning=_("A bureau left a joint case and took along what was its own.")
)
JOINT_ENDED = declare("joint.ended", seen_by=Sight.AUDITORS, meaning=_("A joint case was ended."))
ITEM_LAID = declare(
    "joint.item_laid",
    seen_by=Sight.AUDITORS,
    meaning=_("A person, thing or lead was laid before the bureaus of a joint case."),
)
ITEM_TAKEN_BACK = declare(
    "joint.item_taken_back",
    seen_by=Sight.AUDITORS,
    meaning=_("A person, thing or lead was taken back from a joint case."),
)
ROOM_GIVEN = declare("joint.room_given", seen_by=Sight.AUDITORS, meaning=_("An officer joined a task force."))
ROOM_ENDED = declare("joint.room_ended", seen_by=Sight.AUDITORS, meaning=_("An officer's time in a task force ended."))
