"""The clocks of threads wake whoever owes the next step, stand while it needs to know, and end with the duty."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.utils import translation
from tests.desk.threads.letters import HOUR, MINUTE, letter, make_unit, opened, sent, wrote
from tests.desk.waking.night import officer, people, planned
from tests.screening.network import NOW, viewer

from interlace.core.handling import Action
from interlace.core.procedure.rota import Seat
from interlace.core.procedure.threads import Move, Outcome, ThreadType, ThreadUrgency
from interlace.desk.shift.models import Alert, Escalation, OverdueNotice
from interlace.desk.shift.words import DUTY_WORDS
from interlace.desk.threads import actions
from interlace.desk.threads.models import FactReference, SearchText, ThreadEvent, ThreadSide
from interlace.desk.threads.queries import thread_of
from interlace.desk.waking.alerts import answer_alerts, is_called
from interlace.desk.waking.clocks import running
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def night() -> None:
    """The second officer of TH has the desk, its first the lead; the head sleeps."""
    people()
    planned("TH", "th.second")
    planned("TH", "th.desk", seat=Seat.LEAD)


def woken(member: str = "TH") -> list[tuple[str, str, str]]:
    """Whom a bureau has woken, for what, at which step."""
    with acting(viewer(member, post="head"), Action.READ, now=NOW):
        names = dict(Officer.objects.values_list("pk", "username"))
        found = [(names[each.officer], each.source, each.step) for each in Alert.objects.order_by("raised", "step")]
        return sorted(found, key=lambda each: (["arrived", "half", "most", "over"].index(each[2]), each))


def steps(member: str = "TH") -> set[tuple[str, str]]:
    with acting(viewer(member, post="head"), Action.READ, now=NOW):
        return set(Escalation.objects.values_list("source", "step"))


def called(post: str, *, now: object) -> bool:
    return is_called(viewer("TH", post=post), now=now) is not None  # type: ignore[arg-type]


def duties(member: str, *, post: str = "head", now: object = NOW) -> list[tuple[str, UUID]]:
    found = running(viewer(member, post=post), now=now)  # type: ignore[arg-type]
    return [(each.source, each.item) for each in found]


def test_an_immediate_thread_wakes_the_desk_then_the_lead_then_the_head() -> None:
    opened(urgency=ThreadUrgency.IMMEDIATE)
    watch_clocks(now=NOW)
    assert woken() == [("th.second", "thread.acknowledgement", "arrived"), ("th.second", "thread.answer", "arrived")]
    with acting(viewer("TH", post="second"), Action.READ, now=NOW):
        Alert.objects.update(pass_on=None)  # nobody else is woken because nobody came
    for minutes, step, name in ((8, "half", "th.desk"), (12, "most", "th.head"), (15, "over", "th.head")):
        before = woken()
        watch_clocks(now=NOW + minutes * MINUTE)
        new = [each for each in woken() if each not in before]
        assert new == [(name, "thread.acknowledgement", step)], minutes
    assert woken("KR") == []


def test_an_acknowledged_thread_runs_on_towards_its_answer_and_wakes_nobody_before_half_of_the_time() -> None:
    thread = opened(urgency=ThreadUrgency.URGENT)
    watch_clocks(now=NOW)
    actions.acknowledge(viewer("TH"), thread, now=NOW + MINUTE)
    watch_clocks(now=NOW + 11 * HOUR)
    assert {step for _source, step in steps()} == {"arrived"}
    watch_clocks(now=NOW + 12 * HOUR)
    watch_clocks(now=NOW + 24 * HOUR)
    assert steps() == {
        ("thread.acknowledgement", "arrived"),
        ("thread.answer", "arrived"),
        ("thread.answer", "half"),
        ("thread.answer", "most"),
        ("thread.answer", "over"),
    }


def test_between_two_steps_a_thread_is_not_looked_at_once_somebody_has_come() -> None:
    thread = opened(urgency=ThreadUrgency.IMMEDIATE)
    watch_clocks(now=NOW)
    assert {item for _source, item in duties("TH")} == {thread}
    answer_alerts(viewer("TH", post="second"), now=NOW)
    assert duties("TH", now=NOW + 7 * MINUTE) == []
    assert {item for _source, item in duties("TH", now=NOW + 8 * MINUTE)} == {thread}


def test_what_does_not_hurry_wakes_nobody_as_it_arrives() -> None:
    opened()
    assert watch_clocks(now=NOW + 11 * HOUR) == 0
    assert watch_clocks(now=NOW + 12 * HOUR) == 1
    assert woken() == [("th.desk", "thread.acknowledgement", "half")]


def test_a_pause_stops_the_clock_and_ends_the_alert_and_what_stood_is_not_counted() -> None:
    thread = opened(urgency=ThreadUrgency.URGENT)
    actions.acknowledge(viewer("TH"), thread, now=NOW)
    watch_clocks(now=NOW)
    assert called("second", now=NOW)
    wrote("TH", thread, Move.ASK, reason="Which office issued it?", now=NOW + 11 * HOUR)
    assert watch_clocks(now=NOW + 30 * HOUR) == 0
    assert not called("second", now=NOW + 30 * HOUR)
    wrote("KR", thread, Move.SUPPLY, now=NOW + 31 * HOUR)
    # Eleven hours had gone, and twenty stood: half of the day is gone an hour later.
    watch_clocks(now=NOW + 31 * HOUR)
    assert ("thread.answer", "half") not in steps()
    watch_clocks(now=NOW + 32 * HOUR)
    assert ("thread.answer", "half") in steps()
    assert duties("KR", now=NOW + 32 * HOUR) == []


def test_an_answer_and_a_purge_end_the_alert() -> None:
    answered, purged = opened(urgency=ThreadUrgency.IMMEDIATE), opened(urgency=ThreadUrgency.IMMEDIATE)
    watch_clocks(now=NOW)
    wrote("TH", answered, Move.ANSWER, outcome=Outcome.REFUSED, ground="COST", now=NOW + MINUTE)
    watch_clocks(now=NOW + MINUTE)
    assert {item for _source, item in duties("TH")} == {purged}
    assert called("second", now=NOW + MINUTE)
    with steward(Task.RETENTION):
        for table in (SearchText, ThreadEvent, ThreadSide):
            table.objects.filter(thread=purged).delete()
        assert not FactReference.objects.exists()
    assert watch_clocks(now=NOW + 2 * MINUTE) == 0
    assert not called("second", now=NOW + 2 * MINUTE)


def test_a_question_taken_back_or_closed_without_an_answer_wakes_nobody_any_more() -> None:
    one, other = opened(urgency=ThreadUrgency.IMMEDIATE), opened(urgency=ThreadUrgency.IMMEDIATE)
    actions.withdraw(viewer("KR"), one, reason="Found by ourselves.", now=NOW)
    actions.close(viewer("KR"), other, now=NOW + 3 * HOUR)
    assert watch_clocks(now=NOW + 3 * HOUR) == 0


def test_more_urgent_wakes_at_once_and_less_urgent_ends_the_alert() -> None:
    thread = opened()
    actions.change_urgency(
        viewer("KR"), thread, urgency=ThreadUrgency.IMMEDIATE, reason="He is held.", now=NOW + MINUTE
    )
    watch_clocks(now=NOW + MINUTE)
    assert {step for _name, _source, step in woken()} == {"arrived"}
    actions.change_urgency(
        viewer("KR"), thread, urgency=ThreadUrgency.ROUTINE, reason="He was let go.", now=NOW + 2 * MINUTE
    )
    watch_clocks(now=NOW + 3 * MINUTE)
    assert not called("second", now=NOW + 3 * MINUTE)


def test_nobody_is_woken_for_a_thread_that_it_may_not_read() -> None:
    Officer.objects.filter(username="kr.desk").update(level=3)
    opened(urgency=ThreadUrgency.IMMEDIATE, level=3)
    watch_clocks(now=NOW)
    watch_clocks(now=NOW + 3 * HOUR)
    assert {name for name, _source, _step in woken()} == {"th.head"}
    assert not called("desk", now=NOW + 3 * HOUR)


def test_within_one_bureau_the_unit_is_woken_for_its_own_turn_and_the_bureau_for_its_own() -> None:
    unit = make_unit("TH", "Harbour police")
    thread = sent(viewer("TH"), letter("TH", to_unit=UUID(unit.unit), urgency=ThreadUrgency.URGENT)).thread
    assert duties("TH") == []
    assert [each.item for each in running(unit, now=NOW)] == [thread, thread]
    back = sent(unit, letter("TH", urgency=ThreadUrgency.URGENT)).thread
    assert {item for _source, item in duties("TH")} == {back}
    assert duties("TH", post="desk") == duties("TH")


def test_what_a_unit_is_asked_that_reads_no_thread_wakes_its_bureau_and_both_are_told_so() -> None:
    blind = make_unit("TH", "Coast guard", ceiling=("discover",))
    thread = sent(viewer("TH"), letter("TH", to_unit=UUID(blind.unit), urgency=ThreadUrgency.IMMEDIATE)).thread
    assert list(running(blind, now=NOW)) == []
    assert {item for _source, item in duties("TH")} == {thread}
    watch_clocks(now=NOW)
    assert woken() == [("th.second", "thread.acknowledgement", "arrived"), ("th.second", "thread.answer", "arrived")]
    assert [thread_of(each, thread, now=NOW).waits_for_bureau for each in (blind, viewer("TH"))] == [True, True]
    # Given to converse, the unit is woken itself.
    Bureau.objects.filter(id=blind.unit).update(converses=True)
    unit = viewer("TH", post="coast-guard")
    assert {each.item for each in running(unit, now=NOW)} == {thread}
    assert duties("TH") == []
    assert not thread_of(viewer("TH"), thread, now=NOW).waits_for_bureau


@pytest.mark.parametrize("ticked", [True, False])
def test_the_secretariat_learns_of_a_late_answer_only_where_the_sender_left_it_ticked(ticked: bool) -> None:
    office = Bureau.objects.create(
        member=Member.objects.create(code="XS", name="Secretariat"), name="S", kind=Bureau.Kind.SECRETARIAT
    )
    Officer.objects.create(username="xs.desk", display_name="xs", bureau=office, roles=[Role.SECRETARIAT])
    thread = opened(urgency=ThreadUrgency.IMMEDIATE, tell_secretariat=ticked)
    wrote("TH", thread, Move.ASK, reason="Which office?", now=NOW + HOUR)
    wrote("KR", thread, Move.SUPPLY, now=NOW + 2 * HOUR)
    watch_clocks(now=NOW + 2 * HOUR + 59 * MINUTE)
    watch_clocks(now=NOW + 3 * HOUR)
    with acting(viewer_of(officer("xs.desk")), Action.READ, now=NOW):
        told = list(OverdueNotice.objects.values_list("owing", "waiting", "duty", "due"))
    assert told == ([("TH", "KR", "thread.answer", NOW + 3 * HOUR)] if ticked else [])


def test_spontaneous_information_is_to_be_acknowledged_and_nothing_more() -> None:
    message = letter(type=ThreadType.SPONTANEOUS, items=(), urgency=ThreadUrgency.IMMEDIATE)
    thread = sent(viewer("KR"), message).thread
    assert duties("TH") == [("thread.acknowledgement", thread)]
    actions.acknowledge(viewer("TH"), thread, now=NOW)
    assert duties("TH", now=NOW + DAY) == duties("KR", now=NOW + DAY) == []


def test_every_duty_has_its_words() -> None:
    opened(urgency=ThreadUrgency.IMMEDIATE)
    assert {source for source, _item in duties("TH")} <= set(DUTY_WORDS)
    with translation.override(settings.LANGUAGE_CODE):
        assert all(str(words) for words in DUTY_WORDS.values())
