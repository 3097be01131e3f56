"""Values as bureaus write them: one key for equal things, a pattern where a part is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.meeting.pack.records import ThingKind
from interlace.meeting.pack.values import Home, as_scanned, fits, is_one_slip_away, read_value

KR, MY, ID, XG = Home("KR", "KR"), Home("MY", "MY"), Home("ID", "ID"), Home("XG", None, "889")


@pytest.mark.parametrize(
    ("kind", "ours", "home", "theirs", "other"),
    [
        (ThingKind.PHONE, "010-0000-8751", KR, "+82-10-0000-8751", MY),
        (ThingKind.PHONE, "100007681", MY, "0060100007681", ID),
        (ThingKind.PHONE, "20001276", XG, "+889 20 00 1276", KR),
        (ThingKind.PHONE, "(+857) 020 00 9012", KR, "+857 20 00 9012", MY),
        (ThingKind.ACCOUNT, "000-2314-5192-29", KR, "0002314519229", MY),
        (ThingKind.HANDLE, "@reed_lotus_1", KR, "https://t.me/REED_LOTUS_1", MY),
        (ThingKind.DOMAIN, "reed-job.example", KR, "hxxps://www[.]REED-JOB[.]EXAMPLE/m/login?id=7", MY),
        (ThingKind.DOCUMENT, "KR 000 5388", KR, "KR0005388", MY),
        (ThingKind.VEHICLE, "QZ 0544 X", KR, "QZ0544X", MY),
    ],
)
def test_equal_things_have_one_key(kind: ThingKind, ours: str, home: Home, theirs: str, other: Home) -> None:
    assert read_value(kind, ours, home).key == read_value(kind, theirs, other).key != ""


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (ThingKind.PHONE, "+66 60 000 123", "phone_too_short"),
        (ThingKind.PHONE, "8.21E+11", "digits_lost_in_spreadsheet"),
        (ThingKind.ACCOUNT, "XD53ORCH00095807764725", "pack_account_check_digits"),
        (ThingKind.DOMAIN, "lotus velvet,example", "domain_without_dot"),
        (ThingKind.DOCUMENT, "UT00012773UTO8804123F3106017<<<<<<<<<<<<<<04", "pack_passport_line_check_digit"),
        (ThingKind.EMAIL, " ", "pack_value_missing"),
    ],
)
def test_what_cannot_be_is_told_by_its_reason(kind: ThingKind, raw: str, code: str) -> None:
    found = read_value(kind, raw, Home("TH", "TH"))
    assert found.problem is not None
    assert (found.problem.code, found.key) == (code, "")


@pytest.mark.parametrize(
    ("kind", "shown", "whole"),
    [
        (ThingKind.PHONE, "+66 60 *** 8971", "+66 60 000 8971"),
        (ThingKind.ACCOUNT, "***-****-**13-87", "000-6964-9513-87"),
        (ThingKind.ACCOUNT, "******************5691", "XE07SELB00099742945691"),
        (ThingKind.DOCUMENT, "*****2427", "UT0002427"),
        (ThingKind.VEHICLE, "XB 014? KR", "XB 0149 KR"),
        (ThingKind.WALLET, "0x66D63...936c40", "0x66D63c485e0f2B8FE6e060DB4758Bf29a0936c40"),
    ],
)
def test_a_value_of_which_a_part_is_shown_fits_the_whole_one(kind: ThingKind, shown: str, whole: str) -> None:
    partial = read_value(kind, shown, KR)
    assert partial.key == ""
    assert fits(partial.pattern, read_value(kind, whole, KR).key)


def test_a_wallet_with_an_impossible_letter_is_mended_where_one_exchange_makes_the_sum_hold() -> None:
    found = read_value(ThingKind.WALLET, "TMHmp6EUAjqx0YFp96cYMHoSZmd1tUR3XV", KR)
    assert (found.key, found.is_mended) == ("TMHmp6EUAjqxoYFp96cYMHoSZmd1tUR3XV", True)


KEYS = st.text("0123456789OIABC", min_size=4, max_size=12)


@given(KEYS, KEYS)
def test_a_slip_is_the_same_from_both_sides(a: str, b: str) -> None:
    assert is_one_slip_away(a, b) == is_one_slip_away(b, a)


@given(KEYS, st.integers(0, 11), st.sampled_from("0123456789"))
def test_one_other_character_is_one_slip(key: str, at: int, letter: str) -> None:
    other = key[: at % len(key)] + letter + key[at % len(key) + 1 :]
    assert is_one_slip_away(key, other) == (key != other)


@given(KEYS, st.sets(st.integers(0, 11)))
def test_hiding_characters_keeps_the_fit(key: str, hidden: set[int]) -> None:
    assert fits("".join("*" if at in hidden else letter for at, letter in enumerate(key)), key)


def test_a_wallet_with_a_letter_that_a_scanner_wrote_twice_is_mended() -> None:
    found = read_value(ThingKind.WALLET, "TMHmp6EUAjqxoYFp96cYMHoSZmd11tUR3XVv", KR)
    assert (found.key, found.is_mended) == ("TMHmp6EUAjqxoYFp96cYMHoSZmd1tUR3XV", True)
    found = read_value(ThingKind.WALLET, "TMHmp6EUAjqxoYFp96cYMHoSSZmd1tUR3XVVVVV", KR)
    assert (found.key, found.is_mended) == ("", False)


def test_a_host_that_was_broken_at_its_hyphen_is_one() -> None:
    assert read_value(ThingKind.DOMAIN, "reed- job.example", MY) == read_value(ThingKind.DOMAIN, "reed-job.example", MY)


@given(st.text(alphabet="abcdefghknptvwxy0123456789-_.", min_size=1, max_size=30))
def test_looks_do_not_depend_on_capitals_or_signs(text: str) -> None:
    assert as_scanned(text.upper()) == as_scanned(text) == as_scanned(text.replace("_", " "))
