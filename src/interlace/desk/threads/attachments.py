"""Attaching files to a draft, taking them off, and opening those that one may read."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from interlace.core.handling import Action
from interlace.core.problems import Problem
from interlace.core.procedure.threads import DraftMove, ThreadStage
from interlace.desk.threads import ledger_events
from interlace.desk.threads.drafting import draft_to_change, message_of, side_to_write_in, terms_of_words
from interlace.desk.threads.files import MOST_FILES, forget_file, media_type_of, vault
from interlace.desk.threads.guarding import guard_draft
from interlace.desk.threads.labels import own_label
from interlace.desk.threads.models import Attachment, Draft
from interlace.desk.threads.rules import error_of, may_read, require_draft_move, require_writer
from interlace.foundation.audit.actions import record
from interlace.foundation.audit.events import Event as LedgerEvent
from interlace.foundation.disclosure import acting as context_of
from interlace.foundation.disclosure.acting import acting, words_filter
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, NotFound


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file as it is handed over: to be kept, never to be shown inline."""

    data: bytes
    file_name: str
    media_type: str


def attach(
    viewer: Viewer, draft_id: UUID, path: Path, *, file_name: str, now: datetime, level: int | None = None
) -> Attachment:
    """Add a file to a draft, sealed, at the level of the message or above it."""
    require_writer(viewer)
    if not may_read(viewer):
        raise error_of(Problem("through_bureau"))
    media_type = media_type_of(path, file_name)
    data = path.read_bytes()
    place = vault.put(data)
    try:
        with transaction.atomic(), acting(viewer, now=now):
            draft = _changed(viewer, draft_id, now=now)
            if Attachment.objects.filter(draft=draft.id).count() >= MOST_FILES:
                raise Conflict(_("A message carries at most {count} files.").format(count=MOST_FILES))
            attachment = Attachment(
                member=viewer.member,
                draft=draft.id,
                label_id=_label_id(viewer, draft, level=level, now=now),
                file_name=Path(file_name).name[:255],
                media_type=media_type,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                place=place,
                created=now,
            )
            attachment.save(force_insert=True)
            _guard(viewer, draft, now=now)
            _log(ledger_events.ATTACHED, viewer, attachment, now=now)
            return attachment
    except BaseException:
        vault.remove(place)
        raise


def detach(viewer: Viewer, attachment_id: UUID, *, now: datetime) -> UUID:
    """Take a file off the draft it is attached to, and say which draft that was."""
    require_writer(viewer)
    for matter in viewer.in_every_matter():
        with transaction.atomic(), acting(matter, now=now):
            attachment = _readable(matter).filter(id=attachment_id, member=viewer.member, event=None).first()
            if attachment is not None:
                draft = _changed(matter, attachment.draft, now=now)
                _log(ledger_events.DETACHED, matter, attachment, now=now)
                forget_file(attachment.place)
                attachment.delete()
                _guard(matter, draft, now=now)
                return attachment.draft
    raise _missing()


def attachments_of_draft(viewer: Viewer, draft: Draft, *, now: datetime) -> list[Attachment]:
    """The files of a draft that this officer may read, in their order."""
    with acting(viewer.working_for(purpose=draft.purpose, reference=draft.reference), now=now) as context:
        return list(_readable(context.viewer).filter(draft=draft.id).order_by("created", "id"))


def open_attachment(viewer: Viewer, attachment_id: UUID, *, now: datetime) -> OpenedFile:
    """The file, for an officer who may read the message and the file's own label; `NotFound` for everybody else."""
    for matter in viewer.in_every_matter():
        with transaction.atomic(), acting(matter, now=now):
            found = _readable(matter).filter(id=attachment_id).first()
            if found is not None:
                _log(ledger_events.FILE_READ, matter, found, now=now)
                return OpenedFile(vault.get(found.place), found.file_name, found.media_type)
    raise _missing()


def _readable(viewer: Viewer) -> "models.QuerySet[Attachment]":
    return Attachment.objects.filter(label__in=words_filter(viewer, Action.READ))


def _changed(viewer: Viewer, draft_id: UUID, *, now: datetime) -> Draft:
    """The draft, whose review no longer holds: another file is another message."""
    draft = draft_to_change(viewer, draft_id)
    require_draft_move(draft, DraftMove.EDIT, viewer=viewer)
    draft.state, draft.digest, draft.changed = ThreadStage.DRAFT, "", now
    draft.authors = sorted({*draft.authors, viewer.id})
    draft.save()
    return draft


def _guard(viewer: Viewer, draft: Draft, *, now: datetime) -> None:
    level, rooms = _words(viewer, draft)
    guard_draft(draft, message_of(draft), level=level, rooms=rooms, now=now)
    draft.save(update_fields=["label"])


def _words(viewer: Viewer, draft: Draft) -> tuple[int, Collection[str]]:
    side = side_to_write_in(viewer, draft.thread) if draft.thread is not None else None
    return terms_of_words(message_of(draft), side)


def _label_id(viewer: Viewer, draft: Draft, *, level: int | None, now: datetime) -> int:
    least, rooms = _words(viewer, draft)
    wanted = least if level is None else max(level, least)
    if wanted > viewer.person.level:
        raise error_of(Problem("level_above_you"))
    label_id = intern(own_label(viewer.member, purpose=draft.purpose, level=wanted, rooms=rooms, now=now))
    context_of.refresh()
    return label_id


def _log(event: LedgerEvent, viewer: Viewer, attachment: Attachment, *, now: datetime) -> None:
    record(
        event,
        by=viewer.id,
        member=viewer.member,
        on=attachment.id,
        now=now,
        purpose=viewer.purpose,
        reference=viewer.reference,
        detail={"sha256": attachment.sha256, "draft": str(attachment.draft)},
    )


def _missing() -> NotFound:
    return NotFound(_("There is no such file."))
