"""Japanese names in Latin letters: kana by table, kanji by the readings that names have.

A kanji has several readings and only the bearer knows which one is his, so a given name gets the likely ones. Source:
Hepburn romanisation (as of the passport rules of the Ministry of Foreign Affairs, 2019) for kana; the readings of
kanji stand in `japanese_readings`.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from interlace.core.names.chinese import COMPOUND_SURNAMES
from interlace.core.names.chinese_variants import VARIANTS
from interlace.core.names.japanese_readings import CHARACTERS, SURNAMES, TOGETHER

_KANA: Mapping[str, str] = {
    "ア": "a", "イ": "i", "ウ": "u", "エ": "e", "オ": "o", "カ": "ka", "キ": "ki", "ク": "ku", "ケ": "ke", "コ": "ko",
    "サ": "sa", "シ": "shi", "ス": "su", "セ": "se", "ソ": "so", "タ": "ta", "チ": "chi", "ツ": "tsu", "テ": "te",
    "ト": "to", "ナ": "na", "ニ": "ni", "ヌ": "nu", "ネ": "ne", "ノ": "no", "ハ": "ha", "ヒ": "hi", "フ": "fu",
    "ヘ": "he", "ホ": "ho", "マ": "ma", "ミ": "mi", "ム": "mu", "メ": "me", "モ": "mo", "ヤ": "ya", "ユ": "yu",
    "ヨ": "yo", "ラ": "ra", "リ": "ri", "ル": "ru", "レ": "re", "ロ": "ro", "ワ": "wa", "ヰ": "i", "ヱ": "e", "ヲ": "o",
    "ン": "n", "ガ": "ga", "ギ": "gi", "グ": "gu", "ゲ": "ge", "ゴ": "go", "ザ": "za", "ジ": "ji", "ズ": "zu",
    "ゼ": "ze", "ゾ": "zo", "ダ": "da", "ヂ": "ji", "ヅ": "zu", "デ": "de", "ド": "do", "バ": "ba", "ビ": "bi",
    "ブ": "bu", "ベ": "be", "ボ": "bo", "パ": "pa", "ピ": "pi", "プ": "pu", "ペ": "pe", "ポ": "po", "ヴ": "vu",
    "ヵ": "ka", "ヶ": "ga",
}  # fmt: skip
_SMALL: Mapping[str, str] = {
    "ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ヮ": "wa",
}  # fmt: skip
_SOKUON = "ッ"
_REPEATED = re.compile("(.)々")
_HIRAGANA = re.compile("[ぁ-ゖ]")
_KANA_LETTER = re.compile("[ぁ-ヺー]")
# Two readings that meet: tetsu and pei are Teppei, ichi and sei are Issei.
_SWALLOWED = re.compile("(?:chi|tsu)(?=([kstp]))")
_N_BEFORE_LIP = re.compile("n(?=[bmp])")
# A foreign name in kana has vowels between and after its consonants that nobody says: Sumisu is Smith.
_FILLING = re.compile("(?<=[bfgkmprsvz])u(?![aiueo])|(?<=ts)u(?![aiueo])|(?<=[dt])o(?![aiueo])")
# A long a or o is often a vowel with r: Timā is Timmer, Jōji is George.
_LONG_BEFORE_R = re.compile("([アカガサザタダナハバパマヤラワァャオコゴソゾトドノホボポモヨロォョ])ー")
_KYA = re.compile("(?<=[gk])ya")
_KANJI = re.compile("[\u3005\u3400-\u9fff]")
# Characters and shapes of characters that are written in Japan alone.
_ONLY_JAPANESE = frozenset(
    "々込畑畠辻榊峠働笹匂枠栃凪麿沢浜辺邉斎斉嶋﨑桜滝瀬塩竜児広恵絵楽徳渋穂顕壱弐総薫髙黒闘鉄発豊亜円応拡暁渓検験県"
)
_SURE_ENDINGS = frozenset("郎朗彦介輔也哉夫子乃奈菜穂々")
# Where a family name of two characters ends: field, village, river, mountain ...
_SURNAME_SECONDS = frozenset(
    "田村本井川島嶋山野原口木橋藤沢澤崎﨑内谷部岡根倉塚浦永尾下上津屋場見石松中林森瀬辺邊宮城池坂代地脇江形水沼塩戸司光持司園垣杉杖桑柳梨梶畑間関岩保条越羽鍋隈船武久賀越里"
)
# The usual Chinese family names (Ministry of Public Security, 2020) and those of Taiwan and Hong Kong, in both shapes.
CHINESE_SURNAMES = frozenset(
    "王李田张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金"
    "韦韋贾賈夏付傅方邹鄒熊白孟秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴赖賴覃洪武莫孔汤湯向常温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷盛曲翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦蘆麦麥褚娄婁窦竇戴岑景党宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵閔苟邬鄔边邊卞姬师師和仇栾欒隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩鞏明佘池查麻苑迟遲邝鄺"
)
_LONGEST_SURNAME = 4
_MOST = 24


def is_japanese(name: str) -> bool:
    """Whether a name with kanji is a Japanese one, as far as its writing shows."""
    if not _KANJI.search(name):
        return False
    if _KANA_LETTER.search(name):
        return True
    words = [word for word in name.split() if _KANJI.match(word)]
    if not words:
        return False
    if len(words) > 1:
        return len(words[0]) > 1 and words[0] in SURNAMES
    return _is_native_word(words[0])


def _is_native_word(word: str) -> bool:
    if len(word) == 2:
        return word in SURNAMES and word[0] not in CHINESE_SURNAMES
    surname = _known_surname(word)
    if len(surname) >= 2:
        return True
    if not 3 <= len(word) <= 6 or word[:2] in COMPOUND_SURNAMES or not all(map(_readings, word)):
        return False
    if not _ONLY_JAPANESE.isdisjoint(word) or (surname and word[-1] in _SURE_ENDINGS):
        return True
    has_its_shape = word[1] in _SURNAME_SECONDS
    return (has_its_shape or len(word) == 4) if word[0] not in CHINESE_SURNAMES else has_its_shape and len(word) >= 4


def split_name(text: str) -> tuple[str, ...]:
    """Family name and given name of a name written together, in kanji alone; a single part stays one word."""
    if text in SURNAMES:
        return (text,)
    surname = _known_surname(text)
    if len(surname) == 1 and len(text) > 2 and text[1] in _SURNAME_SECONDS and text[-1] not in _SURE_ENDINGS:
        surname = ""
    if not surname and len(text) > 2:
        is_one = len(text) == 3 and text[1] not in _SURNAME_SECONDS and text[-1] in _SURE_ENDINGS
        surname = text[: 1 if is_one else 2]
    return (surname, text[len(surname) :]) if surname else (text,)


def _known_surname(text: str) -> str:
    """The longest family name at the beginning that leaves a given name."""
    longest = min(_LONGEST_SURNAME, len(text) - 1)
    return next((text[:length] for length in range(longest, 0, -1) if text[:length] in SURNAMES), "")


def romanise_surname(word: str) -> tuple[str, ...]:
    """Spellings of a family name: the known readings alone where it is a known one."""
    return SURNAMES.get(word) or romanise_word(word)


def romanise_word(word: str) -> tuple[str, ...]:
    """Spellings of one word in kana, in kanji or in both."""
    if word in SURNAMES:
        known = SURNAMES[word]
        return tuple(dict.fromkeys((*known, *_by_character(word))))
    if _KANJI.search(word):
        return _by_character(word)
    return _by_kana(word)


def _by_character(word: str) -> tuple[str, ...]:
    choices = [TOGETHER.get(part) or _readings(part) for part in _parts(word)]
    spellings = ("".join(parts) for parts in itertools.islice(_by_rank([part for part in choices if part]), _MOST))
    return tuple(dict.fromkeys(itertools.chain.from_iterable(map(_as_heard, spellings))))


def _parts(word: str) -> Iterator[str]:
    """The letters of a word, some together; the sign of repetition gives the one before once more."""
    repeated = _REPEATED.sub(r"\1\1", word)
    place = 0
    while place < len(repeated):
        length = next((length for length in (3, 2) if repeated[place : place + length] in TOGETHER), 1)
        yield repeated[place : place + length]
        place += length


def _readings(letter: str) -> tuple[str, ...]:
    if _KANA_LETTER.match(letter):
        return (_romaji(letter),)
    if letter in CHARACTERS:
        return CHARACTERS[letter]
    return next((CHARACTERS[other] for other in VARIANTS.get(letter, "") if other in CHARACTERS), ())


def _by_rank(choices: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Likely readings first: the sum of the places that the readings have in their lists grows."""
    if not choices:
        return iter(())
    places = itertools.product(*(range(len(choice)) for choice in choices))
    ranked = sorted(itertools.islice(places, 4096), key=lambda place: (sum(place), max(place)))
    return (tuple(choice[at] for choice, at in zip(choices, place, strict=True)) for place in ranked)


def _by_kana(word: str) -> tuple[str, ...]:
    heard = _romaji(word)
    spellings = list(_with_m(heard))
    if not _HIRAGANA.search(word):
        spellings.extend(_as_abroad(written) for written in (word, _LONG_BEFORE_R.sub(r"\1ル", word)))
    return tuple(dict.fromkeys(spelling for spelling in spellings if spelling))


def _as_abroad(word: str) -> str:
    """What a foreign name in kana may have been before: without vowels that only fill, ka for kya."""
    return _FILLING.sub("", _KYA.sub("a", _romaji(word)))


def _with_m(spelling: str) -> tuple[str, ...]:
    """Shinpei and Shimpei."""
    return spelling, _N_BEFORE_LIP.sub("m", spelling)


def _as_heard(spelling: str) -> tuple[str, ...]:
    return *_with_m(spelling), _SWALLOWED.sub(r"\1", spelling)


def _romaji(word: str) -> str:
    """Kana in Hepburn letters, long vowels not marked."""
    pieces: list[str] = []
    doubled = False
    for letter in word:
        kana = chr(ord(letter) + 0x60) if _HIRAGANA.match(letter) else letter
        if kana == _SOKUON:
            doubled = True
        elif kana in _SMALL:
            _attach(pieces, _SMALL[kana])
        elif kana in _KANA:
            spelling = _KANA[kana]
            pieces.append(spelling[0] + spelling if doubled and spelling[0] not in "aiueo" else spelling)
            doubled = False
    return "".join(pieces)


def _attach(pieces: list[str], small: str) -> None:
    """A small kana changes the vowel of the one before: shi and yo are sho, fu and i are fi."""
    if not pieces:
        pieces.append(small)
        return
    stem = "w" if pieces[-1] == "u" else pieces[-1][:-1]
    is_palatal = stem.endswith(("sh", "ch", "j"))
    pieces[-1] = stem + (small[-1] if is_palatal else small)
