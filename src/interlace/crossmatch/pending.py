"""What has changed and waits to be cross-matched."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import connection

from interlace.crossmatch.models import PendingMatch

_WRITTEN_AT_ONCE = 5_000
_ALL_OF_A_MEMBER = """
    insert into crossmatch_pendingmatch (subject, labels, together, gone)
    select subject, array_agg(distinct label_id), count(*) over (), '{}'
    from facts_fact where originator = %s group by subject
"""


def note_changed(
    changed: Mapping[UUID, Collection[int]],
    *,
    gone: Mapping[UUID, Collection[str]] | None = None,
    register: UUID | None = None,
) -> None:
    """Note subjects with the labels under which their facts came or went. For the steward, with the change itself.

    `gone` are the values that a subject may state no more.
    """
    values = gone or {}
    PendingMatch.objects.bulk_create(
        (
            PendingMatch(
                subject=subject,
                register=register,
                labels=sorted(labels),
                gone=sorted(values.get(subject, ())),
                together=len(changed),
            )
            for subject, labels in changed.items()
        ),
        batch_size=_WRITTEN_AT_ONCE,
    )


def note_member(member: str) -> None:
    """Note everything that a member holds. For the steward."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL_OF_A_MEMBER, [member])
