"""How much a file may be before it is refused. The jail around the readers has limits of its own; these come first."""

import io
import zipfile

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 64 * MEBIBYTE
LARGEST_UNPACKED = 256 * MEBIBYTE
MOST_ENTRIES = 5_000
MOST_PAGES = 500
HIGHEST_RATIO = 100
_RATIO_COUNTS_FROM = MEBIBYTE  # small files of one repeated character are no bombs


class Refused(ValueError):
    """A file that is not read, with the reason as a code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse_unfit_size(data: bytes) -> None:
    """Refuse an empty file and one above the limit."""
    if not data:
        raise Refused("file_empty")
    if len(data) > LARGEST_FILE:
        raise Refused("file_too_large")


def refuse_unfit_archive(data: bytes) -> None:
    """Refuse a ZIP that is damaged, encrypted, overlapping, or unpacks to more than is good."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused("archive_broken") from None
    if len(entries) > MOST_ENTRIES:
        raise Refused("archive_too_many_entries")
    end = 0
    for entry in entries:
        if entry.header_offset < end or entry.flag_bits & 0x1:
            raise Refused("archive_encrypted" if entry.flag_bits & 0x1 else "archive_broken")
        end = entry.header_offset + entry.compress_size
        if entry.file_size > max(entry.compress_size * HIGHEST_RATIO, _RATIO_COUNTS_FROM):
            raise Refused("archive_too_large")
    if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise Refused("archive_too_large")
