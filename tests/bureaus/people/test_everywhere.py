"""A suspension takes hold within a minute in every process: in open sessions, with keys, and in work that runs."""

import json
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from tests.bureaus.people.staff import Staff, make_staff
from tests.people import Caller

from interlace.bureaus.people.suspending import suspend
from interlace.foundation.http.models import Upload
from interlace.foundation.identity.models import Officer
from interlace.foundation.jobs.actions import running, start_job
from interlace.foundation.jobs.models import Job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]

WITHIN = 60.0
"""Seconds that a suspension may take to be effective everywhere."""
LINE = b'{"schema":"Person","properties":{"name":["Han Ji-seop"]}}\n'


@pytest.fixture
def staff(settings: Any) -> Staff:
    settings.INTERLACE_DEMO = True
    settings.INTERLACE_REQUESTS_PER_SECOND = 1000
    made = make_staff()
    Officer.objects.filter(pk=made.duty.pk).update(is_profile=True)
    return made


class Elsewhere:
    """Work of the duty officer in a second process, which says when it has begun and what came of it."""

    def __init__(self, work: Callable[[Callable[[], None]], Any]) -> None:
        begun, ended = os.pipe(), os.pipe()
        connection.close()  # a forked process must not share it
        self._process = os.fork()
        if self._process == 0:
            try:
                told = work(partial(_tell, begun[1]))
                os.write(ended[1], json.dumps(told).encode())
            finally:
                os._exit(0)
        os.close(begun[1])
        os.close(ended[1])
        self._begun, self._ended = begun[0], ended[0]

    def wait_until_begun(self) -> None:
        """Until the work runs."""
        assert os.read(self._begun, 1) == b"!"
        os.close(self._begun)

    def outcome(self) -> Any:
        """What came of it, once it has ended by itself."""
        with os.fdopen(self._ended, "rb") as told:
            found = told.read()
        os.waitpid(self._process, 0)
        return json.loads(found)


def _tell(pipe: int) -> None:
    os.write(pipe, b"!")


def suspended_meanwhile(staff: Staff, work: Callable[[Callable[[], None]], Any]) -> tuple[Any, float]:
    """What came of the work when its officer was suspended while it ran, and how long that took."""
    elsewhere = Elsewhere(work)
    elsewhere.wait_until_begun()
    since = time.monotonic()
    suspend(staff.by(staff.head), staff.duty.pk, reason="Lost the badge.", now=timezone.now())
    return elsewhere.outcome(), time.monotonic() - since


def until(call: Callable[[], int], expected: int) -> Iterator[int]:
    """Every answer until this one comes."""
    for _ in range(int(WITHIN * 10)):
        status = call()
        yield status
        if status == expected:
            return
        time.sleep(0.1)


def test_an_open_session_in_another_process_ends(staff: Staff) -> None:
    def look(begun: Callable[[], None]) -> list[int]:
        browser = Client(SERVER_NAME="localhost")
        browser.post("/sign-in/exercise", {"profile": "kr.duty"})
        first = browser.get("/check").status_code
        begun()
        return [first, *until(lambda: browser.get("/check").status_code, 302)]

    statuses, took = suspended_meanwhile(staff, look)
    assert (set(statuses), statuses[-1], took < WITHIN) == ({200, 302}, 302, True)


def test_a_key_used_in_another_process_ends(staff: Staff) -> None:
    caller = Caller(staff.duty)

    def call(begun: Callable[[], None]) -> list[int]:
        first = caller.get("/me").status_code
        begun()
        return [first, *until(lambda: caller.get("/me").status_code, 401)]

    statuses, took = suspended_meanwhile(staff, call)
    assert (set(statuses), statuses[-1], took < WITHIN) == ({200, 401}, 401, True)


def test_a_job_that_runs_in_another_process_stops_and_leaves_nothing(staff: Staff) -> None:
    viewer = staff.by(staff.duty)
    job = start_job(viewer=viewer, kind="import", defer=lambda **_terms: None, now=timezone.now())

    def work(begun: Callable[[], None]) -> int:
        steps = 0
        with running(job.pk) as (_job, progress), transaction.atomic():
            Upload.objects.create(
                id=uuid4(), officer=staff.duty.pk, member="KR", name="x.csv", size=1, created=timezone.now()
            )
            for steps in range(int(WITHIN * 10)):
                progress(steps)
                if steps == 1:
                    begun()
                time.sleep(0.1)
        return steps

    _steps, took = suspended_meanwhile(staff, work)
    job.refresh_from_db()
    assert (job.state, Upload.objects.count(), took < WITHIN) == (Job.State.CANCELLED, 0, True)


def test_a_list_that_is_being_answered_in_another_process_ends_at_its_next_line(staff: Staff) -> None:
    caller = Caller(staff.duty)

    def ask(begun: Callable[[], None]) -> list[Any]:
        answer = caller.call(
            "POST", "/checks/bulk?purpose=fraud&reference=KR-1", LINE * 200, Content_Type="application/x-ndjson"
        )
        told = []
        for line in answer.streaming_content:
            told.append(json.loads(line))
            if len(told) == 2:
                begun()
            if len(told) > 1:
                time.sleep(0.1)
        return told

    told, took = suspended_meanwhile(staff, ask)
    assert "check" in told[0]
    assert (told[-1]["problem"]["what"], took < WITHIN) == ("This account is not active.", True)
    assert len(told) < 200


def test_work_that_waits_is_not_begun_for_who_was_suspended(staff: Staff) -> None:
    job = start_job(viewer=staff.by(staff.duty), kind="import", defer=lambda **_terms: None, now=timezone.now())
    suspend(staff.by(staff.head), staff.duty.pk, reason="Lost the badge.", now=timezone.now())
    steps = 0
    with running(job.pk) as (_job, progress):
        for steps in range(2):
            progress(steps)
    job.refresh_from_db()
    assert (job.state, steps) == (Job.State.CANCELLED, 0)
