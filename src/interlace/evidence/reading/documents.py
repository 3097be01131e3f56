"""What a file of others says, as text and tables in which every value keeps its place.

Places are written as people point at them: `Sheet!B7` in a workbook, `row 7 column 3` in a text table, `paragraph 5`
and `table 2 row 3 column 2` in a letter, `line 12` in a text, `message 4` in a chat, with `attachment NAME: ` before
those of an attachment.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class FileKind(StrEnum):
    """What sort of file was read."""

    WORKBOOK = "workbook"
    TABLE = "table"
    LETTER = "letter"
    PDF = "pdf"
    SCAN = "scan"
    TEXT = "text"
    CHAT = "chat"
    MAIL = "mail"


class Hindrance(StrEnum):
    """Why a part of a file was not read."""

    SHEET_HIDDEN = "sheet_hidden"
    PAGE_NOT_READ = "page_not_read"
    OCR_MISSING = "ocr_missing"
    OCR_LANGUAGE_MISSING = "ocr_language_missing"
    FILE_REFUSED = "file_refused"
    FILE_UNKNOWN = "file_unknown"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table, with its place."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands, with its headings and whatever title is above them."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading or a line."""

    place: str
    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a chat."""

    place: str
    text: str
    sender: str = ""


Block = Grid | Passage | Message


@dataclass(frozen=True, slots=True)
class Remark:
    """A part that was not read, where it is, and why; `detail` is a word for the reader, never content."""

    hindrance: Hindrance
    place: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document: a file, or an attachment within one."""

    kind: FileKind
    blocks: tuple[Block, ...] = ()
    remarks: tuple[Remark, ...] = ()
    title: str = ""
    """What the file calls itself: the name of a chat, the subject of a letter."""
    within: str = ""
    """The place of the document in its file: `attachment NAME: `, or nothing."""
    encoding: str = ""
    languages: tuple[str, ...] = field(default=())

    def beneath(self, prefix: str) -> "ReadDocument":
        """The same document with its places within something larger."""
        return replace(self, blocks=tuple(_moved(block, prefix) for block in self.blocks))


def _moved(block: Block, prefix: str) -> Block:
    if isinstance(block, Grid):
        return Grid(tuple(tuple(Cell(prefix + cell.place, cell.text) for cell in row) for row in block.rows))
    return replace(block, place=prefix + block.place)
