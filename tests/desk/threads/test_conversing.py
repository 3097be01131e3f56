"""A unit that was given to converse reads and writes in its own threads: no other thread, and no record by that."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests.desk.threads.letters import letter, seen, sent, wrote
from tests.people import make_bureau, make_officer
from tests.screening.network import NOW, contribute, label, make_members, viewer

from interlace.bureaus.people.models import HitLevel, UnitGrant
from interlace.bureaus.people.posts import CASE_FACTS, OTHERS
from interlace.core.handling import ALL_ACTIONS, Action, HitMode
from interlace.core.procedure.threads import Move, Outcome, ThreadStage, ThreadUrgency, Verdict
from interlace.desk.threads import actions
from interlace.desk.threads.attachments import attach, open_attachment
from interlace.desk.threads.clocks import ThreadClocks
from interlace.desk.threads.drafting import drafts_of, new_draft
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import Attachment, FactReference, Note, ThreadEvent
from interlace.desk.threads.queries import search_threads, thread_of, threads_page
from interlace.desk.threads.sending import send_draft
from interlace.facts.models import Fact
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer, viewer_of
from interlace.foundation.errors import NotFound, Refused
from interlace.foundation.identity.models import Bureau, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.asking import question_typed
from interlace.screening.checks.actions import ask_holders
from interlace.screening.upkeep import catch_up

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "+82 10 5550 0142"
HAN = {"schema": "Person", "properties": {"name": ["Han Ji-seop"], "phone": [PHONE], "birthDate": ["1991-04-17"]}}
CONFIRMED = Verdict(Outcome.CONFIRMED, source="Register of passports", on=NOW.date())


@pytest.fixture(autouse=True)
def units() -> None:
    make_members("KR", "TH")
    under = Bureau.objects.get(name="KR bureau")
    for name in ("border", "coast"):
        terms: dict[str, Any] = {"kind": Bureau.Kind.DOMESTIC_UNIT, "parent": under, "ceiling": ["discover"]}
        made = make_bureau("KR", name=f"The {name} unit", **terms)
        make_officer("KR", username=f"kr.{name}", roles=(Role.DOMESTIC_UNIT,), bureau=made, purposes=("fraud",))
        Bureau.objects.filter(pk=made.pk).update(converses=True)


def unit(name: str = "border") -> Viewer:
    return viewer("KR", post=name)


def words(by: Viewer, thread: UUID) -> list[str]:
    return [event.body.get("text", "") for event in thread_of(by, thread, now=NOW).events]


def test_it_writes_to_another_bureau_and_reads_the_answer_and_so_does_its_own_bureau() -> None:
    thread = sent(unit(), letter(text="Was it issued?")).thread
    wrote("TH", thread, Move.ASK, "Which office?")
    supplied = actions.write(unit(), thread, Move.SUPPLY, Message(text="Seoul.", language="en"), now=NOW)
    assert (supplied.state, seen("TH", thread).side.counterpart_unit) == (ThreadStage.ACKNOWLEDGED, "The border unit")
    wrote("TH", thread, Move.ANSWER, "It was.", verdicts=(CONFIRMED,))
    assert (
        words(unit(), thread) == words(viewer("KR"), thread) == ["Was it issued?", "Which office?", "Seoul.", "It was."]
    )
    assert [each.side.thread for each in search_threads(unit(), "seoul", now=NOW, most=9)] == [thread]
    assert actions.close(unit(), thread, now=NOW).outcome == Outcome.CONFIRMED


def test_it_answers_its_own_bureau_with_a_file_and_is_reminded_of_its_turn(tmp_path: Path) -> None:
    thread = sent(viewer("KR"), letter(to="KR", to_unit=UUID(unit().unit), urgency=ThreadUrgency.URGENT)).thread
    assert {each.item for each in ThreadClocks().running(unit(), now=NOW)} == {thread}
    draft = new_draft(
        unit(),
        Message(text="See the copy.", language="en", verdicts=(CONFIRMED,)),
        move=Move.ANSWER,
        thread=thread,
        now=NOW,
    )
    copy = tmp_path / "copy.txt"
    copy.write_text("a copy")
    file = attach(unit(), draft.id, copy, file_name="copy.txt", now=NOW)
    send_draft(unit(), draft.id, now=NOW)
    assert open_attachment(viewer("KR"), file.id, now=NOW).data == b"a copy"
    assert open_attachment(unit(), file.id, now=NOW).data == b"a copy"
    with pytest.raises(NotFound):
        open_attachment(unit("coast"), file.id, now=NOW)


def test_other_threads_of_its_bureau_do_not_exist_for_it() -> None:
    own = sent(unit(), letter()).thread
    others = [
        sent(viewer("KR"), letter()).thread,
        sent(viewer("TH"), letter(to="KR")).thread,
        sent(unit("coast"), letter()).thread,
    ]
    new_draft(viewer("KR"), letter(), now=NOW)
    for thread in others:
        actions.add_note(viewer("KR", post="desk") if thread != others[2] else unit("coast"), thread, text="x", now=NOW)
        with pytest.raises(NotFound):
            thread_of(unit(), thread, now=NOW)
    assert [side.thread for side in threads_page(unit(), now=NOW, most=9)] == [own]
    assert [each.side.thread for each in search_threads(unit(), "passport", now=NOW, most=9)] == [own]
    assert drafts_of(unit(), now=NOW) == []
    with acting(unit(), now=NOW):  # the database says the same to a query that forgets to ask
        assert set(ThreadEvent.objects.values_list("thread", flat=True)) == {own}
        assert not Note.objects.exists()


def test_no_record_is_read_by_that_neither_in_a_thread_nor_beside_it() -> None:
    (subject,) = contribute(viewer("TH"), label("TH", seekers=["KR"], readers=["KR"], hit=HitMode.CONTENT), HAN)
    contribute(viewer("KR"), label("KR", hit=HitMode.CONTENT), HAN)
    catch_up()
    with acting(viewer("TH"), now=NOW):
        name = Fact.objects.visible_to(viewer("TH")).get(subject=subject, prop="name").id
    thread = sent(unit(), letter()).thread
    wrote("TH", thread, Move.ANSWER, "It was.", verdicts=(CONFIRMED,), facts=(name,))
    assert words(unit(), thread)[-1] == "It was."
    assert [len(event.facts) for event in seen("KR", thread).events] == [0, 1]
    assert [len(event.facts) for event in thread_of(unit(), thread, now=NOW).events] == [0, 0]
    with acting(unit(), now=NOW):
        assert not Fact.objects.exists()
        assert not FactReference.objects.exists()
    with pytest.raises(Refused):
        sent(unit(), letter(facts=(name,)))
    found = ask_holders(unit(), question_typed("phone", PHONE), now=NOW)
    assert [each.readable for each in found.ours] == [False]
    assert [each.likeness.readable for answer in found.answers for each in answer.found] == [False]


@pytest.mark.parametrize("level", [None, HitLevel.NONE, HitLevel.HIT])
def test_a_level_written_before_or_after_takes_nothing_of_it_away(level: HitLevel | None) -> None:
    thread = sent(unit(), letter(text="Was it issued?")).thread
    if level is not None:
        with steward(Task.VERIFY):
            for place in (OTHERS, CASE_FACTS):
                UnitGrant.objects.create(member="KR", unit=UUID(unit().unit), register=place, level=level)
    assert words(unit(), thread) == ["Was it issued?"]
    assert sent(unit(), letter()).state == ThreadStage.SENT


def test_once_it_is_taken_back_the_unit_reads_no_word_and_its_bureau_sends() -> None:
    thread = sent(unit(), letter()).thread
    Bureau.objects.filter(name="The border unit").update(converses=False)
    assert (words(unit(), thread), thread_of(unit(), thread, now=NOW).side.title) == ([], "")
    with pytest.raises(Refused) as refused:
        sent(unit(), letter())
    assert refused.value.code == "through_bureau"
    with acting(unit(), now=NOW):
        assert not ThreadEvent.objects.exists()
        assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("roles", "kind", "converses"),
    [
        ([Role.DOMESTIC_UNIT], Bureau.Kind.DOMESTIC_UNIT, True),
        ([Role.UNIT_CONTRIBUTOR], Bureau.Kind.DOMESTIC_UNIT, False),
        ([Role.PARTNER], Bureau.Kind.PARTNER, False),
        ([Role.DUTY_OFFICER], Bureau.Kind.NATIONAL, False),
    ],
)
def test_only_who_asks_for_a_domestic_unit_converses(roles: list[Role], kind: Bureau.Kind, converses: bool) -> None:
    office = Bureau(name="Office", kind=kind, converses=True, member=Officer.objects.first().bureau.member)  # type: ignore[union-attr]
    assert viewer_of(Officer(username="x", bureau=office, roles=roles)).converses is converses


@given(ceiling=st.frozensets(st.sampled_from(sorted(ALL_ACTIONS))))
@examples(max_examples=20, deadline=None)
def test_whatever_a_unit_may_do_conversing_adds_reading_in_threads_alone(ceiling: frozenset[Action]) -> None:
    office = Bureau(
        name="Office",
        kind=Bureau.Kind.DOMESTIC_UNIT,
        ceiling=[action.value for action in ceiling],
        member=Bureau.objects.get(name="KR bureau").member,
    )
    officer = Officer(username="x", bureau=office, roles=[Role.INVESTIGATOR])
    silent = viewer_of(officer)
    office.converses = True
    conversing = viewer_of(officer)
    assert (conversing.person, conversing.verbs) == (silent.person, silent.verbs)
    assert conversing.correspondent.ceiling == ceiling | {Action.READ}
    assert silent.correspondent == silent.person


def test_its_page_shows_the_words_and_takes_its_answer(settings: Any) -> None:
    settings.INTERLACE_DEMO = True
    Officer.objects.filter(username__in=["kr.border", "kr.coast"]).update(is_profile=True)
    thread = sent(viewer("KR"), letter(to="KR", to_unit=UUID(unit().unit), text="Was it issued at your post?")).thread
    pages = {}
    for name in ("kr.border", "kr.coast"):
        client = Client(SERVER_NAME="localhost")
        client.post("/sign-in/exercise", {"profile": name})
        pages[name] = client
        shown = client.get(f"/threads/{thread}")
        assert ("Was it issued at your post?" in shown.text, shown.status_code) == (
            (True, 200) if name == "kr.border" else (False, 404)
        )
    taken = pages["kr.border"].post(f"/threads/{thread}/move/acknowledge", {"acknowledge_reference": "BU-7"})
    assert (taken.status_code, seen("KR", thread).side.counterpart_reference) == (302, "BU-7")
    assert pages["kr.coast"].post(f"/threads/{thread}/move/acknowledge", {}).status_code == 404
    Bureau.objects.filter(name="The border unit").update(converses=False)
    assert "Was it issued at your post?" not in pages["kr.border"].get(f"/threads/{thread}").text
