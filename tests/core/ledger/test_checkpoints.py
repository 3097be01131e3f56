"""A checkpoint's signature holds for its own words only."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from interlace.core.ledger import EMPTY_ROOT, Checkpoint, leaf_hash

SIGNER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
CHECKPOINT = Checkpoint(log="ab12", size=128, root=EMPTY_ROOT, at=datetime(2026, 11, 22, 8, 30, tzinfo=UTC))


def test_what_is_signed_is_readable() -> None:
    assert CHECKPOINT.signed_text() == (
        b"interlace-checkpoint-1\nab12\n128\n"
        b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n2026-11-22T08:30:00Z\n"
    )


def test_the_time_is_signed_in_utc() -> None:
    in_bangkok = datetime(2026, 11, 22, 15, 30, tzinfo=timezone(timedelta(hours=7)))
    assert replace(CHECKPOINT, at=in_bangkok).signed_text() == CHECKPOINT.signed_text()


def test_signature_holds_for_this_signer_and_these_words_only() -> None:
    signature = CHECKPOINT.signature(SIGNER)
    key, other_key = SIGNER.public_key().public_bytes_raw(), OTHER.public_key().public_bytes_raw()
    altered = [
        replace(CHECKPOINT, log="ab13"),
        replace(CHECKPOINT, size=129),
        replace(CHECKPOINT, root=leaf_hash(b"")),
        replace(CHECKPOINT, at=CHECKPOINT.at + timedelta(seconds=1)),
    ]
    assert CHECKPOINT.is_signed_by(key, signature)
    assert not CHECKPOINT.is_signed_by(other_key, signature)
    assert not any(checkpoint.is_signed_by(key, signature) for checkpoint in altered)
