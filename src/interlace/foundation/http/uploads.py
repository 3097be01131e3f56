"""Files that come in chunks and may go on after a broken connection (4 MiB each, below DATA/uploads).

Each chunk is sealed by the node before it lies on the disk, bound to its file and its place in it. The file is gone a
day later unless an act took it over.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interlace.foundation.database.folders import make_private_folder, replace_file
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import Conflict, FieldProblem, IntegrityFailure, InvalidInput, NotFound
from interlace.foundation.http.models import Upload
from interlace.foundation.vault.keys import SealBroken
from interlace.foundation.vault.node import open_sealed, seal

CHUNK_LIMIT = 4 * 1024 * 1024
OPEN_AT_MOST = 10
KEPT = timedelta(hours=24)
_PURPOSE = "upload"


@dataclass(frozen=True, slots=True)
class FinishedUpload:
    """A whole file of the officer's own, to be taken over by an act."""

    id: UUID
    name: str
    size: int
    """Bytes."""

    def pieces(self) -> Iterator[bytes]:
        """The file in order, chunk by chunk as it came. Raises `UploadLost` where a chunk is not what was kept."""
        read = 0
        while read < self.size:
            piece = _opened(self.id, read)
            read += len(piece)
            yield piece

    def content(self, *, at_most: int) -> bytes:
        """The file's first bytes, all of them where it has no more than that."""
        held = bytearray()
        for piece in self.pieces():
            held += piece
            if len(held) >= at_most:
                break
        return bytes(held[:at_most])

    @contextmanager
    def plain_file(self) -> Iterator[Path]:
        """The file in plain for what reads to and fro: nameless on the disk, and gone with block or process."""
        with tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as file:
            for piece in self.pieces():
                file.write(piece)
            file.flush()
            yield Path(f"/dev/fd/{file.fileno()}")


class UploadLost(IntegrityFailure):
    """What lies on the disk is not what was kept."""

    code = "upload_lost"


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
    make_private_folder(_folders())
    make_private_folder(_folder(upload.pk))
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
    # A chunk whose transaction failed lies there under the same name, and is written over.
    replace_file(_chunk(upload.pk, offset), seal(_PURPOSE, content, _place(upload.pk, offset)))
    upload.received += len(content)
    if upload.received == upload.size:
        _check_digest(upload)
        upload.finished = now
    upload.save(update_fields=["received", "finished"])
    return upload


def finished_upload(*, viewer: Viewer, upload_id: UUID) -> FinishedUpload:
    """A whole file of the officer's own, to be taken over by an act."""
    upload = own_upload(viewer=viewer, upload_id=upload_id)
    if upload.finished is None:
        raise Conflict(
            _("The file is not complete yet."), code="upload_unfinished", fix=_("Send the rest of it first.")
        )
    return FinishedUpload(upload.pk, upload.name, upload.size)


def discard_upload(*, viewer: Viewer, upload_id: UUID) -> None:
    """Throw the officer's own upload away."""
    upload = own_upload(viewer=viewer, upload_id=upload_id)
    _throw_away(upload)


def discard_old_uploads(*, now: datetime) -> int:
    """Throw away what nobody took over within a day, and files whose upload went before them."""
    old = list(Upload.objects.filter(created__lt=now - KEPT))
    for upload in old:
        _throw_away(upload)
    _remove_orphans(now=now)
    return len(old)


def _remove_orphans(*, now: datetime) -> None:
    kept = {each.hex for each in Upload.objects.values_list("pk", flat=True)}
    for folder in make_private_folder(_folders()).iterdir():
        with suppress(FileNotFoundError):  # another process was faster
            if folder.name not in kept and folder.stat().st_mtime < (now - KEPT).timestamp():
                _remove(folder)


def _limit() -> int:
    return int(settings.INTERLACE_UPLOAD_LIMIT)


def _throw_away(upload: Upload) -> None:
    folder = _folder(upload.pk)
    upload.delete()
    # Not before the act that took it over is certain: an act that fails leaves the whole file to be taken again.
    transaction.on_commit(lambda: _remove(folder), robust=True)


def _remove(folder: Path) -> None:
    if folder.is_file():  # it came under an earlier release, in plain
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def _folders() -> Path:
    return Path(settings.INTERLACE_DATA) / "uploads"


def _folder(upload: UUID) -> Path:
    return _folders() / upload.hex


def _chunk(upload: UUID, offset: int) -> Path:
    return _folder(upload) / f"{offset:016x}"


def _place(upload: UUID, offset: int) -> bytes:
    return upload.bytes + offset.to_bytes(8, "big")


def _opened(upload: UUID, offset: int) -> bytes:
    try:
        sealed = _chunk(upload, offset).read_bytes()
        return open_sealed(_PURPOSE, sealed, _place(upload, offset))
    except (OSError, SealBroken):
        raise UploadLost(_("The file is no longer what was sent."), fix=_("Send it again.")) from None


def _check_digest(upload: Upload) -> None:
    if not upload.sha256:
        return
    digest = hashlib.sha256()
    for piece in FinishedUpload(upload.pk, upload.name, upload.size).pieces():
        digest.update(piece)
    if digest.hexdigest() != upload.sha256:
        raise IntegrityFailure(
            _("The file is not the one that was announced: its digest differs."),
            code="upload_digest_differs",
            fix=_("Send the last chunk again, or start anew."),
        )
