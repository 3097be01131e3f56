"""The ledger of deletions: ids alone, in a file that outlives the database, so that no backup revives what is dead.

Each act writes its rows in its own transaction; after the commit they are appended to the file, each line with the
digest of the one before. INTERLACE_DELETIONS may name a file on another disk; `interlace admin restore` takes it.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from interlace.core.ledger import JsonValue, canonical
from interlace.foundation.backup import DELETIONS_FILE
from interlace.foundation.database.folders import make_private_folder
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import IntegrityFailure
from interlace.oversight.models import Deletion

IDS_IN_A_LINE = 2_000
VARIABLE = "INTERLACE_DELETIONS"

_is_replaying: ContextVar[bool] = ContextVar("interlace_is_replaying", default=False)


class DeletionsBroken(IntegrityFailure):
    """The ledger of deletions is not as it was written."""

    code = "deletions_broken"


@dataclass(frozen=True, slots=True)
class Line:
    """One act, or a part of a large one."""

    id: UUID
    member: str
    at: datetime
    ids: Mapping[str, Sequence[str]]


def note_deletion(member: str, ids: Mapping[str, Sequence[str]], *, now: datetime) -> None:
    """Note what was deleted, in the transaction of the act; the file follows its commit."""
    if _is_replaying.get():
        return
    rows = [Deletion(member=member, at=now, ids=part) for part in _parts(ids)]
    if not rows:
        return
    with steward(Task.RETENTION):
        Deletion.objects.bulk_create(rows)
    transaction.on_commit(write_waiting, robust=True)


@contextmanager
def replaying() -> Iterator[None]:
    """What is deleted in here stands in the ledger already."""
    token = _is_replaying.set(True)
    try:
        yield
    finally:
        _is_replaying.reset(token)


def is_replaying() -> bool:
    """Whether what is deleted now had been deleted before."""
    return _is_replaying.get()


@transaction.atomic
def write_waiting() -> int:
    """Append what the file does not hold yet. A process that ends in between leaves a line twice, never a gap."""
    with steward(Task.RETENTION):
        waiting = list(Deletion.objects.select_for_update().filter(written=False).order_by("at", "id"))
        if not waiting:
            return 0
        with _appending(deletions_file()) as file:
            before = _last_digest(file)
            for row in waiting:
                line = _written(Line(row.id, row.member, row.at, row.ids), before)
                before = hashlib.sha256(line).hexdigest()
                file.write(line)
        Deletion.objects.filter(id__in=[row.id for row in waiting]).update(written=True)
        return len(waiting)


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of a ledger in order; raises `DeletionsBroken` where the chain does not hold.

    A last line that was cut off by the end of a process counts for nothing: its row is written again.
    """
    if not path.exists():
        return
    before = ""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if not raw.endswith(b"\n"):
                return
            try:
                record = json.loads(raw)
                line = Line(UUID(record["id"]), record["member"], datetime.fromisoformat(record["at"]), record["ids"])
                if record["before"] != before:
                    raise ValueError
            except (ValueError, KeyError, TypeError):
                raise DeletionsBroken(
                    _("The ledger of deletions is damaged in line {number}.").format(number=number),
                    fix=_("Take another copy of it."),
                ) from None
            before = hashlib.sha256(raw).hexdigest()
            yield line


def deletions_file() -> Path:
    """Where this node keeps its ledger of deletions."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(settings.INTERLACE_DATA) / DELETIONS_FILE


def _parts(ids: Mapping[str, Sequence[str]]) -> Iterator[dict[str, list[str]]]:
    for kind, every in ids.items():
        for start in range(0, len(every), IDS_IN_A_LINE):
            yield {kind: list(every[start : start + IDS_IN_A_LINE])}


def _written(line: Line, before: str) -> bytes:
    at = line.at.astimezone(UTC).isoformat()
    kept: dict[str, JsonValue] = {
        "id": str(line.id),
        "member": line.member,
        "at": at,
        "ids": line.ids,
        "before": before,
    }
    return canonical(kept).encode() + b"\n"


@contextmanager
def _appending(path: Path) -> Iterator[BinaryIO]:
    make_private_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
        file.flush()
        os.fsync(file.fileno())


def _last_digest(file: BinaryIO) -> str:
    """The digest of the last whole line; the file is left open behind it, what was cut off is taken away."""
    file.seek(0)
    last, end = b"", 0
    for raw in file:
        if not raw.endswith(b"\n"):
            break
        last, end = raw, end + len(raw)
    file.seek(end)
    file.truncate()
    return hashlib.sha256(last).hexdigest() if last else ""
