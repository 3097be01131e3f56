"""What is found in a text, where, and why; the texts are made for these tests."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlace.core.extraction import CandidateType, Confidence, extract

Found = tuple[str, str, str | None]


def found(text: str, *, region: str = "GB", language: str | None = None) -> list[Found]:
    """Type, value as written and normal form of every candidate."""
    return [(one.type.value, one.text, one.normal) for one in extract(text, region=region, language=language)]


@pytest.mark.parametrize(
    ("text", "region", "expected"),
    [
        ("Call +44 7700 900 123 now", "GB", ("PHONE", "+44 7700 900 123", "+447700900123")),
        ("โทร ๐๖๐ ๐๐๐ ๑๒๓๔", "TH", ("PHONE", "๐๖๐ ๐๐๐ ๑๒๓๔", "+66600001234")),
        ("계좌 302-11-0042885-1 입니다", "KR", ("BANK_ACCOUNT", "302-11-0042885-1", "3021100428851")),
        ("护照号：E00142857", "CN", ("PASSPORT", "E00142857", "E00142857")),
        ("biển số 51F-123.45", "VN", ("PLATE", "51F-123.45", "51F12345")),
        ("mail: desk[at]heron-fx[.]example", "GB", ("EMAIL", "desk[at]heron-fx[.]example", "desk@heron-fx.example")),
        ("hxxps://pay[.]cn[.]example/a.", "GB", ("DOMAIN", "hxxps://pay[.]cn[.]example/a", "pay.cn.example")),
        ("微信：blue_crane77", "CN", ("HANDLE", "blue_crane77", "wechat:blue_crane77")),
        ("seen on 3rd of March 2026", "GB", ("DATE", "3rd of March 2026", "2026-03-03")),
        ("วันที่ 3 มี.ค. 2569", "TH", ("DATE", "3 มี.ค. 2569", "2026-03-03")),
        ("昭和29年7月1日生", "JP", ("DATE", "昭和29年7月1日", "1954-07-01")),
        ("chuyển 1 tỷ 250 triệu đồng", "VN", ("AMOUNT", "1 tỷ 250 triệu đồng", "1250000000 VND")),
        ("IMEI 001016541573031", "TH", ("IMEI", "001016541573031", "001016541573031")),
    ],
)  # fmt: skip
def test_a_value_is_found_with_its_place_and_normal_form(text: str, region: str, expected: Found) -> None:
    assert found(text, region=region) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "order no 8000014299",
        "your code is 448120, tell nobody",
        "case no. 0912345678",
        "serial SN85240000142",
        "from IP 198.51.100.142",
        "เลขบัตรประชาชน 1-9999-00142-85-7",
        "card number 4111 1111 1111 1111",
    ],
)
def test_numbers_that_only_look_like_it_are_left_alone(text: str) -> None:
    assert found(text, region="TH") == []


def test_a_wallet_over_two_lines_is_put_together_and_checked() -> None:
    assert found("send to 1BoatSLRHtKNngkdX\nEeobR76b53LETtpyT\nthanks") == [
        ("WALLET", "1BoatSLRHtKNngkdX\nEeobR76b53LETtpyT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT")
    ]


def test_a_seed_phrase_is_a_secret_and_nothing_else() -> None:
    phrase = "anchor purple mimic coral ladder fox quiz trumpet shy enough bitter cloud"
    (secret,) = extract(f"notebook: “{phrase}”", region="TH")
    assert (secret.type, secret.is_secret, secret.text) == (CandidateType.SECRET, True, phrase)


def test_the_reason_names_the_word_beside_the_value() -> None:
    (one,) = extract("STK 0071000123456", region="VN", language="vi")
    assert (one.reason.beside, one.confidence) == ("stk", Confidence.LIKELY)


@given(st.text(max_size=300), st.sampled_from(["TH", "KR", "US", None]))
def test_any_text_is_read_without_overlaps_and_in_order(text: str, region: str | None) -> None:
    candidates = extract(text, region=region)
    assert all(text[one.start : one.end] == one.text != "" for one in candidates)
    assert all(a.end <= b.start for a, b in itertools.pairwise(candidates))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Mr. Harold Finch met Capt. Reese", "en", {("PERSON", "Harold Finch"), ("PERSON", "Reese")}),
        ("นาย สมชาย ใจงาม แจ้งความ", "th", {("PERSON", "สมชาย ใจงาม")}),
        ("ออกโดยร.ต.อ.หญิง มาลี ทองดี", "th", {("PERSON", "มาลี ทองดี")}),
        ("嫌疑人王建国，男，护照号E12345678", "zh", {("PERSON", "王建国"), ("PASSPORT", "E12345678")}),
        ("피해자 김민수는 대구에 산다", "ko", {("PERSON", "김민수"), ("PLACE", "대구")}),
        ("bà Trần Thị Hoa ở Đà Nẵng", "vi", {("PERSON", "Trần Thị Hoa"), ("PLACE", "Đà Nẵng")}),
        ("Công ty TNHH Gió Biển", "vi", {("ORG", "Công ty TNHH Gió Biển")}),
        ("20:14\tケンジ\tこんばんは\n20:15\tユミ\tはい", "ja", {("PERSON", "ケンジ"), ("PERSON", "ユミ")}),
    ],
)
def test_names_are_told_by_their_tradition(text: str, language: str, expected: set[tuple[str, str]]) -> None:
    assert {(one.type.value, one.text) for one in extract(text, region=None, language=language)} == expected


@pytest.mark.parametrize("piece", ["(", "1", "1 ", "-x", "a.", "T\n", "王", "+ 1", "a_", "ア・"])
def test_a_long_row_of_one_sign_is_read_to_its_end(piece: str) -> None:
    text = piece * 3000
    assert all(text[one.start : one.end] == one.text for one in extract(text, region="TH"))
