"""What analysis writes to the ledger. A file that leaves is noted as every export of facts is."""

from django.utils.translation import gettext_lazy as _

from interlace.foundation.audit.events import Sight, declare

VIEW_SAVED = declare("chart.saved", seen_by=Sight.OFFICERS, meaning=_("An officer saved a view of a chart."))
VIEW_REMOVED = declare("chart.removed", seen_by=Sight.OFFICERS, meaning=_("An officer removed a view of a chart."))
