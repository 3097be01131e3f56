"""Back up a whole node into one sealed file, and restore it into an empty folder."""

from interlace.foundation.backup.actions import (
    DELETIONS_DUE,
    DELETIONS_FILE,
    INDEX_LOST,
    restore_backup,
    write_backup,
)

__all__ = ["DELETIONS_DUE", "DELETIONS_FILE", "INDEX_LOST", "restore_backup", "write_backup"]
