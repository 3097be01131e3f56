"""One process that reads names and searches beforehand; `searching.SearchingProcesses` starts it and ends it."""

import sys
from multiprocessing.connection import Connection

import django


def main(line: Connection) -> None:
    """Say that it is ready, then do task after task until nobody holds the other end."""
    django.setup()
    from interlace.screening.checks.searching import Task, searched  # late: models need Django

    line.send(True)
    while True:
        try:
            task: Task = line.recv()
            line.send(searched(task))
        except (EOFError, OSError):
            return


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])))
