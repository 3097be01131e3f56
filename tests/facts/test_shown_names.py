"""A romanised form stands beside a name in another script, read as its bearer would read it."""

import pytest

from interlace.facts.shown_names import romanised


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("한지섭", "HAN Ji-seop"),
        ("남궁민", "NAMGUNG Min"),
        ("王小明", "WANG Xiaoming"),
        ("南宮敏", "NANGONG Min"),
        ("佐藤健一", "SATO Kenichi"),
        ("佐藤 健一", "Sato Kenichi"),
        ("林", "Lin"),
        ("金葦貿易有限公司", "Jinweimaoyiyouxiangongsi"),
        ("Somchai Jaidee", ""),
    ],
)
def test_a_name_is_romanised_by_its_own_tradition(name: str, shown: str) -> None:
    assert romanised(name) == shown
