"""`interlace case`: cases, and the packs that bureaus bring to a meeting. Assembly only."""

from interlace.cases.cli import case
from interlace.meeting.cli import import_pack

case.add_command(import_pack)

__all__ = ["case"]
