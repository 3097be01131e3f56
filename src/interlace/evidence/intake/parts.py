"""What was read of a file, cut into parts that a person looks at one by one: a message, a page, a piece of a table.

Every letter of a part that stands in the file keeps its place; what is put between (headings said again before a value)
has none, and nothing is ever proposed from it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from interlace.core.names.zawgyi import in_unicode
from interlace.evidence.reading.documents import Cell, FileKind, Grid, Message, Passage, ReadDocument

LONGEST_PART = 4_000
"""Letters after which a new part begins, at the end of a line."""
_LONGEST_PIECE = 100_000


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a part that stands in the file, and where."""

    start: int
    end: int
    place: str
    original: str = ""
    """As it was typed, where the part holds it in another writing (Zawgyi)."""


@dataclass(slots=True)
class Part:
    """One thing to look at."""

    is_scanned: bool
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    sender: str = ""
    title: str = ""
    """Of the chat or mail that it belongs to."""

    def add(self, place: str, text: str) -> None:
        """Put a stretch of the file behind what is there."""
        written = in_unicode(text)
        start = len(self.text)
        self.text += written
        self.spans.append(Span(start, start + len(written), place, text if written != text else ""))


def parts_of(documents: Iterable[ReadDocument]) -> list[Part]:
    """Everything that was read, in its order."""
    return [part for document in documents for part in _of_document(document) if part.text.strip()]


def _of_document(document: ReadDocument) -> Iterator[Part]:
    is_scanned = document.kind is FileKind.SCAN
    current = Part(is_scanned, title=document.title)
    for block in document.blocks:
        if isinstance(block, Message):
            yield _message(block, document)
            continue
        for line in _lines(block):
            if current.text and len(current.text) + sum(len(text) for _, text in line) > LONGEST_PART:
                yield current
                current = Part(is_scanned, title=document.title)
            for place, text in line:
                if place:
                    current.add(place, text)
                else:
                    current.text += text
            current.text += "\n"
    yield current


def _message(message: Message, document: ReadDocument) -> Part:
    part = Part(is_scanned=False, sender=message.sender, title=document.title)
    part.add(message.place, message.text[:_LONGEST_PIECE])
    return part


Line = Sequence[tuple[str, str]]
"""Texts with their places; what has no place was put in between."""


def _lines(block: Grid | Passage) -> Iterator[Line]:
    if isinstance(block, Passage):
        for at in range(0, len(block.text), _LONGEST_PIECE):
            yield [(block.place, block.text[at : at + _LONGEST_PIECE])]
        return
    heads: Sequence[Cell] = ()
    for row in block.rows:
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) < 2 or len(row) == 2:
            yield _joined(filled, ": ")
        elif not heads:
            heads = row
            yield _joined(filled, " | ")
        else:
            yield list(_under(heads, row))


def _joined(cells: Sequence[Cell], between: str) -> Line:
    line: list[tuple[str, str]] = []
    for cell in cells:
        line += [("", between)] if line else []
        line.append((cell.place, cell.text[:_LONGEST_PIECE]))
    return line


def _under(heads: Sequence[Cell], row: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """Each value behind its heading: the word beside a number says what it is."""
    for at, cell in enumerate(row):
        if cell.text.strip():
            head = heads[at].text.strip() if at < len(heads) else ""
            yield "", f"{head}: " if head else ""
            yield cell.place, cell.text[:_LONGEST_PIECE]
            yield "", "; "
