"""Places are as fine as what is said of them, and a name that may be many towns is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.places import Precision, country_code, extent_of, place_of, towns_called


@pytest.mark.parametrize(
    ("said", "name", "country"),
    [
        ({"city": ["Sihanoukville"], "country": ["kh"]}, "Sihanoukville", "KH"),
        ({"city": ["พัทยา"]}, "Pattaya", "TH"),
        ({"city": ["서울"]}, "Seoul", "KR"),
        ({"city": ["曼谷"]}, "Bangkok", "TH"),
        ({"address": ["88 Soi 4, Mae Sot, Tak, Thailand"]}, "Mae Sot", "TH"),
        ({"address": ["12 phố Huế, Hà Nội, Việt Nam"]}, "Hanoi", "VN"),
        ({"address": ["Singapore"]}, "Singapore", "SG"),
        ({"city": ["San Jose"], "country": ["cr"]}, "San José", "CR"),
    ],
)
def test_a_town_is_found_by_its_name_in_any_script(said: dict[str, list[str]], name: str, country: str) -> None:
    spot = place_of(said)
    assert spot is not None
    assert (spot.precision, spot.name, spot.country) == (Precision.TOWN, name, country)
    assert 5 <= spot.radius <= 40


def test_a_name_that_fits_several_towns_is_no_place_until_the_country_is_said() -> None:
    assert len(towns_called("San Jose")) > 1
    assert place_of({"city": ["San Jose"]}) is None


def test_a_country_alone_has_no_middle() -> None:
    spot = place_of({"country": ["ไทย"]})
    assert spot is not None
    assert (spot.precision, spot.country, spot.radius) == (Precision.COUNTRY, "TH", 0)
    extent = extent_of("TH")
    assert extent is not None
    assert 5 < extent.south < 13 < extent.north < 21
    assert extent_of("AQ") is None
    assert country_code("nowhere") == ""


def test_coordinates_go_before_towns_and_are_as_fine_as_they_were_written() -> None:
    said = {"latitude": ["13.65"], "longitude": ["102.56"], "city": ["Bangkok"], "country": ["th"]}
    spot = place_of(said)
    assert spot is not None
    assert (spot.precision, spot.latitude, spot.longitude) == (Precision.POINT, 13.65, 102.56)
    assert spot.radius == pytest.approx(0.556)
    rough = place_of({"latitude": ["13"], "longitude": ["102"]})
    assert rough is not None
    assert rough.radius == pytest.approx(55.6)


@given(st.text(), st.text(), st.text())
def test_nothing_that_is_written_fails(latitude: str, longitude: str, text: str) -> None:
    spot = place_of({"latitude": [latitude], "longitude": [longitude], "address": [text], "country": [text]})
    assert spot is None or (abs(spot.latitude) <= 90 and abs(spot.longitude) <= 180)
