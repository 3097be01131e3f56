"""What can be wrong with the database, in words and with a remedy. Plain English: it may happen before Django is up."""

from interlace.foundation.errors import InterlaceError


class DatabaseUnusable(InterlaceError):
    """The database cannot be started, reached or used as it is; the fix says what to do."""

    code = "database_unusable"


class DatabaseVersionDiffers(DatabaseUnusable):
    """The data folder was made by another major version of PostgreSQL."""

    code = "database_version_differs"
