"""What evidence writes to the ledger. Ids, digests and counts; never words. Read by those who audit, as of cases."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

EXHIBIT_BEGUN = declare("evidence.begun", seen_by=Sight.AUDITORS, meaning=_("The taking in of an exhibit began."))
EXHIBIT_SEALED = declare("evidence.sealed", seen_by=Sight.AUDITORS, meaning=_("An exhibit was sealed."))
CUSTODY_RECORDED = declare(
    "evidence.custody", seen_by=Sight.AUDITORS, meaning=_("A step was recorded in the custody of an exhibit.")
)
HAND_OVER_OFFERED = declare(
    "evidence.offered", seen_by=Sight.AUDITORS, meaning=_("An exhibit was offered to another officer.")
)
EXHIBIT_CHECKED = declare("evidence.checked", seen_by=Sight.AUDITORS, meaning=_("Exhibits were hashed again."))
EXHIBIT_FLAWED = declare(
    "evidence.flawed", seen_by=Sight.AUDITORS, meaning=_("An exhibit is no longer what was sealed.")
)
BUNDLE_MADE = declare("evidence.bundle", seen_by=Sight.AUDITORS, meaning=_("A court bundle left the node."))
