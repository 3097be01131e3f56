"""What the intake writes to the ledger. Ids and counts; never a word of a file."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

INTAKE_BEGUN = declare("intake.begun", seen_by=Sight.AUDITORS, meaning=_("The reading of an exhibit began."))
INTAKE_READ = declare("intake.read", seen_by=Sight.AUDITORS, meaning=_("An exhibit was read, or could not be."))
CANDIDATE_DECIDED = declare(
    "intake.decided", seen_by=Sight.AUDITORS, meaning=_("An officer accepted or rejected what a file may say.")
)
INTAKE_HELD = declare("intake.held", seen_by=Sight.AUDITORS, meaning=_("An officer put a file into quarantine."))
OPENING_ASKED = declare(
    "intake.opening_asked", seen_by=Sight.AUDITORS, meaning=_("An officer asked to open what is in quarantine.")
)
HELD_OPENED = declare("intake.opened", seen_by=Sight.AUDITORS, meaning=_("Two persons opened what was in quarantine."))
HELD_SEEN = declare("intake.seen", seen_by=Sight.AUDITORS, meaning=_("One of the two looked at what they had opened."))
