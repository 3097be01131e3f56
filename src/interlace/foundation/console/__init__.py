"""What every command shares: the options given before or after any command, how answers are written, and how it
ends (`exits`).

Nothing here imports Django: `interlace --help` answers at once.
"""

from interlace.foundation.console.commands import ExampleCommand, ExampleGroup, GroupWithDefault
from interlace.foundation.console.options import Format, Options, options
from interlace.foundation.console.output import say, show, show_one

__all__ = [
    "ExampleCommand",
    "ExampleGroup",
    "Format",
    "GroupWithDefault",
    "Options",
    "options",
    "say",
    "show",
    "show_one",
]
