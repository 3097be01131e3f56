"""A released copy deleted with its key: because the person takes it back, or nobody speaks for a child any more."""

from datetime import datetime

from interlace.core.victims.agreeing import Agreement
from interlace.core.victims.guarding import to_close
from interlace.foundation.audit.actions import record
from interlace.victims import ledger_events
from interlace.victims.files import Kept, OpenFile, release_of
from interlace.victims.models import ReleasedAnswer


def delete_release(file: OpenFile, held: Agreement, *, now: datetime) -> None:
    """The copy and its key are gone, and the recipient finds nothing."""
    release = release_of(file.care, held) or file.row.id
    ReleasedAnswer.objects.filter(id=release).delete()
    file.keep(Kept.TAKEN_BACK, now=now, question=held.question, recipient=held.recipient, use=held.use.value)
    record(
        ledger_events.ANSWER_TAKEN_BACK,
        by=file.viewer.id,
        member=file.viewer.member,
        on=release,
        now=now,
        purpose=file.viewer.purpose,
        reference=file.viewer.reference,
        detail={},
    )


def close_unguarded(file: OpenFile, *, now: datetime) -> None:
    """Take from investigators and courts what a child let them read, where no guardian's word stands beside it."""
    if file.care.guardian is None:
        for held in to_close(file.care.agreements, is_child=file.care.is_child, now=now):
            delete_release(file, held, now=now)
