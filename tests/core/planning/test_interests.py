"""The forms under which two bureaus may meet over the same thing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.planning.interests import CELL, InterestKind, NotReadable, forms_of

BORN = date(1991, 4, 17)
latitudes = st.floats(-89.9, 89.9, allow_nan=False)
longitudes = st.floats(-180, 180, allow_nan=False)
steps = st.floats(-CELL * 0.99, CELL * 0.99, allow_nan=False)


@given(st.permutations(["Han", "Ji", "sub"]))
def test_the_order_and_case_of_a_name_do_not_matter(words: list[str]) -> None:
    assert forms_of(InterestKind.PERSON, "  ".join(words).upper(), born=BORN) == forms_of(
        InterestKind.PERSON, "han ji sub", born=BORN
    )


@given(latitudes, longitudes, steps, steps)
def test_what_lies_within_a_cell_s_width_is_found_from_either_side(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    other = (longitude + east + 180) % 360 - 180
    one, two = (
        forms_of(InterestKind.SITE, f"{place[0]!r},{place[1]!r}")
        for place in ((latitude, longitude), (latitude + north, other))
    )
    assert one.kept in two.asked
    assert two.kept in one.asked


@given(latitudes, longitudes)
def test_every_place_is_asked_for_by_nine_forms(latitude: float, longitude: float) -> None:
    assert len(set(forms_of(InterestKind.SITE, f"{latitude!r},{longitude!r}").asked)) == 9


@pytest.mark.parametrize("text", ["", "here", "1", "1,2,3", "91,0", "0,181", "nan,0", "inf,0"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        forms_of(InterestKind.SITE, text)
