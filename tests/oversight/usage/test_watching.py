"""Unusual ways of searching reach the head, with reasons; a named head decides and nothing happens by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.bureaus.people.staff import Staff, make_staff
from tests.people import make_officer
from tests.screening.test_border import zone_of

from interlace.bureaus.people.models import Signal
from interlace.bureaus.people.signals import dismiss_signal, signal_of, signals_of, suspend_over_signal
from interlace.core.handling import Action
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.errors import Conflict, InvalidInput, NotFound
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.usage.watching import watch_searches
from interlace.screening.border.actions import scan
from interlace.screening.models import Check

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def staff() -> Staff:
    return make_staff()


def searched(staff: Staff, officer: Officer, **values: str) -> None:
    viewer = staff.by(officer)
    with acting(viewer, Action.DISCOVER, now=NOW):
        question = {"schema": "Person", "properties": {name: [value] for name, value in values.items()}}
        Check.objects.create(
            member=viewer.member,
            officer=officer.pk,
            purpose="fraud",
            reference="KR-1",
            question=question,
            created=NOW - timedelta(hours=1),
        )


def noticed(staff: Staff, by: Officer | None = None) -> list[tuple[str, dict[str, object]]]:
    return [(each.rule, each.params) for each in signals_of(staff.by(by or staff.head), now=NOW)]


def test_a_head_is_told_once_with_numbers_and_never_with_what_was_searched(staff: Staff) -> None:
    for number in range(10):
        searched(staff, staff.duty, phone=f"+82 10 5550 0{number:03}")
    assert watch_searches(now=NOW) == 1
    assert watch_searches(now=NOW) == 0
    assert noticed(staff) == [("numbers", {"count": 10})]
    searched(staff, staff.duty, phone="+82 10 5550 0999")
    assert watch_searches(now=NOW + timedelta(minutes=5)) == 0
    signal = signals_of(staff.by(staff.head), now=NOW)[0]
    assert "5550" not in str(signal.__dict__)


def test_made_up_documents_at_a_border_are_noticed_like_typed_questions(staff: Staff) -> None:
    officer = staff.by(staff.duty)
    for day in range(10, 15):
        zone = zone_of("HAN", "JI SEOP", number=f"UT00001{day}", born=f"9104{day}")
        scan(officer, zone, today=NOW.date(), now=NOW - timedelta(minutes=day))
    scan(officer, zone_of("HAN", "JI SEOP") + "1", today=NOW.date(), now=NOW)
    watch_searches(now=NOW)
    assert noticed(staff) == [("birth_dates", {"count": 5})]


def test_a_unit_s_searches_are_told_to_the_head_of_the_bureau_above(staff: Staff) -> None:
    clerk = make_officer("KR", username="kr.clerk", roles=(Role.DOMESTIC_UNIT,), bureau=staff.unit)
    searched(staff, clerk, name="Officer of KR")
    watch_searches(now=NOW)
    assert noticed(staff) == [("own_name", {"count": 1})]


def test_nobody_else_is_told_and_nobody_of_the_own_signal(staff: Staff) -> None:
    other = make_staff("TH")
    searched(staff, staff.head, name="Officer of KR")
    watch_searches(now=NOW)
    assert noticed(staff) == []
    assert noticed(other, other.head) == []
    auditor = make_officer("KR", username="kr.privacy", roles=(Role.DATA_PROTECTION,))
    assert noticed(staff, auditor) == [("own_name", {"count": 1})]
    (signal,) = signals_of(staff.by(auditor), now=NOW)
    for nobody in (staff.head, other.head, auditor, staff.duty):
        with pytest.raises(NotFound):
            dismiss_signal(staff.by(nobody), signal.pk, reason="x", now=NOW)
    with pytest.raises(NotFound):
        signals_of(staff.by(staff.duty), now=NOW)


def test_a_head_dismisses_with_a_reason_or_suspends(staff: Staff) -> None:
    second = make_officer("KR", username="kr.other")
    for officer in (staff.duty, second):
        searched(staff, officer, name="Officer of KR")
    watch_searches(now=NOW)
    head = staff.by(staff.head)
    signals = {each.officer: each for each in signals_of(head, now=NOW)}
    assert Officer.objects.filter(pk__in=signals, is_active=True).count() == 2
    with pytest.raises(InvalidInput):
        dismiss_signal(head, signals[staff.duty.pk].pk, reason="", now=NOW)
    dismissed = dismiss_signal(head, signals[staff.duty.pk].pk, reason="A namesake in case 14.", now=NOW)
    assert (dismissed.state, dismissed.reason, dismissed.decided_by) == (
        Signal.State.DISMISSED,
        "A namesake in case 14.",
        staff.head.pk,
    )
    with pytest.raises(Conflict):
        suspend_over_signal(head, dismissed.pk, reason="x", now=NOW)
    suspend_over_signal(head, signals[second.pk].pk, reason="No case behind it.", now=NOW)
    assert not Officer.objects.get(pk=second.pk).is_active
    assert Officer.objects.get(pk=staff.duty.pk).is_active
    assert signal_of(head, signals[second.pk].pk, now=NOW).state == Signal.State.SUSPENDED
    assert watch_searches(now=NOW) == 0
