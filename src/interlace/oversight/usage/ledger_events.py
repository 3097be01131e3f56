"""What the ledger says about the tables of use."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

TABLE_EXPORTED = declare(
    "usage.exported", seen_by=Sight.AUDITORS, meaning=_("The table of a month left the system as a file.")
)
