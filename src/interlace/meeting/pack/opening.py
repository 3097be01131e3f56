"""Opening the files of a pack: in the jail, and whatever comes back is looked at before it is believed."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from interlace.evidence.reading.documents import (
    Block,
    Cell,
    FileKind,
    Grid,
    Hindrance,
    Message,
    Passage,
    ReadDocument,
    Remark,
)
from interlace.foundation.jail import Bounds, Json, Reason
from interlace.foundation.jail.running import FileRefused, read_in_jail
from interlace.meeting.pack.jailed import list_archive, read_archived, read_several

_SECONDS_FOR_SEVERAL = 40
"""Of the processor: a page that is a picture takes some; a file that stands alone gets the usual time."""
_PATIENCE = 6
"""Times as long by the clock: bureaus are read beside each other, and beside whatever else the machine does."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file of a bureau: its path in the pack and its bytes."""

    path: str
    data: bytes

    @property
    def name(self) -> str:
        """Without its folders."""
        return PurePosixPath(self.path).name


class Entry(NamedTuple):
    """A file of a pack that came as one ZIP."""

    name: str
    """As the archive calls it."""
    path: str
    """In the pack: bureau first."""

    @property
    def bureau(self) -> str:
        """Whose folder it lies in."""
        return PurePosixPath(self.path).parts[0]


def entries_of(archive: bytes) -> list[Entry]:
    """The files of an archive as the jail finds them; unpacked is nothing yet."""
    answer: Any = read_in_jail(list_archive, archive)
    try:
        entries = [Entry(_text(name), _text(path)) for name, path in answer]
    except (TypeError, ValueError):
        raise FileRefused(Reason.CRASHED) from None
    if any(len(PurePosixPath(each.path).parts) < 2 for each in entries):
        raise FileRefused(Reason.CRASHED)
    return entries


def read_some(archive: bytes, entries: Sequence[Entry], *, country: str, languages: Sequence[str]) -> list[Json]:
    """What one jail reads of these files in the time it has, at least of the first: plain data, and of a right shape.

    `documents_of` makes documents of each. `FileRefused` where one of them breaks its reader.
    """
    seconds = Bounds().seconds if len(entries) == 1 else _SECONDS_FOR_SEVERAL
    arguments: Json = {
        "country": country,
        "languages": list(languages),
        "files": [entry.name for entry in entries],
    }
    answer: Any = read_in_jail(read_archived, archive, arguments, bounds=_bounds(seconds))
    _believed(answer, most=len(entries))
    return list(answer)


def refused_file(reason: str) -> Json:
    """What is kept of a file that breaks its reader, in place of its documents."""
    remark = [Hindrance.FILE_REFUSED.value, "", reason]
    shape: dict[str, Json] = {"kind": FileKind.TEXT.value, "title": "", "within": "", "encoding": "", "languages": []}
    return [{**shape, "blocks": [], "remarks": [remark]}]


def documents_of(said: Any) -> list[ReadDocument]:
    """The documents of one file, of plain data that was kept."""
    return [_document(each) for each in said]


def open_files(
    files: Sequence[GivenFile], *, country: str, languages: Sequence[str]
) -> Iterator[tuple[GivenFile, list[ReadDocument]]]:
    """The documents of each file, in order. A file that breaks its reader is told as refused; the others go on."""
    waiting = list(files)
    while waiting:
        try:
            answer = _answer(waiting, country, languages, seconds=_SECONDS_FOR_SEVERAL)
        except FileRefused:
            # One of them breaks its reader: each stands for itself now.
            for file in waiting:
                yield file, _alone(file, country, languages)
            return
        for file, documents in zip(waiting, answer, strict=False):
            yield file, documents
        waiting = waiting[len(answer) :]


def _alone(file: GivenFile, country: str, languages: Sequence[str]) -> list[ReadDocument]:
    try:
        return _answer([file], country, languages, seconds=Bounds().seconds)[0]
    except FileRefused as refused:
        return [_refused(refused.reason.value)]


def _answer(
    files: Sequence[GivenFile], country: str, languages: Sequence[str], *, seconds: int
) -> list[list[ReadDocument]]:
    arguments: Json = {
        "country": country,
        "languages": list(languages),
        "files": [[file.name, len(file.data)] for file in files],
    }
    content = b"".join(file.data for file in files)
    return _believed(read_in_jail(read_several, content, arguments, bounds=_bounds(seconds)), most=len(files))


def _bounds(seconds: int) -> Bounds:
    program = shutil.which("tesseract")
    return Bounds(seconds=seconds, clock=_PATIENCE * seconds, programs=frozenset({program} if program else ()))


def _believed(answer: Any, *, most: int) -> list[list[ReadDocument]]:
    """The answer as documents; one of another shape was not written by our reader any more."""
    try:
        found = [documents_of(documents) for documents in answer]
    except (KeyError, TypeError, ValueError, IndexError):
        raise FileRefused(Reason.CRASHED) from None
    if not 0 < len(found) <= most:
        raise FileRefused(Reason.CRASHED)
    return found


def _refused(reason: str) -> ReadDocument:
    return ReadDocument(FileKind.TEXT, remarks=(Remark(Hindrance.FILE_REFUSED, "", reason),))


def _document(said: Any) -> ReadDocument:
    return ReadDocument(
        kind=FileKind(said["kind"]),
        blocks=tuple(_block(each) for each in said["blocks"]),
        remarks=tuple(Remark(Hindrance(code), _text(place), _text(detail)) for code, place, detail in said["remarks"]),
        title=_text(said["title"]),
        within=_text(said["within"]),
        encoding=_text(said["encoding"]),
        languages=tuple(map(_text, said["languages"])),
    )


def _block(said: Any) -> Block:
    match said:
        case ["grid", rows]:
            return Grid(tuple(tuple(Cell(_text(place), _text(text)) for place, text in row) for row in rows))
        case ["passage", place, text, bool(is_heading)]:
            return Passage(_text(place), _text(text), is_heading)
        case ["message", place, text, sender]:
            return Message(_text(place), _text(text), _text(sender))
    raise ValueError("no such block")


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError("not a text")
    return said
