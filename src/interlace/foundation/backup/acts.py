"""What was done to the node while its ledger could not be written: noted in its data folder, for whoever opens it next.

A restored database may belong to an older release, and a backup is wanted before that is changed: neither waits.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

ACTS_DUE = "acts-due.ndjson"
"""A file of this name in the data folder holds acts that the ledger does not have yet."""


@dataclass(frozen=True, slots=True)
class NotedAct:
    """One act on the machine itself."""

    event: str
    """Name in the catalogue of the ledger."""
    at: datetime
    named: str
    """Whom the command was told as its keeper; nothing where nobody was named."""
    account: str
    """Account of the operating system."""
    detail: Mapping[str, str | int]
    id: UUID

    def to_line(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self) | {"at": self.at.isoformat(), "id": str(self.id)}) + "\n"

    @classmethod
    def from_line(cls, line: str) -> "NotedAct":
        """Read back what `to_line` wrote."""
        read = json.loads(line)
        return cls(**read | {"at": datetime.fromisoformat(read["at"]), "id": UUID(read["id"])})


def note_act(
    data: Path, event: str, *, at: datetime, named: str, account: str, detail: Mapping[str, str | int]
) -> None:
    """Note an act in a data folder."""
    act = NotedAct(event, at, named, account, detail, uuid4())
    with os.fdopen(os.open(data / ACTS_DUE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w") as file:
        file.write(act.to_line())
        file.flush()
        os.fsync(file.fileno())


def noted_acts(data: Path) -> Sequence[NotedAct]:
    """The acts that wait, in their order."""
    try:
        lines = (data / ACTS_DUE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(NotedAct.from_line(line) for line in lines)


def forget_acts(data: Path) -> None:
    """They stand in the ledger now."""
    (data / ACTS_DUE).unlink(missing_ok=True)
