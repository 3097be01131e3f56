"""`interlace case`: cases, and the packs that bureaus bring to a meeting. Assembly only."""

from interlace.cases.cli import case
from interlace.cases.holds.commands import hold
from interlace.cases.joint_cli import joint
from interlace.cases.staff_cli import COMMANDS
from interlace.meeting.cli import import_pack

for each in (*COMMANDS, hold, joint, import_pack):
    case.add_command(each)

__all__ = ["case"]
