"""What analysis does when a case goes: the charts that were saved for it go with it, and their titles."""

from interlace.analysis.models import SavedView
from interlace.cases.events import CasesErased
from interlace.foundation.events import listen


@listen(CasesErased)
def forget_charts(erased: CasesErased) -> None:
    """Delete the saved charts of these cases; whoever erases the cases works as the steward."""
    SavedView.objects.filter(member=erased.member, case__in=erased.cases).delete()
