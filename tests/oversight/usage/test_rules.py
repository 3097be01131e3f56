"""What is unusual about a way of searching, with the numbers it rests on."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.oversight.usage.rules import RULES, Noticed, Pattern, Search, Searcher, noticed_in

ZONE = ZoneInfo("Asia/Seoul")
NOON = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # 12:00 in Seoul
NIGHT = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)  # 01:00 of the 20th in Seoul


def who(*names: str, on_shift: bool = False) -> Searcher:
    return Searcher(names or ("Y. Seo",), ZONE, lambda _at: on_shift)


def search(at: datetime, **values: str) -> Search:
    return Search(at, tuple(values.items()))


def told(searches: Sequence[Search], by: Searcher | None = None, *, now: datetime = NOON) -> list[Noticed]:
    return noticed_in(searches, by or who(), now=now)


def numbers(count: int) -> list[Search]:
    return [search(NOON - timedelta(minutes=count - at), phone=f"+82 10 5550 0{at:03}") for at in range(count)]


def test_ten_numbers_that_differ_at_their_end_are_told_and_nine_are_not() -> None:
    assert told(numbers(9)) == []
    (noticed,) = told(numbers(10))
    assert (noticed.pattern, noticed.params) == (Pattern.NUMBERS, {"count": 10})
    assert (noticed.first, noticed.last) == (NOON - timedelta(minutes=10), NOON - timedelta(minutes=1))


def test_the_same_number_again_and_unlike_numbers_are_no_enumeration() -> None:
    again = [search(NOON - timedelta(minutes=at), phone="+82 10 5550 0001") for at in range(30)]
    unlike = [
        search(NOON - timedelta(minutes=at), phone=f"+82 10 {at * 37 + 11:04} {at * 613 % 7919:04}") for at in range(30)
    ]
    assert told(again) == told(unlike) == []


def test_birth_dates_tried_for_one_name_are_told_whatever_the_order_of_its_words() -> None:
    tried = [
        search(NOON - timedelta(minutes=at), name=("Han Ji-seop", "ji-seop HAN")[at % 2], birthDate=f"{1980 + at}")
        for at in range(5)
    ]
    assert told(tried[:4]) == []
    (noticed,) = told(tried)
    assert (noticed.pattern, noticed.params) == (Pattern.BIRTH_DATES, {"count": 5})


def test_one_s_own_name_is_told_at_once() -> None:
    (noticed,) = told([search(NOON - timedelta(hours=1), name="SEO, Yuna")], who("Yuna Seo"))
    assert (noticed.pattern, noticed.params) == (Pattern.OWN_NAME, {"count": 1})
    assert told([search(NOON - timedelta(hours=1), name="Seo Yuri")], who("Yuna Seo")) == []


def at_night(count: int, *, days_ago: int = 0) -> list[Search]:
    start = NIGHT - timedelta(days=days_ago)
    return [search(start + timedelta(minutes=at), name=f"Somebody {chr(65 + at)}") for at in range(count)]


@pytest.mark.parametrize(
    ("before", "last", "is_told"), [(0, 15, True), (0, 14, False), (5, 15, True), (6, 15, False), (6, 18, True)]
)
def test_a_night_is_unusual_beside_the_officer_s_own_nights(before: int, last: int, is_told: bool) -> None:
    found = told([*at_night(before, days_ago=9), *at_night(last)])
    assert [(each.pattern, each.params) for each in found] == (
        [(Pattern.NIGHT, {"count": last, "before": before})] if is_told else []
    )


def test_a_night_on_shift_is_a_working_day() -> None:
    assert told(at_night(22), who(on_shift=True)) == []


def test_what_is_older_than_a_day_is_not_told_again() -> None:
    assert told(numbers(20), now=NOON + timedelta(hours=25)) == []


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(["phone", "name", "birthDate"]), st.text(max_size=12))))
@settings(deadline=None, max_examples=60)
def test_a_reason_holds_numbers_alone_and_never_fewer_than_its_rule_asks(found: list[tuple[int, str, str]]) -> None:
    searches = [Search(NOON - timedelta(minutes=ago), ((prop, value),)) for ago, prop, value in found]
    for noticed in told(searches):
        assert all(type(number) is int for number in noticed.params.values())
        assert noticed.params["count"] >= RULES[noticed.pattern].least
        assert noticed.first <= noticed.last <= NOON
