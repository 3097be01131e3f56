"""What to look at first."""

from interlace.core.reviewing import informativeness


def test_the_least_certain_pair_comes_first_and_what_hangs_on_it_weighs() -> None:
    assert informativeness(0.5, left=1, right=1) == 1.0
    assert informativeness(0.5, left=1, right=1) > informativeness(0.9, left=1, right=1)
    assert informativeness(0.9, left=1, right=1) == informativeness(0.1, left=1, right=1)
    assert informativeness(0.5, left=4, right=2) == 4.0


def test_what_is_certain_tells_nothing_however_much_hangs_on_it() -> None:
    assert informativeness(1.0, left=9, right=9) == informativeness(0.0, left=9, right=9) == 0.0
