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
BUNDLE_MADE = declare("evidence.bundle", seen_by=Sight.AUDITORS, meaning=_("A package for a court was made."))
PACKAGE_TAKEN = declare(
    "evidence.taken", seen_by=Sight.AUDITORS, meaning=_("A package, or a copy with parts closed, left the node.")
)
EXHIBIT_SHOWN = declare(
    "evidence.shown", seen_by=Sight.AUDITORS, meaning=_("The content of an exhibit was shown to an officer.")
)
FLAW_ANSWERED = declare(
    "evidence.answered",
    seen_by=Sight.AUDITORS,
    meaning=_("An officer said what became of an exhibit that was altered."),
)
BUREAU_OFFERED = declare(
    "evidence.hand-over.offered", seen_by=Sight.AUDITORS, meaning=_("An exhibit was offered to another bureau.")
)
EXHIBIT_CLOSED = declare(
    "evidence.closed",
    seen_by=Sight.AUDITORS,
    meaning=_("An exhibit was closed, because it or what it comes from was handed over in error."),
)
BUREAU_SAID = declare(
    "evidence.hand-over.said",
    seen_by=Sight.AUDITORS,
    meaning=_("A bureau took over, refused, withdrew or called mistaken a hand-over of an exhibit."),
)
