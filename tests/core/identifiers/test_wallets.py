"""The checksum decides what is an address, and one address has one normal form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.identifiers import Identifier, Problem, canonical_key, parse_wallet

ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
TRON = "TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM"


def seen(found: Identifier | Problem) -> tuple[str, str, tuple[str, ...]]:
    assert isinstance(found, Identifier)
    return found.normal, found.detail["ledger"], tuple(warning.code for warning in found.warnings)


@pytest.mark.parametrize(
    ("written", "ledger"),
    [
        ("1FsSia9rv4NeEwvJ2GvXrX7LyxYspbN2mo", "bitcoin"),
        ("36j4NfKv6Akva9amjWrLG6MuSQym1GuEmm", "bitcoin"),
        ("bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhv", "bitcoin"),
        ("bc1p83n3au0rjylefxq2nc2xh2y4jzz4pm6zxj4mw5pagdjjr2a9f36s6jjnnu", "bitcoin"),
        (TRON, "tron"),
        ("TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqG", "tron"),
    ],
)
def test_address_with_a_right_checksum_names_its_ledger(written: str, ledger: str) -> None:
    assert seen(parse_wallet(written)) == (written, ledger, ())


def test_spellings_of_one_ethereum_address_are_one_address() -> None:
    bare = ("wallet_without_letter_case",)
    assert seen(parse_wallet(ADDRESS)) == (ADDRESS.lower(), "ethereum", ())
    assert seen(parse_wallet(ADDRESS.lower())) == (ADDRESS.lower(), "ethereum", bare)
    assert seen(parse_wallet("0x" + ADDRESS[2:].upper())) == (ADDRESS.lower(), "ethereum", bare)
    assert seen(parse_wallet(f"ethereum:{ADDRESS}?value=1")) == (ADDRESS.lower(), "ethereum", ())
    found = parse_wallet(ADDRESS.lower())
    assert isinstance(found, Identifier)
    assert (found.display, canonical_key(found)) == (ADDRESS, "wallet:" + ADDRESS.lower())


def test_bech32_in_capitals_is_the_same_address() -> None:
    address = "bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhv"
    assert seen(parse_wallet(address.upper())) == (address, "bitcoin", ())
    assert parse_wallet(address[:-1] + "V") == Problem("wallet_letter_case_wrong")


def test_both_spellings_of_a_bitcoin_cash_address_are_one_address() -> None:
    # The example of the Bitcoin Cash specification, `cashaddr.md`.
    legacy = "1BpEi6DfDAUFd7GtittLSdBeYJvcoaVggu"
    assert seen(parse_wallet("bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")) == (legacy, "bitcoin-cash", ())
    assert seen(parse_wallet("qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a")) == (legacy, "bitcoin-cash", ())
    assert seen(parse_wallet(legacy, ledger="BCH")) == (legacy, "bitcoin-cash", ())


def test_test_network_is_told_apart() -> None:
    for written in ("mzK2FFDEhxqHcmrJw1ysqFkVyhUULo45hZ", "tb1qcrh3yqn4nlleplcez2yndq2ry8h9ncg3qh7n54"):
        assert seen(parse_wallet(written)) == (written, "bitcoin", ("wallet_test_network",))


def test_source_that_names_another_ledger_is_kept_with_a_warning() -> None:
    assert seen(parse_wallet(TRON, ledger="XBT")) == (TRON, "tron", ("wallet_ledger_differs",))
    assert seen(parse_wallet(TRON, ledger="USDT")) == (TRON, "tron", ())


def test_ledger_that_cannot_be_verified_is_accepted_only_when_the_source_names_it() -> None:
    assert seen(parse_wallet("bitfinexdep1", ledger="EOS")) == ("bitfinexdep1", "eos", ("wallet_checksum_unverified",))
    assert parse_wallet("bitfinexdep1") == Problem("wallet_form_unknown")
    assert parse_wallet("bitfinexdep1", ledger="XBT") == Problem("wallet_form_unknown")


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", Problem("wallet_empty")),
        (TRON[:-1] + "N", Problem("wallet_checksum_wrong")),
        ("bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhw", Problem("wallet_checksum_wrong")),
        (
            "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7k7grplx",
            Problem("wallet_checksum_wrong"),
        ),
        ("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", Problem("wallet_letter_case_wrong")),
        (
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe",
            Problem("wallet_length_wrong", {"characters": 41, "expected": 42}),
        ),
        ("ab" * 32, Problem("wallet_not_an_address")),
        ("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", Problem("wallet_private_key")),
        ("hello", Problem("wallet_form_unknown")),
    ],
)
def test_unusable_address_answers_with_its_reason(written: str, problem: Problem) -> None:
    assert parse_wallet(written) == problem


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(TRON) - 1), st.sampled_from("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"))
def test_no_single_changed_character_passes(position: int, character: str) -> None:
    changed = TRON[:position] + character + TRON[position + 1 :]
    assert isinstance(parse_wallet(changed), Identifier) == (changed == TRON)
