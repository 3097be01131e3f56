"""Files sealed with a passphrase (age, through pyrage), of any size and without holding them in memory.

A passphrase alone seals only what fits in memory. So a fresh key pair seals the stream, the passphrase seals its secret
half, and both stand one after the other: the head line, the length of the sealed secret (4 bytes), the sealed secret,
the sealed stream. Both parts are ordinary age files.
"""

import time
from typing import IO, Final

import pyrage

from interlace.foundation.errors import InterlaceError

_HEAD: Final = b"interlace sealed file 1\n"
_LENGTH_BYTES: Final = 4
_LONGEST_SECRET: Final = 65536
_TOO_MUCH_WORK: Final = "Excessive work parameter"
_MEASURES: Final = 10
_BETWEEN_MEASURES: Final = 0.2  # seconds


class NotOpened(InterlaceError):
    """The passphrase is wrong, or the file is damaged or cut off."""

    code = "not_opened"


def encrypt_stream(source: IO[bytes], target: IO[bytes], *, passphrase: str) -> None:
    """Seal everything that can be read from the source."""
    if not passphrase:
        raise ValueError("a passphrase is needed")
    identity = pyrage.x25519.Identity.generate()
    secret = pyrage.passphrase.encrypt(str(identity).encode(), passphrase)
    target.write(_HEAD + len(secret).to_bytes(_LENGTH_BYTES, "big") + secret)
    pyrage.encrypt_io(source, target, [identity.to_public()])


def decrypt_stream(source: IO[bytes], target: IO[bytes], *, passphrase: str) -> None:
    """Open a sealed file, or raise `NotOpened`.

    Damage may show only after a part has been written: the caller uses the target when this has returned, not before.
    """
    identity = _identity(source, passphrase)
    try:
        pyrage.decrypt_io(source, target, [identity])
    except (pyrage.DecryptError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, not the file
        raise _damaged() from None


def _identity(source: IO[bytes], passphrase: str) -> "pyrage.x25519.Identity":
    if source.read(len(_HEAD)) != _HEAD:
        raise NotOpened(
            "This is not a file that Interlace sealed.",
            code="not_a_sealed_file",
            fix="Choose the file that was written by `interlace admin backup`.",
        )
    length = int.from_bytes(source.read(_LENGTH_BYTES), "big")
    if not 0 < length <= _LONGEST_SECRET:
        raise _damaged()
    secret = source.read(length)
    if len(secret) < length:
        raise _damaged()
    try:
        return pyrage.x25519.Identity.from_str(_opened(secret, passphrase).decode())
    except (pyrage.DecryptError, pyrage.IdentityError, ValueError):
        raise NotOpened(
            "The passphrase does not open this file.",
            code="wrong_passphrase",
            fix="Check the passphrase. If it is right, the file is damaged: take another copy.",
        ) from None


def _opened(secret: bytes, passphrase: str) -> bytes:
    """What a passphrase seals.

    age measures for a moment how fast the machine is, and refuses a passphrase that was made for a much faster one. On
    a machine that is busy just then the measure is wrong: it is taken again.
    """
    for _ in range(_MEASURES):
        try:
            opened: bytes = pyrage.passphrase.decrypt(secret, passphrase)
        except pyrage.DecryptError as error:
            if not str(error).startswith(_TOO_MUCH_WORK):
                raise
            time.sleep(_BETWEEN_MEASURES)
        else:
            return opened
    raise NotOpened(
        "This file asks for more work than this machine can do now.",
        code="too_much_work",
        fix="Try again when less runs here, or on the machine that sealed it. Otherwise the file is damaged.",
    )


def _damaged() -> NotOpened:
    return NotOpened(
        "The sealed file is damaged or cut off.", code="sealed_file_damaged", fix="Take another copy of the file."
    )
