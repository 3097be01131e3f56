"""What results write to the ledger: ids, kinds and counts of one act; never whom or what it is about."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

RESULTS_REPORTED = declare(
    "results.reported", seen_by=Sight.AUDITORS, meaning=_("An officer reported what came of an operation.")
)
RESULT_CORRECTED = declare(
    "results.corrected", seen_by=Sight.AUDITORS, meaning=_("An officer corrected or withdrew a reported result.")
)
RESULTS_PAIRED = declare(
    "results.paired",
    seen_by=Sight.AUDITORS,
    meaning=_("An officer said whether two reported results are of the same person or object."),
)
RESULTS_PUBLISHED = declare(
    "results.published",
    seen_by=Sight.AUDITORS,
    meaning=_("The result sheet for everybody was published, with its small figures hidden."),
)
RESULTS_TAKEN_OUT = declare(
    "results.taken_out", seen_by=Sight.AUDITORS, meaning=_("An officer took out the result sheet of an operation.")
)
