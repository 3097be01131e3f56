"""What the room of disclosure writes to the ledger."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

CONSENT_GIVEN = declare(
    "consent.given", seen_by=Sight.OFFICERS, meaning=_("A use that was reserved was consented to, until a day.")
)
