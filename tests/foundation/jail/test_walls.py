"""Which walls are enough to open a file behind them."""

import pytest

from interlace.foundation.jail.walls import Wall, are_enough


@pytest.mark.parametrize(
    ("walls", "enough"),
    [
        (set(), False),
        ({Wall.EMPTY_NETWORK}, False),  # it could still write
        ({Wall.FILES}, False),  # it could still send
        ({Wall.EMPTY_NETWORK, Wall.FILES}, True),
        ({Wall.CALLS}, True),
        (set(Wall), True),
    ],
)
def test_a_reader_may_neither_send_nor_write(walls: set[Wall], enough: bool) -> None:
    assert are_enough(frozenset(walls)) is enough
