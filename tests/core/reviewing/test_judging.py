"""What several officers said, taken together."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.reviewing import Judgement, Outcome, judged

SAME, DIFFERENT, UNSURE = Judgement.SAME, Judgement.DIFFERENT, Judgement.CANNOT_TELL


def test_one_officer_alone_settles_nothing_and_disputes_nothing() -> None:
    assert judged([]) == judged([SAME]) == Outcome(None, is_disputed=False)


def test_two_who_agree_settle_it_and_two_who_do_not_need_a_third() -> None:
    assert judged([DIFFERENT, DIFFERENT]) == Outcome(DIFFERENT, is_disputed=False)
    assert judged([SAME, UNSURE]) == Outcome(None, is_disputed=True)
    assert judged([SAME, UNSURE, SAME]) == Outcome(SAME, is_disputed=False)
    assert judged([SAME, SAME, DIFFERENT, DIFFERENT]) == Outcome(None, is_disputed=True)


@given(said=st.lists(st.sampled_from(Judgement), max_size=5))
@settings(deadline=None, max_examples=60)
def test_who_spoke_first_changes_nothing(said: list[Judgement]) -> None:
    assert len({judged(order) for order in permutations(said)}) == 1
