"""A file erased at the person's wish: its key is replaced, so that nobody reads again what was said.

What the law keeps stays, sealed anew: what a prosecutor decided on not punishing, how far the protection had come, and
that a child was one. The ledger says that a file was erased, and nothing of what was in it. What others were let read
is deleted with its keys. A file on which an arrest or a suspicion rests, decided or not, stays until the matter has
ended: it is the defence's too.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from interlace.core.victims.standing import Matter
from interlace.foundation.audit.actions import record
from interlace.foundation.disclosure.viewer import Viewer
from interlace.victims import ledger_events
from interlace.victims.files import Kept, OpenFile, open_file
from interlace.victims.models import ReleasedAnswer
from interlace.victims.queries import proposals_of
from interlace.victims.reunion import take_back_all
from interlace.victims.rules import error_of
from interlace.victims.sealing import CareKey


@transaction.atomic
def erase_file(viewer: Viewer, found_id: UUID, *, is_asked_for: bool, now: datetime) -> OpenFile:
    """Erase what a person said, because that person asks for it. It cannot be undone."""
    if not is_asked_for:
        raise error_of("not_confirmed")
    with open_file(viewer, found_id, now=now) as file:
        if _is_rested_on(file):
            raise error_of("kept_by_law")
        ReleasedAnswer.objects.filter(found=file.found.id).delete()
        take_back_all(file.care.told_seekers)
        _seal_anew(file, now=now)
        record(
            ledger_events.FILE_ERASED,
            by=file.viewer.id,
            member=file.viewer.member,
            on=file.row.id,
            now=now,
            purpose=file.viewer.purpose,
            reference=file.viewer.reference,
            detail={},
        )
        return file


def _is_rested_on(file: OpenFile) -> bool:
    """Whether the criminal matter rests on what the person said, or may as soon as a second officer signs."""
    if file.found.matter in {Matter.ARRESTED, Matter.SUSPECT}:
        return True
    proposed = proposals_of(file.viewer, file.found)
    return any(each.is_open and each.proposal.to == Matter.SUSPECT for each in proposed)


def _seal_anew(file: OpenFile, *, now: datetime) -> None:
    before = file.care
    file.key = CareKey.made(file.row.id)
    file.row.key, file.row.erased_before = file.key.wrapped(), file.count
    file.row.save(update_fields=["key", "erased_before"])
    file.care = type(before)()
    file.keep(Kept.LEFT, now=now, protection=before.protection.value, was_child=before.is_child)
    for each in before.non_punishment:
        file.keep(
            Kept.NON_PUNISHMENT,
            now=now,
            at=each.at.isoformat(),
            authority=each.authority,
            test=each.test,
            outcome=each.outcome,
            review=each.review,
        )
