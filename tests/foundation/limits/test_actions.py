"""How often somebody may do something: exact over any stretch of time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from interlace.foundation.errors import BudgetExhausted
from interlace.foundation.limits.actions import Limit, forgive, take
from interlace.foundation.limits.models import RecentUse

pytestmark = pytest.mark.django_db(transaction=True)

THREE_A_MINUTE = Limit("trial", times=3, period=timedelta(minutes=1))


def test_the_use_above_the_limit_is_refused_with_the_seconds_to_wait() -> None:
    for _ in range(3):
        take(THREE_A_MINUTE, user="a")
    with pytest.raises(BudgetExhausted) as refused:
        take(THREE_A_MINUTE, user="a")
    assert 55 <= refused.value.retry_after <= 60


def test_users_and_things_are_counted_apart() -> None:
    for _ in range(3):
        take(THREE_A_MINUTE, user="a")
    take(THREE_A_MINUTE, user="b")
    take(Limit("other", times=3, period=timedelta(minutes=1)), user="a")


def test_a_use_is_free_again_when_its_period_is_over() -> None:
    for _ in range(3):
        take(THREE_A_MINUTE, user="a")
    row = RecentUse.objects.get()
    row.times = [row.times[0] - timedelta(seconds=61), *row.times[1:]]
    row.save()
    take(THREE_A_MINUTE, user="a")
    with pytest.raises(BudgetExhausted):
        take(THREE_A_MINUTE, user="a")


def test_refused_tries_do_not_lengthen_the_wait() -> None:
    for _ in range(3):
        take(THREE_A_MINUTE, user="a")
    before = RecentUse.objects.get().times
    with pytest.raises(BudgetExhausted):
        take(THREE_A_MINUTE, user="a")
    assert RecentUse.objects.get().times == before


def test_no_more_than_the_last_uses_are_kept() -> None:
    often = Limit("often", times=2, period=timedelta(microseconds=1))
    for _ in range(5):
        take(often, user="a")
    assert len(RecentUse.objects.get().times) == 2


def test_forgiving_starts_anew() -> None:
    for _ in range(3):
        take(THREE_A_MINUTE, user="a")
    forgive(THREE_A_MINUTE, user="a")
    take(THREE_A_MINUTE, user="a")


def test_connections_counting_at_once_do_not_exceed_the_limit() -> None:
    ten = Limit("ten", times=10, period=timedelta(minutes=1))

    def attempt(_: int) -> bool:
        try:
            take(ten, user="a")
        except BudgetExhausted:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(30))) == 10
