"""What cross-match writes to the ledger. What an officer said stands in its statement: a second one is to review the
pair without knowing it, and everybody of the bureau reads its ledger."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

LINK_JUDGED = declare(
    "link.judged", seen_by=Sight.OFFICERS, meaning=_("An officer said whether two records are the same.")
)
LINK_UNDONE = declare(
    "link.undone", seen_by=Sight.OFFICERS, meaning=_("An officer took back what it had said about two records.")
)
