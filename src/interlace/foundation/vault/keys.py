"""The node's own keys: one file in the data folder, made once, readable by the node's user alone.

This module works before Django is configured, because the settings themselves take the web secret from here; its
messages are therefore plain English and carry a code.
"""

import base64
import hashlib
import hmac
import json
import os
import secrets
import stat
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from interlace.foundation.errors import InterlaceError, Refused

KEY_FILE = "node.json"
KEY_BYTES = 32
_FORMAT = "interlace-node-keys-1"
_PARTS = ("signing", "master", "digest")
_NONCE_BYTES = 12


class KeysUnusable(InterlaceError):
    """The node's keys cannot be used as they lie; the fix says what to do."""

    code = "keys_unusable"


class SealBroken(Refused):
    """A sealed value was altered, moved to another purpose or place, or sealed by another node."""

    code = "seal_broken"


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """What only this node knows. Nothing here is ever printed, logged or sent."""

    signing: bytes = field(repr=False)
    """Ed25519 seed: signs checkpoints of the log."""
    master: bytes = field(repr=False)
    """Seals values that leave the node's hands for a while, and derives every other secret."""
    digest: bytes = field(repr=False)
    """Makes pseudonyms: the same value always gives the same digest here, and none elsewhere."""

    def signer(self) -> Ed25519PrivateKey:
        """The node's signing key."""
        return Ed25519PrivateKey.from_private_bytes(self.signing)

    def public_signing_key(self) -> bytes:
        """What others check this node's signatures with (32 bytes)."""
        return self.signer().public_key().public_bytes_raw()

    def seal(self, purpose: str, data: bytes, associated: bytes = b"") -> bytes:
        """Encrypt and authenticate data for one purpose; `associated` must be given again to open it.

        Random nonces bound a purpose to 2^32 sealed values, above ten years of one every tenth of a second.
        """
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + ChaCha20Poly1305(derived(self.master, f"seal|{purpose}")).encrypt(nonce, data, associated)

    def open(self, purpose: str, sealed: bytes, associated: bytes = b"") -> bytes:
        """Give back what was sealed for this purpose, or raise `SealBroken`."""
        nonce, body = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        if len(nonce) < _NONCE_BYTES:
            raise SealBroken("The sealed value is not valid here.")
        try:
            return ChaCha20Poly1305(derived(self.master, f"seal|{purpose}")).decrypt(nonce, body, associated)
        except InvalidTag:
            raise SealBroken("The sealed value is not valid here.") from None

    def keyed_digest(self, purpose: str, data: bytes) -> bytes:
        """A pseudonym of the data for one purpose (HMAC-SHA-256), not comparable between purposes or nodes."""
        return hmac.new(derived(self.digest, f"digest|{purpose}"), data, hashlib.sha256).digest()


@cache
def derived(secret: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose (HKDF-SHA-256, RFC 5869)."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"interlace-v1|{purpose}".encode()).derive(secret)


def web_secret(data: Path) -> str:
    """The secret of the web sessions, stable for the life of the node's keys."""
    return derived(load_or_create_keys(data).master, "web").hex()


def load_or_create_keys(data: Path) -> NodeKeys:
    """The keys of the node whose data folder this is; made on first use, by whichever process comes first."""
    folder = data / "keys"
    path = folder / KEY_FILE
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_if_others_may_enter(folder, 0o700)
        _write_once(path, _serialised(NodeKeys(*(secrets.token_bytes(KEY_BYTES) for _ in _PARTS))))
    return load_keys(data)


def load_keys(data: Path) -> NodeKeys:
    """The keys of an existing node. Keys that others can read, or a damaged file, are refused with the remedy."""
    path = data / "keys" / KEY_FILE
    try:
        _refuse_if_others_may_enter(path.parent, 0o700)
        _refuse_if_others_may_enter(path, 0o600)
        content = path.read_bytes()
    except FileNotFoundError:
        raise KeysUnusable(
            f"The node's keys are missing: {path}.",
            code="keys_missing",
            fix="Restore the folder `keys` from the last backup.",
        ) from None
    except PermissionError:
        raise KeysUnusable(
            f"The node's keys cannot be read: {path}.",
            code="keys_unreadable",
            fix="Run the command as the user who owns the data folder.",
        ) from None
    return _parsed(content, path)


def _refuse_if_others_may_enter(path: Path, mode: int) -> None:
    found = stat.S_IMODE(path.stat().st_mode)
    if found & 0o077:
        raise KeysUnusable(
            f"Other users of this machine can reach the node's keys: {path} has mode {found:04o}.",
            code="keys_exposed",
            fix=f"Run: chmod {mode:o} '{path}'. If other people use this machine, treat the keys as known to them.",
        )


def _serialised(keys: NodeKeys) -> bytes:
    parts = {part: base64.b64encode(getattr(keys, part)).decode() for part in _PARTS}
    return json.dumps({"format": _FORMAT} | parts, indent=1).encode() + b"\n"


def _parsed(content: bytes, path: Path) -> NodeKeys:
    try:
        record = json.loads(content)
        parts = [base64.b64decode(record[part], validate=True) for part in _PARTS]
        if record["format"] != _FORMAT or any(len(part) != KEY_BYTES for part in parts):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise KeysUnusable(
            f"The node's keys are damaged: {path}.",
            code="keys_damaged",
            fix="Restore the folder `keys` from the last backup.",
        ) from None
    return NodeKeys(*parts)


def _write_once(path: Path, content: bytes) -> None:
    """Put the whole file in place, or nothing; a file that another process has put there first stays."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # unlike a rename, it never replaces what is there
        except FileExistsError:
            return
        _sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
