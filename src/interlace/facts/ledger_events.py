"""What facts write to the ledger. Ids, codes and counts; never content."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

FACTS_CONTRIBUTED = declare("facts.contributed", seen_by=Sight.OFFICERS, meaning=_("Facts were contributed."))
FACTS_WAITING = declare(
    "facts.waiting",
    seen_by=Sight.OFFICERS,
    meaning=_("Rows of a domestic unit wait for its bureau's check."),
)
FACTS_DECLINED = declare(
    "facts.declined", seen_by=Sight.OFFICERS, meaning=_("Rows of a domestic unit were not taken over by its bureau.")
)
CONTRIBUTION_UNDONE = declare("facts.undone", seen_by=Sight.OFFICERS, meaning=_("A contribution was undone."))
FACTS_RECALLED = declare("facts.recalled", seen_by=Sight.OFFICERS, meaning=_("Facts were recalled."))
REGISTER_LOADED = declare("register.loaded", seen_by=Sight.OFFICERS, meaning=_("A version of a register was loaded."))
VIEWER_TESTED = declare(
    "facts.viewer_tested",
    seen_by=Sight.OFFICERS,
    meaning=_("Somebody looked at the bureau's own facts as another would."),
)
EXPORTED = declare("facts.exported", seen_by=Sight.OFFICERS, meaning=_("A file with facts left the system."))
PICTURE_ADDED = declare("facts.picture", seen_by=Sight.OFFICERS, meaning=_("A picture was added to a record."))
