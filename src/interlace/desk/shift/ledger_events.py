"""What shifts and waking write to the ledger."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

ROTA_CHANGED = declare("shift.rota", seen_by=Sight.OFFICERS, meaning=_("The rota of a bureau was changed."))
HOLIDAYS_KEPT = declare("shift.holidays", seen_by=Sight.OFFICERS, meaning=_("Holidays of the member were taken in."))
DRILL_HELD = declare("shift.drill", seen_by=Sight.OFFICERS, meaning=_("A drill woke the officers on duty."))
# What an alert is about is not for everybody of the bureau: only auditors read that one was raised.
DUTY_ESCALATED = declare(
    "waking.escalated", seen_by=Sight.AUDITORS, meaning=_("A duty reached the next step of its clock.")
)
ALERT_ANSWERED = declare("waking.answered", seen_by=Sight.AUDITORS, meaning=_("An officer answered an alert."))
