"""Use of the purpose *life*: the originator is told at once, of no more than its own facts and the bureau that read."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection
from tests.screening.network import NOW, contribute, label, make_members, person, viewer

from interlace.core.handling import LIFE, Action, HitMode, Label
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import NoViewer, acting
from interlace.foundation.disclosure.labels import intern
from interlace.foundation.disclosure.life import life_uses, note_use_for_life
from interlace.foundation.disclosure.models import LifeUse
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer
from interlace.screening.checks.actions import ask_holders
from interlace.screening.queries import checks_page, hit_of
from interlace.screening.questions import question_about

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 0000 0142"
ASKED = {"schema": "Person", "properties": {"phone": [PHONE]}}


@pytest.fixture(autouse=True)
def members() -> None:
    """Three bureaus whose officers may work to save a life."""
    make_members("KR", "TH", "VN")
    Officer.objects.update(purposes=["fraud", LIFE])


def shared(**terms: Any) -> UUID:
    """A person of TH whom KR may read for fraud and to save a life."""
    given: dict[str, Any] = {"purposes": ["fraud", LIFE], "hit": HitMode.CONTENT, **terms}
    (subject,) = contribute(viewer("TH"), label("TH", readers=["KR"], **given), person("Somchai Jaidee", phone=PHONE))
    return subject


def asked(purpose: str = LIFE) -> Viewer:
    """KR asks about the phone, and is who asked."""
    asker = viewer("KR", purpose=purpose)
    ask_holders(asker, question_about(ASKED), now=NOW)
    return asker


def told(member: str, *, post: str = "desk") -> list[tuple[str, UUID]]:
    return [(use.reader, use.subject) for use in life_uses(viewer(member, post=post), now=NOW, most=9)]


def test_a_check_that_reads_to_save_a_life_is_told_to_the_originator_and_to_nobody_else() -> None:
    subject = shared()
    asked()
    assert (told("TH"), told("KR"), told("VN")) == ([("KR", subject)], [], [])


def test_a_check_for_another_purpose_is_not_told_as_a_use_for_life() -> None:
    shared()
    asked("fraud")
    assert told("TH") == []


def test_a_hit_of_which_nothing_may_be_read_is_no_use() -> None:
    contribute(
        viewer("TH", purpose=LIFE), label("TH", seekers=["KR"], purposes=[LIFE]), person("Somchai Jaidee", phone=PHONE)
    )
    asked()
    assert told("TH") == []


def test_what_was_released_for_life_beforehand_is_told_when_the_record_is_opened() -> None:
    found_by: dict[str, Any] = {"purposes": [LIFE], "hit": HitMode.HIT}
    (subject,) = contribute(
        viewer("TH", purpose=LIFE), label("TH", seekers=["KR"], **found_by), person("Somchai", phone=PHONE)
    )
    asker = viewer("KR", purpose=LIFE)
    (hit,) = [
        each.hit for answer in ask_holders(asker, question_about(ASKED), now=NOW).answers for each in answer.found
    ]
    released = label("TH", readers=["KR"], purposes=["fraud"], life=True)
    contribute(viewer("TH"), released, {"schema": "Person", "properties": {"country": ["th"]}}, subject=subject)
    assert told("TH") == []

    seen = hit_of(asker, hit, now=NOW)

    assert [each.prop for each in seen.released] == ["country"]
    assert told("TH") == [("KR", subject)]


def test_looking_again_on_the_same_day_tells_nothing_more_and_on_the_next_day_it_does() -> None:
    shared()
    asker = asked()
    asked()
    checks_page(asker, now=NOW + timedelta(hours=1), most=9)
    assert len(told("TH")) == 1
    checks_page(asker, now=NOW + timedelta(days=1), most=9)
    assert len(told("TH")) == 2


def test_an_officer_who_may_not_read_the_facts_is_not_told_that_they_were_used() -> None:
    Officer.objects.filter(username__in=["kr.desk", "th.second"]).update(level=2)
    contribute(
        viewer("TH", post="second", purpose=LIFE),
        label("TH", readers=["KR"], purposes=[LIFE], hit=HitMode.CONTENT, level=2),
        person("Somchai Jaidee", phone=PHONE),
    )
    asked()
    assert told("TH") == []
    assert len(told("TH", post="second")) == 1


def test_both_ledgers_name_one_act_and_the_originator_s_names_neither_officer_nor_case() -> None:
    shared()
    asker = asked()
    with steward(Task.LEDGER):
        own, theirs = (Leaf.objects.get(event="life.used", member=member) for member in ("KR", "TH"))
        notice = LifeUse.objects.get()
    assert own.act == theirs.act
    assert {own.object_id, theirs.object_id} == {str(notice.id)}
    assert json.loads(own.entry)["by"] == asker.id
    assert [part for part in (asker.id, asker.reference) if part in str(theirs.entry)] == []


def test_a_notice_cannot_be_left_in_another_s_name_nor_taken_back() -> None:
    shared()
    asked()
    with acting(viewer("TH", purpose=LIFE), Action.READ, now=NOW):
        found = LifeUse.objects.get()
        forged = LifeUse(member="KR", reader="VN", subject=found.subject, label_id=found.label_id, use=b"x", at=NOW)
        with pytest.raises(ProgrammingError, match="row-level security"):
            forged.save(force_insert=True)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting(viewer("TH", purpose=LIFE), Action.READ, now=NOW),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from disclosure_lifeuse")


def test_a_use_without_a_transaction_that_reads_is_an_error() -> None:
    with pytest.raises(NoViewer):
        note_use_for_life(viewer("KR", purpose=LIFE), originator="TH", subject=UUID(int=1), label_id=1)


def test_one_s_own_facts_are_used_without_a_notice() -> None:
    with acting(viewer("TH", purpose=LIFE), Action.READ, now=NOW):
        note_use_for_life(viewer("TH", purpose=LIFE), originator="TH", subject=UUID(int=1), label_id=1)
    assert told("TH") == []


def test_a_label_released_for_life_alone_shows_its_notice_to_its_originator() -> None:
    subject = shared()
    alone = Label.of("TH", audience=["KR"], purposes=[], until=NOW + timedelta(days=1), life=True)
    with steward(Task.CHECK):
        label_id = intern(alone)
    reader = viewer("KR", purpose=LIFE)
    with acting(reader, Action.READ, now=NOW):
        note_use_for_life(reader, originator="TH", subject=subject, label_id=label_id)
    assert told("TH") == [("KR", subject)]


def test_uses_are_told_page_by_page_the_latest_first() -> None:
    shared()
    asker = asked()
    for days in (1, 2):
        checks_page(asker, now=NOW + timedelta(days=days), most=9)
    reader, now = viewer("TH"), NOW + timedelta(days=3)
    told_at_once = life_uses(reader, now=now, most=9)
    first = life_uses(reader, now=now, most=2)
    rest = life_uses(reader, now=now, most=2, after=(first[-1].at, first[-1].id))
    assert [use.at for use in told_at_once] == [NOW + timedelta(days=days) for days in (2, 1, 0)]
    assert [*first, *rest] == told_at_once
