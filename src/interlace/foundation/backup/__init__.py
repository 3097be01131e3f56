"""Back up a whole node into one sealed file, and restore it into an empty folder."""

from interlace.foundation.backup.actions import INDEX_LOST, restore_backup, write_backup

__all__ = ["INDEX_LOST", "restore_backup", "write_backup"]
