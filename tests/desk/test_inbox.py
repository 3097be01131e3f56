"""The inbox as the place to live: one's own turn first, what was withdrawn, and the same work however much there is."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from tests.desk.test_pages import browser, words
from tests.desk.threads.letters import letter, sent, wrote
from tests.desk.threads.test_sending import PHONE, facts_of
from tests.desk.waking.night import people, question
from tests.screening.network import label, viewer

from interlace.core.procedure.threads import Move, Outcome, ThreadUrgency
from interlace.desk.pages import queue
from interlace.desk.threads import actions
from interlace.facts.recalling import recall
from interlace.foundation.identity.models import Officer

pytestmark = pytest.mark.django_db(transaction=True)

POLICE = ["cybercrime", "fraud", "laundering", "life", "protection", "trafficking"]
QUERIES_AT_MOST = 20
"""Issue 3."""


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    people()
    Officer.objects.update(purposes=POLICE)
    with override_settings(INTERLACE_DEMO=True, INTERLACE_SEARCHES_PER_MINUTE=100_000):
        yield


def queries_of(client: Client, where: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return [each["sql"] for each in asked]


def titles(client: Client) -> list[str]:
    """The groups and items of the inbox, as they stand below each other."""
    page = client.get("/inbox").text
    found = re.findall(r'<h2 class="is-inherit">([^<]*)|<span class="queue-title">([^<]*)', page)
    return [unescape(group or f"- {item}") for group, item in found]


def heard(*, who: str, title: str = "", urgency: ThreadUrgency = ThreadUrgency.ROUTINE, **terms: Any) -> UUID:
    """A thread of this bureau with the other one, now."""
    message = letter("TH" if who == "KR" else "KR", title=title or "A passport", urgency=urgency, **terms)
    return sent(viewer(who), message, now=timezone.now()).thread


@pytest.mark.parametrize("chosen", ["thread", "hit"])
def test_an_inbox_of_six_purposes_takes_at_most_twenty_queries_however_much_lies_in_it(chosen: str) -> None:
    if chosen == "hit":
        question()  # overdue by now, so it comes first
    client, now = browser("th.head"), timezone.now()
    for purpose in POLICE:
        for urgency in ThreadUrgency:
            sent(viewer("KR", purpose=purpose), letter(urgency=urgency), now=now)
            sent(viewer("TH", purpose=purpose), letter("KR", urgency=urgency), now=now)
    client.get("/inbox")
    few = queries_of(client, "/inbox")
    assert len(few) <= QUERIES_AT_MOST, "\n".join(few)
    for purpose in POLICE:
        sent(viewer("KR", purpose=purpose), letter(), now=now)
    client.get("/inbox")
    assert len(queries_of(client, "/inbox")) == len(few)


def test_own_turn_stands_by_due_time_among_hits_and_answers_and_what_others_owe_come_after() -> None:
    answered = heard(who="KR", title="Answered by TH")
    wrote("TH", answered, Move.ANSWER, outcome=Outcome.REFUSED, ground="COST", now=timezone.now())
    heard(who="KR", title="Awaited from TH", urgency=ThreadUrgency.IMMEDIATE)
    heard(who="TH", title="Within a day")
    heard(who="TH", title="Within the hour", urgency=ThreadUrgency.IMMEDIATE)
    supplied = heard(who="KR", title="To be supplied")
    wrote("TH", supplied, Move.ASK, reason="Which office issued it?", now=timezone.now())
    assert titles(browser("kr.desk")) == [
        "Next hour",
        "- Within the hour",
        "Next 24 hours",
        "- Within a day",
        "Your turn, no clock runs",
        "- To be supplied",
        "Answered",
        "- Answered by TH",
        "Waiting for others",
        "- Awaited from TH",
    ]


def test_a_list_that_ends_early_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MOST", 2)
    for number in range(3):
        heard(who="KR", title=f"Passport {number}")
    found = titles(browser("th.desk"))
    assert [found[0], found[-1], len(found)] == ["Next 24 hours", "- More threads wait for you", 4]


def test_what_was_put_aside_is_back_at_its_moment_and_counts_as_new() -> None:
    thread = heard(who="KR", title="Put aside")
    client, now = browser("th.desk"), timezone.now()
    actions.snooze(viewer("TH"), thread, until=now + timedelta(seconds=1), now=now)
    assert titles(client) == []
    since = now.isoformat().replace("+", "%2B")
    assert "new item" not in words(client.get(f"/inbox/news?since={since}"))
    time.sleep(1)
    assert titles(client) == ["Next 24 hours", "- Put aside"]
    assert "1 new item" in words(client.get(f"/inbox/news?since={since}"))


def test_a_withdrawn_fact_is_a_line_of_its_own_until_somebody_has_opened_the_thread() -> None:
    (phone,) = facts_of("KR", label("KR", readers=["TH"]), phone=PHONE)[1:]
    thread = heard(who="KR", title="A number", facts=(phone,))
    client = browser("th.desk")
    recall(viewer("KR"), [phone], reason="wrong-value", now=timezone.now())
    assert titles(client) == ["Next 24 hours", "- A number", "To take note of", "- A fact was withdrawn"]
    assert PHONE not in client.get("/inbox").text
    assert titles(browser("kr.desk")) == ["Waiting for others", "- A number"]
    assert "has withdrawn the fact that stood here" in words(client.get(f"/threads/{thread}"))
    assert titles(client) == ["Next 24 hours", "- A number"]
