"""Travellers who met nothing are forgotten within a day; that somebody scanned a document stays, as a number.

Source, read 2026-11-22: journeys of the product, 300 passengers at a border post (purged after at most 24 hours).
"""

from datetime import datetime, timedelta

from interlace.core.procedure.border import BorderAnswer
from interlace.foundation.disclosure.steward import Task, steward
from interlace.screening.border.actions import document_check_of
from interlace.screening.border.models import BorderScan
from interlace.screening.models import Check, PendingSilence

KEPT = timedelta(hours=24)
ONCE_IN = timedelta(minutes=10)
"""How often somebody looks: what is due then is erased, so that nobody is kept longer than a day."""
AT_ONCE = 5_000


def erase_travellers(*, now: datetime) -> int:
    """Delete the checks of scans that met nothing, and return how many those were."""
    with steward(Task.RETENTION):
        due = BorderScan.objects.filter(answer=BorderAnswer.NO_HIT, erased=None, at__lte=now - KEPT + ONCE_IN)
        # A question that is yet to be compared with silent facts goes in the next round.
        waiting = PendingSilence.objects.values("check_asked")
        scans = list(due.exclude(id__in=waiting).order_by("at").values_list("id", flat=True)[:AT_ONCE])
        Check.objects.filter(id__in=[*scans, *map(document_check_of, scans)]).delete()
        return BorderScan.objects.filter(id__in=scans).update(erased=now)
