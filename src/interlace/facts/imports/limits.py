"""How much a file may be before it is refused, and readers that stop there."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.conf import settings

from interlace.facts.imports.files import UnreadableFile

MEBIBYTE = 1024 * 1024
LARGEST_UNPACKED = 1024 * MEBIBYTE
LARGEST_WORKBOOK = 256 * MEBIBYTE
"""Unpacked: a workbook's texts are held in memory."""
LARGEST_YAML = 64 * MEBIBYTE
"""A TagPack is held in memory."""
LONGEST_LINE = MEBIBYTE
MOST_ENTRIES = 10_000
HIGHEST_RATIO = 100
_GZIP = b"\x1f\x8b"
_RATIO_COUNTS_FROM = MEBIBYTE  # small files of one repeated character are no bombs


def largest_file() -> int:
    """Bytes of one file, as the node's operator allows."""
    return int(settings.INTERLACE_UPLOAD_LIMIT)


def refuse_unfit_size(path: Path, *, most: int | None = None) -> None:
    """Refuse an empty file, and one above the limit before a byte of it is read."""
    size, most = path.stat().st_size, most or largest_file()
    if size == 0:
        raise UnreadableFile("file_empty")
    if size > most:
        raise UnreadableFile("file_too_large", mebibytes=size // MEBIBYTE, most=most // MEBIBYTE)


class _Counted(io.RawIOBase):
    """Gives out what a packed file unpacks to, as far as the limit."""

    def __init__(self, inner: gzip.GzipFile, packed: int) -> None:
        self._inner = inner
        self._most = min(LARGEST_UNPACKED, max(packed * HIGHEST_RATIO, _RATIO_COUNTS_FROM))
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # narrower than the stub's Buffer
        try:
            data = self._inner.read(min(len(buffer), 256 * 1024))
        except (EOFError, OSError, zlib.error):
            raise UnreadableFile("archive_broken") from None
        self._read += len(data)
        if self._read > self._most:
            raise UnreadableFile("archive_too_large", most=self._most // MEBIBYTE)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def open_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked on the way when it is gzip: an uploaded file has no name that would tell."""
    if not is_gzip(path):
        return path.open("rb")
    return io.BufferedReader(_Counted(gzip.open(path, "rb"), path.stat().st_size), 1 << 18)


def is_gzip(path: Path) -> bool:
    """Whether the file begins as gzip does."""
    with path.open("rb") as file:
        return file.read(len(_GZIP)) == _GZIP


def refuse_unfit_gzip(path: Path) -> None:
    """Unpack once to nowhere, which is quick, so that a bomb is refused before its first row is read."""
    with open_bytes(path) as file:
        while file.read(MEBIBYTE):
            pass


def bounded_lines(text: IO[str]) -> Iterator[str]:
    """The lines of a text, none longer than the limit: a file without line ends must not fill the memory."""
    while line := text.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise UnreadableFile("line_too_long", most=LONGEST_LINE)
        yield line


def refuse_unfit_archive(path: Path, *, most: int) -> None:
    """Refuse a ZIP that is damaged, encrypted, overlapping, or unpacks to more than is good."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableFile("archive_broken") from None
    if len(entries) > MOST_ENTRIES:
        raise UnreadableFile("archive_too_many_entries", most=MOST_ENTRIES)
    end = 0
    for entry in entries:
        if entry.header_offset < end:
            raise UnreadableFile("archive_broken")
        end = entry.header_offset + entry.compress_size
        if entry.flag_bits & 0x1:
            raise UnreadableFile("archive_encrypted")
        if entry.file_size > max(entry.compress_size * HIGHEST_RATIO, _RATIO_COUNTS_FROM):
            raise UnreadableFile("archive_too_large", most=most // MEBIBYTE)
    if sum(entry.file_size for entry in entries) > most:
        raise UnreadableFile("archive_too_large", most=most // MEBIBYTE)
