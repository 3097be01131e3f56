"""Packages of invented exhibits."""

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.core.custody.stories import entry, linked

from interlace.core.custody import Step
from interlace.core.ledger import (
    SALT_BYTES,
    Checkpoint,
    JsonValue,
    canonical,
    commitment,
    inclusion_proof,
    leaf_hash,
    root_of,
)
from interlace.evidence.bundle.writing import BundledExhibit, Contents, write_bundle

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = SIGNER.public_key().public_bytes_raw().hex()
MADE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def content_of(number: int) -> bytes:
    """A file of its own, of a length of its own."""
    return f"exhibit {number}: ".encode() + hashlib.shake_256(str(number).encode()).digest(40 + number)


def exhibit(number: int) -> BundledExhibit:
    """An exhibit with a story of three entries."""
    content = content_of(number)
    steps = [
        entry(Step.SEIZED, giver="the suspect", taker="KR/ncb/custodian", minutes=0),
        entry(Step.TRANSFERRED, giver="KR/ncb/custodian", taker="KR/lab/examiner", minutes=5),
        entry(Step.ANALYSED, giver="KR/lab/examiner", taker="KR/lab/examiner", minutes=9),
    ]
    return BundledExhibit(
        fields={"name": f"báo cáo {number}.pdf", "acquired/operator": f"officer {number}", "handling": "H1"},
        custody=linked(steps),
        signatures=["aa" * 64] * len(steps),
        content=[content],
        sha256=hashlib.sha256(content).hexdigest(),
    )


def log_lines(count: int = 5) -> bytes:
    """Acts of a log with their proofs."""
    opened = [(bytes([number]) * SALT_BYTES, canonical({"act": number})) for number in range(count)]
    leaves = [leaf_hash(commitment(salt, said)) for salt, said in opened]
    checkpoint = Checkpoint("log", len(leaves), root_of(leaves), MADE)
    signed: dict[str, JsonValue] = {
        "size": checkpoint.size,
        "root": checkpoint.root.hex(),
        "at": "2026-03-02T08:00:00Z",
        "signature": checkpoint.signature(SIGNER).hex(),
    }
    lines = [
        canonical(
            {
                "entry": said,
                "salt": salt.hex(),
                "number": number,
                "proof": [node.hex() for node in inclusion_proof(leaves, number)],
                "log": "log",
                "checkpoint": signed,
            }
        )
        for number, (salt, said) in enumerate(opened)
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def package(files: int) -> bytes:
    """A whole package."""
    target = io.BytesIO()
    contents = Contents(
        id="b-1",
        made=MADE,
        about={"reference": "KR-2026-0117", "bureau": "KR", "handling": "H1"},
        exhibits=[exhibit(number) for number in range(1, files + 1)],
        documents={"log.ndjson": log_lines(), "provenance.jsonld": b'{"@graph":[]}'},
        stamps={},
    )
    write_bundle(target, contents, signer=SIGNER, secret=b"s" * 32)
    return target.getvalue()


def laid(folder: Path, data: bytes) -> Path:
    """The package as a file."""
    path = folder / "package.zip"
    path.write_bytes(data)
    return path
