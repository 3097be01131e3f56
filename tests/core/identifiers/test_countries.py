"""A country is found by code and by its names in the languages of the region."""

import pytest

from interlace.core.identifiers import Problem, parse_country


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("KR", "KR"),
        ("kor", "KR"),
        ("D<<", "DE"),
        ("GBO", "GB"),
        ("RKS", "XK"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Korea, North", "KP"),
        ("Corée du Sud", "KR"),
        ("Hàn Quốc", "KR"),
        ("เกาหลีใต้", "KR"),
        ("대한민국", "KR"),
        ("韩国", "KR"),
        ("韓國", "KR"),
        ("Cambodge", "KH"),
        ("캄보디아", "KH"),
        ("柬埔寨", "KH"),
        ("កម្ពុជា", "KH"),
        ("ລາວ", "LA"),
        ("မြန်မာ", "MM"),
        ("Việt Nam", "VN"),
        ("VIETNAM", "VN"),
        ("Côte d’Ivoire", "CI"),
        ("U.S.A.", "US"),
        ("UK", "GB"),
    ],
)
def test_country_is_found(written: str, code: str) -> None:
    assert parse_country(written) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("", "country_empty"), ("XA", "country_unknown"), ("UTO", "country_unknown"), ("Atlantis", "country_unknown")],
)
def test_what_is_no_country_is_a_problem(written: str, code: str) -> None:
    assert parse_country(written) == Problem(code)
