"""Words that must not stand on a command line: from a file, the environment or a prompt, never a flag."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from interlace.foundation.errors import InvalidInput, Text


@dataclass(frozen=True, slots=True)
class HiddenWord:
    """A password or passphrase, and where it may come from."""

    prompt: Text
    variable: str
    option: str
    missing: Text
    """What is said where it comes from nowhere."""
    fix: Text

    def read(self, file: Path | None, *, is_new: bool) -> str:
        """Take it from the file, else the environment, else whoever sits at the terminal."""
        if file is not None:
            return file.read_text(encoding="utf-8").strip()
        if self.variable in os.environ:
            return os.environ[self.variable]
        if not sys.stdin.isatty():
            raise InvalidInput(self.missing, fix=str(self.fix).format(variable=self.variable, option=self.option))
        return str(click.prompt(str(self.prompt), hide_input=True, confirmation_prompt=is_new, err=True))
