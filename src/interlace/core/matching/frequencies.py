"""How common a name is, from a short public table and never from the records: a count over hidden records would
leak.

Source: shares in per cent of the country's population, rounded, as published: Korea (KOSIS census 2015), China
(Ministry of Public Security, surnames of 2020), Viet Nam (Le Trung Hoa, 2005), Taiwan (MOI 2018), Myanmar,
Thailand, Cambodia, Laos, Malaysia, Indonesia, the Philippines and Russia: coarse estimates from public lists of
names (2026-11).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# spelling: (share of bearers in per cent, country where it is common)
_SURNAMES: Mapping[str, tuple[float, str]] = {
    "kim": (21.5, "KR"), "lee": (14.7, "KR"), "yi": (14.7, "KR"), "park": (8.4, "KR"), "choi": (4.7, "KR"),
    "jung": (4.3, "KR"), "jeong": (4.3, "KR"), "kang": (2.4, "KR"),
    "cho": (2.1, "KR"), "jo": (2.1, "KR"), "yoon": (2.1, "KR"), "yun": (2.1, "KR"), "jang": (2.0, "KR"),
    "lim": (1.7, "KR"), "han": (1.5, "KR"), "oh": (1.5, "KR"), "seo": (1.5, "KR"),
    "shin": (1.5, "KR"), "kwon": (1.4, "KR"), "hwang": (1.4, "KR"), "ahn": (1.4, "KR"), "song": (1.4, "KR"),
    "hong": (1.1, "KR"), "yoo": (1.3, "KR"), "moon": (0.9, "KR"),
    "wang": (7.2, "CN"), "li": (7.1, "CN"), "zhang": (6.8, "CN"), "liu": (5.1, "CN"), "chen": (4.6, "CN"),
    "yang": (3.1, "CN"), "huang": (2.3, "CN"), "zhao": (2.2, "CN"),
    "wu": (2.1, "CN"), "zhou": (1.9, "CN"), "xu": (1.7, "CN"), "sun": (1.5, "CN"), "ma": (1.3, "CN"),
    "zhu": (1.3, "CN"), "hu": (1.2, "CN"), "lin": (1.2, "CN"), "guo": (1.1, "CN"), "he": (1.1, "CN"),
    "chan": (9.0, "HK"), "wong": (7.0, "HK"), "cheung": (5.0, "HK"), "lau": (4.0, "HK"), "leung": (3.5, "HK"),
    "chang": (5.3, "TW"), "tsai": (2.9, "TW"), "tan": (9.0, "SG"), "ng": (4.0, "SG"),
    "nguyen": (38.0, "VN"), "tran": (11.0, "VN"), "le": (9.5, "VN"), "pham": (7.0, "VN"),
    "huynh": (5.1, "VN"), "hoang": (5.1, "VN"), "phan": (4.5, "VN"), "vu": (3.9, "VN"), "vo": (3.9, "VN"),
    "dang": (2.1, "VN"), "bui": (2.0, "VN"), "do": (1.4, "VN"), "ho": (1.3, "VN"), "ngo": (1.3, "VN"),
    "duong": (1.0, "VN"),
    "sok": (2.0, "KH"), "chea": (2.0, "KH"), "kong": (1.5, "KH"), "heng": (1.5, "KH"),
    "keo": (1.5, "KH"), "sao": (1.0, "KH"),
    "dela": (2.0, "PH"), "cruz": (2.5, "PH"), "santos": (2.5, "PH"), "reyes": (2.0, "PH"),
    "garcia": (2.0, "PH"), "bautista": (1.0, "PH"), "ramos": (1.0, "PH"), "mendoza": (1.0, "PH"),
    "ivanov": (1.3, "RU"), "ivanova": (1.3, "RU"), "smirnov": (1.8, "RU"), "singh": (5.0, "IN"),
    "kumar": (4.0, "IN"), "khan": (3.0, "PK"),
}  # fmt: skip
_GIVEN: Mapping[str, tuple[float, str]] = {
    "somchai": (1.0, "TH"), "somsak": (0.8, "TH"), "somporn": (0.7, "TH"), "siriporn": (0.5, "TH"),
    "thi": (30.0, "VN"), "van": (20.0, "VN"), "anh": (3.0, "VN"), "minh": (3.0, "VN"),
    "muhammad": (10.0, "MY"), "mohamed": (10.0, "MY"), "mohammed": (10.0, "MY"), "ahmad": (4.0, "MY"),
    "ahmed": (4.0, "MY"), "ali": (3.0, "MY"), "abdul": (6.0, "MY"), "abdullah": (3.0, "MY"),
    "siti": (5.0, "ID"), "nur": (4.0, "ID"), "sri": (3.0, "ID"), "maria": (5.0, "PH"), "jose": (3.0, "PH"),
    "juan": (2.0, "PH"), "aung": (6.0, "MM"), "win": (4.0, "MM"), "myint": (4.0, "MM"),
    "tun": (3.0, "MM"), "htun": (3.0, "MM"), "than": (3.0, "MM"), "kyaw": (4.0, "MM"), "khin": (4.0, "MM"),
    "thein": (3.0, "MM"), "maung": (4.0, "MM"), "soe": (3.0, "MM"), "zaw": (3.0, "MM"),
    "naing": (3.0, "MM"), "hla": (3.0, "MM"), "mya": (3.0, "MM"), "min": (3.0, "MM"), "lwin": (3.0, "MM"),
    "oo": (3.0, "MM"), "nyunt": (2.0, "MM"), "sein": (2.0, "MM"), "dara": (1.5, "KH"), "sophea": (1.5, "KH"),
    "aleksandr": (3.0, "RU"), "sergei": (2.5, "RU"), "vladimir": (2.5, "RU"), "john": (2.0, "US"),
    "david": (1.5, "US"), "michael": (1.5, "US"), "kumari": (3.0, "NP"), "bahadur": (5.0, "NP"),
    "prasad": (3.0, "NP"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Commonness:
    """How common a name is where it is most common."""

    share: float  # of the population, in per cent
    country: str
    is_surname: bool


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """A table of common names. The version is part of the score's model name."""

    version: str
    surnames: Mapping[str, tuple[float, str]]
    given: Mapping[str, tuple[float, str]]
    _known: dict[str, Commonness | None] = field(default_factory=dict, repr=False)

    def of(self, spelling: str) -> Commonness | None:
        """The commonness of one Latin spelling, if it is in the table."""
        if spelling not in self._known:
            self._known[spelling] = self._look_up(spelling)
        return self._known[spelling]

    def _look_up(self, spelling: str) -> Commonness | None:
        for table, is_surname in ((self.surnames, True), (self.given, False)):
            if spelling in table:
                share, country = table[spelling]
                return Commonness(share, country, is_surname)
        return None


DEFAULT = Frequencies(version="2026-11", surnames=_SURNAMES, given=_GIVEN)
