"""Clocks that run out wake the right person, once for each step, and nobody who may not know of the duty."""

import threading
from collections.abc import Iterator
from datetime import time, timedelta
from uuid import UUID

import pytest
from django.db import connections
from tests.desk.waking.night import MINUTE, Papers, hours, officer, people, planned, question, reached_by
from tests.screening.network import NOW, viewer

from interlace.core.handling import Action
from interlace.core.procedure.escalation import Clock, Pause
from interlace.core.procedure.ladder import Move, Urgency
from interlace.core.procedure.rota import Seat
from interlace.desk.shift.models import Alert, Escalation, Holiday, OverdueNotice, RotaTurn
from interlace.desk.waking import alerts, clocks, escalating
from interlace.desk.waking.alerts import answer_alerts, is_called
from interlace.desk.waking.clocks import Hurry
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.disclosure.viewer import viewer_of
from interlace.foundation.identity.models import Bureau, Member, Officer
from interlace.foundation.identity.roles import Role
from interlace.screening.hits.actions import answer, first_answer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def night() -> None:
    """The second officer of TH has the desk, its first the lead; the head sleeps."""
    people()
    planned("TH", "th.second")
    planned("TH", "th.desk", seat=Seat.LEAD)


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[Papers]:
    """Other things with a clock, beside hits."""
    added: list[Papers] = []
    monkeypatch.setattr(clocks, "_watched", [*clocks._watched, _All(added)])
    return added


class _All:
    def __init__(self, papers: list[Papers]) -> None:
        self.papers = papers

    def running(self, *given: object, **named: object) -> Iterator[clocks.Owed]:
        for each in self.papers:
            yield from each.running(*given, **named)  # type: ignore[arg-type]


def raised() -> list[tuple[str, str, str]]:
    """Whom TH has woken, for what, at which step."""
    with acting(viewer("TH", post="head"), Action.READ, now=NOW):
        names = dict(Officer.objects.values_list("pk", "username"))
        return [(names[each.officer], each.source, each.step) for each in Alert.objects.order_by("raised", "step")]


def steps() -> list[tuple[str, str, int]]:
    with acting(viewer("TH", post="head"), Action.READ, now=NOW):
        return sorted(Escalation.objects.values_list("source", "step", "reached"))


def test_a_held_person_wakes_the_desk_then_the_lead_then_the_head() -> None:
    hit = question(urgency=Urgency.HELD)
    first_answer(viewer("TH"), hit, now=NOW)
    for minutes, names in (
        (0, ["th.second"]),
        (3, []),
        (180, ["th.desk"]),
        (288, ["th.head"]),
        (360, ["th.head"]),
        (720, []),
    ):
        before = len(raised())
        watch_clocks(now=NOW + minutes * MINUTE)
        told = [name for name, _source, step in raised()[before:]]
        assert [name for name in told if name in names] == names, minutes
    assert steps() == [
        ("hit.confirmation", "arrived", 1),
        ("hit.confirmation", "half", 1),
        ("hit.confirmation", "most", 1),
        ("hit.confirmation", "over", 1),
    ]


def test_what_does_not_hurry_wakes_nobody_before_half_its_time_is_gone() -> None:
    question(urgency=Urgency.NORMAL)
    assert watch_clocks(now=NOW + timedelta(hours=5)) == 0
    assert watch_clocks(now=NOW + timedelta(hours=6)) == 2
    assert {step for _name, _source, step in raised()} == {"half"}


def test_an_answered_hit_wakes_nobody_and_ends_what_was_raised() -> None:
    hit = question()
    watch_clocks(now=NOW)
    assert is_called(viewer("TH", post="second"), now=NOW) is not None
    answer(viewer("TH"), hit, verdict=Move.DENY, reason="Another person.", now=NOW + MINUTE)
    assert watch_clocks(now=NOW + timedelta(hours=9)) == 0
    assert is_called(viewer("TH", post="second"), now=NOW + timedelta(hours=9)) is None


def test_a_step_is_taken_once_whoever_looks_at_the_same_moment() -> None:
    question()
    together = threading.Barrier(4)

    def look() -> None:
        together.wait()
        try:
            watch_clocks(now=NOW)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert steps() == [("hit.confirmation", "arrived", 1), ("hit.first_answer", "arrived", 1)]
    assert len(raised()) == 2


@pytest.mark.parametrize("place", ["raise_alert", "record"])
def test_a_step_broken_off_in_the_middle_is_taken_by_who_looks_next(
    monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    question()

    def die(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(escalating, place, die)
        with pytest.raises(KeyboardInterrupt):
            watch_clocks(now=NOW)
    assert (steps(), raised()) == ([], [])
    watch_clocks(now=NOW)
    assert [name for name, _source, _step in raised()] == ["th.second", "th.second"]


def test_the_next_is_woken_when_nobody_answers_and_everybody_is_tried_once() -> None:
    question(urgency=Urgency.HELD)
    woken = []
    for minutes in range(0, 40, 5):
        before = {name for name, _source, _step in raised()}
        watch_clocks(now=NOW + minutes * MINUTE)
        woken += sorted({name for name, _source, _step in raised()} - before)
    assert woken == ["th.second", "th.desk", "th.head"]


def test_who_answers_in_time_is_the_last_one_woken_and_is_called_no_more() -> None:
    question(urgency=Urgency.HELD)
    watch_clocks(now=NOW)
    second = viewer("TH", post="second")
    assert is_called(second, now=NOW + MINUTE) is not None
    assert answer_alerts(second, now=NOW + 2 * MINUTE) == 2
    assert is_called(second, now=NOW + 2 * MINUTE) is None
    assert watch_clocks(now=NOW + 30 * MINUTE) == 0


def test_nobody_is_woken_for_what_may_not_be_known_to_them() -> None:
    question(level=3)
    watch_clocks(now=NOW)
    assert {name for name, _source, _step in raised()} == {"th.head"}
    for post in ("desk", "second"):
        assert is_called(viewer("TH", post=post), now=NOW) is None
    # Nor is anybody else woken when the one who may know of it sleeps on.
    watch_clocks(now=NOW + timedelta(hours=3))
    assert {name for name, _source, _step in raised()} == {"th.head"}


def test_a_holiday_without_a_rota_still_wakes_somebody() -> None:
    Bureau.objects.filter(member="TH").update(time_zone="Asia/Bangkok")
    with acting(viewer("TH", post="head"), Action.READ, now=NOW):
        Holiday.objects.create(member="TH", day=NOW.date(), name="Feast", source="tests", as_of=NOW.date())
    question()
    watch_clocks(now=NOW)
    assert raised()[0][0] == "th.second"


def test_without_any_rota_the_desk_is_woken_before_the_head(papers: list[Papers]) -> None:
    question(urgency=Urgency.HELD)
    with acting(viewer("TH", post="head"), Action.READ, now=NOW):
        RotaTurn.objects.all().delete()
    watch_clocks(now=NOW)
    assert {name for name, _source, _step in raised()} == {"th.desk"}


def test_other_things_with_a_clock_stand_still_while_they_are_paused(papers: list[Papers]) -> None:
    papers.append(Papers(hours(10, Pause(NOW + timedelta(hours=1), NOW + timedelta(hours=21)))))
    assert watch_clocks(now=NOW + timedelta(hours=24)) == 0
    watch_clocks(now=NOW + timedelta(hours=25))
    assert raised() == [("th.desk", "paper.answer", "half")]


def test_a_clock_that_starts_anew_takes_its_steps_anew(papers: list[Papers]) -> None:
    paper = Papers(hours(2))
    papers.append(paper)
    watch_clocks(now=NOW + timedelta(hours=1))
    later = NOW + timedelta(days=1)
    paper.clock = Clock(later, later + timedelta(hours=2))
    watch_clocks(now=later + timedelta(hours=1))
    assert [step for _name, _source, step in raised()] == ["half", "half"]


@pytest.mark.parametrize("tells", [True, False])
def test_the_secretariat_learns_two_bureaus_a_kind_of_duty_and_a_time_and_only_where_it_may(
    papers: list[Papers], tells: bool
) -> None:
    member = Member.objects.create(code="XS", name="Secretariat")
    office = Bureau.objects.create(member=member, name="Secretariat", kind=Bureau.Kind.SECRETARIAT)
    Officer.objects.create(
        username="xs.desk", display_name="xs", bureau=office, roles=[Role.SECRETARIAT], purposes=["fraud"]
    )
    papers.append(Papers(hours(1), tells_secretariat=tells))
    watch_clocks(now=NOW + timedelta(hours=2))
    with acting(viewer_of(officer("xs.desk")), Action.READ, now=NOW):
        told = list(OverdueNotice.objects.values_list("owing", "waiting", "duty", "due"))
        assert told == ([("TH", "KR", "paper.answer", NOW + timedelta(hours=1))] if tells else [])
        assert list(Alert.objects.all()) == []
    with acting(viewer("KR"), Action.READ, now=NOW):
        assert list(OverdueNotice.objects.all()) == []


def test_a_suspended_bureau_is_woken_for_nothing() -> None:
    question()
    Member.objects.filter(code="TH").update(status=Member.Status.SUSPENDED)
    assert watch_clocks(now=NOW) == 0


def test_who_leaves_service_is_passed_over(papers: list[Papers]) -> None:
    papers.append(Papers(hours(1), hurry=Hurry.URGENT))
    Officer.objects.filter(username="th.second").update(is_active=False)
    watch_clocks(now=NOW)
    assert [name for name, _source, _step in raised()] == ["th.desk"]


def test_many_duties_at_once_are_one_message(papers: list[Papers]) -> None:
    reached_by("th.second", "email", "second@example.org")
    papers += [Papers(hours(1), hurry=Hurry.URGENT) for _ in range(5)]
    watch_clocks(now=NOW)
    assert len(raised()) == 5
    with acting(viewer("TH", post="second"), Action.READ, now=NOW):
        attempts = [each.kind for alert in Alert.objects.all() for each in alert.deliveries.all()]
    assert sorted(attempts) == ["desktop", "email"]
    assert answer_alerts(viewer("TH", post="second"), now=NOW) == 5


def test_a_turn_that_begins_later_is_next(papers: list[Papers]) -> None:
    planned("TH", "th.head", starts=time(6), ends=time(7))
    papers.append(Papers(hours(1), hurry=Hurry.HELD))
    for minutes in (0, 5, 10):
        watch_clocks(now=NOW + minutes * MINUTE)
    assert [name for name, _source, _step in raised()] == ["th.second", "th.desk", "th.head"]


def test_an_officer_sees_its_own_alerts_alone() -> None:
    question()
    watch_clocks(now=NOW)
    own = alerts.own_alerts(viewer("TH", post="second"), now=NOW)
    assert {each.officer for each in own} == {officer("th.second").pk}
    for other in (viewer("TH"), viewer("TH", post="head"), viewer("KR")):
        assert alerts.own_alerts(other, now=NOW) == []
    assert isinstance(own[0].id, UUID)
