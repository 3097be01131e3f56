"""An import of the page as a job: followed, stopped, tried out, taken up again after the worker has died."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector
from tests.facts import sheets
from tests.facts.browsing import SENTENCE, address_of, browser_of, hand_in, korean_sheet, page_of
from tests.facts.network import facts_of, make_network

from interlace.facts.contributing import run_contribution
from interlace.facts.models import Contribution
from interlace.foundation.jobs.abandoned import take_up_abandoned_work
from interlace.foundation.jobs.models import Job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_network()
    shutil.rmtree(Path(settings.INTERLACE_DATA) / "handed-in", ignore_errors=True)


@pytest.fixture
def kr() -> Client:
    return browser_of("kr.desk")


@pytest.fixture
def queue(settings: Any) -> Iterator[InMemoryConnector]:
    """A node with a worker beside it: what is begun waits until `work` lets the worker work."""
    settings.INTERLACE_WORKER = True
    connector = InMemoryConnector()
    with app.replace_connector(connector):
        yield connector


def work() -> None:
    app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def begun(client: Client, folder: Path, **changes: Any) -> str:
    """A draft whose contribution has begun."""
    draft = address_of(hand_in(client, korean_sheet(folder)))
    assert client.post(f"{draft}/contribute", SENTENCE | changes)["Location"] == draft
    return draft


def test_a_job_carries_the_import_out_and_the_page_follows_it(
    kr: Client, tmp_path: Path, queue: InMemoryConnector
) -> None:
    draft = begun(kr, tmp_path)
    shown = page_of(kr.get(draft)).progress
    assert shown is not None
    assert (shown.rows, shown.state, shown.poll_url) == ("0 rows read", "It waits for its turn.", f"{draft}/progress")
    assert 'hx-trigger="every 2s"' in kr.get(f"{draft}/progress").text
    assert facts_of("KR") == []
    work()
    over = kr.get(f"{draft}/progress", headers={"HX-Request": "true"})
    assert (over["HX-Refresh"], len(facts_of("KR"))) == ("true", 17)
    for _reload in range(2):
        result = page_of(kr.get(draft)).result
        assert result is not None
        assert result.title == "9 rows stored, 1 with a problem"


def test_a_job_holds_ids_and_counts_and_never_content(kr: Client, tmp_path: Path, queue: InMemoryConnector) -> None:
    draft = begun(kr, tmp_path)
    (waiting,) = queue.jobs.values()
    assert waiting["args"] == {"job_id": str(Job.objects.get().pk), "draft_id": draft.rpartition("/")[2]}
    work()
    assert Job.objects.get().result == {
        "read": 10,
        "stored": 9,
        "refused": 1,
        "known": 0,
        "facts": 17,
        "rows": [6],
    }


def test_while_a_job_reads_a_file_nothing_about_it_changes(
    kr: Client, tmp_path: Path, queue: InMemoryConnector
) -> None:
    draft = begun(kr, tmp_path)
    for path, values in (("rows/6", {"cell-6-2": "1"}), ("rows/6/skip", {}), ("columns", {}), ("discard", {})):
        assert kr.post(f"{draft}/{path}", values).status_code == 409
    assert kr.post(f"{draft}/contribute", SENTENCE)["Location"] == draft
    assert Job.objects.count() == 1


def test_a_stopped_import_stores_nothing_and_stays_a_draft(
    kr: Client, tmp_path: Path, queue: InMemoryConnector
) -> None:
    draft = begun(kr, tmp_path)
    page = page_of(kr.post(f"{draft}/stop", follow=True))
    assert (page.step, page.notices[0].lead, page.notices[0].text) == ("preview", "Stopped.", "Nothing was stored.")
    work()
    assert (facts_of("KR"), Job.objects.get().state) == ([], Job.State.CANCELLED)
    kr.post(f"{draft}/contribute", SENTENCE)
    work()
    assert (page_of(kr.get(draft)).step, len(facts_of("KR"))) == ("result", 17)


def test_a_running_import_stops_at_its_next_step(kr: Client, tmp_path: Path, queue: InMemoryConnector) -> None:
    draft = begun(kr, tmp_path)
    Job.objects.update(state=Job.State.RUNNING)
    assert page_of(kr.post(f"{draft}/stop", follow=True)).progress is not None
    work()
    assert (facts_of("KR"), page_of(kr.get(draft)).notices[0].lead) == ([], "Stopped.")


def test_the_whole_file_is_tried_out_and_nothing_is_left_behind(
    kr: Client, tmp_path: Path, queue: InMemoryConnector
) -> None:
    draft = begun(kr, tmp_path, only="trial")
    work()
    notice = page_of(kr.get(draft)).notices[0]
    assert notice.lead == "Tried out with all of 10 rows: 9 would be stored, 1 refused, 0 known already."
    assert notice.text == "Refused: row 6. Nothing was stored."
    assert (facts_of("KR"), Contribution.objects.count()) == ([], 0)
    changed = page_of(kr.post(f"{draft}/rows/6/skip", follow=True))
    assert [each.lead for each in changed.notices] == []


def test_without_a_worker_the_import_is_finished_by_the_page_itself(kr: Client, tmp_path: Path) -> None:
    draft = begun(kr, tmp_path)
    assert (page_of(kr.get(draft)).step, len(facts_of("KR"))) == ("result", 17)
    assert Job.objects.get().state == Job.State.DONE


def test_an_import_runs_twice_and_stores_once(kr: Client, tmp_path: Path, queue: InMemoryConnector) -> None:
    """A process ended after its commit, before it could say so."""
    draft = begun(kr, tmp_path)
    work()
    Job.objects.update(state=Job.State.RUNNING)
    run_contribution(job_id=Job.objects.get().pk, draft_id=UUID(draft.rpartition("/")[2]))
    assert (Job.objects.get().state, len(facts_of("KR"))) == (Job.State.DONE, 17)


def test_an_unreadable_file_says_so_on_the_page(kr: Client, tmp_path: Path, queue: InMemoryConnector) -> None:
    draft = begun(kr, tmp_path)
    Job.objects.update(state=Job.State.FAILED, problem="archive_broken")
    (notice, *_others) = page_of(kr.get(draft)).notices
    assert (notice.code, notice.tone) == ("archive_broken", "bad")


def test_work_of_another_officer_is_not_there(kr: Client, tmp_path: Path, queue: InMemoryConnector) -> None:
    draft = begun(kr, tmp_path)
    other = browser_of("th.desk")
    absent = f"/import/{uuid4()}"
    for tail, method in (("/progress", other.get), ("/stop", other.post)):
        assert (method(draft + tail).status_code, method(absent + tail).status_code) == (404, 404)
    assert Job.objects.get().stop_asked is False


def test_work_whose_worker_has_died_is_begun_again_and_that_of_the_living_is_not() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat)"
            " values (now()), (now() - interval '1 hour') returning id"
        )
        living, dead = (row[0] for row in cursor.fetchall())
        cursor.executemany(
            "insert into procrastinate_jobs (queue_name, task_name, status, worker_id, queueing_lock) "
            "values ('default', %s, %s, %s, %s)",
            [
                ("of.the.living", "doing", living, None),
                ("of.the.dead", "doing", dead, None),
                ("of.nobody", "doing", None, None),
                ("asked.again", "doing", dead, "asked"),
                ("asked.again", "todo", None, "asked"),
            ],
        )
    assert take_up_abandoned_work() == 3
    with connection.cursor() as cursor:
        cursor.execute("select task_name, status from procrastinate_jobs order by id")
        assert cursor.fetchall() == [
            ("of.the.living", "doing"),
            ("of.the.dead", "todo"),
            ("of.nobody", "todo"),
            ("asked.again", "failed"),
            ("asked.again", "todo"),
        ]
        cursor.execute("delete from procrastinate_jobs")
        cursor.execute("delete from procrastinate_workers")


REGISTER = {
    "register": "+",
    "register_name": "wanted",
    "register_title": "Wanted persons",
    "legal_effect": "An entry asks to locate the person; it permits no arrest.",
}


def list_of(folder: Path, *rows: tuple[str, str, str]) -> Path:
    return sheets.write_csv(folder / "wanted.csv", rows, headers=["Reference", "Name", "Date of birth"])


HAN, OH, MOON = ("1", "Han Ji-seop", "1991-04-17"), ("2", "Oh Tae-rim", "1988"), ("3", "Moon Gyeong-ho", "1979-11-02")


def load(client: Client, path: Path, **values: str) -> Any:
    draft = address_of(hand_in(client, path))
    return client.post(f"{draft}/contribute", SENTENCE | values, follow=True)


def pairs_of(answer: Any) -> dict[str, str]:
    result = page_of(answer).result
    assert result is not None
    return dict(result.pairs)


def test_a_list_becomes_a_register_whose_legal_effect_is_said(kr: Client, tmp_path: Path) -> None:
    done = load(kr, list_of(tmp_path, HAN, OH), **REGISTER)
    assert pairs_of(done) == {
        "Register": "Wanted persons",
        "What an entry allows": REGISTER["legal_effect"],
        "Version": "1, 2 records, searched",
        "Since the version before": "2 new, 0 changed, 0 gone",
        "With a problem": "0 rows",
    }
    (row,) = page_of(kr.get("/import")).registers
    assert (row.title, row.effect, row.version) == ("Wanted persons", REGISTER["legal_effect"], "Version 1, 2 records")
    assert facts_of("KR") == []


def test_the_difference_of_the_next_version_is_shown_before_it_is_loaded(kr: Client, tmp_path: Path) -> None:
    load(kr, list_of(tmp_path, HAN, OH), **REGISTER)
    following = list_of(tmp_path, (*HAN[:2], "1991-04-18"), MOON)
    draft = address_of(hand_in(kr, following))
    kr.post(f"{draft}/contribute", SENTENCE | {"register": "wanted", "only": "trial"})
    notice = page_of(kr.get(draft)).notices[0]
    assert notice.text == "Entries of the register: 1 new, 1 changed, 1 gone. Nothing was stored."
    assert [each.version for each in page_of(kr.get("/import")).registers] == ["Version 1, 2 records"]
    done = kr.post(f"{draft}/contribute", SENTENCE | {"register": "wanted"}, follow=True)
    said = pairs_of(done)
    assert (said["Since the version before"], said["Version"]) == ("1 new, 1 changed, 1 gone", "2, 2 records, searched")
    assert said["What an entry allows"] == REGISTER["legal_effect"]


def test_the_newest_version_is_undone_on_the_page_and_the_one_before_searched_again(kr: Client, tmp_path: Path) -> None:
    first = address_of(load(kr, list_of(tmp_path, HAN), **REGISTER))
    second = address_of(load(kr, list_of(tmp_path, HAN, OH), register="wanted"))
    asked = kr.post(f"{second}/undo")
    assert "The version before it is searched again." in asked.text
    undone = page_of(kr.post(f"{second}/undo", {"confirm": "yes"}, follow=True))
    assert undone.lead == "Undone."
    assert [each.version for each in page_of(kr.get("/import")).registers] == ["Version 1, 1 record"]
    result = page_of(kr.get(first)).result
    assert result is not None
    assert result.undo_url == f"{first}/undo"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"legal_effect": " "}, "does not say what an entry allows"),
        ({"register_name": "wanted persons"}, "The register has no name."),
        ({"is_interpol": "yes"}, "needs a record of its authorisation"),
        ({"is_interpol": "yes", "authorised_by": "NCB Seoul"}, "needs a record of its authorisation"),
        (
            {
                "is_interpol": "yes",
                "authorised_by": "NCB Seoul",
                "authorised_for": "fugitives",
                "delete_by": "2020-01-01",
            },
            "has passed",
        ),
    ],
)
def test_a_register_without_what_it_needs_is_refused_before_anything_is_read(
    kr: Client, tmp_path: Path, change: dict[str, str], said: str
) -> None:
    answer = load(kr, list_of(tmp_path, HAN), **REGISTER | change)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert (Job.objects.count(), page_of(kr.get("/import")).registers) == (0, ())


def test_a_copy_of_an_interpol_database_is_loaded_with_its_authorisation_and_keeps_it(
    kr: Client, tmp_path: Path
) -> None:
    allowed = {
        "is_interpol": "yes",
        "authorised_by": "NCB Seoul",
        "authorised_for": "fugitives",
        "delete_by": (timezone.now() + timedelta(days=30)).date().isoformat(),
    }
    assert page_of(load(kr, list_of(tmp_path, HAN), **REGISTER | allowed)).step == "result"
    assert page_of(load(kr, list_of(tmp_path, HAN, OH), register="wanted")).step == "result"


def test_rows_of_a_register_are_not_mended_one_by_one(kr: Client, tmp_path: Path) -> None:
    done = load(kr, list_of(tmp_path, HAN, ("2", "Oh Tae-rim", "31/02/1990")), **REGISTER)
    page = page_of(done)
    assert [row.repair_url for row in page.rows] == [""]
    assert kr.post(f"{address_of(done)}/rows/2", {"cell-2-2": "1990-02-03"}).status_code == 409
