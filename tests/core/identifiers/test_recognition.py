"""One typed value is recognised for what it may be, and every answer is one that the edge can word."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlace.core.identifiers import (
    IDENTIFIER_PROBLEMS,
    IDENTIFIER_WARNINGS,
    Identifier,
    IdentifierKind,
    Problem,
    canonical_key,
    near_misses,
    parse,
    parse_document,
    parse_plate,
    recognise,
)

SAMPLES = {
    IdentifierKind.PHONE: "+82 10 0000 0142",
    IdentifierKind.IBAN: "GB29 NWBK 6016 1331 9268 19",
    IdentifierKind.ACCOUNT: "KB 123-456-789012",
    IdentifierKind.CARD: "4111 1111 1111 1111",
    IdentifierKind.WALLET: "TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM",
    IdentifierKind.DOCUMENT: "M12345678",
    IdentifierKind.FINGERPRINT: "KR:2019-004711",
    IdentifierKind.EMAIL: "someone@example.com",
    IdentifierKind.DOMAIN: "bad[.]example",
    IdentifierKind.URL: "hxxps://bad[.]example/login",
    IdentifierKind.IP: "8.8.8.8",
    IdentifierKind.HANDLE: "telegram:@some_name",
    IdentifierKind.PLATE: "กก 1234",
    IdentifierKind.IMEI: "490154203237518",
}


@pytest.mark.parametrize("kind", IdentifierKind)
def test_every_kind_can_be_parsed(kind: IdentifierKind) -> None:
    found = parse(kind, SAMPLES[kind], country="KR")
    assert isinstance(found, Identifier)
    assert found.kind is kind


@pytest.mark.parametrize(
    ("written", "country", "keys"),
    [
        ("+82 10 0000 0142", None, ["phone:+821000000142"]),
        ("010-0000-0142", "KR", ["phone:+821000000142", "account:KR/-/01000000142"]),
        ("TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM", None, ["wallet:TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM"]),
        ("GB29 NWBK 6016 1331 9268 19", None, ["iban:GB29NWBK60161331926819"]),
        ("bad[.]example", None, ["domain:bad.example"]),
        ("https://t.me/some_name", None, ["url:t.me/some_name", "handle:telegram:some_name"]),
        ("M12345678", "KR", ["document:KR:M12345678", "plate:KR:M12345678"]),
        ("12가 3456", "KR", ["plate:KR:12가3456"]),
        ("Kim Min Su", None, []),
        ("", None, []),
    ],
)
def test_typed_value_is_recognised(written: str, country: str | None, keys: list[str]) -> None:
    assert [canonical_key(found) for found in recognise(written, country=country)] == keys


def test_value_with_a_wrong_checksum_says_why_it_is_not_recognised() -> None:
    wrong = "TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWN"
    assert recognise(wrong) == []
    assert near_misses(wrong) == [Problem("wallet_checksum_wrong")]


def test_document_belongs_to_its_issuer() -> None:
    spellings = (parse_document("m 1234-5678", issuer="KOR"), parse_document("KR:M12345678"))
    assert [canonical_key(found) for found in spellings if isinstance(found, Identifier)] == [
        "document:KR:M12345678"
    ] * 2
    unknown = parse_document("M12345678")
    assert isinstance(unknown, Identifier)
    assert unknown.warnings == (Problem("document_issuer_missing"),)
    assert parse_document("none") == Problem("document_unreadable")


def test_plate_keeps_its_letters_and_drops_its_spaces() -> None:
    spellings = (parse_plate("30a-123.45", country="VN"), parse_plate("30A 12345", country="VN"))
    assert [found.normal for found in spellings if isinstance(found, Identifier)] == ["VN:30A12345"] * 2
    assert parse_plate("ABC") == Problem("plate_unreadable")


def test_endless_value_is_refused_before_it_is_read() -> None:
    assert parse(IdentifierKind.WALLET, "1" * 100_000) == Problem("value_too_long", {"expected": 512})


values = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789+-. ()/", max_size=24),
    st.text(alphabet="0123456789abcdefxABCDEF:.@/[]<", max_size=48),
    st.text(alphabet="123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", min_size=25, max_size=100),
    st.sampled_from(list(SAMPLES.values())),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(IdentifierKind)), values, st.sampled_from([None, "KR", "VN", "XA"]))
def test_every_answer_is_listed_and_echoes_nothing(kind: IdentifierKind, written: str, country: str | None) -> None:
    found = parse(kind, written, country=country)
    refusals = [found] if isinstance(found, Problem) else []
    doubts = list(found.warnings) if isinstance(found, Identifier) else []
    assert all(IDENTIFIER_PROBLEMS[problem.code] == set(problem.params) for problem in refusals)
    assert all(IDENTIFIER_WARNINGS[problem.code] == set(problem.params) for problem in doubts)
    echo = written.strip()
    assert len(echo) < 5 or all(echo not in str(value) for problem in refusals for value in problem.params.values())
    recognise(written, country=country)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([IdentifierKind.WALLET, IdentifierKind.IBAN, IdentifierKind.EMAIL, IdentifierKind.DOMAIN]), values
)
def test_normal_form_is_read_as_itself(kind: IdentifierKind, written: str) -> None:
    found = parse(kind, written)
    if isinstance(found, Identifier) and found.detail.get("ledger") != "ton":
        again = parse(kind, found.normal)
        assert isinstance(again, Identifier)
        assert again.normal == found.normal


def test_checking_an_identifier_does_not_load_the_slow_libraries() -> None:
    program = (
        "import sys, interlace.core.identifiers as i; i.recognise('+82 10 0000 0142');"
        "print(sorted({'numba', 'numpy', 'django', 'babel', 'followthemoney'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
