"""A phone number has one normal form however it was written, or a reason why it has none."""

import phonenumbers
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from interlace.core.identifiers import Identifier, IdentifierKind, Problem, canonical_key, parse_phone


def codes(found: Identifier | Problem) -> tuple[str, ...]:
    assert isinstance(found, Identifier)
    return tuple(warning.code for warning in found.warnings)


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("+82 10 1234 5678", None),
        ("+82-10-1234-5678", "TH"),
        ("+82 (0)10 1234 5678", None),
        ("0082 10 1234 5678", None),
        ("0082 10 1234 5678", "KR"),
        ("001 82 10 1234 5678", "TH"),
        ("010-1234-5678", "KR"),
        ("０１０－１２３４－５６７８", "KR"),
        ("٠١٠ ١٢٣٤ ٥٦٧٨", "KR"),
        ("\u202a+82\u00a010\u200b1234 5678\u202c", None),
        ("Tel. 010.1234.5678", "KR"),
    ],
)
def test_one_number_is_read_from_many_notations(written: str, country: str | None) -> None:
    found = parse_phone(written, country=country)
    assert found == Identifier(
        kind=IdentifierKind.PHONE,
        normal="+821012345678",
        display="+82 10 1234 5678",
        detail={"country": "KR", "type": "mobile"},
    )


@pytest.mark.parametrize(
    ("written", "country", "warnings"),
    [
        ("821012345678", "KR", ("phone_plus_assumed",)),
        ("821012345678", None, ("phone_plus_assumed",)),
        ("1012345678", "KR", ("phone_leading_zero_restored",)),
        ("821012345678.0", "KR", ("phone_plus_assumed", "spreadsheet_number_restored")),
        ("8.21012345678E+11", None, ("phone_plus_assumed", "spreadsheet_number_restored")),
    ],
)
def test_what_had_to_be_completed_is_said(written: str, country: str | None, warnings: tuple[str, ...]) -> None:
    found = parse_phone(written, country=country)
    assert isinstance(found, Identifier)
    assert (found.normal, codes(found)) == ("+821012345678", warnings)


@pytest.mark.parametrize(
    "written",
    [
        "+82 10 0000 0142",
        "+84 90 000 0177",
        "+44 7700 900123",
        "+1 202 555 0123",
        "+33 6 39 98 12 34",
        "+66 67 900 0123",
    ],
)
def test_number_kept_for_exercises_is_accepted_with_a_warning(written: str) -> None:
    assert codes(parse_phone(written)) == ("exercise_range",)


def test_key_of_the_demo_number() -> None:
    found = parse_phone("010-0000-0142", country="KR")
    assert isinstance(found, Identifier)
    assert canonical_key(found) == "phone:+821000000142"


def test_possible_number_outside_the_known_ranges_is_kept_with_the_doubt() -> None:
    assert codes(parse_phone("+263 4 486946")) == ("phone_range_unassigned",)


def test_extension_does_not_make_another_number() -> None:
    found = parse_phone("+65 6123 4567 ext. 12")
    assert isinstance(found, Identifier)
    assert (found.normal, found.detail["extension"]) == ("+6561234567", "12")


@pytest.mark.parametrize(
    ("written", "country", "problem"),
    [
        ("010-0000-71", "KR", Problem("phone_too_short", {"digits": 9, "expected": "10–11"})),
        ("081-234-567", "TH", Problem("phone_too_short", {"digits": 9, "expected": "10"})),
        ("081-234-56789", "TH", Problem("phone_too_long", {"digits": 11, "expected": "10"})),
        ("+66 81 234 567", None, Problem("phone_too_short", {"digits": 8, "expected": "9"})),
        ("+66 1 2345 678901", None, Problem("phone_too_short", {"digits": 11, "expected": "8–10, 13"})),
        ("9123456", "SG", Problem("phone_too_short", {"digits": 7, "expected": "8"})),
        ("8.2E+11", "KR", Problem("digits_lost_in_spreadsheet")),
        ("010 1234 5678", None, Problem("phone_country_missing")),
        ("263-4-486946", "ZW", Problem("phone_country_code_unclear")),
        ("+999 123456", None, Problem("phone_country_unknown")),
        ("010 1234 5678", "XA", Problem("phone_country_unknown")),
        ("call me", "KR", Problem("phone_has_letters")),
        ("+82 10-1234-5678 / +82 10-2222-3333", None, Problem("phone_several_numbers")),
        ("02-123-4567/8", "KR", Problem("phone_several_numbers")),
        (" - ", "KR", Problem("phone_empty")),
    ],
)
def test_unusable_number_answers_with_its_reason(written: str, country: str | None, problem: Problem) -> None:
    assert parse_phone(written, country=country) == problem


@settings(max_examples=200, deadline=None)
@example("004498", "KR")
@example("000570382", "VN")
@example("+85009666545", None)
@given(
    st.text(alphabet="0123456789+-() .eE/x#,\u200b０９٣", max_size=20), st.sampled_from([None, "KR", "VN", "IT", "XA"])
)
def test_normal_form_is_read_as_itself(written: str, country: str | None) -> None:
    found = parse_phone(written, country=country)
    if isinstance(found, Identifier):
        again = parse_phone(found.normal)
        assert isinstance(again, Identifier)
        assert again.normal == found.normal


@settings(max_examples=300, deadline=None)
@example("82", "00100000000")
@given(
    st.sampled_from(["82", "84", "66", "65", "855", "856", "95", "86", "81", "60", "62", "63", "852", "91"]),
    st.text(alphabet="0123456789", min_size=6, max_size=11),
)
def test_short_cut_for_mobile_numbers_agrees_with_the_library(code: str, national: str) -> None:
    found = parse_phone(f"+{code}{national}")
    if isinstance(found, Identifier) and found.detail["type"] == "mobile":
        # Zeros before a number of these plans are trunk zeros, typed once or twice: it is written without them.
        number = phonenumbers.parse(f"+{code}{national.lstrip('0')}")
        assert phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
        assert found.normal == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        assert found.detail["country"] == phonenumbers.region_code_for_number(number)
