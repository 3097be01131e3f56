"""REST routes of the message desk: threads, drafts, search, the register book."""

from interlace.desk.threads.api import books, drafts, threads
from interlace.desk.threads.api.routing import router

__all__ = ["books", "drafts", "router", "threads"]
