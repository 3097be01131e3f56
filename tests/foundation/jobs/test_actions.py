"""Long work: queued with its act, told forward while it runs, stopped on request, ended once."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction
from django.utils import timezone
from tests.people import Caller, make_officer

from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.jobs.actions import ask_to_stop, own_job, running, start_job
from interlace.foundation.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer() -> Officer:
    return make_officer("TH")


def start(officer: Officer, **terms: Any) -> Job:
    return start_job(viewer=viewer_of(officer), kind="import", defer=lambda **_: None, now=timezone.now(), **terms)


def refuse() -> None:
    raise InvalidInput("text with somebody's data", code="file_unreadable")


def as_seen(officer: Officer, job: Job) -> tuple[str, int, int | None, str, dict[str, Any]]:
    found = own_job(viewer=viewer_of(officer), job_id=job.pk)
    return found.state, found.progress, found.total, found.problem, found.result


def test_a_job_is_queued_with_its_act_and_gone_with_it(officer: Officer) -> None:
    queued: list[dict[str, Any]] = []

    def act(viewer: Viewer) -> Job:
        return start_job(
            viewer=viewer, kind="import", defer=lambda **sent: queued.append(sent), now=timezone.now(), file="f"
        )

    job = act(viewer_of(officer))
    assert queued == [{"job_id": str(job.pk), "file": "f"}]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _ = act(viewer_of(officer)).progress / 0
    assert list(Job.objects.all()) == [job]


def test_progress_is_seen_before_the_work_commits(officer: Officer) -> None:
    job = start(officer)
    elsewhere = connections["default"].copy()
    with running(job.pk) as (begun, progress):
        with transaction.atomic():
            progress(3, 10)
            with elsewhere.cursor() as cursor:
                cursor.execute("select state, progress, total from jobs_job")
                assert cursor.fetchone() == ("running", 3, 10)
        begun.result = {"contribution": "c", "stored": 9}
    elsewhere.close()
    assert as_seen(officer, job) == ("done", 3, 10, "", {"contribution": "c", "stored": 9})


def test_a_stop_reaches_the_work_at_its_next_step_and_undoes_its_transaction(officer: Officer) -> None:
    job, went_on = start(officer), False
    with running(job.pk) as (_begun, progress):
        ask_to_stop(viewer=viewer_of(officer), job_id=job.pk, now=timezone.now())
        with transaction.atomic():
            make_officer("KR", username="half-done")
            progress(1)
            went_on = True
    assert not went_on
    assert as_seen(officer, job)[0] == "cancelled"
    assert not Officer.objects.filter(username="half-done").exists()


def test_a_job_that_has_not_begun_is_stopped_at_once_and_does_not_begin(officer: Officer) -> None:
    job = start(officer)
    assert ask_to_stop(viewer=viewer_of(officer), job_id=job.pk, now=timezone.now()).state == "cancelled"
    with pytest.raises(Conflict), running(job.pk):
        pytest.fail("the work began")


def test_a_stop_after_the_end_changes_nothing(officer: Officer) -> None:
    job = start(officer)
    with running(job.pk):
        pass
    after = ask_to_stop(viewer=viewer_of(officer), job_id=job.pk, now=timezone.now())
    assert (after.state, after.stop_asked) == ("done", False)


def test_a_refusal_ends_the_job_with_its_code_and_an_error_goes_on_to_the_worker(officer: Officer) -> None:
    refused, broken = start(officer), start(officer)
    with running(refused.pk):
        refuse()
    assert as_seen(officer, refused)[0::3] == ("failed", "file_unreadable")
    with pytest.raises(ZeroDivisionError), running(broken.pk):
        _ = 1 / 0
    assert as_seen(officer, broken)[0::3] == ("failed", "error")


def test_work_whose_process_died_begins_again(officer: Officer) -> None:
    job = start(officer)
    Job.objects.update(state=Job.State.RUNNING, progress=5)
    with running(job.pk) as (_begun, progress):
        progress(9)
    assert as_seen(officer, job)[:2] == ("done", 9)


def test_nobody_else_sees_or_stops_a_job(officer: Officer) -> None:
    job = start(officer)
    colleague = make_officer("TH")
    for act in (own_job, lambda **named: ask_to_stop(now=timezone.now(), **named)):
        with pytest.raises(NotFound):
            act(viewer=viewer_of(colleague), job_id=job.pk)
    caller = Caller(colleague)
    absent = caller.get(f"/jobs/{UUID(int=1)}")
    assert caller.get(f"/jobs/{job.pk}").content == absent.content
    assert caller.get("/jobs").json() == {"items": [], "next": None}


def test_the_api_shows_how_far_a_job_is_and_stops_it(officer: Officer) -> None:
    job = start(officer, total=7)
    caller = Caller(officer)
    shown = caller.get(f"/jobs/{job.pk}").json()
    assert (shown["state"], shown["progress"], shown["total"]) == ("waiting", 0, 7)
    assert [item["id"] for item in caller.get("/jobs").json()["items"]] == [str(job.pk)]
    assert caller.call("DELETE", f"/jobs/{job.pk}").json()["state"] == "cancelled"
