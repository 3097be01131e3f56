"""Large objects of the vault, sealed chunk by chunk under a key of their own.

Three keys stand behind each other: the object's seals its chunks, the case's seals the object's key, the node's seals
the case's. Each chunk (4 MiB) is sealed by itself (AES-256-GCM, NIST SP 800-38D) with a fresh nonce and bound to its
object, its place and whether it is the last: none can be exchanged, moved, left out or put behind the end. A chunk that
is sent again is sealed again under another nonce.
"""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from interlace.foundation.vault.keys import KEY_BYTES, SealBroken, derived
from interlace.foundation.vault.node import open_sealed, seal

CHUNK_BYTES: Final = 4 * 1024 * 1024
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_SEALED_CHUNK: Final = _NONCE_BYTES + CHUNK_BYTES + _TAG_BYTES


@dataclass(frozen=True, slots=True)
class CaseKey:
    """Seals the keys of the objects of one case."""

    case: UUID
    secret: bytes = field(repr=False)

    @classmethod
    def made(cls, case: UUID) -> "CaseKey":
        """A fresh key."""
        return cls(case, secrets.token_bytes(KEY_BYTES))

    @classmethod
    def unwrapped(cls, case: UUID, wrapped: bytes) -> "CaseKey":
        """The key that this node sealed for this case."""
        return cls(case, open_sealed("case-key", wrapped, case.bytes))

    def wrapped(self) -> bytes:
        """The key under the node's: what may lie in the database."""
        return seal("case-key", self.secret, self.case.bytes)


@dataclass(frozen=True, slots=True)
class ObjectKey:
    """Seals the chunks of one object."""

    object: UUID
    secret: bytes = field(repr=False)

    @classmethod
    def made(cls, of: UUID) -> "ObjectKey":
        """A fresh key."""
        return cls(of, secrets.token_bytes(KEY_BYTES))

    @classmethod
    def unwrapped(cls, of: UUID, wrapped: bytes, *, by: CaseKey) -> "ObjectKey":
        """The key that was sealed for this object of this case."""
        nonce, body = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
        return cls(of, _opened(by.secret, nonce, body, _object_terms(of, by.case)))

    def wrapped(self, *, by: CaseKey) -> bytes:
        """The key under the case's."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(by.secret).encrypt(nonce, self.secret, _object_terms(self.object, by.case))

    def seal(self, purpose: str, text: bytes, associated: bytes = b"") -> bytes:
        """Seal what was made of the object, for one purpose: it is as secret as the object, and ends with its key."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self._derived(purpose)).encrypt(nonce, text, self.object.bytes + associated)

    def open(self, purpose: str, sealed: bytes, associated: bytes = b"") -> bytes:
        """What was sealed so, or `SealBroken`."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        return _opened(self._derived(purpose), nonce, body, self.object.bytes + associated)

    def digest(self, purpose: str, text: bytes) -> bytes:
        """A mark by which the same text is known again beside this object, and nowhere else."""
        return hmac.new(self._derived(f"digest|{purpose}"), text, hashlib.sha256).digest()

    def _derived(self, purpose: str) -> bytes:
        return derived(self.secret, f"object|{purpose}")


@dataclass(frozen=True, slots=True)
class SealedObject:
    """One file of ciphertext, written chunk by chunk in any number of sittings."""

    path: Path
    key: ObjectKey
    size: int
    """Of the content, announced before the first chunk."""

    @property
    def chunks(self) -> int:
        """How many there are; an empty object has one."""
        return chunks_of(self.size)

    def create(self) -> None:
        """Make the empty file, for the node's user alone."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))

    def put(self, number: int, content: bytes) -> None:
        """Seal one chunk into its place and have it on the disk before this returns."""
        if len(content) != self.length_of(number):
            raise ValueError("a chunk has the length that its place gives it")
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + AESGCM(self.key.secret).encrypt(nonce, content, self._terms(number))
        descriptor = os.open(self.path, os.O_WRONLY)
        try:
            written = 0
            while written < len(sealed):
                written += os.pwrite(descriptor, sealed[written:], number * _SEALED_CHUNK + written)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def get(self, number: int) -> bytes:
        """One chunk, or `SealBroken` where it is not what was sealed there."""
        length = _NONCE_BYTES + self.length_of(number) + _TAG_BYTES
        try:
            descriptor = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            raise SealBroken("The sealed file is missing.") from None
        try:
            sealed = os.pread(descriptor, length, number * _SEALED_CHUNK)
        finally:
            os.close(descriptor)
        return _opened(self.key.secret, sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self._terms(number))

    def content(self) -> Iterator[bytes]:
        """The whole object in order."""
        for number in range(self.chunks):
            yield self.get(number)

    def length_of(self, number: int) -> int:
        """How many bytes of content a chunk holds."""
        if not 0 <= number < self.chunks:
            raise ValueError("the object has no such chunk")
        return min(CHUNK_BYTES, self.size - number * CHUNK_BYTES)

    def _terms(self, number: int) -> bytes:
        is_last = number == self.chunks - 1
        return b"interlace-object-1" + self.object_id + number.to_bytes(8, "big") + bytes([is_last])

    @property
    def object_id(self) -> bytes:
        """Whose chunks these are."""
        return self.key.object.bytes


def chunks_of(size: int) -> int:
    """In how many chunks content of this size comes; an empty one comes in one."""
    return max(1, -(-size // CHUNK_BYTES))


def _object_terms(of: UUID, case: UUID) -> bytes:
    return b"interlace-object-key-1" + of.bytes + case.bytes


def _opened(secret: bytes, nonce: bytes, body: bytes, terms: bytes) -> bytes:
    if len(nonce) < _NONCE_BYTES:
        raise SealBroken("The sealed value is not valid here.")
    try:
        return AESGCM(secret).decrypt(nonce, body, terms)
    except InvalidTag:
        raise SealBroken("The sealed value is not valid here.") from None
