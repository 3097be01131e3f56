"""Writing the ZIP of a bundle: plain stored members with nothing of the machine in their headers.

Every byte follows from names and contents, so that the verifier can account for each one. Format: PKWARE APPNOTE 6.3,
4.3.7, 4.3.12 and 4.3.16, without its extensions; a package therefore ends below 4 GiB.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import IO, Final

from django.utils.translation import gettext as _

from interlace.foundation.errors import InvalidInput

LARGEST: Final = 0xFFFFFFFF
_VERSION: Final = 20
_UTF8_STORED_AT_THE_FIRST_MOMENT: Final = (0x0800, 0, 0, 0x0021)


class PackageTooLarge(InvalidInput):
    """The contents do not fit into one package."""

    code = "package_too_large"


@dataclass(frozen=True, slots=True)
class Digests:
    """What is signed of a member."""

    size: int
    sha256: str
    sha3_512: str


@dataclass(frozen=True, slots=True)
class _Member:
    name: bytes
    at: int
    size: int
    crc: int

    def terms(self) -> tuple[int, ...]:
        """What local header and directory say alike."""
        return (*_UTF8_STORED_AT_THE_FIRST_MOMENT, self.crc, self.size, self.size, len(self.name), 0)

    def local(self) -> bytes:
        return struct.pack("<4s5H3L2H", b"PK\x03\x04", _VERSION, *self.terms()) + self.name

    def entry(self) -> bytes:
        head = struct.pack("<4s6H3L2H", b"PK\x01\x02", _VERSION, _VERSION, *self.terms())
        return head + struct.pack("<3H2L", 0, 0, 0, 0, self.at) + self.name


@dataclass(slots=True)
class Package:
    """A package as it is written; the target can seek."""

    target: IO[bytes]
    _members: list[_Member] = field(default_factory=list)

    def add(self, name: str, parts: Iterable[bytes]) -> Digests:
        """Write a member and answer its digests."""
        at = self.target.tell()
        written_name = name.encode()
        self.target.write(_Member(written_name, at, 0, 0).local())
        first, second, crc, size = hashlib.sha256(), hashlib.sha3_512(), 0, 0
        for part in parts:
            size += len(part)
            _require_room(at + size)
            first.update(part)
            second.update(part)
            crc = zlib.crc32(part, crc)
            self.target.write(part)
        member = _Member(written_name, at, size, crc)
        end = self.target.tell()
        self.target.seek(at)
        self.target.write(member.local())
        self.target.seek(end)
        self._members.append(member)
        return Digests(size, first.hexdigest(), second.hexdigest())

    def close(self) -> None:
        """Write the list of members; nothing may be added afterwards."""
        at = self.target.tell()
        listed = b"".join(member.entry() for member in self._members)
        _require_room(at + len(listed))
        count = len(self._members)
        self.target.write(listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), at, 0))


def _require_room(size: int) -> None:
    if size >= LARGEST:
        raise PackageTooLarge(
            _("The exhibits do not fit into one package of 4 GiB."), fix=_("Name fewer exhibits for each package.")
        )
