"""The operation of the demo: planned from the eight ready cases, begun by five flags, and told to each its own part."""

from collections import Counter

import pytest
from django.test.utils import override_settings
from django.utils import timezone

from interlace.core.planning import Rule
from interlace.operations.plan.models import EntryKind, Saying
from interlace.operations.plan.queries import operation_view
from interlace.results.publishing import is_reproduced
from interlace.world import golden_reed
from interlace.world.meeting import HELD_BEFORE, hold_meeting
from interlace.world.operation import OPERATION, desk, hold_operation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


@override_settings(INTERLACE_DEMO=True)
def test_the_eight_ready_cases_become_a_plan_that_five_countries_let_begin() -> None:
    now = timezone.now()
    golden_reed.open_offices(now=now)
    held = hold_meeting(now=now - HELD_BEFORE)
    hold_operation(held, now=now)

    led = operation_view(desk("KR"), OPERATION, now=now)
    targets = [each for each in led.entries if each.kind == EntryKind.TARGET]
    assert {each.shape["ready_target"] for each in targets} == {str(each) for each in held.planned}
    assert Counter(each.shape["site"] for each in targets) == {"TH-A": 4, "TH-B": 2, "KR-C": 2}
    assert [each.rule for each in led.broken] == [Rule.FREEZE_NOT_VALID]
    assert led.held == ()
    said = Counter(each.kind for each in led.sayings)
    assert (said[Saying.FLAG], said[Saying.ACCEPTED], said[Saying.ASSURANCE], said[Saying.GO]) == (5, 1, 1, 1)
    assert said[Saying.CHECK_IN] == 2 * len(led.released)
    assert led.standing is not None
    assert all(each.at <= now for each in led.sayings)
    assert is_reproduced(desk("KR"), OPERATION, now=now)

    # Who is after one person only reads of that one, and of no team but its own and the sites'.
    guest = operation_view(desk("XB"), OPERATION, now=now)
    assert {each.code for each in guest.entries if each.kind == EntryKind.TARGET} == {"XB-T1"}
    assert {each.code for each in guest.entries if each.kind == EntryKind.TEAM} == {"XB-contact"}
    assert {each.kind for each in guest.sayings if each.member != "XB"} == {
        Saying.PLAN, Saying.FLAG, Saying.GO, Saying.NOTE,
    }  # fmt: skip
