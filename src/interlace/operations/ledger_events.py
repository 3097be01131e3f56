"""What operations write to the ledger. Ids, codes and counts; never words. Of targets only those who audit read it."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

TARGET_LAID_OPEN = declare(
    "readiness.target_laid_open",
    seen_by=Sight.AUDITORS,
    meaning=_("A target was laid before the bureau that would be asked for the arrest."),
)
FINDING_SET = declare(
    "readiness.finding_set", seen_by=Sight.AUDITORS, meaning=_("An officer said how far a criterion is shown.")
)
FLAG_CHANGED = declare(
    "readiness.flag_changed", seen_by=Sight.AUDITORS, meaning=_("A red flag of a target was raised or lowered.")
)
OPINION_GIVEN = declare(
    "readiness.opinion_given", seen_by=Sight.AUDITORS, meaning=_("A member of the panel spoke about a target.")
)
STANDARD_SET = declare(
    "readiness.standard_set",
    seen_by=Sight.OFFICERS,
    meaning=_("A bureau said what its State wants shown before an arrest, a surrender or a trial."),
)
BOARD_PRINTED = declare(
    "readiness.board_printed", seen_by=Sight.AUDITORS, meaning=_("An officer printed the readiness board.")
)
OPERATION_OPENED = declare(
    "operation.opened", seen_by=Sight.AUDITORS, meaning=_("A joint operation was opened with other bureaus.")
)
OPERATION_ENTRY = declare(
    "operation.entry", seen_by=Sight.AUDITORS, meaning=_("Something was brought to a joint operation, or taken back.")
)
OPERATION_SAID = declare(
    "operation.said",
    seen_by=Sight.AUDITORS,
    meaning=_("Something was said in a joint operation: a plan, go or no-go, an order, an abort, a check-in."),
)
INTEREST_SAID = declare(
    "deconfliction.said",
    seen_by=Sight.AUDITORS,
    meaning=_("A bureau said what it is after, to learn of others that are after the same."),
)
INTEREST_ENDED = declare(
    "deconfliction.ended", seen_by=Sight.AUDITORS, meaning=_("A bureau is no longer after something that it had said.")
)
