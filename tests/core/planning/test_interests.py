"""The forms under which two bureaus may meet over the same thing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.planning.interests import CELL, NAME_FORMS, InterestKind, NotReadable, forms_of

BORN = date(1991, 4, 17)
latitudes = st.floats(-89.9, 89.9, allow_nan=False)
longitudes = st.floats(-180, 180, allow_nan=False)
steps = st.floats(-CELL * 0.99, CELL * 0.99, allow_nan=False)


@given(st.permutations(["Han", "Ji", "sub"]))
def test_the_order_and_case_of_a_name_do_not_matter(words: list[str]) -> None:
    said = forms_of(InterestKind.PERSON, "  ".join(words).upper(), born=BORN)
    assert said.kept[0] == forms_of(InterestKind.PERSON, "han ji sub", born=BORN).kept[0]


@given(latitudes, longitudes, steps, steps)
def test_what_lies_within_a_cell_s_width_is_found_from_either_side(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    other = (longitude + east + 180) % 360 - 180
    one, two = (
        forms_of(InterestKind.SITE, f"{place[0]!r},{place[1]!r}")
        for place in ((latitude, longitude), (latitude + north, other))
    )
    assert set(one.kept) & set(two.asked)
    assert set(two.kept) & set(one.asked)


@given(latitudes, longitudes)
def test_every_place_is_asked_for_by_nine_forms(latitude: float, longitude: float) -> None:
    assert len(set(forms_of(InterestKind.SITE, f"{latitude!r},{longitude!r}").asked)) == 9


@pytest.mark.parametrize("text", ["", "here", "1", "1,2,3", "91,0", "0,181", "nan,0", "inf,0"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(NotReadable):
        forms_of(InterestKind.SITE, text)


SAME = [
    ("Han Ji-seop", "한지섭"),
    ("HAN Jiseop", "한 지섭"),
    ("Han Ji Seop", "ฮัน จีซอบ"),
    ("Somchai Jaidee", "สมชาย ใจดี"),
    ("Wang Xiaoming", "王小明"),
    ("Phạm Thị Thu Sương", "PHAM THI THU SUONG"),
]
OTHERS = ["Han Ji-won", "Nguyễn Văn An", "Li Qiang", "สมหญิง ใจดี", "박서준"]


def met(one: str, two: str, *, born: date = BORN, other: date = BORN) -> bool:
    left, right = forms_of(InterestKind.PERSON, one, born=born), forms_of(InterestKind.PERSON, two, born=other)
    assert bool(set(left.kept) & set(right.asked)) == bool(set(right.kept) & set(left.asked))
    return bool(set(left.kept) & set(right.asked))


@pytest.mark.parametrize(("one", "two"), SAME)
def test_a_name_meets_itself_in_another_script_or_spelling_on_one_birth_date_alone(one: str, two: str) -> None:
    assert met(one, two)
    assert not met(one, two, other=date(1991, 4, 18))


@pytest.mark.parametrize("other", OTHERS)
def test_another_name_of_the_same_day_is_not_met(other: str) -> None:
    assert not any(met(one, other) for one, _two in SAME)


@given(st.text(min_size=1, max_size=80).filter(lambda text: text.strip() != ""))
def test_every_name_has_as_many_forms_as_any_other(text: str) -> None:
    forms = forms_of(InterestKind.PERSON, text, born=BORN)
    assert len(set(forms.kept)) == len(forms.kept) == NAME_FORMS
    assert set(forms.kept) == set(forms.asked)
