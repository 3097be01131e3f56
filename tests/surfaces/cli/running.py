"""Running the command line in a process of its own, with nothing of the tests' own node in its environment."""

import os
import socket
import subprocess
import sys
from pathlib import Path

PROGRAM = [sys.executable, "-c", "from interlace.surfaces.cli.main import main; main()"]


def clean_environment() -> dict[str, str]:
    """What a person's shell would hold, and where loops that are compiled already lie."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("INTERLACE_", "DATABASE_URL")) or name == "INTERLACE_COMPILED_LOOPS"
    }


def interlace(
    *arguments: str, data: Path | None = None, said: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run one command and give back how it ended."""
    place = {} if data is None else {"INTERLACE_DATA": str(data)}
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=clean_environment() | place | environment,
        input=said,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
