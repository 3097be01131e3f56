"""One process of a serving node: `python -m interlace.surfaces.cli.child web HOST PORT`, or `... worker`.

It ends when the process that started it does, however that ends.
"""

import ctypes
import os
import signal
import sys

from interlace.foundation.database.connections import WEB_THREADS

WEB = "web"
WORKER = "worker"

_AFTER_THE_PAGES = 10.0
"""Seconds that the worker waits before it warms up: whoever opens the first page needs the processor more."""
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


def main(part: str, *where: str) -> None:
    """Become the part. The environment names the data folder and the settings."""
    _die_with_parent()
    if part == WEB:
        _become_web(*where)
    else:
        _work()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() == 1:
            sys.exit(0)  # it went before we could ask


def _become_web(host: str, port: str) -> None:
    arguments = ["--interface", "wsgi", "--host", host, "--port", port, "--no-ws", "--log-level", "warning"]
    arguments += ["--workers", "1", "--blocking-threads", str(WEB_THREADS), "--workers-kill-timeout", "10"]
    arguments += ["--respawn-failed-workers"]
    command = [sys.executable, "-m", "granian", *arguments, "interlace.config.wsgi:application"]
    os.execv(sys.executable, command)  # noqa: S606  (our own words, no shell)


def _work() -> None:
    import django  # late: the web part never needs it in this process
    from django.core.management import call_command

    django.setup()
    from interlace.screening.warming import warm_up_soon  # only now are the tables known that it imports

    warm_up_soon(seconds=_AFTER_THE_PAGES)
    call_command("procrastinate", "worker", "--name", "interlace", "--shutdown-graceful-timeout", "20")


if __name__ == "__main__":
    main(*sys.argv[1:])
