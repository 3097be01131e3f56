"""What the ledger says about the rights of officers and units."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

CHANGE_PROPOSED = declare(
    "people.change_proposed", seen_by=Sight.AUDITORS, meaning=_("Wider rights of an officer or a unit were proposed.")
)
CHANGE_SIGNED = declare(
    "people.change_signed", seen_by=Sight.AUDITORS, meaning=_("A second person signed wider rights: they are in force.")
)
CHANGE_REFUSED = declare(
    "people.change_refused", seen_by=Sight.AUDITORS, meaning=_("A second person refused wider rights.")
)
RIGHTS_NARROWED = declare(
    "people.rights_narrowed", seen_by=Sight.AUDITORS, meaning=_("Rights of an officer or a unit were taken back.")
)
PERSON_SUSPENDED = declare(
    "people.suspended", seen_by=Sight.AUDITORS, meaning=_("A head suspended an officer and said why.")
)
UNIT_SUSPENDED = declare(
    "people.unit_suspended", seen_by=Sight.AUDITORS, meaning=_("A head suspended every account of a unit.")
)
PERSON_LEFT = declare(
    "people.left", seen_by=Sight.AUDITORS, meaning=_("An officer left; open items were handed over and keys ended.")
)
SIGNAL_NOTICED = declare(
    "people.signal_noticed", seen_by=Sight.AUDITORS, meaning=_("An unusual way of searching was noticed.")
)
SIGNAL_DECIDED = declare(
    "people.signal_decided", seen_by=Sight.AUDITORS, meaning=_("A head decided on an unusual way of searching.")
)
SCAN_KEPT = declare(
    "people.scan_kept", seen_by=Sight.AUDITORS, meaning=_("The scan of a written authorisation was put into the vault.")
)
