"""Files of a form that lie sealed from their first byte: for what must not lie on a disk in plain, not even on its way.

Each part that arrives is sealed (AES-256-GCM, a counter as nonce) under a key that is made for this one upload and is
nowhere but in memory, into a file without a name: whatever ends the process leaves nothing that could be read.
"""

import secrets
import tempfile
from collections.abc import Iterator
from typing import IO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

_LENGTH_BYTES = 4
_KEY_BITS = 256


class SealedSpool:
    """What has arrived of one file, sealed part by part; it is read again in order, in pieces of any size."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - closed below
        self._cipher = AESGCM(AESGCM.generate_key(_KEY_BITS))
        self._name = secrets.token_bytes(16)
        self._parts = 0
        self.size = 0

    def write(self, part: bytes) -> None:
        """Seal one part behind the others."""
        sealed = self._cipher.encrypt(self._nonce(self._parts), part, self._name)
        self._file.write(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)
        self._parts += 1
        self.size += len(part)

    def pieces(self, size: int) -> Iterator[bytes]:
        """The whole file in pieces of this size, the last one shorter; an empty file is one empty piece."""
        self._file.seek(0)
        held = b""
        for number in range(self._parts):
            length = int.from_bytes(self._file.read(_LENGTH_BYTES), "big")
            held += self._cipher.decrypt(self._nonce(number), self._file.read(length), self._name)
            while len(held) >= size:
                yield held[:size]
                held = held[size:]
        if held or not self.size:
            yield held

    def close(self) -> None:
        """Forget it."""
        self._file.close()

    @property
    def sealed_bytes(self) -> bytes:
        """As they lie on the disk: what somebody finds who takes it away."""
        self._file.flush()
        self._file.seek(0)
        return self._file.read()

    def _nonce(self, number: int) -> bytes:
        return number.to_bytes(12, "big")


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic for the checker alone
    """A file of a form; `spool` holds it."""

    def __init__(self, spool: SealedSpool, *, name: str, content_type: str) -> None:
        super().__init__(None, name, content_type, spool.size)
        self.spool = spool

    def close(self) -> None:
        """Django closes it with the request."""
        self.spool.close()


class SealingHandler(FileUploadHandler):
    """Takes every file of a form; the view puts it before Django reads the body."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._spool = SealedSpool()

    def new_file(self, *arguments: object, **named: object) -> None:
        """A further file begins."""
        super().new_file(*arguments, **named)  # type: ignore[arg-type]
        self._spool = SealedSpool()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        """Seal what came; nothing is passed on."""
        self._spool.write(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:  # noqa: ARG002 - Django's signature
        """The file as the view finds it."""
        return SealedUpload(self._spool, name=self.file_name or "file", content_type=self.content_type or "")

    def upload_interrupted(self) -> None:
        """The browser went away."""
        self._spool.close()
