"""A thread from its first word to its end, seen from both sides and from none."""

import json
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from tests.desk.threads.letters import (
    HOUR,
    MINUTE,
    letter,
    make_unit,
    opened,
    question,
    reviewed_and_sent,
    seen,
    sent,
    wrote,
)
from tests.screening.network import NOW, make_members, viewer

from interlace.core.handling import Action
from interlace.core.procedure.threads import Move, Outcome, ThreadParty, ThreadStage, ThreadUrgency, Verdict
from interlace.desk.threads import actions
from interlace.desk.threads.chain import is_intact, state_of
from interlace.desk.threads.due import threads_due
from interlace.desk.threads.messages import Message
from interlace.desk.threads.models import ThreadEvent, ThreadSide
from interlace.desk.threads.queries import matter_of_thread, search_threads, thread_of, threads_page
from interlace.desk.threads.words import standing_word
from interlace.foundation.audit.models import Leaf
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.errors import Conflict, InvalidInput, NotFound, Refused
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_members("KR", "TH", "VN")


def verdict(outcome: Outcome) -> Verdict:
    return Verdict(outcome, source="Register of passports", on=date(2026, 7, 14))


def texts(member: str, thread: UUID) -> list[str]:
    return [event.body.get("text", "") for event in seen(member, thread).events]


def test_a_verification_goes_to_the_other_side_and_back_and_ends_with_its_outcome() -> None:
    thread = opened(urgency=ThreadUrgency.URGENT)
    assert seen("TH", thread).side.is_ours
    actions.acknowledge(viewer("TH"), thread, now=NOW + MINUTE, reference="TH-2026-0077")
    wrote("TH", thread, Move.ASK, "Which issuing office?", now=NOW + HOUR)
    wrote("KR", thread, Move.SUPPLY, "Seoul.", now=NOW + 3 * HOUR)
    answer = (verdict(Outcome.NOT_CONFIRMED),)
    wrote("TH", thread, Move.ANSWER, "It was never issued.", verdicts=answer, now=NOW + 4 * HOUR)
    actions.close(viewer("KR"), thread, now=NOW + 5 * HOUR)
    for member in ("KR", "TH"):
        side = seen(member, thread).side
        assert (side.state, side.outcome, side.is_ours, side.due) == (
            ThreadStage.CLOSED,
            Outcome.NOT_CONFIRMED,
            False,
            None,
        )
        assert texts(member, thread) == [
            "Please say whether this passport was issued.",
            "",
            "Which issuing office?",
            "Seoul.",
            "It was never issued.",
            "",
        ]
    assert seen("KR", thread).side.counterpart_reference == "TH-2026-0077"


def test_both_sides_see_one_clock_and_fold_the_same_state() -> None:
    thread = opened(urgency=ThreadUrgency.URGENT)
    wrote("TH", thread, Move.ASK, "Which?", now=NOW + HOUR)
    wrote("KR", thread, Move.SUPPLY, "Seoul.", now=NOW + 6 * HOUR)
    sides = [seen(member, thread) for member in ("KR", "TH")]
    assert sides[0].state == sides[1].state
    assert [side.side.due for side in sides] == [NOW + 29 * HOUR] * 2
    assert [side.side.answer_due for side in sides] == [NOW + 29 * HOUR] * 2


def test_a_third_bureau_a_colleague_without_the_purpose_and_one_below_the_level_see_nothing() -> None:
    thread = opened(level=1)
    Officer.objects.filter(username="th.second").update(level=0)
    Officer.objects.filter(username="kr.second").update(purposes=["trafficking"])
    for who in (viewer("VN"), viewer("TH", post="second"), viewer("KR", post="second")):
        with pytest.raises(NotFound):
            thread_of(who, thread, now=NOW)
        assert threads_page(who, now=NOW, most=9) == threads_due(who, now=NOW, most=9) == []
        assert search_threads(who, "passport", now=NOW, most=9) == []
        with pytest.raises(NotFound):
            actions.acknowledge(who, thread, now=NOW)
    assert seen("TH", thread).side.title == "Passport of HAN Ji-seop"


def test_row_security_alone_keeps_a_third_bureau_out() -> None:
    opened()
    with acting(viewer("VN"), now=NOW), connection.cursor() as cursor:
        for table in ("threadside", "threadevent", "factreference", "attachment", "draft", "note", "searchtext"):
            cursor.execute(f"select count(*) from desk_{table}")
            assert cursor.fetchone() == (0,), table
    with acting(viewer("TH"), now=NOW), connection.cursor() as cursor:
        cursor.execute("select count(*) from desk_threadside")
        assert cursor.fetchone() == (1,)
        cursor.execute("select count(*) from desk_threadevent")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("statement", ["update desk_threadevent set entry = ''", "delete from desk_threadevent"])
def test_an_event_cannot_be_changed_or_removed(statement: str) -> None:
    opened()
    with pytest.raises(ProgrammingError), acting(viewer("KR"), now=NOW), connection.cursor() as cursor:
        cursor.execute(statement)
    if statement.startswith("update"):
        with pytest.raises(ProgrammingError), steward(Task.CHECK), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_bureau_adds_no_event_in_the_name_of_another() -> None:
    thread = opened()
    with acting(viewer("TH"), now=NOW):
        row = ThreadEvent.objects.get(thread=thread)
        row.id, row.number = uuid4(), 2
        with pytest.raises(ProgrammingError):
            row.save(force_insert=True)


def test_the_events_of_a_thread_form_an_unbroken_chain() -> None:
    thread = opened()
    actions.acknowledge(viewer("TH"), thread, now=NOW + MINUTE)
    with acting(viewer("TH"), now=NOW):
        rows = list(ThreadEvent.objects.order_by("number"))
    assert is_intact(rows)
    assert json.loads(rows[1].entry)["previous"] == rows[0].digest
    rows[0].entry = rows[0].entry.replace("issued", "stolen")
    assert not is_intact(rows)


def test_each_act_leaves_one_leaf_with_each_side_under_one_id_and_the_other_learns_no_officer() -> None:
    thread = opened()
    with steward(Task.VERIFY):
        leaves = {leaf.member: leaf for leaf in Leaf.objects.filter(event="thread.sent")}
    assert leaves.keys() == {"KR", "TH"}
    assert leaves["KR"].act == leaves["TH"].act
    entries = {member: json.loads(leaf.entry) for member, leaf in leaves.items()}
    assert entries["KR"]["on"] == entries["TH"]["on"] == str(thread)
    assert (entries["KR"]["by"], entries["TH"]["by"]) == (viewer("KR").id, "system")
    assert entries["TH"]["reference"] == ""
    assert entries["KR"]["detail"]["digest"] == entries["TH"]["detail"]["digest"]


def test_each_side_has_its_own_number_and_never_learns_the_other_s() -> None:
    first, second = opened(), opened()
    opened(to="VN")
    numbers = {member: [seen(member, each).side.number for each in (first, second)] for member in ("KR", "TH")}
    assert numbers == {
        "KR": ["KR/2026/fraud/0001", "KR/2026/fraud/0002"],
        "TH": ["TH/2026/fraud/0001", "TH/2026/fraud/0002"],
    }
    with acting(viewer("TH"), now=NOW):
        assert "KR/2026" not in json.dumps([row.entry for row in ThreadEvent.objects.all()])


def test_a_thread_above_the_level_of_a_colleague_shifts_no_number_that_the_colleague_sees() -> None:
    opened(level=1)
    assert seen("KR", opened()).side.number == "KR/2026/fraud/0001"


def test_what_is_not_answered_in_time_reads_no_answer_and_can_be_closed_so() -> None:
    thread = opened(urgency=ThreadUrgency.IMMEDIATE)
    late = NOW + 2 * HOUR
    side = seen("KR", thread).side
    assert standing_word(side, now=late - MINUTE) == "Sent, not acknowledged"
    assert standing_word(side, now=late) == "No answer"
    with pytest.raises(Conflict):
        actions.close(viewer("KR"), thread, now=late - MINUTE)
    assert standing_word(actions.close(viewer("KR"), thread, now=late), now=late) == "No answer"


def test_nobody_makes_the_other_side_s_move() -> None:
    thread = opened()
    with pytest.raises(Refused):
        actions.acknowledge(viewer("KR"), thread, now=NOW)
    with pytest.raises(Refused):
        actions.withdraw(viewer("TH"), thread, reason="x", now=NOW)
    with pytest.raises(Refused):
        wrote("KR", thread, Move.ANSWER, verdicts=(verdict(Outcome.CONFIRMED),))
    Officer.objects.filter(username="th.second").update(roles=[Role.ANALYST])
    with pytest.raises(Refused):
        actions.acknowledge(viewer("TH", post="second"), thread, now=NOW)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (Message(title="x", text="x", to="TH"), "type_missing"),
        (letter(to=""), "recipient_missing"),
        (letter(to="QQ"), "recipient_unknown"),
        (letter(to="KR"), "recipient_is_oneself"),
        (letter(title=" "), "title_missing"),
        (letter(text=" "), "text_missing"),
        (letter(items=()), "items_missing"),
        (letter(answer_by=NOW - HOUR), "answer_by_over"),
        (letter(foreign={"diary": "1"}), "foreign_unknown"),
        (letter(hit=uuid4()), "hit_unknown"),
    ],
)
def test_what_is_missing_in_a_message_is_said_where_it_is_missing(message: Message, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sent(viewer("KR"), message)
    assert [problem.code for problem in refused.value.problems] == [code]
    with steward(Task.VERIFY):
        assert not ThreadSide.objects.exists()


def test_the_clock_goes_on_from_where_a_changed_urgency_puts_it_and_the_reason_is_read_by_both() -> None:
    thread = opened()
    actions.acknowledge(viewer("TH"), thread, now=NOW)
    actions.change_urgency(viewer("KR"), thread, urgency=ThreadUrgency.URGENT, reason="He is held.", now=NOW + HOUR)
    view = seen("TH", thread)
    assert (view.side.urgency, view.side.due) == (ThreadUrgency.URGENT, NOW + 25 * HOUR)
    assert view.events[-1].event.reason == "He is held."


def test_assigning_snoozing_notes_and_numbers_are_one_s_own_side_s_alone() -> None:
    thread = opened()
    kr = viewer("KR")
    second = UUID(viewer("KR", post="second").id)
    actions.assign(kr, thread, officer=second, now=NOW)
    actions.snooze(kr, thread, until=NOW + HOUR, now=NOW)
    actions.add_note(kr, thread, text="Call Bangkok first.", now=NOW)
    actions.note_numbers(kr, thread, foreign={"i247": "I-247-9"}, now=NOW)
    own, other = seen("KR", thread), seen("TH", thread)
    assert (own.side.assignee_name, own.side.foreign) == ("second of KR", {"i247": "I-247-9"})
    assert [note.text for note in own.notes] == ["Call Bangkok first."]
    assert (other.side.assignee, other.side.snoozed_until, other.side.foreign, other.notes) == (None, None, {}, ())
    assert threads_due(kr, now=NOW, most=9) == []
    assert [side.thread for side in threads_due(kr, now=NOW + HOUR, most=9)] == [thread]
    actions.acknowledge(viewer("TH"), thread, now=NOW + MINUTE)
    assert seen("KR", thread).side.snoozed_until is None
    with pytest.raises(InvalidInput):
        actions.assign(kr, thread, officer=UUID(viewer("TH").id), now=NOW)


def test_what_is_due_first_comes_first_and_what_has_ended_not_at_all() -> None:
    routine, immediate, closed = opened(), opened(urgency=ThreadUrgency.IMMEDIATE), opened()
    actions.withdraw(viewer("KR"), closed, reason="Found.", now=NOW)
    assert [side.thread for side in threads_due(viewer("TH"), now=NOW, most=9)] == [immediate, routine]
    listed = threads_page(viewer("TH"), now=NOW, most=9)
    assert {side.thread for side in listed} == {routine, immediate, closed}
    assert threads_page(viewer("TH"), now=NOW, most=9, states=[ThreadStage.CLOSED])[0].thread == closed


def test_a_unit_sees_its_own_threads_alone_and_its_bureau_all() -> None:
    hanoi, hue = make_unit("VN", "Hanoi police"), make_unit("VN", "Hue police")
    by_unit = sent(hanoi, letter(to="TH")).thread
    by_bureau = opened(by="VN")
    within = sent(hanoi, letter(to="VN")).thread
    assert {side.thread for side in threads_page(hanoi, now=NOW, most=9)} == {by_unit, within}
    assert threads_page(hue, now=NOW, most=9) == []
    assert {side.thread for side in threads_page(viewer("VN"), now=NOW, most=9)} == {by_unit, by_bureau, within}
    with pytest.raises(NotFound):
        thread_of(hanoi, by_bureau, now=NOW)
    assert seen("TH", by_unit).side.counterpart_unit == "Hanoi police"
    assert [event.unit for event in seen("TH", by_unit).events] == ["Hanoi police"]
    assert [found.side.thread for found in search_threads(hue, "passport", now=NOW, most=9)] == []
    assert len(search_threads(hanoi, "passport", now=NOW, most=9)) == 2


def test_within_one_bureau_the_unit_asks_and_the_bureau_answers() -> None:
    hanoi = make_unit("VN", "Hanoi police")
    thread = sent(hanoi, letter(to="VN")).thread
    assert seen("VN", thread).side.party == ThreadParty.ADDRESSEE
    actions.acknowledge(viewer("VN"), thread, now=NOW)
    wrote("VN", thread, Move.ANSWER, verdicts=(verdict(Outcome.CONFIRMED),))
    assert actions.close(hanoi, thread, now=NOW).outcome == Outcome.CONFIRMED
    with steward(Task.VERIFY):
        assert Leaf.objects.filter(event="thread.closed").count() == 1


def test_a_unit_that_may_only_discover_learns_where_its_thread_stands_and_reads_no_word() -> None:
    unit = make_unit("VN", "Hue police", ceiling=("discover",))
    bureau_id = UUID(unit.unit)
    thread = sent(viewer("VN"), letter(to="VN", to_unit=bureau_id)).thread
    view = thread_of(unit, thread, now=NOW)
    assert (view.side.state, view.side.title, view.side.counterpart_reference, view.events) == (
        ThreadStage.SENT,
        "",
        "",
        (),
    )
    assert search_threads(unit, "passport", now=NOW, most=9) == []
    with pytest.raises(Refused):
        actions.acknowledge(unit, thread, now=NOW)


def test_a_request_for_information_is_read_by_another_officer_first() -> None:
    with pytest.raises(Refused) as refused:
        sent(viewer("KR"), question())
    assert refused.value.code == "review_needed"
    assert reviewed_and_sent("KR", question()).state == ThreadStage.SENT
    assert sent(viewer("KR"), question(urgency=ThreadUrgency.IMMEDIATE)).state == ThreadStage.SENT


def test_search_finds_every_script_and_only_all_the_words() -> None:
    thread = opened(text="Người này ở Hà Nội. ผู้ต้องสงสัยอยู่ที่เชียงใหม่ 한지섭 王小明 +82 10 0000 0142")

    def found(text: str) -> bool:
        return [each.side.thread for each in search_threads(viewer("TH"), text, now=NOW, most=9)] == [thread]

    assert all(found(each) for each in ("ha noi", "NGUOI", "เชียงใหม่", "지섭", "小明", "0142", "hà nội 王小明"))
    assert not any(found(each) for each in ("hanoi", "เชียงราย", "민수", "ha noi paris", ""))


def test_the_matter_of_a_thread_is_its_purpose_and_one_s_own_reference() -> None:
    thread = opened()
    matter = matter_of_thread(viewer("KR").working_for(purpose="trafficking", reference=""), thread, now=NOW)
    assert (matter.purpose, matter.reference) == ("fraud", "KR-2026-0001")


def test_the_state_on_a_side_is_the_one_folded_from_the_events() -> None:
    thread = opened()
    for step, move in enumerate((Move.ASK, Move.SUPPLY, Move.WRITE), start=1):
        wrote("KR" if move is Move.SUPPLY else "TH", thread, move, "Words.", now=NOW + step * HOUR)
    with acting(viewer("TH"), Action.READ, now=NOW):
        state = state_of(list(ThreadEvent.objects.filter(thread=thread).order_by("number")))
        side = ThreadSide.objects.visible_to(viewer("TH")).get(thread=thread)
    assert state is not None
    assert (side.state, side.due, side.is_paused, side.events) == (state.state, state.due, False, 4)
    assert side.due == NOW + timedelta(days=10, hours=1)
