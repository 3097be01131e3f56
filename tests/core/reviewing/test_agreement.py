"""Agreement beyond chance."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.reviewing import Agreement, Judgement, Month, agreement, by_month

SAME, DIFFERENT, UNSURE = Judgement.SAME, Judgement.DIFFERENT, Judgement.CANNOT_TELL
PAIRS = st.lists(st.tuples(st.sampled_from(Judgement), st.sampled_from(Judgement)), max_size=30)


def test_kappa_of_a_worked_example() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed .70, by chance .50.
    pairs = [(SAME, SAME)] * 20 + [(SAME, DIFFERENT)] * 5 + [(DIFFERENT, SAME)] * 10 + [(DIFFERENT, DIFFERENT)] * 15
    assert agreement(pairs) == Agreement(reviewed=50, agreed=35, kappa=0.4, said_same=0.55)


def test_where_chance_alone_gives_full_agreement_there_is_no_kappa() -> None:
    assert agreement([]) == Agreement(0, 0, None, 0.0)
    assert agreement([(SAME, SAME)] * 3) == Agreement(3, 3, None, 1.0)


def test_drift_is_against_everything_before() -> None:
    agreeing, apart = [(SAME, SAME), (DIFFERENT, DIFFERENT)], [(SAME, DIFFERENT), (DIFFERENT, SAME)]
    found = by_month([*(("2026-07", pair) for pair in apart), *(("2026-06", pair) for pair in agreeing)])
    assert found == [
        Month("2026-06", Agreement(2, 2, 1.0, 0.5), None),
        Month("2026-07", Agreement(2, 0, -1.0, 0.5), -2.0),
    ]


@given(pairs=PAIRS)
@settings(deadline=None, max_examples=80)
def test_kappa_is_one_exactly_where_all_agree_and_chance_would_not_have_done_it(
    pairs: list[tuple[Judgement, Judgement]],
) -> None:
    found = agreement(pairs)
    swapped = agreement([(other, one) for one, other in pairs])
    assert found == swapped
    if found.kappa is not None:
        assert found.kappa <= 1
        assert (found.kappa == pytest.approx(1)) == (found.agreed == found.reviewed)
