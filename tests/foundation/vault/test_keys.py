"""The node's keys: made once, closed to others, and one purpose never opens another's seal."""

import hashlib
import hmac
import os
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.foundation.vault.keys import (
    KeysUnusable,
    NodeKeys,
    SealBroken,
    derived,
    load_keys,
    load_or_create_keys,
    web_secret,
)

KEYS = NodeKeys(signing=bytes(range(32)), master=bytes(range(32, 64)), digest=bytes(range(64, 96)))


def key_file(data: Path) -> Path:
    return data / "keys" / "node.json"


def test_keys_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    made = load_or_create_keys(tmp_path / "data")
    assert load_or_create_keys(tmp_path / "data") == load_keys(tmp_path / "data") == made
    assert {path.stat().st_mode & 0o777 for path in [key_file(tmp_path / "data").parent]} == {0o700}
    assert key_file(tmp_path / "data").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "data" / "keys").iterdir()] == ["node.json"]


def test_processes_that_start_together_share_one_set_of_keys(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        secrets = set(pool.map(web_secret, [tmp_path] * 12))
    assert secrets == {web_secret(tmp_path)}


def test_two_nodes_share_nothing(tmp_path: Path) -> None:
    one, other = load_or_create_keys(tmp_path / "one"), load_or_create_keys(tmp_path / "other")
    assert len({one.signing, one.master, one.digest, other.signing, other.master, other.digest}) == 6


@pytest.mark.parametrize(
    ("which", "mode", "remedy"), [("keys", 0o750, "chmod 700"), ("keys/node.json", 0o604, "chmod 600")]
)
def test_keys_that_others_can_reach_are_refused_with_the_remedy(
    tmp_path: Path, which: str, mode: int, remedy: str
) -> None:
    load_or_create_keys(tmp_path)
    (tmp_path / which).chmod(mode)
    with pytest.raises(KeysUnusable) as refusal:
        load_or_create_keys(tmp_path)
    assert refusal.value.code == "keys_exposed"
    assert remedy in str(refusal.value.fix)


def test_no_keys_are_made_in_a_folder_that_others_can_enter(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys").chmod(0o755)
    with pytest.raises(KeysUnusable, match="Other users"):
        load_or_create_keys(tmp_path)
    assert list((tmp_path / "keys").iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b'{"format": "interlace-node-keys-1", "signing": "AA==", "master": "", "digest": ""}'],
)
def test_damaged_keys_are_refused_and_never_replaced(tmp_path: Path, content: bytes) -> None:
    load_or_create_keys(tmp_path)
    key_file(tmp_path).write_bytes(content)
    with pytest.raises(KeysUnusable, match="damaged"):
        load_or_create_keys(tmp_path)
    assert key_file(tmp_path).read_bytes() == content


def test_missing_keys_are_named(tmp_path: Path) -> None:
    with pytest.raises(KeysUnusable, match="missing"):
        load_keys(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_keys_of_another_user_are_refused(tmp_path: Path) -> None:
    load_or_create_keys(tmp_path)
    key_file(tmp_path).chmod(0)
    with pytest.raises(KeysUnusable, match="cannot be read"):
        load_keys(tmp_path)


def test_keys_never_show_in_text() -> None:
    assert repr(KEYS) == str(KEYS) == "NodeKeys()"


def test_web_secret_is_long_and_is_not_a_key_itself(tmp_path: Path) -> None:
    secret, keys = web_secret(tmp_path), load_keys(tmp_path)
    assert re.fullmatch("[0-9a-f]{64}", secret)
    assert secret not in {keys.master.hex(), keys.signing.hex(), keys.digest.hex()}


def test_derivation_is_hkdf() -> None:
    """RFC 5869 with SHA-256, no salt, one block of output."""
    extracted = hmac.new(bytes(32), KEYS.master, hashlib.sha256).digest()
    expanded = hmac.new(extracted, b"interlace-v1|web\x01", hashlib.sha256).digest()
    assert derived(KEYS.master, "web") == expanded


def test_the_public_key_checks_the_signature() -> None:
    signature = KEYS.signer().sign(b"text")
    Ed25519PublicKey.from_public_bytes(KEYS.public_signing_key()).verify(signature, b"text")


@given(st.text(max_size=20), st.binary(max_size=200), st.binary(max_size=40))
@settings(deadline=None, max_examples=60)
def test_a_seal_opens_to_what_was_sealed(purpose: str, data: bytes, associated: bytes) -> None:
    sealed = KEYS.seal(purpose, data, associated)
    assert KEYS.open(purpose, sealed, associated) == data
    assert sealed != KEYS.seal(purpose, data, associated)


@given(st.integers(0, 10**6), st.integers(1, 255))
@settings(deadline=None, max_examples=100)
def test_a_seal_with_one_altered_byte_stays_closed(place: int, change: int) -> None:
    sealed = bytearray(KEYS.seal("cursor", b"page 2 of KR", b"officer"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealBroken):
        KEYS.open("cursor", bytes(sealed), b"officer")


def test_a_seal_opens_for_its_purpose_place_and_node_only() -> None:
    sealed = KEYS.seal("totp", b"secret", b"officer 1")
    other_node = NodeKeys(KEYS.signing, bytes(32), KEYS.digest)
    attempts: list[Callable[[], bytes]] = [
        lambda: KEYS.open("cursor", sealed, b"officer 1"),
        lambda: KEYS.open("totp", sealed, b"officer 2"),
        lambda: other_node.open("totp", sealed, b"officer 1"),
        lambda: KEYS.open("totp", sealed[:11], b"officer 1"),
        lambda: KEYS.open("totp", b"", b"officer 1"),
    ]
    for attempt in attempts:
        with pytest.raises(SealBroken):
            attempt()


def test_pseudonyms_are_stable_and_not_comparable_between_purposes_or_nodes() -> None:
    other_node = NodeKeys(KEYS.signing, KEYS.master, bytes(32))
    digests = [
        KEYS.keyed_digest("subject", b"KR-1"),
        KEYS.keyed_digest("subject", b"KR-2"),
        KEYS.keyed_digest("api key", b"KR-1"),
        other_node.keyed_digest("subject", b"KR-1"),
    ]
    assert len(set(digests)) == 4
    assert KEYS.keyed_digest("subject", b"KR-1") == digests[0]
