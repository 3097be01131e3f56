"""Releases that one officer made alone: their review has a clock, and the month counts them."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.screening.network import NOW, viewer
from tests.screening.test_emergency import WRONG, asked_hit, released

from interlace.core.procedure.emergency import REVIEWED_WITHIN, EmergencyVerdict
from interlace.desk.shift.models import Escalation
from interlace.desk.waking.clocks import Hurry, Owed
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer
from interlace.foundation.identity.roles import Role
from interlace.oversight.reviews import RELEASE_REVIEW, ReviewClocks
from interlace.oversight.usage.monthly import UnitMonth, table_of
from interlace.screening.hits.release_reviews import review_release

pytestmark = pytest.mark.django_db(transaction=True)


def owed(post: str) -> list[Owed]:
    return list(ReviewClocks().running(viewer("TH", post=post), now=NOW))


def month() -> UnitMonth:
    (bureau,) = table_of(viewer("TH", post="second"), date(2026, 7, 1), now=NOW + timedelta(days=2))
    return bureau


def review(made: UUID, *, after: timedelta) -> None:
    second = viewer("TH", post="second")
    review_release(second, made, verdict=EmergencyVerdict.RIGHT, reason=WRONG, now=NOW + after)


def test_a_clock_of_24_hours_runs_for_everybody_who_may_review_it_until_somebody_has() -> None:
    made = released(asked_hit())
    assert owed("desk") == []
    (duty,) = owed("second")
    assert (duty.source, duty.item, duty.waiting, duty.hurry) == (RELEASE_REVIEW, made.id, "TH", Hurry.NORMAL)
    assert (duty.clock.started, duty.clock.due) == (NOW, NOW + REVIEWED_WITHIN)
    review(made.id, after=timedelta(hours=1))
    assert owed("second") == []


def test_nobody_having_reviewed_it_reaches_the_head_when_its_time_is_over() -> None:
    released(asked_hit())
    Officer.objects.filter(username="th.second").update(roles=[Role.HEAD])
    watch_clocks(now=NOW + REVIEWED_WITHIN + timedelta(minutes=1))
    with acting(viewer("TH"), now=NOW):
        steps = Escalation.objects.filter(source=RELEASE_REVIEW, member="TH").values_list("step", "reached")
        assert dict(steps)["over"] == 1
    with acting(viewer("KR"), now=NOW):
        assert not Escalation.objects.filter(source=RELEASE_REVIEW).exists()


@pytest.mark.parametrize(("after", "late"), [(timedelta(hours=23), 0), (timedelta(hours=25), 1), (None, 1)])
def test_the_month_counts_each_and_those_that_nobody_reviewed_in_time(after: timedelta | None, late: int) -> None:
    made = released(asked_hit())
    if after is not None:
        review(made.id, after=after)
    Officer.objects.filter(username="th.second").update(roles=[Role.HEAD])
    assert (month().alone, month().unreviewed) == (1, late)


def test_a_head_who_may_not_know_of_the_hit_counts_none_of_it() -> None:
    released(asked_hit(level=1))
    Officer.objects.filter(username="th.second").update(roles=[Role.HEAD], level=0)
    assert (month().alone, month().unreviewed) == (0, 0)
