"""The written authorisation: its reference, its day, who signed it, and the scan in the vault."""

import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from interlace.bureaus.people.models import Authorisation
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput
from interlace.foundation.vault.node import open_sealed, seal

LARGEST_SCAN = 20 * 1024 * 1024
# What a scanner writes. The file is kept as it came and handed out as a download; nothing here reads it.
_KINDS: Mapping[bytes, str] = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_PURPOSE = "authorisation"


@dataclass(frozen=True, slots=True)
class Paper:
    """A written authorisation as it is noted with a change."""

    document: str = ""
    dated: date | None = None
    signed_by: str = ""
    scan: str = ""
    scan_name: str = ""
    scan_sha256: str = ""

    def to_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "document": self.document,
            "dated": self.dated.isoformat() if self.dated else "",
            "signed_by": self.signed_by,
            "scan": self.scan,
            "scan_name": self.scan_name,
            "scan_sha256": self.scan_sha256,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read back what `to_json` wrote."""
        dated = values.get("dated")
        return cls(**{**values, "dated": date.fromisoformat(dated) if dated else None})

    def with_scan(self, name: str, data: bytes) -> Self:
        """The same with its scan, sealed into the vault."""
        kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)
        if kind is None:
            raise _unfit_scan(_("A scan is a PDF, PNG or JPEG file."))
        if len(data) > LARGEST_SCAN:
            raise _unfit_scan(_("The scan is larger than 20 MiB."))
        sealed = _put(data)
        digest = hashlib.sha256(data).hexdigest()
        return replace(self, scan=sealed, scan_name=f"{Path(name).stem[:200]}.{kind}", scan_sha256=digest)

    def problems(self, *, today: date) -> Iterator[FieldProblem]:
        """What is missing."""
        if not 0 < len(self.document.strip()) <= 120:
            yield FieldProblem(
                "/paper/document",
                "document_missing",
                _("Rights rest on a written authorisation."),
                _("Enter its reference."),
            )
        if self.dated is None or self.dated > today:
            yield FieldProblem(
                "/paper/dated",
                "document_day",
                _("The authorisation has no day, or one to come."),
                _("Enter the day on which it was signed."),
            )
        if not 0 < len(self.signed_by.strip()) <= 160:
            yield FieldProblem(
                "/paper/signed_by", "signer_missing", _("The authorisation has no signer."), _("Enter who signed it.")
            )


def note_paper(viewer: Viewer, paper: Paper, *, subject: UUID, by_name: str, by: UUID, now: datetime) -> None:
    """Keep the paper with the officer or the unit that it is about; the member's context must be open."""
    if paper.dated is None:  # what narrows rights needs no paper
        return
    Authorisation.objects.create(
        member=viewer.member,
        subject=subject,
        document=paper.document.strip(),
        dated=paper.dated,
        signed_by=paper.signed_by.strip(),
        scan=paper.scan,
        scan_name=paper.scan_name,
        scan_sha256=paper.scan_sha256,
        noted=now,
        noted_by=by,
        noted_by_name=by_name,
    )


def scan_of(authorisation: Authorisation) -> bytes:
    """The scan as it came."""
    return open_sealed(_PURPOSE, (_folder() / authorisation.scan).read_bytes(), authorisation.scan.encode())


def _put(data: bytes) -> str:
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    name = secrets.token_hex(16)
    draft = folder / f".{name}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(seal(_PURPOSE, data, name.encode()))
        file.flush()
        os.fsync(file.fileno())
    draft.rename(folder / name)
    return name


def _unfit_scan(what: str) -> InvalidInput:
    return InvalidInput(what, problems=[FieldProblem("/paper/scan", "unfit_scan", what)], fix=_("Choose another file."))


def _folder() -> Path:
    return Path(settings.INTERLACE_DATA) / "vault"
