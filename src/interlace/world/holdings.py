"""What the members of Golden Reed hold, in FollowTheMoney terms. All names, numbers and places are invented.

Phones lie in the ranges reserved for exercises; wallets were made from a hash and have no known key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from interlace.core.handling import HitMode

Entity = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Holding:
    """One contribution of a member: its things and who may know."""

    member: str
    name: str
    entities: Sequence[Entity]
    told: Sequence[str]
    """The members named: seekers with `hit` and `silent`, readers with `content` and `none`."""
    hit: HitMode = HitMode.HIT
    purpose: str = "fraud"
    restrictions: Sequence[str] = ("no-proceedings", "no-onward")
    days: int = 365


WALLET_ONE = "TBCPQf7z2oVdaUyQdbtTkL9CXvMxWesmWM"
WALLET_TWO = "TBC4T5y2vWAU8yfWboZjXKuL7cNF84PEqG"
SHARED_PHONE = "+82 10 0000 0142"

SUSPECTS_HEADER = ("번호", "이름", "생년월일", "전화번호", "지갑주소", "비고")
SUSPECTS_ROWS: Sequence[tuple[str, ...]] = (
    ("1", "한지섭 (HAN Ji-seop)", "1991-04-17", "", "", "피의자"),
    ("2", "오태림 (OH Tae-rim)", "1988", "", "", "피의자"),
    ("3", "문경호 (MOON Gyeong-ho)", "1979-11-02", "", "", "피의자"),
    ("4", "", "", SHARED_PHONE, "", "1행 사용"),
    ("5", "", "", "+82 10 0000 0178", "", "1행 사용"),
    ("6", "", "", "010-0000-71", "", "2행 사용"),
    ("7", "", "", "+82 10 0000 0163", "", "3행 사용"),
    ("8", "", "", "+82 10 0000 0199", "", "3행 사용"),
    ("9", "", "", "", WALLET_ONE, "2행 사용"),
    ("10", "", "", "", WALLET_TWO, "3행 사용"),
)
"""The sheet that KR contributes: ten rows, Korean headers, row 6 with a digit missing."""

MENDED_PHONE = "010-0000-0171"

HOLDINGS: Sequence[Holding] = (
    Holding(
        "TH",
        "entries at crossing K-7",
        (
            {
                "id": "TH-26-0488",
                "schema": "Person",
                "properties": {
                    "name": ["ฮัน จีซอบ"],
                    "birthDate": ["17 เม.ย. 2534"],
                    "phone": [SHARED_PHONE],
                    "nationality": ["kr"],
                    "status": ["suspect"],
                    "notes": ["Last entry into TH 2026-05-30."],
                },
            },
            {
                "id": "TH-26-0491",
                "schema": "Person",
                "properties": {"name": ["สมชาย แก้วใส"], "birthDate": ["1985-02-11"], "status": ["witness"]},
            },
        ),
        told=("KR", "VN", "SG"),
    ),
    Holding(
        "TH",
        "reported accounts",
        (
            {
                "id": "TH-ACC-7",
                "schema": "BankAccount",
                "properties": {"accountNumber": ["0000-1-42017-7"], "bankName": ["Reed Bank"], "country": ["th"]},
            },
        ),
        told=("KR", "SG"),
        hit=HitMode.CONTENT,
    ),
    Holding(
        "VN",
        "wallets of case VN-2026-0031",
        (
            {
                "id": "VN-W-3",
                "schema": "CryptoWallet",
                "properties": {"publicKey": [WALLET_ONE], "currency": ["USDT"], "holder": ["VN-P-3"]},
            },
            {
                "id": "VN-P-3",
                "schema": "Person",
                "properties": {"name": ["Trần Thị Mỹ Lệ"], "birthDate": ["1990"], "status": ["suspect"]},
            },
            {
                "id": "VN-A-3",
                "schema": "BankAccount",
                "properties": {
                    "accountNumber": ["9990000421"],
                    "bankName": ["Reed Bank"],
                    "country": ["vn"],
                    "holder": ["VN-P-3"],
                },
            },
        ),
        told=("KR", "TH"),
    ),
    Holding(
        "SG",
        "reports of victims",
        (
            {
                "id": "SG-R-15",
                "schema": "Person",
                "properties": {
                    "name": ["Lim Hui Fen"],
                    "birthDate": ["1969-07"],
                    "phone": ["+65 0000 0115"],
                    "status": ["victim"],
                },
            },
        ),
        told=("KR", "TH"),
        purpose="fraud",
    ),
    Holding(
        # Nobody is named: for everybody else this does not exist, and KR's check of the same phone meets "no hit".
        "XB",
        "own inquiry",
        (
            {
                "id": "XB-1",
                "schema": "Person",
                "properties": {"name": ["Han Jisub"], "phone": [SHARED_PHONE], "status": ["suspect"]},
            },
        ),
        told=(),
    ),
    Holding(
        # XA answers when it is back: until then the others read "waiting", never "no hit".
        "XA",
        "compound staff",
        (
            {
                "id": "XA-9",
                "schema": "Person",
                "properties": {"name": ["Moon Kyung Ho"], "birthDate": ["1979-11-02"], "status": ["suspect"]},
            },
        ),
        told=("KR",),
    ),
    Holding(
        # A watched number: its originator learns who asks, the asker learns nothing.
        "VN",
        "watched number",
        (
            {
                "id": "VN-S-1",
                "schema": "UserAccount",
                "properties": {"number": ["+84 90 000 0177"], "service": ["phone"]},
            },
        ),
        told=("KR", "TH", "SG"),
        hit=HitMode.SILENT,
    ),
)
