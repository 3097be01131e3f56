"""What a reader in the jail may use, and how it says that it will not read a file.

Limits: security-model, section 6 (parser jail 512 MiB, 20 s, no network).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MEBIBYTE = 1024 * 1024

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
"""What comes out of the jail: plain data, and still the word of whoever made the file."""


class Reason(StrEnum):
    """Why a file was not opened."""

    TOO_LARGE = "too_large"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_LONG = "too_long"
    TOO_DEEP = "too_deep"
    ANSWER_TOO_LARGE = "answer_too_large"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    UNKNOWN_KIND = "unknown_kind"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_ENTRIES = "too_many_entries"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    PACKED_TOO_TIGHTLY = "packed_too_tightly"
    ENTRIES_OVERLAP = "entries_overlap"
    NAME_LEAVES_FOLDER = "name_leaves_folder"
    TWO_KINDS = "two_kinds"
    DECLARES_ENTITIES = "declares_entities"


class Unreadable(Exception):
    """A reader refuses the file for a named reason. Readers raise it; nothing of the file is in it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of the machine one file may use."""

    file: int = 128 * MEBIBYTE
    """The largest file that is opened at all; a larger one can be kept, and stays closed."""
    memory: int = 512 * MEBIBYTE
    """Address space of each process, and resident memory of all together."""
    seconds: int = 20
    """Of the processor's time for each process; by the clock on the wall as well, where `clock` says nothing else."""
    clock: int = 0
    """By the clock on the wall. A busy machine gives a reader a part of the processor: no fault of the file."""

    @property
    def patience(self) -> int:
        """How long the jail is waited for."""
        return self.clock or self.seconds

    answer: int = 32 * MEBIBYTE
    programs: frozenset[str] = frozenset()
    """Full paths of the programs the reader may start (Tesseract); none, unless it needs one."""
