"""A second process that does a piece of work and is killed in the middle of it, with no time to clean up."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from django.db import connection

from interlace.foundation.disclosure.labels import book
from interlace.screening.access import close_index

GIVEN_UP_AFTER = 120  # seconds


def killed_once(is_under_way: Callable[[], bool], work: Callable[[], object]) -> None:
    """Let another process begin the work, and kill it as soon as some of it is done."""
    before = _sessions()
    # A forked process must share no connection, and no index that it might close.
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    close_index()
    process = os.fork()
    if process == 0:
        try:
            work()
        finally:
            os._exit(1)  # it came to its end, or failed: the parent asks how it ended
    deadline = time.monotonic() + GIVEN_UP_AFTER
    while not is_under_way():
        assert time.monotonic() < deadline, "the work did not begin"
        assert os.waitpid(process, os.WNOHANG) == (0, 0), "the work ended before it could be killed"
        time.sleep(0.002)
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status), "the work ended before it could be killed"
    _wait_for_the_server_to_notice(before)
    with suppress(AttributeError):
        book.forget()


def _sessions() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("select pid from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()")
        return {pid for (pid,) in cursor.fetchall()}


def _wait_for_the_server_to_notice(before: set[int]) -> None:
    """Until what the killed process had begun is taken back."""
    deadline = time.monotonic() + GIVEN_UP_AFTER
    while not _sessions() <= before:
        assert time.monotonic() < deadline, "the killed process still has a session"
        time.sleep(0.02)
