"""Files sealed with a passphrase come back whole, or not at all."""

import io
import re
from collections.abc import Callable

import pytest

from interlace.foundation.vault.sealed_files import NotOpened, decrypt_stream, encrypt_stream

PASSPHRASE = "hổ trắng 백호 2026"
CONTENT = bytes(range(256)) * 800  # more than three chunks of 64 KiB


@pytest.fixture(scope="module")
def sealed() -> bytes:
    """Sealing takes about a second by design, so once is enough."""
    target = io.BytesIO()
    encrypt_stream(io.BytesIO(CONTENT), target, passphrase=PASSPHRASE)
    return target.getvalue()


def opened(sealed: bytes, passphrase: str = PASSPHRASE) -> bytes:
    target = io.BytesIO()
    decrypt_stream(io.BytesIO(sealed), target, passphrase=passphrase)
    return target.getvalue()


def test_what_was_sealed_comes_back(sealed: bytes) -> None:
    assert opened(sealed) == CONTENT
    assert CONTENT[:64] not in sealed


def test_a_wrong_passphrase_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(NotOpened) as refusal:
        opened(sealed, "hổ trắng 백호 2025")
    assert refusal.value.code == "wrong_passphrase"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda sealed: b"", "not_a_sealed_file"),
        (lambda sealed: b"PK" + sealed, "not_a_sealed_file"),
        (lambda sealed: sealed[:26], "sealed_file_damaged"),
        (lambda sealed: sealed[:90], "sealed_file_damaged"),
        (lambda sealed: sealed[:-1], "sealed_file_damaged"),
        (lambda sealed: sealed[: len(sealed) // 2], "sealed_file_damaged"),
        (lambda sealed: sealed + b"x", "sealed_file_damaged"),
        (lambda sealed: sealed[:-20] + bytes([sealed[-20] ^ 1]) + sealed[-19:], "sealed_file_damaged"),
    ],
)
def test_a_damaged_file_is_refused(sealed: bytes, damage: Callable[[bytes], bytes], code: str) -> None:
    with pytest.raises(NotOpened) as refusal:
        opened(damage(sealed))
    assert refusal.value.code == code


def test_a_passphrase_that_asks_for_too_much_work_is_not_called_wrong(sealed: bytes) -> None:
    with pytest.raises(NotOpened) as refusal:
        opened(re.sub(rb"(-> scrypt \S+ )\d\d", rb"\g<1>30", sealed, count=1))
    assert refusal.value.code == "too_much_work"


def test_a_full_disk_is_not_taken_for_a_damaged_file(sealed: bytes) -> None:
    class FullDisk(io.BytesIO):
        def write(self, _data: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        decrypt_stream(io.BytesIO(sealed), FullDisk(), passphrase=PASSPHRASE)


def test_an_empty_passphrase_seals_nothing() -> None:
    target = io.BytesIO()
    with pytest.raises(ValueError, match="passphrase"):
        encrypt_stream(io.BytesIO(CONTENT), target, passphrase="")
    assert target.getvalue() == b""
