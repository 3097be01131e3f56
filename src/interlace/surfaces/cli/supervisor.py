"""Keeps the parts of a serving node running until somebody asks it to stop."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from interlace.foundation.console import say
from interlace.foundation.errors import InterlaceError

_LOOK_SECONDS = 0.1
_SOON_SECONDS = 10.0
"""A part that ends sooner than this after its start will not be better the next time."""
_PATIENCE_SECONDS = 30.0


class PartFailed(InterlaceError):
    """A part of the node does not stay up."""

    code = "part_failed"


@dataclass(slots=True)
class Part:
    """One process of the node."""

    name: str
    words: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None
    _began: float = 0.0

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl+C reaches it through us alone."""
        command = [sys.executable, "-m", "interlace.surfaces.cli.child", *self.words]
        environment = {**os.environ, **self.environment}
        self._process = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603
        self._began = time.monotonic()

    def has_ended(self) -> bool:
        """Whether it is not running."""
        return self._process is None or self._process.poll() is not None

    def mend(self) -> None:
        """Start it again after it ended by itself, unless it ended at once."""
        if time.monotonic() - self._began < _SOON_SECONDS:
            raise PartFailed(
                f"The part `{self.name}` of the node ended right after its start.",
                fix="The lines above say why; `interlace doctor` looks for the usual reasons.",
            )
        say(f"The part `{self.name}` ended unexpectedly and is started again.")
        self.start()

    def ask_to_stop(self) -> None:
        """Let it finish what it is doing."""
        if self._process is not None and not self.has_ended():
            self._process.terminate()

    def see_off(self, deadline: float) -> None:
        """Wait until it has ended; after the deadline end it, with everything it has started."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class StopAsked:
    """Turns SIGTERM and SIGINT into a question that can be asked."""

    def __init__(self) -> None:
        self._is_asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def __bool__(self) -> bool:
        return self._is_asked

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True


def keep_running(
    parts: Sequence[Part], *, stop: StopAsked, is_ready: Callable[[], bool], on_ready: Callable[[], None]
) -> None:
    """Run the parts until a stop is asked for, then see them off in peace."""
    told = False
    try:
        for part in parts:
            part.start()
        while not stop:
            for part in parts:
                if part.has_ended():
                    part.mend()
            if not told and is_ready():
                told = True
                on_ready()
            time.sleep(_LOOK_SECONDS)
    finally:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        for part in parts:
            part.ask_to_stop()
        for part in parts:
            part.see_off(deadline)
