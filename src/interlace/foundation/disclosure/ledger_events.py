"""What the room of disclosure writes to the ledger."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

CONSENT_GIVEN = declare(
    "consent.given", seen_by=Sight.OFFICERS, meaning=_("A use that was reserved was consented to, until a day.")
)
# A use names nothing that every officer of the originator may know of: its notice does, to those who may.
USED_FOR_LIFE = declare(
    "life.used", seen_by=Sight.AUDITORS, meaning=_("Facts of another bureau were read in order to save a life.")
)
