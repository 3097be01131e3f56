"""No act without its leaf and no leaf without its act, wherever a process is killed; and nobody waits for anybody."""

import os
import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection, transaction

from interlace.core.ledger import Verdict
from interlace.foundation.audit.actions import SYSTEM, checkpoint, record
from interlace.foundation.audit.events import Sight, declare
from interlace.foundation.audit.models import Leaf
from interlace.foundation.audit.queries import verify_log
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.identity.models import Member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MEMBER_ADDED = declare("test.member_added", seen_by=Sight.OFFICERS, meaning="An act of the tests.")


def add_member() -> None:
    """An act that leaves a row of its own beside its leaf."""
    with transaction.atomic():
        code = uuid4().hex[:16]
        Member.objects.create(code=code, name="Invented", invented=True)
        record(MEMBER_ADDED, by=SYSTEM, member="KR", on=code, now=NOW)


def add_and_sign() -> None:
    add_member()
    checkpoint(now=NOW)


def killed_while(work: Callable[[], None], *, after: float) -> None:
    """Let another process do this again and again, and kill it with no time to clean up."""
    before = _other_sessions()
    connection.close()  # a forked process must not share it, nor one that waits in a pool
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    process = os.fork()
    if process == 0:
        try:
            while True:
                work()
        finally:
            os._exit(1)  # only if the work failed: the parent asks how the process ended
    time.sleep(after)
    os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status)
    _wait_for_the_server_to_notice(before)


def _other_sessions() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("select pid from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()")
        return {pid for (pid,) in cursor.fetchall()}


def _wait_for_the_server_to_notice(before: set[int]) -> None:
    """Until the killed process has no session left; those of earlier tests' threads are none of its."""
    for _ in range(500):
        if _other_sessions() <= before:
            return
        time.sleep(0.02)
    raise AssertionError("the killed process still has a session")


def acts_and_leaves() -> tuple[list[str], list[str]]:
    with steward(Task.LEDGER):
        acts = Member.objects.order_by("code").values_list("code", flat=True)
        leaves = Leaf.objects.order_by("object_id").values_list("object_id", flat=True)
        return list(acts), list(leaves)


@pytest.mark.parametrize("work", [add_member, add_and_sign])
def test_a_kill_at_any_moment_leaves_acts_and_leaves_together(work: Callable[[], None]) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(8):
        killed_while(work, after=chance.uniform(0.01, 0.15))
        acts, leaves = acts_and_leaves()
        assert acts == leaves
        assert verify_log().verdict is not Verdict.BROKEN
    assert acts_and_leaves() != ([], [])
    checkpoint(now=NOW)
    assert verify_log().verdict is Verdict.VALID


def test_two_sequencers_and_many_writers_make_one_whole_log() -> None:
    def work(_place: int) -> None:
        try:
            for _ in range(10):
                add_and_sign()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    report = verify_log()
    acts, leaves = acts_and_leaves()
    assert (len(acts), acts == leaves, report.verdict) == (40, True, Verdict.VALID)


def test_a_writer_does_not_wait_for_another_or_for_the_sequencer() -> None:
    def write_in_haste() -> None:
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("set local lock_timeout = '1s'")
                add_member()
        finally:
            connection.close()

    add_member()
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        add_member()  # a writer that takes its time
        checkpoint(now=NOW)  # and a sequencer that has not committed yet
        pool.submit(write_in_haste).result(timeout=10)
    checkpoint(now=NOW)
    report = verify_log()
    assert (report.verdict, len(acts_and_leaves()[1])) == (Verdict.VALID, 3)
