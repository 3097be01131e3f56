"""A bureau that is asked about a person's own data is told when half, most and all of its time is gone."""

from datetime import timedelta

import pytest
from tests.facts.network import NOW
from tests.oversight.network import keeper, make_keepers
from tests.oversight.test_requests import ask, question

from interlace.core.handling import Action
from interlace.desk.shift.models import Alert
from interlace.desk.waking.escalating import watch_clocks
from interlace.foundation.disclosure.acting import acting
from interlace.foundation.identity.models import Officer
from interlace.oversight.models import OwnerQuestion
from interlace.oversight.requests import actions

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def network() -> None:
    make_keepers()


def woken(member: str = "kr") -> list[tuple[str, str, str]]:
    with acting(keeper(f"{member}.privacy"), Action.READ, now=NOW):
        names = dict(Officer.objects.values_list("pk", "username"))
        return [(names[each.officer], each.source, each.step) for each in Alert.objects.order_by("raised", "step")]


def test_the_head_is_told_at_half_of_the_time_and_the_data_protection_officer_when_it_does_not_come() -> None:
    ask()
    assert watch_clocks(now=NOW + 14 * DAY) == 0
    watch_clocks(now=NOW + 15 * DAY)
    assert woken() == [("kr.head", "request.question", "half")]
    watch_clocks(now=NOW + 15 * DAY + timedelta(minutes=30))
    assert woken()[1:] == [("kr.privacy", "request.question", "half")]


def test_the_desk_is_told_only_where_nobody_else_answers_for_data() -> None:
    ask()
    Officer.objects.filter(username__in=["kr.head", "kr.privacy"]).update(is_active=False)
    watch_clocks(now=NOW + 15 * DAY)
    Officer.objects.filter(username="kr.privacy").update(is_active=True)
    assert [name for name, _source, _step in woken()] == ["kr.desk"]


def test_a_decision_ends_the_alert() -> None:
    ask()
    watch_clocks(now=NOW + 15 * DAY)
    actions.decide(
        keeper("kr.privacy"), question().id, OwnerQuestion.Decision.NOTHING, reason="Nothing here.", now=NOW + 15 * DAY
    )
    watch_clocks(now=NOW + 16 * DAY)
    with acting(keeper("kr.privacy"), Action.READ, now=NOW):
        assert Alert.objects.filter(over=None).count() == 0
    assert {name for name, _source, _step in woken("th")} == {"th.head", "th.privacy"}
