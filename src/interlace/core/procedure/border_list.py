"""The list that a border post keeps for when its line is down: digests of documents, of which none can be read.

A document is asked about one at a time, and the digests are cut so short that a foreign document meets one by chance:
one in ten thousand, or one in 160,000 at the beginning of a class of sizes. So what a list says is never more than
"it may stand here". That holds for many lists together as long as they have the same salt and the same width: the
same foreign documents meet each of them. So both belong to the node and the class, and never to one list. Source,
read 2026-11-22: journeys of the product, 300 passengers at a border post (local signed filter).
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

BY_CHANCE = 10_000
"""Of at most so many documents that stand in no list, one meets a list that fills its class by chance."""
CLASS = 16
"""A list belongs to the smallest power of this that holds it."""
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


def bits_for(count: int) -> int:
    """The width of every list of about so many documents: of one class, whatever the number is."""
    room = CLASS
    while room < count:
        room *= CLASS
    return (room * BY_CHANCE).bit_length()


def device_list(documents: Collection[str], *, salt: bytes) -> DeviceList:
    """The list of these documents (`issuer:number`), under the salt of the node for their `bits_for`."""
    bits = bits_for(len(documents))
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
