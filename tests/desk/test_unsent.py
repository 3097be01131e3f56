"""Words typed beside a message or into the handover and not sent: kept for their writer alone, and not for ever."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from tests.desk.test_pages import browser, words
from tests.desk.threads.letters import letter, question, sent
from tests.screening.network import make_members, viewer

from interlace.core.handling import Action
from interlace.desk.threads.drafting import new_draft, submit_draft
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.http.models import UnsentText
from interlace.foundation.identity.models import Officer
from interlace.oversight.keeping.erasing_letters import erase_threads
from interlace.oversight.keeping.sweeping import forget_unsent_words

pytestmark = pytest.mark.django_db(transaction=True)

NOTE = "The register closes at six."


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    make_members("KR", "TH")
    with override_settings(INTERLACE_DEMO=True):
        yield


@pytest.fixture
def thread() -> UUID:
    return sent(viewer("KR"), letter(), now=timezone.now()).thread


def typed(client: Client, where: str, **fields: str) -> Any:
    """What the page's script sends every second."""
    return client.post(f"{where}/unsent", fields, headers={"HX-Request": "true"})


def kept() -> list[tuple[str, str]]:
    with steward(Task.VERIFY):
        return sorted(UnsentText.objects.values_list("field", "text"))


def test_what_is_typed_is_there_again_until_it_is_sent(thread: UUID) -> None:
    desk, page = browser("th.desk"), f"/threads/{thread}"
    answer = typed(desk, page, note=NOTE[:8])
    assert (answer.status_code, answer.text.startswith("Kept at ")) == (200, True)
    typed(desk, page, note=NOTE)
    typed(desk, page, handing_over_reason="I go home.", note=NOTE, of_no_field="x")
    assert kept() == [("handing_over_reason", "I go home."), ("note", NOTE)]
    shown = desk.get(page).text
    assert f">{NOTE}</textarea>" in shown
    assert ">I go home.</textarea>" in shown
    typed(desk, page, handing_over_reason=" ")
    assert desk.post(f"{page}/notes", {"note": NOTE}).status_code == 302
    assert kept() == []
    assert f">{NOTE}</textarea>" not in desk.get(page).text


def test_what_is_refused_stays_in_its_field(thread: UUID) -> None:
    desk = browser("th.desk")
    refused = desk.post(f"/threads/{thread}/hand-over", {"colleague": str(uuid4()), "handing_over_reason": "I go."})
    assert refused.status_code == 422
    assert ">I go.</textarea>" in refused.text
    assert ">I go.</textarea>" in desk.get(f"/threads/{thread}").text


def test_nobody_else_reads_it_and_nobody_types_beside_what_it_may_not_see(thread: UUID) -> None:
    typed(browser("th.desk"), f"/threads/{thread}", note=NOTE)
    second = browser("th.second")
    assert NOTE not in second.get(f"/threads/{thread}").text
    typed(second, f"/threads/{thread}", note="Mine.")
    assert kept() == [("note", "Mine."), ("note", NOTE)]
    make_members("VN")
    other = browser("vn.desk")
    hidden, absent = (typed(other, f"/threads/{each}", note="x") for each in (thread, uuid4()))
    assert (hidden.status_code, words(hidden)) == (404, words(absent))
    assert len(kept()) == 2


def test_row_security_keeps_it_from_other_bureaus_and_from_who_may_not_know_of_the_thread() -> None:
    Officer.objects.filter(username__endswith=".desk").update(level=3)
    thread = sent(viewer("KR"), letter(level=3), now=timezone.now()).thread
    typed(browser("th.desk"), f"/threads/{thread}", note=NOTE)
    for member, post, seen in (("TH", "desk", 1), ("TH", "second", 0), ("KR", "desk", 0)):
        with acting(viewer(member, post=post), Action.READ, now=timezone.now()), connection.cursor() as cursor:
            cursor.execute("select count(*) from http_unsenttext")
            assert cursor.fetchone() == (seen,), (member, post)


def test_it_goes_with_its_thread_and_after_a_week(thread: UUID) -> None:
    desk, now = browser("th.desk"), timezone.now()
    typed(desk, f"/threads/{thread}", note=NOTE)
    typed(desk, "/handover", text="Whom we owe an answer.")
    erase_threads("TH", [thread])
    assert kept() == [("text", "Whom we owe an answer.")]
    assert forget_unsent_words(now=now + timedelta(days=6)) == 0
    assert forget_unsent_words(now=now + timedelta(days=8)) == 1
    assert kept() == []


def test_a_note_for_the_next_shift_is_kept_with_its_due_time_until_it_is_left() -> None:
    desk = browser("th.desk")
    typed(desk, "/handover", text="Whom we owe an answer.", promised_by="", due="2027-01-0")
    assert 'hx-get="/handover/unsent"' in desk.get("/inbox").text
    shown = desk.get("/handover/unsent").text
    assert ">Whom we owe an answer.</textarea>" in shown
    assert 'value="2027-01-0"' in shown
    assert browser("th.second").get("/handover/unsent").status_code == 204
    assert desk.post("/handover/note", {"text": "Whom we owe an answer."}).status_code == 302
    assert kept() == []
    assert "Whom we owe an answer." in words(desk.get("/inbox"))


def test_what_is_to_be_changed_in_a_colleague_s_message_is_kept_too() -> None:
    draft = new_draft(viewer("TH"), question("KR"), now=timezone.now())
    submit_draft(viewer("TH"), draft.id, now=timezone.now())
    second, page = browser("th.second"), f"/threads/drafts/{draft.id}"
    assert typed(second, page, remark="Name the office.").status_code == 200
    assert ">Name the office.</textarea>" in second.get(page).text
    assert second.post(f"{page}/return", {"remark": "Name the office."}).status_code == 302
    assert kept() == []
