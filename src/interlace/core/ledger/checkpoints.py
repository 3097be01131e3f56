"""A checkpoint: the node's signature under the size and root of its log at one time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_FORMAT = "interlace-checkpoint-1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What the signature says: this log had this root at this size, at this time."""

    log: str
    size: int
    root: bytes
    at: datetime

    def signed_text(self) -> bytes:
        """The bytes that are signed."""
        lines = (_FORMAT, self.log, str(self.size), self.root.hex(), written_time(self.at))
        return "".join(f"{line}\n" for line in lines).encode()

    def signature(self, signer: Ed25519PrivateKey) -> bytes:
        """The node's signature (Ed25519)."""
        return signer.sign(self.signed_text())

    def is_signed_by(self, public_key: bytes, signature: bytes) -> bool:
        """Whether the signature is that of this key."""
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, self.signed_text())
        except InvalidSignature:
            return False
        return True


def written_time(at: datetime) -> str:
    """The time as it is signed: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
