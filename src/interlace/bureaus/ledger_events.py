"""What the bureaus' room writes to the ledger."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

MEMBER_REACHABLE = declare("member.reachable", seen_by=Sight.OFFICERS, meaning=_("A member answers again."))
MEMBER_SILENT = declare("member.silent", seen_by=Sight.OFFICERS, meaning=_("A member does not answer."))
MEMBER_ADDED = declare("member.added", seen_by=Sight.OFFICERS, meaning=_("A member joined this node's network."))
BUREAU_ADDED = declare("bureau.added", seen_by=Sight.OFFICERS, meaning=_("A bureau of the member was opened."))
CONTACT_KEPT = declare(
    "directory.kept", seen_by=Sight.OFFICERS, meaning=_("An entry of the directory was written or changed.")
)
CONTACT_VERIFIED = declare(
    "directory.verified",
    seen_by=Sight.OFFICERS,
    meaning=_("Somebody confirmed that an entry of the directory is true."),
)
CONTACT_REMOVED = declare(
    "directory.removed", seen_by=Sight.OFFICERS, meaning=_("An entry of the directory was removed.")
)
OFFER_KEPT = declare("capability.kept", seen_by=Sight.AUDITORS, meaning=_("Help was offered to others, or changed."))
OFFER_WITHDRAWN = declare(
    "capability.withdrawn", seen_by=Sight.AUDITORS, meaning=_("Help is no longer offered to others.")
)
