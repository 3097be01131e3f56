"""What meetings write to the ledger. Ids, codes and counts; never words."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

MEETING_CALLED = declare("meeting.called", seen_by=Sight.OFFICERS, meaning=_("A meeting was called."))
PACK_LAID = declare(
    "meeting.pack_laid",
    seen_by=Sight.AUDITORS,
    meaning=_("What bureaus brought was laid on the table of a meeting, with the links that a machine proposes."),
)
PACK_WORK_BEGUN = declare(
    "meeting.pack_work_begun",
    seen_by=Sight.AUDITORS,
    meaning=_("An officer had a pack read, or what is the own bureau's of it stored."),
)
PACK_DISCARDED = declare(
    "meeting.pack_discarded", seen_by=Sight.AUDITORS, meaning=_("An officer threw away a pack that was handed in.")
)
LINK_JUDGED = declare(
    "meeting.link_judged", seen_by=Sight.AUDITORS, meaning=_("An officer said whether two cases meet.")
)
ACTION_AGREED = declare("meeting.action_agreed", seen_by=Sight.AUDITORS, meaning=_("An action was agreed."))
ACTION_ENDED = declare(
    "meeting.action_ended", seen_by=Sight.AUDITORS, meaning=_("An agreed action was done or dropped.")
)
MINUTES_TAKEN = declare("meeting.minutes_taken", seen_by=Sight.AUDITORS, meaning=_("Minutes of a meeting were taken."))
