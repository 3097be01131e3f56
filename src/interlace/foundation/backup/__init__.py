"""Back up a whole node into one sealed file, and restore it into an empty folder."""

from interlace.foundation.backup.actions import restore_backup, write_backup

__all__ = ["restore_backup", "write_backup"]
