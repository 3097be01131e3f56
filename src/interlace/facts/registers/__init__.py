"""Registers: bulk holdings with one label per record, kept as immutable versions in columnar files."""

from interlace.facts.registers.files import (
    RecordValue,
    RegisterFile,
    RegisterRecord,
    RegisterWriter,
    has_version,
    hold_version,
    open_register,
    release_version,
    remove_version,
)

__all__ = [
    "RecordValue",
    "RegisterFile",
    "RegisterRecord",
    "RegisterWriter",
    "has_version",
    "hold_version",
    "open_register",
    "release_version",
    "remove_version",
]
