"""Registers: bulk holdings with one label per record, kept as immutable versions in columnar files."""

from interlace.facts.registers.files import (
    RecordValue,
    RegisterFile,
    RegisterRecord,
    RegisterWriter,
    open_register,
    remove_version,
)

__all__ = ["RecordValue", "RegisterFile", "RegisterRecord", "RegisterWriter", "open_register", "remove_version"]
