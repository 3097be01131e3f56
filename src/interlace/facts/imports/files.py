"""What a file to import is, and the one way in which it says that it cannot be read.

Apart from the readers, which know names and numbers of the world: who only asks what a file is starts in half the time.
"""

from enum import StrEnum

from interlace.core.problems import Parameter, Problem
from interlace.facts.problems import words_for
from interlace.foundation.errors import InvalidInput


class Format(StrEnum):
    """What a file is, whatever its name says."""

    CSV = "csv"
    XLSX = "xlsx"
    NDJSON = "ndjson"
    FTM = "ftm"
    OFAC = "ofac"
    TAGPACK = "tagpack"


class UnreadableFile(InvalidInput):
    """The file as a whole cannot be read; nothing of it was stored."""

    def __init__(self, code: str, **params: Parameter) -> None:
        words = words_for(Problem(code, params))
        super().__init__(words.what, fix=words.fix)
        self.code = code
