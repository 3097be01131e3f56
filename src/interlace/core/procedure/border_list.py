"""The list that a border post keeps for when its line is down: digests of documents, of which none can be read.

A document is asked about one at a time, and the digests are cut so short that one foreign document in ten thousand
meets one by chance. So what a list says is never more than "it may stand here": whoever reads the device cannot tell a
listed document from one that only looks like it, and nobody is refused on a list alone.

Source, read 2026-11-22: journeys of the product, 300 passengers at a border post (local signed filter).
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

BY_CHANCE = 10_000
"""Of so many documents that stand in no list, one meets the list by chance."""
FEWEST_BITS, MOST_BITS = 16, 64
SALT_BYTES = 16

OLD_AFTER = timedelta(hours=1)
"""From then on the page warns."""
ENDS_AFTER = timedelta(hours=24)
"""From then on nothing is looked up in it."""


@dataclass(frozen=True, slots=True)
class DeviceList:
    """Digests of one width, in order, each once."""

    salt: bytes
    bits: int
    digests: bytes

    @property
    def width(self) -> int:
        """Bytes of each digest."""
        return -(-self.bits // 8)

    @property
    def size(self) -> int:
        """How many different digests it holds."""
        return len(self.digests) // self.width


def device_list(documents: Collection[str], *, salt: bytes) -> DeviceList:
    """The list of these documents (`issuer:number`)."""
    bits = min(MOST_BITS, max(FEWEST_BITS, (len(documents) * BY_CHANCE).bit_length()))
    found = sorted({_digest(each, salt=salt, bits=bits) for each in documents})
    return DeviceList(salt, bits, b"".join(found))


def may_stand_in(listed: DeviceList, document: str) -> bool:
    """Whether the document may stand in the list; without doubt only that it does not."""
    wanted = _digest(document, salt=listed.salt, bits=listed.bits)
    width = listed.width
    return any(listed.digests[at : at + width] == wanted for at in range(0, len(listed.digests), width))


def _digest(document: str, *, salt: bytes, bits: int) -> bytes:
    """The first bits of SHA-256; what is left of the first byte is zero."""
    width = -(-bits // 8)
    whole = hashlib.sha256(salt + document.encode()).digest()[:width]
    spare = width * 8 - bits
    return bytes([whole[0] & (0xFF >> spare)]) + whole[1:]
