"""Opening a file: what it is, whether it is fit, and the adapter that reads it."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from interlace.facts.imports.csv import CsvRows
from interlace.facts.imports.detecting import detect
from interlace.facts.imports.limits import is_gzip, refuse_unfit_gzip, refuse_unfit_size
from interlace.facts.imports.ndjson import NdjsonRows
from interlace.facts.imports.ofac import OfacRows, list_files
from interlace.facts.imports.reader import Defaults, Format, Rows, UnreadableFile
from interlace.facts.imports.tagpack import TagPackRows
from interlace.facts.imports.xlsx import XlsxRows


def _open_ftm(path: Path, defaults: Defaults) -> Rows:
    # Late: the FollowTheMoney model takes half a second to load, and only its own format needs it.
    from interlace.facts.imports.ftm import FtmRows

    return FtmRows(path, defaults)


_ADAPTERS: Mapping[Format, Callable[[Path, Defaults], Rows]] = {
    Format.CSV: CsvRows,
    Format.XLSX: XlsxRows,
    Format.NDJSON: NdjsonRows,
    Format.FTM: _open_ftm,
    Format.OFAC: OfacRows,
    Format.TAGPACK: TagPackRows,
}


def open_rows(path: Path, defaults: Defaults) -> Rows:
    """Open a file of any known format, or raise `UnreadableFile` with what is wrong and how to mend it."""
    if not path.is_file():
        raise UnreadableFile("file_missing")
    refuse_unfit_size(path)
    if is_gzip(path):
        refuse_unfit_gzip(path)
    return _ADAPTERS[detect(path)](path, defaults)


def sha256_of(rows: Rows) -> str:
    """The digest of the file; of a list in several files, the digest over theirs in the order of their names."""
    paths = list_files(rows.path) if rows.format is Format.OFAC else [rows.path]
    digests = [_digest(path) for path in paths]
    return digests[0].hex() if len(digests) == 1 else hashlib.sha256(b"".join(digests)).hexdigest()


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return digest.digest()
