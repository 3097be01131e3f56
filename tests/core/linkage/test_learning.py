"""What a list says itself about its agreements."""

import numpy as np

from interlace.core.linkage import ListWeights, learn

FIELDS = ((0, 2), (2, 2))
SAME, DIFFERS = 2, 1
OTHERS = np.array([DIFFERS | DIFFERS << 2] * 60 + [DIFFERS | SAME << 2] * 40)
PAIRS = 10_000
START = ListWeights(FIELDS, -5.0, tuple(np.array([0.0, -5.0, 6.0, 0.0]) for _ in FIELDS))


def codes(first: int, second: int, count: int) -> list[int]:
    return [first | second << 2] * count


def test_agreements_that_go_together_are_worth_more_than_those_that_happen_everywhere() -> None:
    listed = np.array(codes(SAME, SAME, 200) + codes(DIFFERS, DIFFERS, 400) + codes(DIFFERS, SAME, 400))

    weights = learn(listed, OTHERS, start=START, pairs=PAIRS)

    telling, everywhere = weights.tables[0][SAME], weights.tables[1][SAME]
    assert telling > everywhere > 0 > weights.tables[0][DIFFERS]
    assert weights.bits(np.array(codes(SAME, SAME, 1)))[0] > 0 > weights.bits(np.array(codes(DIFFERS, SAME, 1)))[0]


def test_a_level_that_never_occurs_says_nothing() -> None:
    listed = np.array(codes(SAME, 0, 50) + codes(DIFFERS, 0, 50))

    weights = learn(listed, OTHERS, start=START, pairs=PAIRS)

    assert (weights.tables[0][3], weights.tables[1][SAME]) == (0.0, 0.0)


def test_the_order_of_the_pairs_changes_nothing() -> None:
    listed = np.array(codes(SAME, SAME, 30) + codes(DIFFERS, SAME, 70))

    given, turned = (
        learn(listed[::step], OTHERS, start=START, pairs=PAIRS).bits(np.array(codes(SAME, SAME, 1))) for step in (1, -1)
    )

    assert np.allclose(given, turned)


def test_what_follows_from_names_says_less_than_what_is_rare_in_the_whole_list() -> None:
    listed = np.array(codes(SAME, SAME, 200) + codes(DIFFERS, SAME, 700) + codes(DIFFERS, DIFFERS, 100))
    apart = np.array(codes(DIFFERS, DIFFERS, 100))

    alone, following = (
        learn(listed, apart, start=START, pairs=PAIRS, follows=follows).tables[1][SAME] for follows in ((), (1,))
    )

    assert alone > following
