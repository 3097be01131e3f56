"""Back up a whole node into one sealed file, and restore it into an empty folder."""

from interlace.foundation.backup.actions import (
    DELETIONS_DUE,
    DELETIONS_FILE,
    INDEX_LOST,
    restore_backup,
    write_backup,
)
from interlace.foundation.backup.acts import NotedAct, forget_acts, note_act, noted_acts

__all__ = [
    "DELETIONS_DUE",
    "DELETIONS_FILE",
    "INDEX_LOST",
    "NotedAct",
    "forget_acts",
    "note_act",
    "noted_acts",
    "restore_backup",
    "write_backup",
]
