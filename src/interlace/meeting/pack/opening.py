"""Opening the files of a pack: in the jail, and whatever comes back is looked at before it is believed."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

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
from interlace.meeting.pack.jailed import read_several

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
    program = shutil.which("tesseract")
    bounds = Bounds(seconds=seconds, clock=_PATIENCE * seconds, programs=frozenset({program} if program else ()))
    return _believed(read_in_jail(read_several, b"".join(file.data for file in files), arguments, bounds=bounds), files)


def _believed(answer: Any, files: Sequence[GivenFile]) -> list[list[ReadDocument]]:
    """The answer as documents; one of another shape was not written by our reader any more."""
    try:
        found = [[_document(each) for each in documents] for documents in answer]
    except (KeyError, TypeError, ValueError, IndexError):
        raise FileRefused(Reason.CRASHED) from None
    if not 0 < len(found) <= len(files):
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
