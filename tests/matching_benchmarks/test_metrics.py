"""What the measures say of scores whose worth is known."""

import pytest
from benchmarks.matching.metrics import average_precision, recall_at, threshold_at
from hypothesis import given, settings
from hypothesis import strategies as st

SCORES = st.lists(st.integers(0, 20).map(float), min_size=1, max_size=30)


def test_scores_that_tell_all_apart_are_worth_everything() -> None:
    assert average_precision([3.0, 2.0], [1.0, 0.0]) == 1.0
    assert recall_at([3.0, 2.0], [1.0, 0.0]) == 1.0


def test_equal_scores_are_worth_as_much_as_chance() -> None:
    assert average_precision([1.0] * 2, [1.0] * 8) == pytest.approx(0.2)
    assert recall_at([1.0] * 2, [1.0] * 8) == 0.0


def test_one_wrong_pair_on_top_costs_the_recall_without_false_alarms() -> None:
    assert average_precision([2.0], [3.0, 1.0]) == pytest.approx(0.5)
    assert recall_at([2.0], [3.0, 1.0]) == 0.0
    assert recall_at([2.0], [3.0, 1.0], false_alarms=0.5) == 1.0
    assert threshold_at([2.0], [3.0, 1.0], false_alarms=0.5) == 2.0


@given(SCORES, SCORES)
@settings(deadline=None, max_examples=50)
def test_only_the_order_of_the_scores_counts(same: list[float], others: list[float]) -> None:
    stretched = [[score**3 + 7 for score in scores] for scores in (same, others)]
    assert average_precision(*stretched) == average_precision(same, others)
    assert recall_at(*stretched) == recall_at(same, others)


@given(SCORES, SCORES)
@settings(deadline=None, max_examples=50)
def test_the_threshold_gives_the_recall_and_keeps_the_promise(same: list[float], others: list[float]) -> None:
    least = threshold_at(same, others, false_alarms=0.1)
    assert recall_at(same, others, false_alarms=0.1) == sum(score >= least for score in same) / len(same)
    assert sum(score >= least for score in others) <= 0.1 * len(others)
