"""The safety check of a file before anything reads it, for the jail: what it is, and whether it may be opened.

A file that is refused can still be sealed as an exhibit: it stays closed. Limits: security-model, section 6 (archives
of 10,000 entries, 1 GiB, ratio 100, depth 2, no overlaps; pictures of 50 megapixels; XML without DTD).
"""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import ParseError

import pypdfium2
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image, UnidentifiedImageError

from interlace.foundation.jail import Json, Reason, Unreadable

MOST_ENTRIES: Final = 10_000
MOST_UNPACKED: Final = 1024**3
MOST_RATIO: Final = 100
MOST_DEPTH: Final = 2
MOST_PIXELS: Final = 50_000_000
_SMALL: Final = 64 * 1024
"""Below this an archive may be packed as tightly as it likes: a short sheet of one repeated word is no bomb."""
_PART: Final = 1 << 16
_HEADER_BYTES: Final = 30
_MAGIC: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"RIFF", "picture"),
    (b"PK\x03\x04", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"\xd0\xcf\x11\xe0", "old_office"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
)
_XML_MARKS: Final = ("<?xml", "<svg", "<!doctype", "<!entity", "<html")


def inspect(data: bytes, _arguments: Json) -> Json:
    """The kind of a file and what to know before opening it; `Unreadable` with the reason where it stays closed."""
    kind = _kind(data)
    if kind != "archive" and zipfile.is_zipfile(io.BytesIO(data)):
        raise Unreadable(Reason.TWO_KINDS)
    if kind not in {"pdf", "text"} and b"%PDF-" in data[:1024]:
        raise Unreadable(Reason.TWO_KINDS)
    match kind:
        case "archive":
            return _archive(data, depth=1)
        case "picture":
            _picture(data)
        case "pdf":
            _pdf(data)
        case "xml":
            _xml(data)
        case "json":
            json.loads(data)
        case "program" | "old_office" | "unknown":
            raise Unreadable(Reason.UNKNOWN_KIND)
    return {"kind": kind, "formulas": kind == "text" and _has_formulas(data)}


def _kind(data: bytes) -> str:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    text = _text(data)
    if text is None:
        return "unknown"
    start = text[:512].lstrip().casefold()
    if start.startswith(_XML_MARKS) or "<!entity" in text[:4096].casefold():
        return "xml"
    return "json" if start[:1] in {"{", "["} else "text"


def _text(data: bytes) -> str | None:
    for encoding in ("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            return None
        return None if "\0" in text else text
    return None


def _has_formulas(data: bytes) -> bool:
    """Cells that a spreadsheet would carry out; here they are text."""
    lines = (_text(data) or "").splitlines()
    cells = (cell.strip().strip('"') for line in lines for cell in line.replace(";", ",").replace("\t", ",").split(","))
    return any(cell[:1] in {"=", "+", "-", "@"} and any(map(str.isalpha, cell)) for cell in cells)


def _picture(data: bytes) -> None:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height * getattr(picture, "n_frames", 1) > MOST_PIXELS:
                raise Unreadable(Reason.TOO_MANY_PIXELS)
            picture.load()
    except Image.DecompressionBombError:
        raise Unreadable(Reason.TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise Unreadable(Reason.DAMAGED) from None


def _pdf(data: bytes) -> None:
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        for number in range(min(pages, 3)):
            document[number].get_size()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Reason.ENCRYPTED if "password" in str(error).casefold() else Reason.DAMAGED) from None
    if pages > MOST_ENTRIES:
        raise Unreadable(Reason.TOO_MANY_ENTRIES)


def _xml(data: bytes) -> None:
    try:
        fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable(Reason.DECLARES_ENTITIES) from None
    except (ParseError, ValueError, LookupError):
        raise Unreadable(Reason.DAMAGED) from None


def _archive(data: bytes, *, depth: int) -> Json:
    if depth > MOST_DEPTH:
        raise Unreadable(Reason.TOO_DEEP)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _require_plausible(entries, size=len(data), start=archive.start_dir)
            for entry in entries:
                _require_entry(archive, entry, depth=depth)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        raise Unreadable(Reason.DAMAGED) from None
    names = {entry.filename for entry in entries}
    kind = "sheet" if "xl/workbook.xml" in names else "letter" if "word/document.xml" in names else "archive"
    return {"kind": kind, "entries": len(entries), "macros": any(name.endswith("vbaProject.bin") for name in names)}


def _require_plausible(entries: Sequence[zipfile.ZipInfo], *, size: int, start: int) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(Reason.TOO_MANY_ENTRIES)
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        raise Unreadable(Reason.UNPACKS_TOO_LARGE)
    if total > max(size, _SMALL) * MOST_RATIO:
        raise Unreadable(Reason.PACKED_TOO_TIGHTLY)
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            raise Unreadable(Reason.ENTRIES_OVERLAP)
        end = entry.header_offset + _HEADER_BYTES + len(entry.filename.encode()) + entry.compress_size
    if end > start:
        raise Unreadable(Reason.ENTRIES_OVERLAP)


def _require_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, depth: int) -> None:
    # `filename` ends at a null byte and has its slashes turned; what stands in the file is judged.
    name = entry.orig_filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or "\0" in name or ".." in name.split("/"):
        raise Unreadable(Reason.NAME_LEAVES_FOLDER)
    if entry.flag_bits & 1:
        raise Unreadable(Reason.ENCRYPTED)
    kept, read = [], 0
    with archive.open(entry) as content:
        while part := content.read(_PART):
            read += len(part)
            if read > max(entry.compress_size, _SMALL) * MOST_RATIO:
                raise Unreadable(Reason.PACKED_TOO_TIGHTLY)
            kept.append(part)
    inner = b"".join(kept)
    if zipfile.is_zipfile(io.BytesIO(inner)):
        _archive(inner, depth=depth + 1)
    elif name.endswith((".xml", ".rels", ".svg")):
        _xml(inner)
