"""Numbers that are valid and belong to nobody."""

from math import gcd

import pytest

from interlace.core.identifiers import Identifier, parse_account, parse_document, parse_phone, parse_url, parse_wallet
from interlace.core.problems import Problem
from interlace.world.criminal import numbers


def test_every_phone_lies_in_a_range_for_exercises() -> None:
    for number in range(0, numbers.phone_count(), 1_511):
        found = parse_phone(numbers.phone(number))
        assert isinstance(found, Identifier)
        assert Problem("exercise_range") in found.warnings


def test_phones_differ_until_all_are_used_up() -> None:
    assert gcd(numbers.phone_count(), 7_919) == 1
    assert numbers.phone_count() > 150_000
    assert len({numbers.phone(number) for number in range(20_000)}) == 20_000
    assert numbers.phone(3) == numbers.phone(3 + numbers.phone_count())


@pytest.mark.parametrize(
    ("make", "ledger"),
    [
        (numbers.tron_wallet, "tron"),
        (numbers.bitcoin_wallet, "bitcoin"),
        (numbers.ethereum_wallet, "ethereum"),
    ],
)
def test_a_wallet_has_a_valid_checksum(make: object, ledger: str) -> None:
    assert callable(make)
    found = parse_wallet(make("1/2"))
    assert isinstance(found, Identifier)
    assert (found.detail["ledger"], found.warnings) == (ledger, ())


def test_accounts_passports_and_pages_can_be_read() -> None:
    for found in (
        parse_account(numbers.account(12_345_678), country="TH", bank="Reed Bank"),
        parse_document(numbers.passport(42), issuer="kr"),
        parse_url(numbers.domain("Golden", 7)),
    ):
        assert isinstance(found, Identifier)
        assert found.warnings == ()
