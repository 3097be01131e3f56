"""The commands `interlace check`, `interlace batch`, `interlace hit` and `interlace export`."""

from interlace.screening.cli.batches import batch
from interlace.screening.cli.checks import check
from interlace.screening.cli.emergencies import emergency
from interlace.screening.cli.exports import export
from interlace.screening.cli.hits import hit

hit.add_command(emergency)

__all__ = ["batch", "check", "export", "hit"]
