"""What the care of those found on site writes to the ledger.

Every act of the talk writes the same event with no detail: neither what was asked nor whether anything was answered can
be read from it. How many there are and when is told to nobody who works on criminal cases, the head included; row
security holds it past the queries too (`protect.SEEN_IN_CARE`).
"""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

RECEPTION_OPENED = declare(
    "care.reception_opened", seen_by=Sight.AUDITORS, meaning=_("A place was opened where those found are received.")
)
PERSON_RECEIVED = declare("care.received", seen_by=Sight.AUDITORS, meaning=_("Somebody found on site was received."))
CARE_KEPT = declare(
    "care.kept", seen_by=Sight.CARE, meaning=_("A protection officer kept something in a file of care.")
)
ANSWER_RELEASED = declare(
    "care.released", seen_by=Sight.CARE, meaning=_("What a person agreed to was laid before somebody.")
)
ANSWER_TAKEN_BACK = declare(
    "care.taken_back", seen_by=Sight.CARE, meaning=_("A person took an agreement back, and the copy is gone.")
)
ERASURE_ASKED = declare(
    "care.erasure_asked", seen_by=Sight.CARE, meaning=_("An officer asked that a file of care be erased.")
)
ERASURE_ENDED = declare(
    "care.erasure_ended",
    seen_by=Sight.CARE,
    meaning=_("A request to erase a file of care was declined, or taken back by its officer."),
)
FILE_ERASED = declare(
    "care.erased", seen_by=Sight.CARE, meaning=_("A file of care was erased at the wish of its person.")
)
SEEKERS_LOOKED_FOR = declare(
    "care.looked", seen_by=Sight.CARE, meaning=_("It was looked whether a bureau seeks somebody in care.")
)
STANDING_PROPOSED = declare(
    "standing.proposed", seen_by=Sight.AUDITORS, meaning=_("An officer proposed another standing of somebody found.")
)
STANDING_WITHDRAWN = declare(
    "standing.withdrawn", seen_by=Sight.AUDITORS, meaning=_("An officer took a proposed standing back.")
)
STANDING_SIGNED = declare(
    "standing.signed", seen_by=Sight.AUDITORS, meaning=_("A second officer signed another standing of somebody found.")
)
