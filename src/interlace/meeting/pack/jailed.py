"""What happens to the files of a pack behind the walls: text leaves with its places as plain data.

A jail takes about two seconds to start reading, so one takes several files of a bureau. After a while it leaves the
rest to the next: no file is pressed by those before it.
"""

import io
import mimetypes
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

mimetypes.knownfiles.clear()  # a library reads them as it is loaded, and they lie outside the walls

from interlace.evidence.reading.documents import (  # noqa: E402
    Block,
    FileKind,
    Grid,
    Hindrance,
    Passage,
    ReadDocument,
    Remark,
)
from interlace.evidence.reading.limits import LARGEST_FILE, MEBIBYTE  # noqa: E402
from interlace.evidence.reading.reader import read  # noqa: E402
from interlace.foundation.jail import Json, Reason, Unreadable  # noqa: E402

_WORK_FOR = 12.0  # seconds of the processor in one jail, with the programs that it started
_MOST_FILES = 1000
_MOST_UNPACKED = 256 * MEBIBYTE
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error)


def read_several(data: bytes, arguments: Json) -> Json:
    """The documents of as many files as there is time for, at least of the first.

    Arguments: the bureau's country, the languages of its pages, and of each file its name and its length in `data`.
    """
    asked: Mapping[str, Any] = arguments if isinstance(arguments, Mapping) else {}
    return _read_while_there_is_time(_parted(data, asked["files"]), asked)


def list_archive(data: bytes, _arguments: Json) -> Json:
    """The files of a pack that came as one ZIP, in order: how each is named in there, and its path in the pack.

    Around the bureaus there may be one folder more, as archives are often made.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except _BROKEN:
        raise Unreadable(Reason.DAMAGED) from None
    if len(entries) > _MOST_FILES:
        raise Unreadable(Reason.TOO_MANY_ENTRIES)
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise Unreadable(Reason.UNPACKS_TOO_LARGE)
    found = [(entry.filename, PurePosixPath(entry.filename)) for entry in entries]
    found = [(name, path) for name, path in found if _stays_inside(path)]
    if len({path.parts[0] for _, path in found}) == 1 and all(len(path.parts) > 2 for _, path in found):
        found = [(name, path.relative_to(path.parts[0])) for name, path in found]
    ordered = sorted(found, key=lambda each: each[1])
    return [[name, path.as_posix()] for name, path in ordered if len(path.parts) > 1]


def read_archived(data: bytes, arguments: Json) -> Json:
    """The documents of as many files of a ZIP as there is time for, at least of the first.

    Arguments: the bureau's country, the languages of its pages, and the files as they are named in the archive.
    """
    asked: Mapping[str, Any] = arguments if isinstance(arguments, Mapping) else {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _read_while_there_is_time(_unpacked(archive, asked["files"]), asked)


def _read_while_there_is_time(files: Iterable[tuple[str, bytes | None]], asked: Mapping[str, Any]) -> list[Json]:
    read_so_far: list[Json] = []
    for name, content in files:
        if content is None:
            found: Sequence[ReadDocument] = [_DAMAGED]
        else:
            found = read(content, name, country=asked["country"], languages=tuple(asked["languages"]))
        read_so_far.append([_document(document) for document in found])
        if _worked() > _WORK_FOR:
            break
    return read_so_far


def _parted(data: bytes, files: Iterable[tuple[str, int]]) -> Iterator[tuple[str, bytes]]:
    start = 0
    for name, length in files:
        yield name, data[start : start + length]
        start += length


def _unpacked(archive: zipfile.ZipFile, names: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    for name in names:
        try:
            with archive.open(name) as entry:
                # What an entry says of its own size is not believed.
                content = entry.read(LARGEST_FILE + 1)
        except _BROKEN:
            yield name, None
            continue
        yield PurePosixPath(name).name, content if len(content) <= LARGEST_FILE else None


def _stays_inside(path: PurePosixPath) -> bool:
    return not (
        path.is_absolute() or ".." in path.parts or any(part.startswith((".", "__MACOSX")) for part in path.parts)
    )


_DAMAGED = ReadDocument(FileKind.TEXT, remarks=(Remark(Hindrance.FILE_REFUSED, "", Reason.DAMAGED.value),))


def _worked() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _document(document: ReadDocument) -> Json:
    return {
        "kind": document.kind.value,
        "title": document.title,
        "within": document.within,
        "encoding": document.encoding,
        "languages": list(document.languages),
        "blocks": [_block(block) for block in document.blocks],
        "remarks": [[each.hindrance.value, each.place, each.detail] for each in document.remarks],
    }


def _block(block: Block) -> Sequence[Json]:
    if isinstance(block, Grid):
        return ["grid", [[[cell.place, cell.text] for cell in row] for row in block.rows]]
    if isinstance(block, Passage):
        return ["passage", block.place, block.text, block.is_heading]
    return ["message", block.place, block.text, block.sender]
