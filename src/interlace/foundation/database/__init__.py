"""The node's database: its own PostgreSQL or an external one, the roles that meet in it, and how Django reaches it."""

from interlace.foundation.database.connections import connection_settings
from interlace.foundation.database.opening import database_open

__all__ = ["connection_settings", "database_open"]
