"""Values in sentences, in the languages of bureaus, with what stands beside them."""

import pytest

from interlace.meeting.pack.narrative import Found, values_in
from interlace.meeting.pack.records import ThingKind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The victims were told to use the telephone +66 60 000 8971 (hotline of the bank).",
            [Found(ThingKind.PHONE, "+66 60 000 8971", "hotline of the bank")],
        ),
        ("38 victims; total loss about 160,000 USD, near crossing 7.", []),
        ("피해자들은 다음 전화를 이용함: 010-0000-8751.", [Found(ThingKind.PHONE, "010-0000-8751")]),
        (
            "经分析聊天记录，发现车辆 XB 014? KR (white van, dent in the left door)。",
            [Found(ThingKind.VEHICLE, "XB 014? KR", "white van, dent in the left door")],
        ),
        (
            "Un témoin indique (compte bancaire) : 000-5104594 (Aonagi Bank; Hélène Roux).",
            [Found(ThingKind.ACCOUNT, "000-5104594", "Aonagi Bank; Hélène Roux")],
        ),
        (
            "TMHmp6EUAjqxoYFp96cYMHoSZmd1tUR3XV was used (crypto wallet) (hot wallet of an exchange).",
            [Found(ThingKind.WALLET, "TMHmp6EUAjqxoYFp96cYMHoSZmd1tUR3XV", "hot wallet of an exchange")],
        ),
        ("his number +84 510 002 979 (Wu Junhua, 1979-08-09)",
         [Found(ThingKind.PHONE, "+84 510 002 979", "Wu Junhua, 1979-08-09")]),
        ("Semakan menemui alamat: 14 Lotus Road, Mekha Bay (gudang).",
         [Found(ThingKind.ADDRESS, "14 Lotus Road, Mekha Bay", "gudang")]),
        # As a PDF tells Khmer: signs stand where they were drawn.
        ("សាក្សីបានផ្តលេ់លេិខិតឆ្លេង\u0dd9ដែន UT 300 0204។", [Found(ThingKind.DOCUMENT, "UT 300 0204")]),
        ("see hxxps://www[.]EMBERIRIS79- SHOP[.]EXAMPLE/in?id=4 now",
         [Found(ThingKind.DOMAIN, "hxxps://www[.]EMBERIRIS79- SHOP[.]EXAMPLE/in?id=4")]),
        ("grade A- reed.example was seen", [Found(ThingKind.DOMAIN, "reed.example")]),
    ],
)  # fmt: skip
def test_values_are_found_with_what_is_said_of_them(text: str, found: list[Found]) -> None:
    assert values_in(text) == found
