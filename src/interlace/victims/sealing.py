"""What a person says, sealed under a key of that person alone; apart from the keys of cases and exhibits.

Two keys stand behind each other: the person's seals each entry (AES-256-GCM, NIST SP 800-38D), the node's, derived for
this purpose and no other, seals the person's. Every entry is bound to its file and place, and all have one size, so
that neither disk nor backup tells a long answer from a skipped question.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from interlace.foundation.vault.keys import KEY_BYTES, SealBroken
from interlace.foundation.vault.node import open_sealed, seal

ENTRY_BYTES: Final = 4096
"""Above 600 signs of any script, escaped at worst to six bytes each, with what stands around them."""
LONGEST_WORDS: Final = 600
_NONCE_BYTES: Final = 12
_PURPOSE: Final = "victim-care-key"


@dataclass(frozen=True, slots=True)
class CareKey:
    """Seals what is kept of one person."""

    of: UUID
    secret: bytes = field(repr=False)

    @classmethod
    def made(cls, of: UUID) -> "CareKey":
        """A fresh key."""
        return cls(of, secrets.token_bytes(KEY_BYTES))

    @classmethod
    def unwrapped(cls, of: UUID, wrapped: bytes) -> "CareKey":
        """The key that this node sealed for this file; `SealBroken` where it was destroyed."""
        return cls(of, open_sealed(_PURPOSE, wrapped, of.bytes))

    def wrapped(self) -> bytes:
        """The key under the node's: what may lie in the database."""
        return seal(_PURPOSE, self.secret, self.of.bytes)

    def sealed(self, said: Mapping[str, Any], *, number: int) -> bytes:
        """One entry at its place; always of one size."""
        content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        if len(content) > ENTRY_BYTES:
            raise ValueError("an entry is kept within its size by whoever takes it in")
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.secret).encrypt(nonce, content.ljust(ENTRY_BYTES), self._terms(number))

    def opened(self, sealed: bytes, *, number: int) -> Mapping[str, Any]:
        """What was kept at this place."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            content = AESGCM(self.secret).decrypt(nonce, body, self._terms(number))
        except (InvalidTag, ValueError):
            raise SealBroken("The sealed value is not valid here.") from None
        opened: Mapping[str, Any] = json.loads(content)
        return opened

    def _terms(self, number: int) -> bytes:
        return b"interlace-care-1" + self.of.bytes + number.to_bytes(4, "big")
