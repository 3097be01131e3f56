"""Lines of JSON, one at a time, none longer than is good."""

from collections.abc import Iterator
from typing import IO

import orjson

LONGEST_LINE = 1 << 20
"""Bytes. A longer line is no pair of entities, and must not fill the memory."""
_MARK = b"\xef\xbb\xbf"


def json_lines(file: IO[bytes]) -> Iterator[tuple[int, object]]:
    """The number of every line that is not empty, and what it says; nothing (`None`) where it is not JSON."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        is_whole = line.endswith(b"\n") or len(line) < LONGEST_LINE
        while not is_whole:
            rest = file.readline(LONGEST_LINE)
            is_whole = rest.endswith(b"\n") or len(rest) < LONGEST_LINE
            line = b"-"
        if line.strip():
            yield number, _said(line)


def _said(line: bytes) -> object:
    try:
        return orjson.loads(line.removeprefix(_MARK))
    except orjson.JSONDecodeError:
        return None
