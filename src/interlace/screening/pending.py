"""What has changed and waits to be indexed and matched, in the order in which it is taken."""

from collections.abc import Collection
from uuid import UUID

from django.db import models

from interlace.screening.models import PendingSubject

_WRITTEN_AT_ONCE = 5_000


def note_changed(subjects: Collection[UUID], *, indexed: bool = False) -> None:
    """Note subjects whose facts have changed together. For the steward, in the transaction of the change."""
    together = len(subjects)
    PendingSubject.objects.bulk_create(
        (PendingSubject(subject=subject, together=together, indexed=indexed) for subject in subjects),
        batch_size=_WRITTEN_AT_ONCE,
    )


def fewest_first(*, indexed: bool) -> models.QuerySet[PendingSubject]:
    """What waits for the index, or for its matching: changes of few subjects before whole lists."""
    return PendingSubject.objects.filter(indexed=indexed).order_by("together", "id")
