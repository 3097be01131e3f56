"""Numbers of fingerprint registers: one form for one number, whoever wrote it."""

import pytest

from interlace.core.identifiers import Identifier, IdentifierKind, Problem, canonical_key, parse_fingerprint_number


@pytest.mark.parametrize("written", ["TH:12-345/67", "tha: 12 345 67", "TH/1234567", "TH:1234567"])
def test_spellings_of_one_number_are_one_key(written: str) -> None:
    found = parse_fingerprint_number(written)
    assert isinstance(found, Identifier)
    assert (found.kind, canonical_key(found), found.display) == (
        IdentifierKind.FINGERPRINT,
        "fingerprint:TH:1234567",
        "TH:1234567",
    )


def test_the_register_that_is_written_counts_more_than_the_sender_s() -> None:
    written, silent = parse_fingerprint_number("VN:77001", issuer="TH"), parse_fingerprint_number("77001", issuer="TH")
    assert isinstance(written, Identifier)
    assert isinstance(silent, Identifier)
    assert (written.normal, silent.normal) == ("VN:77001", "TH:77001")


def test_a_number_of_nobody_s_register_is_kept_with_a_doubt() -> None:
    found = parse_fingerprint_number("77001")
    assert isinstance(found, Identifier)
    assert (found.normal, found.display, found.warnings) == (
        "-:77001",
        "77001",
        (Problem("fingerprint_issuer_missing"),),
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "fingerprint_number_empty"),
        ("TH: - ", "fingerprint_number_empty"),
        ("taken twice", "fingerprint_number_unreadable"),
        ("TH:12", "fingerprint_number_length_wrong"),
        ("1" * 26, "fingerprint_number_length_wrong"),
    ],
)
def test_what_is_no_number_is_refused(written: str, code: str) -> None:
    found = parse_fingerprint_number(written)
    assert isinstance(found, Problem)
    assert found.code == code
