"""What happens to the files of a pack behind the walls: text leaves with its places as plain data.

A jail takes about two seconds to start reading, so one takes several files of a bureau. After a while it leaves the
rest to the next: no file is pressed by those before it.
"""

import mimetypes
import os
from collections.abc import Mapping, Sequence
from typing import Any

mimetypes.knownfiles.clear()  # a library reads them as it is loaded, and they lie outside the walls

from interlace.evidence.reading.documents import Block, Grid, Passage, ReadDocument  # noqa: E402
from interlace.evidence.reading.reader import read  # noqa: E402
from interlace.foundation.jail import Json  # noqa: E402

_WORK_FOR = 12.0  # seconds of the processor in one jail, with the programs that it started


def read_several(data: bytes, arguments: Json) -> Json:
    """The documents of as many files as there is time for, at least of the first.

    Arguments: the bureau's country, the languages of its pages, and of each file its name and its length in `data`.
    """
    asked: Mapping[str, Any] = arguments if isinstance(arguments, Mapping) else {}
    start = 0
    read_so_far: list[Json] = []
    for name, length in asked["files"]:
        found = read(data[start : start + length], name, country=asked["country"], languages=tuple(asked["languages"]))
        start += length
        read_so_far.append([_document(document) for document in found])
        if _worked() > _WORK_FOR:
            break
    return read_so_far


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
