"""REST routes of screening: checks, leave for larger lists, hits and their ladder, open questions."""

from interlace.screening.api import checks, emergencies, hits, permits, standing
from interlace.screening.api.routing import router

__all__ = ["checks", "emergencies", "hits", "permits", "router", "standing"]
