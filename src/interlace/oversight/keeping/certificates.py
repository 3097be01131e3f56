"""What proves a deletion: counts and digests in one text, whose digest the ledger's leaf holds.

Whoever has the text and an export of the member's log checks it offline: the log with `verify.py`, and that it holds a
leaf of this text. Ids are random, so a digest tells nothing to who does not hold the id already.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from interlace.core.ledger import JsonValue, canonical, leaf_hash, root_of, verify_lines
from interlace.core.ledger import Verdict as LogVerdict
from interlace.foundation.audit.actions import SYSTEM, record
from interlace.foundation.disclosure.viewer import Viewer
from interlace.oversight.ledger_events import DELETED
from interlace.oversight.models import Certificate

FORMAT = "interlace-deletion-1"


@dataclass(frozen=True, slots=True)
class Gone:
    """One thing that was deleted."""

    kind: str
    id: UUID
    content: str = ""
    """Its own digest as hexadecimal, where it had one."""

    def digest(self) -> str:
        """What the certificate says of it."""
        return hashlib.sha256(f"{self.kind}|{self.id}|{self.content}".encode()).hexdigest()


def certify(
    member: str,
    *,
    by: Viewer | None,
    reason: str,
    records: int,
    gone: Sequence[Gone],
    counts: Mapping[str, int],
    purposes: Collection[str],
    guard: Mapping[str, Any],
    now: datetime,
) -> Certificate:
    """Write the certificate and its leaf, in the transaction that deletes. Without `by` the node did it by itself."""
    certificate, digests = uuid4(), sorted(each.digest() for each in gone)
    held_for = sorted(set(purposes))
    text: dict[str, JsonValue] = {
        "format": FORMAT,
        "certificate": str(certificate),
        "member": member,
        "at": now.astimezone(UTC).isoformat(),
        "by": by.id if by is not None else SYSTEM,
        "reason": reason,
        "purposes": held_for,
        "records": records,
        "counts": {**Counter(each.kind for each in gone), **counts},
        "digests": digests,
        "root": root_of([leaf_hash(bytes.fromhex(each)) for each in digests]).hex(),
    }
    written = canonical(text)
    row = Certificate.objects.create(
        id=certificate,
        member=member,
        at=now,
        by_name=by.officer_name if by is not None else "",
        reason=reason,
        purposes=held_for,
        records=records,
        text=written,
        sha256=hashlib.sha256(written.encode()).hexdigest(),
        **guard,
    )
    record(
        DELETED,
        by=by.id if by is not None else SYSTEM,
        member=member,
        on=row.id,
        now=now,
        purpose=by.purpose if by is not None else "",
        reference=by.reference if by is not None else "",
        detail={"certificate": row.sha256, "records": records, "root": str(text["root"]), "reason": reason},
    )
    return row


class Finding(StrEnum):
    """What can be said about a certificate offline. Never merged into yes or no."""

    PROVED = "proved"
    NOT_COVERED = "not_covered"  # the leaf is there, but no checkpoint has signed it yet
    NO_LEAF = "no_leaf"
    LOG_BROKEN = "log_broken"
    ALTERED = "altered"


def verify_certificate(text: str, log: Iterable[str], *, key: str | None = None) -> Finding:
    """Check a certificate against an exported log, without the node and without its database."""
    try:
        body = json.loads(text)
        digests = [str(each) for each in body["digests"]]
        is_whole = root_of([leaf_hash(bytes.fromhex(each)) for each in digests]).hex() == body["root"]
        is_whole = is_whole and body["format"] == FORMAT and canonical(body) == text.strip()
        certificate = str(body["certificate"])
    except (ValueError, KeyError, TypeError):
        return Finding.ALTERED
    if not is_whole:
        return Finding.ALTERED
    lines = list(log)
    report = verify_lines(lines, key=key)
    if report.verdict is LogVerdict.BROKEN:
        return Finding.LOG_BROKEN
    return _leaf_of(lines, certificate, hashlib.sha256(text.strip().encode()).hexdigest())


def _leaf_of(lines: Iterable[str], certificate: str, digest: str) -> Finding:
    for line in lines:
        if certificate not in line:
            continue
        leaf = json.loads(line)
        entry = json.loads(leaf.get("entry") or "{}")
        if (entry.get("event"), entry.get("on")) != (DELETED.name, certificate):
            continue
        if entry["detail"]["certificate"] != digest:
            return Finding.ALTERED
        return Finding.PROVED if leaf["kind"] == "leaf" else Finding.NOT_COVERED
    return Finding.NO_LEAF
