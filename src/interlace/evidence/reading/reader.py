"""One door: bytes and a name in, documents with places out. What a file is, its bytes say; names and endings lie."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interlace.evidence.reading.chats import is_chat_text, is_telegram, read_chat_text, read_telegram
from interlace.evidence.reading.delimited import decoded, read_delimited
from interlace.evidence.reading.documents import FileKind, Hindrance, ReadDocument, Remark
from interlace.evidence.reading.letters import read_letter
from interlace.evidence.reading.limits import Refused, refuse_unfit_size
from interlace.evidence.reading.mails import read_mail
from interlace.evidence.reading.pages import read_pdf
from interlace.evidence.reading.scans import Counters, OcrUnavailable, read_picture
from interlace.evidence.reading.texts import read_text
from interlace.evidence.reading.workbooks import read_workbook

_DEEPEST = 3  # a mail within a mail within a mail
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_MAIL_HEADERS = ("from:", "subject:", "date:", "mime-version:", "received:", "message-id:", "return-path:")
_SEPARATED = (".csv", ".tsv", ".tab")


def read(data: bytes, name: str, *, country: str | None = None, languages: Sequence[str] = ()) -> list[ReadDocument]:
    """Everything in a file: one document, or a mail and its attachments. Nothing here raises for a bad file."""
    return list(_read(data, name, country, tuple(languages), depth=0))


def _read(
    data: bytes, name: str, country: str | None, languages: tuple[str, ...], *, depth: int
) -> Iterator[ReadDocument]:
    try:
        refuse_unfit_size(data)
        if _is_mail(data):
            mail, attachments = read_mail(data)
            yield mail
            for inner_name, inner in attachments:
                if depth >= _DEEPEST:
                    yield _not_read(Hindrance.FILE_REFUSED, "archive_too_deep", f"attachment {inner_name}: ")
                    continue
                for document in _read(inner, inner_name, country, languages, depth=depth + 1):
                    yield _within(document, f"attachment {inner_name}: ")
            return
        yield _read_one(data, name, country, languages)
    except Refused as refused:
        yield _not_read(Hindrance.FILE_REFUSED, refused.code)


def _read_one(data: bytes, name: str, country: str | None, languages: tuple[str, ...]) -> ReadDocument:
    if data.startswith(b"PK"):
        return _read_package(data)
    if data[:1024].lstrip().startswith(b"%PDF"):
        return read_pdf(data, languages=languages)
    if data.startswith(_PICTURES):
        return _read_picture(data, languages)
    return _read_written(data, name, country)


def _read_picture(data: bytes, languages: tuple[str, ...]) -> ReadDocument:
    try:
        return ReadDocument(FileKind.SCAN, tuple(read_picture(data, languages=languages, counters=Counters())))
    except OcrUnavailable as missing:
        return ReadDocument(FileKind.SCAN, remarks=(Remark(missing.hindrance, "page 1", missing.detail),))


def _read_written(data: bytes, name: str, country: str | None) -> ReadDocument:
    text, _ = decoded(data[: 256 * 1024], country=country)
    if _is_binary(text):
        return _not_read(Hindrance.FILE_UNKNOWN, "binary")
    if is_telegram(text):
        return read_telegram(data)
    if is_chat_text(text):
        return read_chat_text(data, country=country)
    if name.lower().endswith(_SEPARATED):
        return read_delimited(data, country=country)
    return read_text(data, country=country)


def _is_binary(text: str) -> bool:
    """Whether control characters, which no text has, stand among the letters."""
    controls = sum(character < " " and character not in "\t\n\r\f" for character in text)
    return "\x00" in text or controls * 50 > len(text)


def _read_package(data: bytes) -> ReadDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused("archive_broken") from None
    if "xl/workbook.xml" in names:
        return read_workbook(data)
    if "word/document.xml" in names:
        return read_letter(data)
    return _not_read(Hindrance.FILE_UNKNOWN, "zip")


def _is_mail(data: bytes) -> bool:
    head = data[:4096].decode("ascii", "replace").lower().split("\n")
    return sum(line.startswith(_MAIL_HEADERS) for line in head) >= 3


def _not_read(hindrance: Hindrance, detail: str, within: str = "") -> ReadDocument:
    return ReadDocument(
        FileKind.TEXT, remarks=(Remark(hindrance, within.rstrip(": ") or "file", detail),), within=within
    )


def _within(document: ReadDocument, prefix: str) -> ReadDocument:
    """The same document with the places of an attachment."""
    return replace(
        document.beneath(prefix),
        remarks=tuple(replace(remark, place=prefix + remark.place) for remark in document.remarks),
        within=prefix + document.within,
    )
