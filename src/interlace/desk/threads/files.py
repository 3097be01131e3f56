"""Files of messages: what they may be, and where they lie in the vault.

Nothing is parsed beyond the first bytes and, of packed formats, the list of entries; nothing is ever shown inline.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from interlace.desk.threads.models import Attachment, Draft
from interlace.facts.imports.limits import LARGEST_UNPACKED, refuse_unfit_archive
from interlace.facts.imports.reader import UnreadableFile
from interlace.foundation.errors import FieldProblem, InvalidInput, Text
from interlace.foundation.vault.objects import SealedObjects

LARGEST = 50 * 1024 * 1024
"""Bytes of one file: it is sealed in one piece. What is larger is evidence, and goes another way."""
MOST_FILES = 20

vault = SealedObjects(folder="vault", purpose="attachment")

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
)
_OFFICE: Mapping[str, tuple[str, str]] = {
    ".docx": ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pptx": ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".odt": ("content.xml", "application/vnd.oasis.opendocument.text"),
    ".ods": ("content.xml", "application/vnd.oasis.opendocument.spreadsheet"),
}
_SUFFIXES: Mapping[str, frozenset[str]] = {
    "application/pdf": frozenset({".pdf"}),
    "image/png": frozenset({".png"}),
    "image/jpeg": frozenset({".jpg", ".jpeg"}),
    "image/tiff": frozenset({".tif", ".tiff"}),
    "text/plain": frozenset({".txt", ".csv", ".eml", ".log"}),
}
_TEXT_LOOKED_AT = 65536
_KNOWN = _("Send a PDF, PNG, JPEG, TIFF, Word, Excel, PowerPoint, OpenDocument, CSV or plain text file.")


def media_type_of(path: Path, file_name: str) -> str:
    """What the file is by its own bytes; `InvalidInput` where it is too large, a bomb, or not what its name says."""
    size = path.stat().st_size
    if size == 0:
        raise _unfit("file_empty", _("The file is empty."), _("Choose another file."))
    if size > LARGEST:
        raise too_large(size)
    with path.open("rb") as file:
        head = file.read(_TEXT_LOOKED_AT)
    found = next((kind for start, kind in _STARTS if head.startswith(start)), None)
    if found == "application/zip":
        found = _office_type(path, file_name)
    elif found is None and _is_text(head):
        found = "text/plain"
    if found is None:
        raise _unfit("attachment_type", _("Files of this type are not passed on in messages."), _KNOWN)
    suffixes = _SUFFIXES.get(found)
    if suffixes is not None and Path(file_name).suffix.lower() not in suffixes:
        raise _unfit(
            "attachment_name",
            _("The file is not what its name says."),
            _("Give it the ending of what it is, and look where it comes from."),
        )
    return found


def too_large(size: int) -> InvalidInput:
    """What is said of a file of so many bytes."""
    return _unfit(
        "attachment_too_large",
        _("The file has {size} MiB; a message carries files of at most {most} MiB.").format(
            size=size // 1024**2, most=LARGEST // 1024**2
        ),
        _("Split it, or hand it over as evidence."),
    )


@transaction.atomic
def remove_files(draft: Draft) -> None:
    """Take a draft's files away; they leave the vault when the rows have gone for good."""
    files = Attachment.objects.filter(draft=draft.id, event=None)
    places = list(files.values_list("place", flat=True))
    files.delete()
    transaction.on_commit(lambda: _forget(places))


def forget_file(place: str) -> None:
    """Take one file out of the vault, once the transaction has ended well."""
    transaction.on_commit(lambda: _forget([place]))


def _forget(places: list[str]) -> None:
    for place in places:
        vault.remove(place)


def _office_type(path: Path, file_name: str) -> str | None:
    """A packed document by its entries; any other archive is refused."""
    try:
        refuse_unfit_archive(path, most=LARGEST_UNPACKED)
    except UnreadableFile:
        raise _unfit(
            "archive_unfit",
            _("The packed file is damaged, locked, or unpacks to more than is good."),
            _("Open it, save it anew without a password, and send that."),
        ) from None
    suffix = Path(file_name).suffix.lower()
    inside, kind = _OFFICE.get(suffix, ("", ""))
    return kind if kind and _has_entry(path, inside) else None


def _has_entry(path: Path, beginning: str) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name.startswith(beginning) for name in archive.namelist())


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A letter may be cut in two where we stopped reading.
        return len(head) == _TEXT_LOOKED_AT and error.start >= len(head) - 3
    return True


def _unfit(code: str, what: Text, fix: Text) -> InvalidInput:
    return InvalidInput(what, code=code, problems=[FieldProblem("/file", code, what, fix)], fix=fix)
