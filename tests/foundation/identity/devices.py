"""A device with passkeys, made of software: what browsers and authenticators would answer, and what a forger would."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40
HERE = "http://localhost:8000"


def told(data: bytes) -> str:
    """Bytes as WebAuthn's JSON writes them."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def heard(text: str) -> bytes:
    """The bytes again."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One authenticator with one passkey (ES256), in a browser at one origin."""

    origin: str = HERE
    party: str = "localhost"
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    owner: bytes | None = None
    count: int = 0
    counts: bool = True
    flags: int = PRESENT | VERIFIED

    def make(self, options: str, **changes: Any) -> str:
        """Answer to a registration."""
        asked = json.loads(options)
        self.owner = heard(asked["user"]["id"])
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + public
        data = self._data(self.flags | ATTESTED) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", challenge=asked["challenge"])
        response = {"clientDataJSON": told(client), "attestationObject": told(statement), "transports": ["internal"]}
        return self._said({**response, **changes})

    def sign(self, options: str, *, client: dict[str, Any] | None = None, **changes: Any) -> str:
        """Answer to a question."""
        asked = json.loads(options)
        said = self._client("webauthn.get", **{"challenge": asked["challenge"], **(client or {})})
        data = self._data(self.flags)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ECDSA(SHA256()))
        response = {
            "clientDataJSON": told(said),
            "authenticatorData": told(data),
            "signature": told(signature),
            "userHandle": None if self.owner is None else told(self.owner),
        }
        return self._said({**response, **changes})

    def _data(self, flags: int) -> bytes:
        self.count += self.counts
        return hashlib.sha256(self.party.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, **changes: Any) -> bytes:
        said = {"type": kind, "origin": self.origin, "crossOrigin": False, **changes}
        return json.dumps(said).encode()

    def _said(self, response: dict[str, Any]) -> str:
        name = told(self.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
