"""The meeting of the demo: 24 cases and 75 leads, and eight targets that meet the criteria on the host's board."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone

from interlace.cases.joint.queries import joint_view
from interlace.core.readiness import Band
from interlace.core.readiness.panel import Decision
from interlace.operations.queries import board
from interlace.screening.access import close_index
from interlace.world import golden_reed
from interlace.world.meeting import hold_meeting, told_of_meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]


@pytest.fixture(autouse=True)
def world(tmp_path: Path) -> Iterator[golden_reed.Story]:
    close_index()
    with override_settings(INTERLACE_DEMO=True):
        yield golden_reed.build(tmp_path, now=timezone.now())
    close_index()


def test_24_cases_and_75_leads_come_together_and_eight_are_ready(world: golden_reed.Story) -> None:
    held = hold_meeting(world.suspects, now=timezone.now())
    assert told_of_meeting() == {
        "cases": 24, "leads": 75, "targets": 24, "criteria_met": 8, "one_gap": 9, "not_ready": 7,
    }  # fmt: skip
    now = timezone.now()
    host = board(golden_reed.desk("TH"), now=now).rows
    assert Counter(each.readiness.band for each in host) == {
        Band.CRITERIA_MET: 8, Band.ONE_GAP: 9, Band.NOT_READY: 7,
    }  # fmt: skip
    assert {each.target.id for each in host if each.decision is Decision.PLAN} == set(held.planned)
    assert len(board(golden_reed.desk("SG"), now=now).rows) == 5
    assert held.joint is not None
    joint = joint_view(golden_reed.desk("VN"), held.joint, now=now)
    assert joint is not None
