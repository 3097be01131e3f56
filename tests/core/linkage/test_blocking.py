"""Which records are compared."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.dates import PartialDate
from interlace.core.linkage.blocking import candidate_pairs
from interlace.core.linkage.keys import keys_of
from interlace.core.linkage.listing import Lister
from interlace.core.matching import Description

SHARED = st.lists(st.sets(st.integers(0, 12), max_size=5), max_size=14)


def candidates(of: list[set[int]], *, most: int) -> tuple[set[tuple[int, int]], int, int]:
    keys = np.array([key for each in of for key in sorted(each) * 2], np.uint64)
    found = candidate_pairs(keys, np.array([2 * len(each) for each in of], np.int64), budgets=[(most,)])
    listed = list(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert listed == sorted(set(listed))
    return set(listed), found.keys_cut, found.pairs_left_out


@given(of=SHARED, most=st.integers(1, 6))
@settings(deadline=None, max_examples=60)
def test_pairs_are_those_that_share_a_key_within_its_budget(of: list[set[int]], most: int) -> None:
    bearers = {key: [place for place, each in enumerate(of) if key in each] for key in set().union(*of)}
    kept = [places for places in bearers.values() if len(places) <= most]
    cut = [places for places in bearers.values() if len(places) > most]

    assert candidates(of, most=most) == (
        {pair for places in kept for pair in combinations(places, 2)},
        len(cut),
        sum(len(places) * (len(places) - 1) // 2 for places in cut),
    )


def test_budgets_become_narrower_until_the_pairs_are_few_enough() -> None:
    counts = np.array([1] * 6, np.int64)
    keys = np.array([1, 1, 1, 1, 2, 2], np.uint64)

    compared = [len(candidate_pairs(keys, counts, budgets=[(9,), (3,), (1,)], most=most)) for most in (7, 6, 1, 0)]

    assert compared == [7, 1, 1, 0]


def share_a_key(one: Description, other: Description) -> bool:
    lister = Lister()
    lister.describe(one)
    lister.describe(other)
    keys, counts = keys_of(lister.listing())
    return not set(keys[: counts[0]].tolist()).isdisjoint(keys[counts[0] :].tolist())


def test_damaged_records_of_one_person_still_share_a_key() -> None:
    whole = Description.of("Person", names=["Somchai Jaidee"], birth_dates=[PartialDate(1991, 4, 17)])

    for other in (
        Description.of("Person", names=["สมชาย ใจดี"]),
        Description.of("Person", names=["Jaidee S."], birth_dates=[PartialDate(1991)]),
        Description.of("Person", names=["Somchai"], birth_dates=[PartialDate(1919, 4, 17)]),
        Description.of("Person", names=["Unknown"], birth_dates=[PartialDate(1991, 4, 17)]),
    ):
        assert share_a_key(whole, other)
    assert not share_a_key(whole, Description.of("Person", names=["Han"], birth_dates=[PartialDate(1991)]))


def test_a_record_with_more_keys_than_there_is_room_for_has_those_there_is_room_for() -> None:
    names = [f"Somchai Jaidee {number}" for number in range(60)]
    dates = [PartialDate(year, month, 9) for year in range(1900, 1990) for month in range(1, 13)]
    places = [f"Village {number}" for number in range(60)]
    crowded = Description.of("Person", names=names, birth_dates=dates, birth_places=places)

    assert share_a_key(crowded, Description.of("Person", birth_dates=[PartialDate(1900, 1, 9)]))
