"""The written authorisation: its reference, its day, who signed it, and the scan in the vault."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interlace.bureaus.people.ledger_events import SCAN_KEPT
from interlace.bureaus.people.models import Authorisation
from interlace.bureaus.people.rules import bureau_of, bureaus_under, require_head
from interlace.foundation.audit.actions import Detail, record
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.errors import FieldProblem, InvalidInput, NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.vault.objects import SealedObjects

LARGEST_SCAN = 20 * 1024 * 1024
# What a scanner writes. The file is kept as it came and handed out as a download; nothing here reads it.
_KINDS: Mapping[bytes, str] = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
sealed_scans = SealedObjects("vault", "authorisation")


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
        sealed = sealed_scans.put(data)
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


@transaction.atomic
def attach_scan(viewer: Viewer, paper_id: UUID, name: str, data: bytes, *, now: datetime) -> UUID:
    """Put the scan of an authorisation of the own bureau into the vault, once; the officer or unit that it is about."""
    require_head(viewer)
    scanned = Paper().with_scan(name, data)
    with acting(viewer, now=now):
        kept = Authorisation.objects.select_for_update().filter(pk=paper_id, scan="").first()
        if kept is None or not is_under(viewer, kept.subject):
            sealed_scans.remove(scanned.scan)
            raise NotFound(_("There is no such authorisation."))
        kept.scan, kept.scan_name, kept.scan_sha256 = scanned.scan, scanned.scan_name, scanned.scan_sha256
        kept.save(update_fields=["scan", "scan_name", "scan_sha256"])
        detail: Detail = {"paper": str(kept.pk), "sha256": kept.scan_sha256}
        record(SCAN_KEPT, by=viewer.id, member=viewer.member, on=kept.subject, now=now, detail=detail)
    return kept.subject


def is_under(viewer: Viewer, subject: UUID) -> bool:
    """Whether this is an officer or a unit of the viewer's own bureau."""
    bureaus = bureaus_under(bureau_of(viewer))
    return bureaus.filter(pk=subject).exists() or Officer.objects.filter(pk=subject, bureau__in=bureaus).exists()


def scan_of(authorisation: Authorisation) -> bytes:
    """The scan as it came."""
    return sealed_scans.get(authorisation.scan)


def _unfit_scan(what: str) -> InvalidInput:
    return InvalidInput(what, problems=[FieldProblem("/paper/scan", "unfit_scan", what)], fix=_("Choose another file."))
