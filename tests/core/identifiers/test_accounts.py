"""Accounts, cards and devices: what has a check digit is checked, and a weak normal form says so."""

import pytest

from interlace.core.identifiers import (
    Identifier,
    IdentifierKind,
    Problem,
    canonical_key,
    parse_account,
    parse_card,
    parse_iban,
    parse_imei,
)


def key(found: Identifier | Problem) -> str:
    assert isinstance(found, Identifier)
    return canonical_key(found)


@pytest.mark.parametrize(
    "written",
    [
        "DE89370400440532013000",
        "de89 3704 0044 0532 0130 00",
        "IBAN: DE89-3704-0044-0532-0130-00",
        "ＤＥ89370400440532013000",
    ],
)
def test_iban_has_one_normal_form(written: str) -> None:
    assert parse_iban(written) == Identifier(
        IdentifierKind.IBAN,
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        {"country": "DE", "bank": "37040044", "account": "0532013000"},
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", Problem("iban_empty")),
        ("DE8937040044053201300", Problem("iban_length_wrong", {"characters": 21, "expected": 22})),
        ("DE89370400440532013100", Problem("iban_checksum_wrong")),
        ("DE8937040044053201300A", Problem("iban_structure_wrong")),
        ("KR89370400440532013000", Problem("iban_country_unknown")),
    ],
)
def test_unusable_iban_answers_with_its_reason(written: str, problem: Problem) -> None:
    assert parse_iban(written) == problem


def test_local_account_is_country_bank_and_digits() -> None:
    assert key(parse_account("KB 123-456-789012", country="KR")) == "account:KR/KB/123456789012"
    assert key(parse_account("123-456-789012", country="KR", bank="kb")) == "account:KR/KB/123456789012"
    assert key(parse_account("004/123 456 789012", country="KR")) == "account:KR/004/123456789012"
    assert key(parse_account("0071000123456", country="VN", bank="BFTVVNVXXXX")) == "account:VN/BFTVVNVX/0071000123456"


def test_account_without_bank_or_like_a_card_carries_a_warning() -> None:
    found = parse_account("4111111111111111", country="VN")
    assert isinstance(found, Identifier)
    assert found.warnings == (Problem("account_bank_missing"), Problem("account_looks_like_card"))


def test_iban_given_as_account_is_the_iban() -> None:
    assert key(parse_account("DE89 3704 0044 0532 0130 00", country="DE")) == "iban:DE89370400440532013000"


@pytest.mark.parametrize(
    ("written", "country", "code"),
    [
        ("", "KR", "account_empty"),
        ("to be confirmed", "KR", "account_unreadable"),
        ("123-456-789012", None, "account_country_missing"),
        ("1.23457E+11", "KR", "digits_lost_in_spreadsheet"),
        ("1" * 31, "KR", "account_length_wrong"),
    ],
)
def test_unusable_account_answers_with_its_reason(written: str, country: str | None, code: str) -> None:
    found = parse_account(written, country=country)
    assert isinstance(found, Problem)
    assert found.code == code


def test_card_is_checked_and_its_middle_hidden() -> None:
    found = parse_card("4111 1111 1111 1111")
    assert isinstance(found, Identifier)
    assert (found.normal, found.display) == ("4111111111111111", "4111 11•• •••• 1111")
    assert parse_card("4111 1111 1111 1112") == Problem("card_check_digit_wrong")
    assert parse_card("4111 1111") == Problem("card_length_wrong", {"digits": 8, "expected": "13–19"})


def test_device_is_named_without_check_digit_and_software_version() -> None:
    assert key(parse_imei("49-015420-323751-8")) == key(parse_imei("4901542032375101")) == "imei:49015420323751"
    assert parse_imei("490154203237519") == Problem("imei_check_digit_wrong")
