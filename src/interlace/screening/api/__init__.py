"""REST routes of screening: checks, leave for larger lists, hits and their ladder, open questions, exports."""

from interlace.screening.api import checks, emergencies, exports, hits, permits, standing
from interlace.screening.api.routing import router

__all__ = ["checks", "emergencies", "exports", "hits", "permits", "router", "standing"]
