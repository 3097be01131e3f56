"""A process that is killed at any moment: a message is sent whole or still a draft, and no call is lost.

A second process does the work; it is killed without time to clean up, and this one goes on as a restarted node would.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone
from tests.desk.threads.letters import letter, sent
from tests.desk.waking.night import people, planned, reached_by
from tests.desk.waking.servers import Gateway, serving
from tests.foundation.audit.test_crashes import killed_while
from tests.screening.network import viewer

from interlace.core.ledger import Verdict
from interlace.core.procedure.threads import ThreadStage, ThreadUrgency
from interlace.desk.shift.models import Alert, Delivery, Escalation
from interlace.desk.threads.attachments import attach, open_attachment
from interlace.desk.threads.chain import is_intact
from interlace.desk.threads.drafting import new_draft
from interlace.desk.threads.models import Attachment, Draft, SearchText, ThreadEvent, ThreadSide
from interlace.desk.threads.sending import send_draft
from interlace.desk.waking.alerts import answer_alerts
from interlace.desk.waking.delivering import ABANDONED_AFTER, deliver_due
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.audit.actions import checkpoint
from interlace.foundation.audit.queries import verify_log
from interlace.foundation.disclosure.steward import Task, steward

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process, pytest.mark.timeout(60)]

KILLS = 6
CONTENT = b"The register of passports, page 7.\n" * 2000


@pytest.fixture(autouse=True)
def world() -> None:
    people()


@pytest.fixture
def chance() -> random.Random:
    seed = random.randrange(2**32)
    print("seed", seed)
    return random.Random(seed)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "register.txt"
    path.write_bytes(CONTENT)
    return path


def whole_or_drafts() -> tuple[list[Draft], list[Attachment]]:
    """What was sent has both sides, one event as it was written, its words for search and its files; the rest none."""
    with steward(Task.VERIFY):
        drafts, files = list(Draft.objects.all()), list(Attachment.objects.all())
        sides = Counter(ThreadSide.objects.values_list("thread", flat=True))
        events = list(ThreadEvent.objects.all())
        found = Counter(SearchText.objects.values_list("event", flat=True))
    whole = {draft.event for draft in drafts if draft.state == ThreadStage.SENT}
    assert {event.id for event in events} == whole == found.keys()
    assert set(sides) == {event.thread for event in events}
    assert set(sides.values()) | set(found.values()) <= {2}
    assert all(is_intact([event]) for event in events)
    assert Counter(each.event for each in files if each.event) == dict.fromkeys(whole, 2)
    return drafts, files


def test_a_message_with_files_is_sent_whole_or_still_a_draft(file: Path, chance: random.Random) -> None:
    def write_and_send() -> None:
        now = timezone.now()
        draft = new_draft(viewer("KR"), letter(), now=now)
        for number in (1, 2):
            attach(viewer("KR"), draft.id, file, file_name=f"{number}.txt", now=now)
        send_draft(viewer("KR"), draft.id, now=now)

    drafts, files = whole_or_drafts()
    for _ in range(KILLS):
        killed_while(write_and_send, after=chance.uniform(0.1, 0.6))
        drafts, files = whole_or_drafts()
    assert {draft.state for draft in drafts} >= {ThreadStage.SENT}
    for each in files:
        reader = viewer("TH") if each.event else viewer("KR")
        assert open_attachment(reader, each.id, now=timezone.now()).data == CONTENT
    for draft in drafts:
        if draft.state == ThreadStage.DRAFT:
            assert send_draft(viewer("KR"), draft.id, now=timezone.now()).state == ThreadStage.SENT
    checkpoint(now=timezone.now())
    assert verify_log().verdict is Verdict.VALID


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with serving(Gateway()) as server, override_settings(INTERLACE_SMS_URL=server.url):
        yield server


def test_no_alert_is_lost_and_one_that_went_twice_says_so(gateway: Gateway, chance: random.Random) -> None:
    planned("TH", "th.desk")
    reached_by("th.desk", "sms", "+66200000143")

    def wake() -> None:
        now = timezone.now()
        sent(viewer("KR"), letter(urgency=ThreadUrgency.IMMEDIATE), now=now)
        watch_clocks(now=now)
        deliver_due(now=now)
        answer_alerts(viewer("TH"), now=now)

    for _ in range(KILLS):
        killed_while(wake, after=chance.uniform(0.2, 0.7))
    later = timezone.now() + ABANDONED_AFTER + timedelta(minutes=1)
    watch_clocks(now=later)
    deliver_due(now=later + timedelta(hours=1))
    with steward(Task.VERIFY):
        steps = Counter(Escalation.objects.values_list("item", "source", "step"))
        alerts = Counter(Alert.objects.filter(officer__isnull=False).values_list("item", "source", "step", "officer"))
        deliveries = list(Delivery.objects.filter(kind="sms"))
    assert set(steps.values()) == set(alerts.values()) == {1}
    assert {each[:3] for each in alerts} == set(steps)
    assert {each.state for each in deliveries} <= {"sent", "dropped"}
    came = Counter(each["reference"] for each in gateway.texts)
    # What was sent came; what came twice came under one reference, by which the gateway drops it.
    assert {str(each.id) for each in deliveries if each.state == "sent"} <= set(came)
    assert set(came) <= {str(each.id) for each in deliveries}
    assert max(came.values()) <= 1 + KILLS
    assert came
