"""Long runs: how far they have come, and answers that have their file only once they are whole."""

import contextlib
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from interlace.foundation.console.exits import Exit

Item = TypeVar("Item")
Said = Callable[[int], str]
"""The sentence for a count."""

_EVERY = 10_000


class Progress:
    """Tells on standard error how far a run has come: where somebody sits before it, or where it is asked for."""

    def __init__(self, wanted: bool | None) -> None:
        self._is_wanted = sys.stderr.isatty() if wanted is None else wanted

    def counted(self, items: Iterable[Item], said: Said) -> Iterator[Item]:
        """The same items, counted while they pass."""
        count = 0
        for item in items:
            yield item
            count += 1
            if count % _EVERY == 0:
                self.tell(said(count))
        self.tell(said(count))

    def tell(self, sentence: str) -> None:
        """One line."""
        if self._is_wanted:
            click.echo(sentence, err=True)


class Interrupted(click.ClickException):
    """Somebody stopped a run that keeps nothing of what it had worked out."""

    exit_code = Exit.INTERRUPTED

    def show(self, file: IO[Any] | None = None) -> None:
        """Without the word "error": it was meant."""
        click.echo(self.message, file=file, err=True)


@contextmanager
def all_or_nothing(out: Path | None) -> Iterator[None]:
    """Say to whoever stops the run what is there then, and that it begins anew."""
    try:
        yield
    except KeyboardInterrupt:
        left = "What stands above is not the whole answer." if out is None else f"Nothing was written to {out}."
        raise Interrupted(f"Interrupted. {left} Repeating the command is safe and begins anew.") from None


def most_megabytes() -> int:
    """Memory that this process has used at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def answers_into(path: Path | None) -> Iterator[None]:
    """Let answers go into a file, or to standard output. Who is stopped leaves no half of a file under its name."""
    if path is None:
        yield
        return
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("w", encoding="utf-8") as file, contextlib.redirect_stdout(file):
            yield
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
