"""What waits for somebody: one's own turn first, whoever owes the rest; and what was withdrawn, until it is seen."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.desk.threads.letters import HOUR, MINUTE, letter, make_unit, opened, reviewed_and_sent, sent, wrote
from tests.desk.threads.test_sending import PHONE, facts_of
from tests.screening.network import NOW, label, make_members, viewer

from interlace.core.procedure.threads import Move, Outcome, ThreadUrgency
from interlace.desk.threads import actions, due
from interlace.desk.threads.due import facts_withdrawn, threads_due
from interlace.desk.threads.models import Withdrawal
from interlace.facts.recalling import recall
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.steward import Task, steward
from interlace.foundation.disclosure.viewer import Viewer
from interlace.foundation.identity.models import Officer
from interlace.oversight.keeping.erasing_letters import erase_threads

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def network() -> None:
    make_members("KR", "TH", "VN")


def waiting(who: Viewer, *, now: datetime = NOW, most: int = 9) -> list[UUID]:
    return [side.thread for side in threads_due(who, now=now, most=most)]


def told(who: Viewer, *, now: datetime = NOW) -> list[tuple[UUID, tuple[str, ...], int]]:
    return [(each.side.thread, each.originators, each.count) for each in facts_withdrawn(who, now=now)]


def test_own_turn_comes_by_due_time_then_what_has_no_clock_then_answers_then_what_others_owe() -> None:
    kr = viewer("KR")
    answered, asked, theirs = opened(), opened(), opened()
    wrote("TH", answered, Move.ANSWER, outcome=Outcome.REFUSED, ground="COST")
    wrote("TH", asked, Move.ASK, reason="Which office issued it?")
    routine = opened(by="TH", to="KR")
    urgent = opened(by="TH", to="KR", urgency=ThreadUrgency.URGENT)
    acknowledged = opened(by="TH", to="KR", urgency=ThreadUrgency.IMMEDIATE)
    actions.acknowledge(kr, acknowledged, now=NOW)
    assert waiting(kr) == [urgent, acknowledged, routine, asked, answered, theirs]


def test_what_others_owe_takes_no_place_from_what_is_owed_to_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "OTHERS_AT_MOST", 2)
    for _ in range(5):
        opened(urgency=ThreadUrgency.IMMEDIATE)
    own = [opened(by="TH", to="KR") for _ in range(3)]
    found = waiting(viewer("KR"), most=3)
    assert (set(found[:3]), len(found)) == (set(own), 5)


def test_what_is_put_aside_wakes_up_again_at_its_moment() -> None:
    thread = opened()
    th = viewer("TH")
    actions.snooze(th, thread, until=NOW + HOUR, now=NOW)
    assert waiting(th, now=NOW + HOUR - MINUTE) == []
    assert waiting(th, now=NOW + HOUR) == [thread]


def test_each_purpose_is_read_under_its_own_labels_and_in_one_transaction() -> None:
    fraud = opened()
    other = sent(viewer("KR", purpose="trafficking"), letter("TH")).thread
    assert set(waiting(viewer("TH"))) == {fraud, other}
    Officer.objects.filter(username="th.second").update(purposes=["trafficking"])
    assert waiting(viewer("TH", post="second", purpose="trafficking")) == [other]
    with CaptureQueriesContext(connection) as asked:
        threads_due(viewer("TH"), now=NOW, most=9)
    assert len([each for each in asked if "desk_threadside" in each["sql"]]) == 1


def test_a_higher_level_is_not_told_of_and_a_third_bureau_has_nothing() -> None:
    Officer.objects.filter(username="kr.desk").update(level=3)
    opened(level=3)
    assert waiting(viewer("TH")) == waiting(viewer("VN")) == []


def test_within_one_bureau_each_is_shown_one_side() -> None:
    unit = make_unit("TH", "Harbour police")
    thread = sent(unit, letter("TH")).thread
    assert [(side.thread, side.unit, side.is_ours) for side in threads_due(viewer("TH"), now=NOW, most=9)] == [
        (thread, None, True)
    ]
    assert [(side.thread, str(side.unit), side.is_ours) for side in threads_due(unit, now=NOW, most=9)] == [
        (thread, unit.unit, False)
    ]


def test_a_unit_that_may_only_discover_reads_no_title() -> None:
    blind = make_unit("TH", "Coast guard", ceiling=("discover",))
    thread = sent(viewer("TH"), letter("TH", to_unit=UUID(blind.unit))).thread
    assert [(side.thread, side.title) for side in threads_due(blind, now=NOW, most=9)] == [(thread, "")]


def test_a_withdrawn_fact_is_told_to_the_other_side_until_somebody_who_could_read_it_has_opened_the_thread() -> None:
    (phone,) = facts_of("KR", label("KR", readers=["TH"], level=1), phone=PHONE)[1:]
    (own,) = facts_of("KR", label("KR"), phone="+82 10 0000 0199")[1:]
    Officer.objects.filter(username="th.second").update(level=0)
    thread = reviewed_and_sent("KR", letter(facts=(phone, own))).thread
    assert told(viewer("TH")) == []
    later = NOW + HOUR
    recall(viewer("KR"), [phone, own], reason="wrong-value", now=later)
    assert told(viewer("TH"), now=later) == [(thread, ("KR",), 2)]
    assert told(viewer("TH", post="second"), now=later) == [(thread, ("KR",), 1)]
    assert told(viewer("KR"), now=later) == told(viewer("VN"), now=later) == []
    # Whoever could not read a fact does not take note of its end for the others.
    actions.mark_seen(viewer("TH", post="second"), thread, now=later)
    assert told(viewer("TH", post="second"), now=later) == []
    assert told(viewer("TH"), now=later) == [(thread, ("KR",), 1)]
    actions.mark_seen(viewer("TH"), thread, now=later)
    assert told(viewer("TH"), now=later) == []


def test_a_recall_that_comes_twice_is_told_once_and_one_of_a_closed_thread_is_told_too() -> None:
    (phone,) = facts_of("TH", label("TH", readers=["KR"]), phone=PHONE)[1:]
    thread = opened(by="TH", to="KR", facts=(phone,))
    actions.withdraw(viewer("TH"), thread, reason="Found by ourselves.", now=NOW)
    recall(viewer("TH"), [phone], reason="wrong-value", now=NOW)
    assert told(viewer("KR")) == [(thread, ("TH",), 1)]
    assert waiting(viewer("KR")) == []


def test_no_other_bureau_finds_the_rows_of_withdrawals_in_the_database() -> None:
    (phone,) = facts_of("KR", label("KR", readers=["TH"]), phone=PHONE)[1:]
    opened(facts=(phone,))
    recall(viewer("KR"), [phone], reason="wrong-value", now=NOW)
    found = {}
    for member in ("TH", "KR", "VN"):
        with acting(viewer(member), now=NOW):
            found[member] = Withdrawal.objects.count()
    assert found == {"TH": 1, "KR": 0, "VN": 0}


def test_the_time_a_clock_stood_is_repeated_on_both_sides() -> None:
    thread = opened()
    wrote("TH", thread, Move.ASK, reason="Which office?", now=NOW + HOUR)
    wrote("KR", thread, Move.SUPPLY, now=NOW + 3 * HOUR)
    sides = [threads_due(viewer(member), now=NOW + 3 * HOUR, most=9)[0] for member in ("KR", "TH")]
    assert [side.stood for side in sides] == [timedelta(hours=2)] * 2


def test_a_side_that_is_deleted_takes_what_it_was_told_with_it() -> None:
    (phone,) = facts_of("VN", label("VN", readers=["KR", "TH"]), phone=PHONE)[1:]
    thread = opened(facts=(phone,))
    recall(viewer("VN"), [phone], reason="wrong-value", now=NOW)
    assert told(viewer("KR")) == told(viewer("TH")) == [(thread, ("VN",), 1)]
    erase_threads("TH", [thread])
    assert told(viewer("TH")) == []
    assert told(viewer("KR")) == [(thread, ("VN",), 1)]
    erase_threads("KR", [thread])
    with steward(Task.VERIFY):
        assert not Withdrawal.objects.exists()
