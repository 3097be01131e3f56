"""What a file is and how its letters are written: read from its bytes, because names and extensions lie."""

import codecs
import csv
import io
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import orjson
from charset_normalizer import from_bytes

from interlace.facts.imports.files import Format, UnreadableFile
from interlace.facts.imports.limits import open_bytes
from interlace.facts.imports.parts import main_part_of

SAMPLE = 256 * 1024
_RARELY = 20  # one zero byte in so many is UTF-16 without its mark; no other text has any

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS/DOC"),
    (b"MZ\x90\x00", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
    (b"<?xml", "XML"),
    (b"<!DOCTYPE", "HTML"),
    (b"<html", "HTML"),
)

_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What a country's spreadsheets write when they do not write Unicode. Source: Windows ANSI code pages by locale
# (Microsoft, "Code Page Identifiers"), 2026-11-22.
LEGACY_ENCODINGS: Mapping[str, str] = {
    "KR": "cp949",
    "TH": "cp874",
    "VN": "cp1258",
    "JP": "cp932",
    "CN": "gb18030",
    "SG": "cp1252",
    "MY": "cp1252",
    "ID": "cp1252",
    "PH": "cp1252",
    "FR": "cp1252",
    "TW": "cp950",
    "HK": "cp950",
    "MO": "cp950",
    "RU": "cp1251",
    "UA": "cp1251",
    "KZ": "cp1251",
    "MN": "cp1251",
}
_SEARCHED = ["cp949", "gb18030", "cp932", "cp950", "cp874", "cp1258", "cp1251", "cp1256", "cp1253", "cp1252"]

_SEPARATORS = ",;\t|"


def detect(path: Path) -> Format:
    """Name the format, or refuse the file with what it seems to be."""
    with open_bytes(path) as file:
        head = file.read(SAMPLE)
    if head.startswith(b"PK"):
        return Format.OFAC if main_part_of(path) else Format.XLSX
    if head.startswith(b"\x1f\x8b"):
        raise UnreadableFile("file_wrong_type", found="GZIP")
    for signature, name in _FOREIGN:
        if head.lstrip()[:16].lower().startswith(signature.lower()):
            raise UnreadableFile("file_wrong_type", found=name)
    text = decoded_sample(head, encoding_of(head))
    if "\x00" in text:
        raise UnreadableFile("file_wrong_type", found="binary")
    return _text_format(text, path)


def _text_format(text: str, path: Path) -> Format:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if first.startswith("{"):
        return _json_format(first)
    if first.startswith("["):
        raise UnreadableFile("file_wrong_type", found="JSON")
    if "\ntags:" in f"\n{text}" or path.suffix.lower() in {".yaml", ".yml"}:
        return Format.TAGPACK
    return Format.OFAC if _is_ofac(text) else Format.CSV


def _json_format(line: str) -> Format:
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return Format.NDJSON  # the line is reported like any other that cannot be read
    return Format.FTM if isinstance(record.get("properties"), dict) and "schema" in record else Format.NDJSON


def _is_ofac(text: str) -> bool:
    """Twelve columns without a header, a number first, and `-0-` for nothing."""
    lines = _first_records(text, ",")
    return bool(lines) and all(
        len(line) == 12 and line[0].strip().isdigit() and "-0-" in (cell.strip() for cell in line) for line in lines
    )


def encoding_of(sample: bytes, *, country: str | None = None) -> str:
    """How the letters are written: a byte order mark, else UTF-8, else what the sender's country would use."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return encoding
    if sample.count(b"\x00") > len(sample) // _RARELY:
        # The upper bytes of ASCII letters are zero, and they stand on one side of every pair.
        return "utf-16-le" if sample[1::2].count(b"\x00") > sample[::2].count(b"\x00") else "utf-16-be"
    if _is_mostly_utf8(sample):
        return "utf-8"
    usual = LEGACY_ENCODINGS.get(country or "")
    if usual and _decodes(sample, usual):
        return usual
    best = from_bytes(sample[: 32 * 1024], cp_isolation=_SEARCHED).best()
    return best.encoding if best is not None else "cp1252"


def decoded_sample(sample: bytes, encoding: str) -> str:
    """The sample as text; a letter cut in two at its end, and bytes of another encoding, stay as lone surrogates."""
    return sample.decode(encoding, errors="replace" if encoding.startswith("utf-16") else "surrogateescape")


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether the lines beyond ASCII are UTF-8, but for a few pasted in from elsewhere."""
    lines = [line for line in sample.split(b"\n")[:-1] or [sample] if not line.isascii()]
    fitting = sum(_decodes(line, "utf-8") for line in lines)
    return fitting * 2 >= len(lines)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        # The sample may end within a letter.
        codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def separator_of(text: str) -> str:
    """The column separator: the one that cuts the first lines into the most equal pieces."""
    described = "\n".join(line for line in text.splitlines() if line.strip() and not line.lstrip('"').startswith("#"))

    def evenness(separator: str) -> tuple[int, int]:
        counts = [len(record) for record in _first_records(described, separator)]
        usual = max(set(counts), key=counts.count) if counts else 1
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_SEPARATORS, key=evenness)


def _first_records(text: str, separator: str) -> list[list[str]]:
    """Some records from the beginning, without the last line, which may be cut; none when they cannot be read."""
    try:
        return list(islice(csv.reader(io.StringIO(text.rpartition("\n")[0] or text), delimiter=separator), 20))
    except csv.Error:
        return []
