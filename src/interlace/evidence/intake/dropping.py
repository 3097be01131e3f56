"""Dropping a file into a case: sealed as an exhibit before anything reads it, then taken into the intake."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import IO
from uuid import UUID

from interlace.evidence.acquiring import Acquisition
from interlace.evidence.actions import ExhibitTerms, begin_exhibit, put_chunk, seal_exhibit
from interlace.evidence.intake.actions import IntakeTerms, begin_intake
from interlace.evidence.intake.models import Intake
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.vault.envelopes import CHUNK_BYTES


def drop_file(
    viewer: Viewer,
    case: UUID | str,
    content: IO[bytes],
    *,
    file_name: str,
    acquired: Acquisition,
    terms: IntakeTerms,
    clock: Callable[[], datetime],
) -> Intake:
    """Seal a file as it came and begin to read it. The same file again goes on where a broken transfer stood."""
    sha256, size = _measured(content)
    exhibit = begin_exhibit(viewer, case, ExhibitTerms(file_name, size, acquired, sha256=sha256), now=clock())
    number = exhibit.received
    content.seek(number * CHUNK_BYTES)
    while (chunk := content.read(CHUNK_BYTES)) or number == 0:
        put_chunk(viewer, exhibit.id, number, chunk, now=clock())
        number += 1
    sealed = seal_exhibit(viewer, exhibit.id, now=clock())
    return begin_intake(viewer, sealed.id, terms, now=clock())


def _measured(content: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while part := content.read(CHUNK_BYTES):
        digest.update(part)
        size += len(part)
    return digest.hexdigest(), size
