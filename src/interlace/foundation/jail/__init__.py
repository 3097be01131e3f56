"""Opening a file of others in a process without network, files, children or time to spare."""

from interlace.foundation.jail.bounds import Bounds, Json, Reason, Unreadable

__all__ = ["Bounds", "Json", "Reason", "Unreadable"]
