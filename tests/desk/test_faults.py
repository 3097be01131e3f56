"""What goes wrong at a desk is seen, and can be mended. Here what has no better place; the rest, by where it is shown:

- a file of a wrong type or of three gibibytes, a zip bomb: `test_unfit_files.py`; before it is sent,
  `test_pages_browser.py`;
- two officers at one draft, a session that ends while somebody types: `test_pages_browser.py`, `test_unsent.py`;
- a process that is killed: `test_kills.py`; the change of the clock in a rota: `tests/core/procedure/test_rota.py`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from tests.desk.shift.test_surfaces import browser, words
from tests.desk.threads.letters import HOUR, letter, seen, sent
from tests.desk.waking.night import EVERY_DAY, bureau, people, question, reached_by
from tests.desk.waking.servers import Gateway, Mailbox, serving
from tests.screening.network import viewer

from interlace.core.handling import Action
from interlace.core.procedure.threads import ThreadUrgency
from interlace.desk.shift.models import Holiday
from interlace.desk.shift.planning import Taker, TurnTerms, add_turns
from interlace.desk.threads.drafting import message_of, new_draft
from interlace.desk.threads.models import Draft
from interlace.desk.waking.delivering import BACKOFF, deliver_due, note_bounce
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Bureau, Officer

pytestmark = pytest.mark.django_db(transaction=True)

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def world() -> Iterator[None]:
    people()
    with override_settings(INTERLACE_DEMO=True):
        yield


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with (
        serving(Mailbox()) as server,
        override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=server.port, EMAIL_USE_TLS=False),
    ):
        yield server


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with serving(Gateway()) as server, override_settings(INTERLACE_SMS_URL=server.url):
        yield server


def test_a_mail_that_comes_back_is_seen_on_the_page_and_the_next_way_is_taken(
    mailbox: Mailbox, gateway: Gateway
) -> None:
    reached_by("th.desk", "email", "gone@example.org")
    reached_by("th.desk", "sms", "+66200000143")
    now = timezone.now()
    question()
    watch_clocks(now=now)
    deliver_due(now=now)
    (mail,) = mailbox.mails
    note_bounce(b"Message-ID: %s" % mail["Message-ID"].encode(), now=now)
    deliver_due(now=now)
    page = words(browser("th.desk").get("/shift"))
    assert "E-mail: Came back (the mail came back)" in page
    assert "Text message: Handed over" in page
    assert [each["to"] for each in gateway.texts] == ["+66200000143"]


def test_a_gateway_that_is_down_is_seen_on_the_page_and_tried_again_until_it_is_back(gateway: Gateway) -> None:
    gateway.status = 503
    reached_by("th.desk", "sms", "+66200000143")
    now = timezone.now()
    question()
    watch_clocks(now=now)
    deliver_due(now=now)
    page = words(browser("th.desk").get("/shift"))
    assert "Text message: Failed, tried again (the gateway cannot be reached)" in page
    assert "waits for your answer" in page
    gateway.status = 200
    deliver_due(now=now + BACKOFF[0])
    assert "Text message: Handed over" in words(browser("th.desk").get("/shift"))
    references = {key for _token, key in gateway.keys}
    assert len(references) == 2  # another attempt says that it is another one


def test_a_holiday_without_a_rota_is_named_on_the_page_with_what_mends_it() -> None:
    Bureau.objects.filter(member="TH").update(time_zone="Asia/Bangkok")
    today = timezone.now().astimezone(ZoneInfo("Asia/Bangkok")).date()
    terms = TurnTerms(time(0), time(0), Taker("th.desk"))
    head = viewer("TH", post="head")
    add_turns(head, bureau("TH"), weekdays=EVERY_DAY, terms=terms, since=today, now=timezone.now())
    with acting(head, Action.READ, now=timezone.now()):
        Holiday.objects.create(member="TH", day=today, name="Feast", source="tests", as_of=today)
    client = browser("th.head")
    page = words(client.get("/shift"))
    assert "Nobody is on duty now. A holiday without a rota." in page
    assert "Alerts go to whoever comes next, and then to everybody who could answer. Change the rota" in page
    day = {
        "day": today.isoformat(),
        "day_starts": "00:00",
        "day_ends": "00:00",
        "day_seat": "desk",
        "day_who": "th.desk",
    }
    assert client.post("/shift/rota/days", day).status_code == 302
    assert "Desk desk of TH" in words(client.get("/shift"))


def typed_due(when: str) -> tuple[str, Draft]:
    """What the page of a draft says when somebody in Paris types until when an answer is needed, and the draft."""
    Officer.objects.filter(username="kr.desk").update(time_zone="Europe/Paris")
    draft = new_draft(viewer("KR"), letter(), now=timezone.now())
    form = {"version": "1", "do": "keep", "text": "Typed at night.", "answer_by": when}
    page = browser("kr.desk").post(f"/threads/drafts/{draft.id}/send", form, follow=True)
    with acting(viewer("KR"), Action.READ, now=timezone.now()):
        return words(page), Draft.objects.get(id=draft.id)


def test_a_due_time_in_the_hour_that_the_clock_leaves_out_is_asked_again_and_nothing_else_is_lost() -> None:
    page, kept = typed_due("2027-03-28 02:30")
    assert "The clock is put forward over this hour. Name the hour before or after it." in page
    assert message_of(kept).answer_by is None
    assert "Typed at night." in page


def test_of_an_hour_that_comes_twice_the_first_is_the_due_time() -> None:
    _page, kept = typed_due("2027-10-31 02:30")
    assert message_of(kept).answer_by == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opened", "shown"),
    [
        (datetime(2026, 3, 28, 22, tzinfo=UTC), "2026-03-30T00:00+02:00"),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), "2026-10-25T23:00+01:00"),
    ],
    ids=["put forward", "put back"],
)
def test_a_clock_counts_hours_that_pass_whatever_the_wall_shows(opened: datetime, shown: str) -> None:
    thread = sent(viewer("KR"), letter(urgency=ThreadUrgency.URGENT), now=opened).thread
    due = seen("TH", thread, now=opened).side.answer_due
    assert due == opened + 24 * HOUR
    assert due.astimezone(PARIS).isoformat(timespec="minutes") == shown
