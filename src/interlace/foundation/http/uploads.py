"""Files that come in chunks and may go on after a broken connection (4 MiB each, below DATA/uploads).

A file lies under a random name, readable by the node alone, and is gone a day later unless an act took it over.
"""

import hashlib
import os
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, IntegrityFailure, InvalidInput, NotFound
from interlace.foundation.http.models import Upload

CHUNK_LIMIT = 4 * 1024 * 1024
OPEN_AT_MOST = 10
KEPT = timedelta(hours=24)


class OutOfStep(Conflict):
    """The chunk does not begin where the file ends."""

    code = "upload_out_of_step"


def open_upload(*, viewer: Viewer, name: str, size: int, sha256: str, now: datetime) -> Upload:
    """Begin a file of this size; the digest, if given, is checked at its end."""
    if size > _limit():
        raise InvalidInput(
            _("The file is too large."),
            problems=[
                FieldProblem(
                    "/size",
                    "file_too_large",
                    _("This node takes files of at most {count} MiB.").format(count=_limit() // 1024**2),
                    _("Split the file, or ask the operator to raise the limit."),
                )
            ],
        )
    discard_old_uploads(now=now)
    if Upload.objects.filter(officer=viewer.id, finished=None).count() >= OPEN_AT_MOST:
        raise Conflict(
            _("Too many of your uploads are unfinished."),
            code="too_many_uploads",
            fix=_("Finish or delete one of them."),
        )
    upload = Upload(
        id=uuid4(),
        officer=UUID(viewer.id),
        member=viewer.member,
        name=name,
        size=size,
        sha256=sha256.lower(),
        created=now,
    )
    path = _path(upload)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    upload.save(force_insert=True)
    return upload


def own_upload(*, viewer: Viewer, upload_id: UUID) -> Upload:
    """The officer's own upload."""
    found = Upload.objects.filter(officer=viewer.id, pk=upload_id).first()
    if found is None:
        raise NotFound(_("There is no such upload."))
    return found


@transaction.atomic
def append_chunk(*, viewer: Viewer, upload_id: UUID, offset: int, content: bytes, now: datetime) -> Upload:
    """Add bytes at the end of the file. A chunk that came before is not added twice: ask where to go on."""
    upload = Upload.objects.select_for_update().filter(officer=viewer.id, pk=upload_id).first()
    if upload is None:
        raise NotFound(_("There is no such upload."))
    if offset != upload.received or upload.finished is not None:
        raise OutOfStep(_("The file goes on at another place."), fix=_("GET the upload, and send on from `received`."))
    if not content or offset + len(content) > upload.size:
        raise InvalidInput(_("The chunk is empty or goes beyond the announced size."), code="chunk_size_wrong")
    _write_at(_path(upload), offset, content)
    upload.received += len(content)
    if upload.received == upload.size:
        _check_digest(upload)
        upload.finished = now
    upload.save(update_fields=["received", "finished"])
    return upload


def finished_file(*, viewer: Viewer, upload_id: UUID) -> tuple[Upload, Path]:
    """A whole file of the officer's own, to be taken over by an act."""
    upload = own_upload(viewer=viewer, upload_id=upload_id)
    if upload.finished is None:
        raise Conflict(
            _("The file is not complete yet."), code="upload_unfinished", fix=_("Send the rest of it first.")
        )
    return upload, _path(upload)


def discard_upload(*, viewer: Viewer, upload_id: UUID) -> None:
    """Throw the officer's own upload away."""
    upload = own_upload(viewer=viewer, upload_id=upload_id)
    _path(upload).unlink(missing_ok=True)
    upload.delete()


def discard_old_uploads(*, now: datetime) -> int:
    """Throw away what nobody took over within a day."""
    old = list(Upload.objects.filter(created__lt=now - KEPT))
    for upload in old:
        _path(upload).unlink(missing_ok=True)
        upload.delete()
    return len(old)


def _limit() -> int:
    return int(settings.INTERLACE_UPLOAD_LIMIT)


def _path(upload: Upload) -> Path:
    return Path(settings.INTERLACE_DATA) / "uploads" / upload.pk.hex


def _write_at(path: Path, offset: int, content: bytes) -> None:
    # Bytes beyond `received` are left by a chunk whose transaction failed; they are written over.
    descriptor = os.open(path, os.O_WRONLY)
    try:
        written = 0
        while written < len(content):
            written += os.pwrite(descriptor, content[written:], offset + written)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _check_digest(upload: Upload) -> None:
    if not upload.sha256:
        return
    with _path(upload).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != upload.sha256:
        raise IntegrityFailure(
            _("The file is not the one that was announced: its digest differs."),
            code="upload_digest_differs",
            fix=_("Send the last chunk again, or start anew."),
        )
