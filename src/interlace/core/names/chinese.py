"""Chinese names in Latin letters: pinyin, Wade-Giles, Cantonese, surnames of the diaspora.

Source: the readings of the pypinyin package (MIT); Wade-Giles by its published equivalence with pinyin; Cantonese
in the style of Hong Kong identity cards and southern (Hokkien, Teochew, Hakka) surnames from general knowledge of
printed names, written for this project (2026-11).
"""

import itertools
from collections.abc import Iterator, Mapping
from functools import lru_cache

from interlace.core.names import hanja
from interlace.core.names.cantonese import CANTONESE
from interlace.core.names.chinese_variants import VARIANTS
from interlace.core.names.hokkien import HOKKIEN

_COMPOUND_SURNAMES = """
    欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫 夏侯 东方
    東方 端木 澹台 南宫 南宮 独孤 獨孤 轩辕 軒轅 太史 申屠 钟离 鍾離 闻人 聞人 赫连 赫連 万俟 百里 呼延
"""
COMPOUND_SURNAMES = frozenset(_COMPOUND_SURNAMES.split())

# Readings that a character has as a surname alone.
_SURNAME_READINGS: Mapping[str, str] = {
    "曾": "zeng", "单": "shan", "單": "shan", "仇": "qiu", "任": "ren", "解": "xie", "查": "zha", "盖": "ge",
    "区": "ou",
    "區": "ou", "朴": "piao", "冼": "xian", "尹": "yin", "乐": "yue", "樂": "yue", "翟": "zhai", "缪": "miao",
    "繆": "miao",
    "宁": "ning", "葛": "ge", "仉": "zhang", "员": "yun", "沈": "shen", "黑": "he", "华": "hua", "華": "hua",
    "车": "che",
    "纪": "ji", "紀": "ji", "洗": "xian", "覃": "qin", "薄": "bo",
}  # fmt: skip

# Surnames as Hokkien, Teochew, Hakka, Hainanese, Vietnamese and Korean bearers and their clerks spell them.
_SURNAMES_ABROAD: Mapping[str, tuple[str, ...]] = {
    "陈陳": ("tan", "chin", "ting", "tran", "chen"), "林": ("lim", "lam", "ling", "liem"),
    "黄黃": ("ng", "ooi", "wee", "oei", "uy", "huynh", "hoang", "hwang", "bong", "vong"),
    "王": ("ong", "heng", "wee", "vuong", "wang"), "李": ("lee", "li", "ly", "lie", "dy"),
    "张張": ("teo", "chong", "tiong", "teoh", "thio", "truong", "jang", "tio", "diong"),
    "吴吳": ("goh", "go", "ngo", "gouw", "wu", "ng"),
    "蔡": ("chua", "chuah", "chai", "tsai", "chhoa", "tjoa", "thai", "choi", "chye"),
    "刘劉": ("low", "lau", "lew", "liew", "luu"), "杨楊": ("yeo", "yong", "eow", "njoo", "duong", "yang"),
    "许許": ("koh", "khoh", "kho", "hii", "hsu", "hua", "khaw", "khor"),
    "郑鄭": ("tay", "teh", "the", "chang", "trinh", "jung", "cheng"),
    "谢謝": ("chia", "cheah", "sia", "ta", "hsieh"),
    "郭": ("kwek", "quek", "kuek", "koay", "kuok", "quach", "kuo"), "洪": ("ang", "hong", "hung"),
    "曾": ("chan", "tsang", "tjan", "chen", "tang"), "周": ("chew", "chiu", "chow", "tjioe", "chu", "chou"),
    "叶葉": ("yap", "yip", "iap", "yeap", "diep", "yeh"), "赖賴": ("lai", "loi"),
    "徐": ("chee", "choo", "swee", "tu", "tsui", "hsu"), "朱": ("choo", "chu", "tjoe"),
    "何": ("ho", "hor", "hoe", "ha"),
    "罗羅": ("lo", "loh", "law", "la"), "高": ("ko", "kor", "cao", "kao"), "沈": ("sim", "sum", "tham", "shen"),
    "余": ("ee", "yee", "er", "du"), "胡": ("oh", "aw", "foo", "ho", "woo", "hu"),
    "孙孫": ("soon", "sng", "sun", "ton"),
    "苏蘇": ("soh", "so", "to", "su"), "卢盧": ("loh", "loo", "lo", "lu"),
    "萧蕭": ("seow", "siow", "siew", "siu", "tieu", "hsiao"), "邓鄧": ("tang", "theng", "dang", "teng"),
    "冯馮": ("fong", "pang", "fung", "phung", "feng"), "江": ("kang", "kong", "giang", "chiang"),
    "庄莊": ("chng", "ching", "chong", "chuang"), "白": ("peh", "pek", "bach", "pai"),
    "颜顏": ("gan", "ngan", "yen"),
    "邱丘": ("khoo", "hew", "khu", "chiu", "kho"), "温溫": ("oon", "woon", "boon", "on", "wen"),
    "尤": ("yew", "iu", "yu"),
    "韩韓": ("han", "hang"), "方": ("png", "pung", "fong", "phuong", "fang"),
    "翁": ("ong", "eng", "yung", "weng"),
    "宋": ("song", "soong", "sung", "tong"), "梁": ("leong", "neo", "nio", "leung", "luong", "liang"),
    "潘": ("phua", "poon", "phan", "pan"), "钟鍾鐘": ("cheong", "choong", "chong", "chung"),
    "戴": ("tay", "tai", "dai"),
    "赵趙": ("chao", "teoh", "chew", "trieu", "cho", "tio", "chiu"), "彭": ("phang", "pang", "peng"),
    "范范": ("huan", "fam", "pham", "fan"), "廖": ("liew", "liaw", "leow", "liao"), "黎": ("le", "lai", "loi"),
    "阮": ("nguyen", "yuen", "ng", "juan"), "武": ("vu", "vo", "mo", "wu"), "傅": ("poh", "foo", "pho", "fu"),
    "唐": ("tong", "tng", "teng", "tang"), "汪": ("ong", "wong", "wang"), "欧歐区區": ("ow", "au", "ou"),
    "游": ("yew", "yau", "yu"), "蓝藍": ("nah", "lam", "lan"), "柯": ("quah", "kua", "or", "kwa", "ko"),
    "连連": ("lian", "lien"), "魏": ("gwee", "ngui", "nguy", "wei"), "金": ("kim", "gim", "chin"),
    "朴": ("park", "pak"),
    "崔": ("choi", "chui", "tsui"),
}  # fmt: skip
_ABROAD: Mapping[str, tuple[str, ...]] = {
    letter: spellings for letters, spellings in _SURNAMES_ABROAD.items() for letter in letters
}

_WADE_INITIALS: tuple[tuple[str, str], ...] = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g", "k"), ("k", "k"),
    ("j", "ch"), ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip
_WADE_FINALS: Mapping[str, str] = {"ong": "ung", "ian": "ien", "ie": "ieh", "ue": "ueh", "iong": "iung", "ui": "ui"}
_WADE_WHOLE: Mapping[str, str] = {
    "si": "szu", "zi": "tzu", "ci": "tzu", "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih",
    "yi": "i", "ye": "yeh",
    "yan": "yen", "you": "yu", "er": "erh", "he": "ho", "ge": "ko", "ke": "ko", "e": "o", "guo": "kuo",
    "duo": "to", "tuo": "to",
    "luo": "lo", "zuo": "tso", "cuo": "tso", "suo": "so", "zhuo": "cho", "ruo": "jo", "shuo": "shuo",
    "gui": "kuei", "kui": "kuei",
    "yong": "yung", "jue": "chueh", "xu": "hsu", "lv": "lu", "nv": "nu", "xun": "hsun", "qun": "chun",
    "jun": "chun", "rong": "jung",
}  # fmt: skip
_LONGEST_NATIVE_NAME = 4
_SOUTHERN_KEPT = 6
_KOREAN_KEPT = 3


def split_name(text: str) -> tuple[str, ...]:
    """Family name and given name of a name written together; long ones are foreign names in Chinese dress."""
    if len(text) >= 3 and text[:2] in COMPOUND_SURNAMES:
        return text[:2], text[2:]
    if 2 <= len(text) <= _LONGEST_NATIVE_NAME:
        return text[0], text[1:]
    return (text,)


@lru_cache(maxsize=8192)
def mandarin(letter: str) -> tuple[str, ...]:
    """Pinyin readings of one character, the usual one first, without tones."""
    # 0.3 s to import: processes that never meet a Chinese name do not pay for it.
    from pypinyin import Style, pinyin

    readings = pinyin(letter, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(readings[0]))[:2] if readings else ()


def romanise_surname(text: str) -> tuple[str, ...]:
    """Spellings of a family name: Mandarin, Wade-Giles, Cantonese and abroad."""
    if len(text) > 1:
        return romanise_word(text)
    reading = _SURNAME_READINGS.get(text) or next(iter(mandarin(text)), "")
    if not reading:
        return ()
    southern = (*_in_any_shape(CANTONESE, text), *_in_any_shape(_ABROAD, text))
    return tuple(dict.fromkeys((reading, wade_giles(reading), *southern, *hanja.romanise_surname(text))))


def romanise_word(text: str) -> tuple[str, ...]:
    """Spellings of a given name: the same system for all of its characters."""
    readings = [mandarin(letter) for letter in text]
    if not all(readings):
        readings = [reading for reading in readings if reading]
    first = [reading[0] for reading in readings]
    spellings = ["".join(first), "".join(wade_giles(reading) for reading in first)]
    southern = [list(_southern(text, table)) for table in (CANTONESE, HOKKIEN)]
    # The likeliest of each first: only a few spellings are laid beside another letter by letter.
    spellings.extend(each[0] for each in southern if each)
    spellings.extend(hanja.romanise_word(text)[:_KOREAN_KEPT])
    for position, reading in enumerate(readings):
        spellings.extend("".join((*first[:position], other, *first[position + 1 :])) for other in reading[1:])
    spellings.extend(spelling for each in southern for spelling in each[1:])
    return tuple(dict.fromkeys(spelling for spelling in spellings if spelling))


def _southern(text: str, table: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A few spellings of one tradition, where it knows every character."""
    letters = [_in_any_shape(table, letter) for letter in text]
    if all(letters):
        yield from ("".join(parts) for parts in itertools.islice(itertools.product(*letters), _SOUTHERN_KEPT))


def _in_any_shape(table: Mapping[str, tuple[str, ...]], letter: str) -> tuple[str, ...]:
    """What a table knows of a character, be it under its simplified or its traditional shape."""
    return next((table[shape] for shape in (letter, *VARIANTS.get(letter, "")) if shape in table), ())


@lru_cache(maxsize=2048)
def wade_giles(pinyin: str) -> str:
    """The Wade-Giles spelling of a pinyin syllable, without the aspiration marks that nobody writes."""
    if pinyin in _WADE_WHOLE:
        return _WADE_WHOLE[pinyin]
    for initial, other in _WADE_INITIALS:
        if pinyin.startswith(initial):
            final = pinyin[len(initial) :]
            return other + _WADE_FINALS.get(final, final)
    for initial in ("y", "w", "l", "n", "m", "f", "s", "h"):
        if pinyin.startswith(initial):
            final = pinyin[1:]
            return initial + _WADE_FINALS.get(final, final)
    return pinyin
