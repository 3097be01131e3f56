"""The demo world: live threads between its bureaus, made by what officers do, and people to look at both sides."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from interlace.core.procedure.ladder import Party
from interlace.core.procedure.threads import Outcome, ThreadStage, ThreadType
from interlace.crossmatch.queries import waiting_links
from interlace.desk.shift.models import RotaTurn
from interlace.desk.threads.attachments import open_attachment
from interlace.desk.threads.drafting import drafts_of, message_of
from interlace.desk.threads.handing_over import handed_to
from interlace.desk.threads.models import ThreadSide
from interlace.desk.threads.queries import thread_of, threads_page
from interlace.desk.threads.words import reads_no_answer
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.access import close_index
from interlace.screening.border.actions import shift_count
from interlace.screening.checks.scope import readable_registers
from interlace.screening.queries import hits_of
from interlace.world import golden_reed
from interlace.world.border_post import DOCUMENTS
from interlace.world.correspondence import VICTIM_REPORT, officer
from interlace.world.lists import BOTH_KNOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@pytest.fixture(autouse=True)
def world(tmp_path: Path) -> Iterator[golden_reed.Story]:
    close_index()
    with override_settings(INTERLACE_DEMO=True):
        story = golden_reed.build(tmp_path, now=timezone.now())
        assert story.built_now
        yield story
    close_index()


def of_type(username: str, kind: ThreadType, counterpart: str) -> ThreadSide:
    sides = threads_page(officer(username), now=timezone.now(), most=50)
    (found,) = [side for side in sides if side.type == kind and side.counterpart == counterpart]
    return found


def begins_a_follow_up(hit: object) -> UUID | None:
    """From the page of a hit to the message that follows it up, and which hit that names."""
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "en"})
    client.post("/sign-in/exercise", {"profile": "kr.desk"})
    client.post("/work", {"purpose": "fraud", "reference": "KR-2026-0117"})
    address = f"/threads/new?to=TH&amp;hit={hit}"
    assert address in client.get(f"/hit/{hit}").text
    form = client.get(address.replace("&amp;", "&")).text
    assert f'name="hit" value="{hit}"' in form
    assert '<option value="hit_follow_up" selected>' in form
    client.post("/threads/new", {"to": "TH", "type": "hit_follow_up", "language": "en", "hit": str(hit)})
    (draft,) = drafts_of(officer("kr.desk"), now=timezone.now())
    return message_of(draft).hit


def test_the_world_holds_live_threads_in_every_state(tmp_path: Path, world: golden_reed.Story) -> None:
    now = timezone.now()
    assert golden_reed.threads_by_state() == {
        "ACKNOWLEDGED": 2,
        "ANSWERED": 1,
        "CLARIFICATION": 1,
        "CLOSED": 1,
        "NO_ANSWER": 1,
        "SENT": 2,
    }
    nearly_due = of_type("th.desk", ThreadType.VERIFICATION, "VN")
    assert nearly_due.due is not None
    assert timedelta(minutes=15) < nearly_due.due - now <= timedelta(minutes=25)
    assert "opens at 08:00" in handed_to(officer("th.desk"), [nearly_due], now=now)[nearly_due.thread].text
    answered = of_type("kr.desk", ThreadType.VERIFICATION, "TH")
    assert (answered.state, answered.outcome) == (ThreadStage.ANSWERED, Outcome.IN_PART)
    assert of_type("vn.desk", ThreadType.INFORMATION, "TH").is_paused
    assert reads_no_answer(of_type("kr.desk", ThreadType.VERIFICATION, "XA"), now=now)
    followed = of_type("kr.desk", ThreadType.HIT_FOLLOW_UP, "TH")
    assert followed.hit in {each.hit for each in hits_of(officer("kr.desk"), now=now, party=Party.ASKER)}
    assert begins_a_follow_up(followed.hit) == followed.hit
    told = thread_of(officer("kr.desk"), of_type("kr.desk", ThreadType.SPONTANEOUS, "SG").thread, now=now)
    (file,) = told.events[0].attachments
    assert open_attachment(officer("kr.desk"), file.id, now=now).data.decode() == VICTIM_REPORT
    with acting(officer("th.head"), now=now):
        assert {turn.seat for turn in RotaTurn.objects.all()} == {"desk", "lead"}
    roles = {
        role for roles in Officer.objects.filter(is_profile=True).values_list("roles", flat=True) for role in roles
    }
    assert {Role.HEAD, Role.SECRETARIAT, Role.DUTY_OFFICER, Role.INVESTIGATOR} <= roles
    assert not golden_reed.build(tmp_path, now=now).built_now
    lists_are_asked_and_compared(world)


def lists_are_asked_and_compared(story: golden_reed.Story) -> None:
    """Each document of the post gets its word, KR reads two lists, and two bureaus have persons in common."""
    assert story.border == Counter(each.answer for each in DOCUMENTS)
    assert shift_count(officer("th.desk"), now=timezone.now()).scanned == len(DOCUMENTS)
    with acting(officer("kr.desk").working_for(purpose="fraud", reference="KR-2026-0117")) as context:
        assert [each.code for each in readable_registers(context)] == ["KR/money-carriers", "SG/mules"]
    assert min(links_of("th.desk"), links_of("kr.desk")) >= BOTH_KNOW // 2
    assert not any(side.counterpart == "SG" for side in hits_of(officer("kr.desk"), now=timezone.now()))


def links_of(username: str) -> int:
    """The links that wait for this officer's judgement."""
    return len(waiting_links(officer(username), now=timezone.now(), most=50))
