"""Korean names in Latin letters: the official system by arithmetic, and the spellings families really use.

Source: Revised Romanization of Korean (Ministry of Culture and Tourism, notice 2000-8), McCune-Reischauer (1939);
surname spellings from general knowledge of passports and press, written for this project (2026-11).
"""

from collections.abc import Mapping

_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
    "eu",
    "ui", "i",
)  # fmt: skip
_FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
    "ng", "t",
    "t", "k", "t", "p", "t",
)  # fmt: skip
_FIRST, _LAST = 0xAC00, 0xD7A3

# Usual spellings besides the official one; the first is the most frequent.
SURNAMES: Mapping[str, tuple[str, ...]] = {
    "김": ("kim", "gim"),
    "이": ("lee", "yi", "rhee", "i", "ri", "rhie", "li", "ree"),
    "리": ("ri", "lee", "rhee", "li"),
    "박": ("park", "pak", "bak", "bark"),
    "최": ("choi", "choe", "choy", "chwe"),
    "정": ("jung", "jeong", "chung", "cheong", "joung", "chong"),
    "강": ("kang", "gang"),
    "조": ("cho", "jo", "joe"),
    "윤": ("yoon", "yun", "youn"),
    "장": ("jang", "chang"),
    "임": ("lim", "im", "yim", "rim"),
    "림": ("rim", "lim"),
    "한": ("han", "hahn"),
    "오": ("oh", "o"),
    "서": ("seo", "suh", "so", "sur"),
    "신": ("shin", "sin"),
    "권": ("kwon", "gwon", "kweon"),
    "황": ("hwang", "whang"),
    "안": ("ahn", "an"),
    "송": ("song",),
    "전": ("jeon", "jun", "chun", "chon"),
    "홍": ("hong",),
    "유": ("yoo", "yu", "you", "ryu", "ryoo"),
    "류": ("ryu", "ryoo", "yoo", "yu"),
    "고": ("ko", "go", "koh"),
    "문": ("moon", "mun"),
    "양": ("yang",),
    "량": ("ryang", "yang"),
    "손": ("son", "sohn"),
    "배": ("bae", "pae", "bai"),
    "백": ("baek", "paik", "baik", "paek", "back"),
    "허": ("huh", "heo", "hur", "her", "ho"),
    "남": ("nam",),
    "심": ("shim", "sim"),
    "노": ("noh", "roh", "no", "ro"),
    "로": ("ro", "roh", "noh"),
    "하": ("ha",),
    "곽": ("kwak", "gwak"),
    "성": ("sung", "seong"),
    "차": ("cha",),
    "주": ("joo", "ju", "chu"),
    "우": ("woo", "u", "wu"),
    "구": ("koo", "gu", "ku", "goo"),
    "나": ("na", "ra", "rha"),
    "라": ("ra", "na"),
    "민": ("min",),
    "진": ("jin", "chin"),
    "지": ("ji", "chi", "jee"),
    "엄": ("eom", "um", "uhm", "om"),
    "채": ("chae",),
    "원": ("won", "weon"),
    "천": ("cheon", "chun", "chon"),
    "방": ("bang", "pang"),
    "공": ("kong", "gong"),
    "현": ("hyun", "hyeon", "hyon"),
    "함": ("ham", "hahm"),
    "변": ("byun", "byeon", "pyun", "pyon"),
    "염": ("yeom", "yum", "youm"),
    "여": ("yeo", "yuh", "lyuh"),
    "추": ("choo", "chu"),
    "도": ("do", "doh", "to"),
    "소": ("so", "soh"),
    "석": ("seok", "suk", "sok"),
    "선": ("sun", "seon", "son"),
    "설": ("seol", "sul", "sol"),
    "마": ("ma",),
    "길": ("gil", "kil"),
    "연": ("yeon", "youn"),
    "위": ("wi", "wee"),
    "표": ("pyo",),
    "명": ("myung", "myeong"),
    "기": ("ki", "gi", "kee"),
    "반": ("ban", "pan", "bahn"),
    "왕": ("wang",),
    "금": ("keum", "geum", "kum"),
    "옥": ("ok", "ock"),
    "육": ("yook", "yuk", "yug"),
    "인": ("in",),
    "맹": ("maeng",),
    "제": ("je", "che"),
    "모": ("mo",),
    "탁": ("tak",),
    "국": ("kook", "guk", "kuk"),
    "은": ("eun",),
    "편": ("pyun", "pyeon"),
    "용": ("yong",),
    "예": ("ye",),
    "봉": ("bong",),
    "사": ("sa",),
    "부": ("boo", "bu"),
    "남궁": ("namgung", "namkoong", "namkung"),
    "황보": ("hwangbo", "whangbo"),
    "선우": ("sunwoo", "seonu", "sonu"),
    "제갈": ("jegal", "chekal"),
    "사공": ("sagong", "sakong"),
    "독고": ("dokgo", "dokko", "tokko"),
    "서문": ("seomun", "somun"),
    "동방": ("dongbang", "tongbang"),
}

# Spellings of single syllables that differ in sound from the official one, as people choose them in given names.
_EVERYDAY: Mapping[str, tuple[str, ...]] = {
    "우": ("woo",),
    "욱": ("wook",),
    "운": ("woon",),
    "웅": ("woong",),
    "원": ("weon",),
    "유": ("yoo",),
    "이": ("yi", "lee"),
    "임": ("lim",),
    "영": ("young",),
    "희": ("hee",),
    "의": ("eui",),
    "시": ("shi",),
    "신": ("shin",),
    "경": ("kyung",),
    "근": ("keun", "kun", "geun"),
    "훈": ("hoon",),
    "범": ("bum", "beom"),
    "복": ("bok", "pok"),
    "득": ("deuk",),
    "식": ("sik", "shik", "sick"),
    "일": ("il", "ill"),
    "규": ("kyu", "gyu", "kyoo"),
    "균": ("kyun", "gyun"),
    "률": ("ryul", "yul"),
    "룡": ("yong",),
    "렬": ("yeol", "yul"),
    "련": ("yeon", "youn"),
    "령": ("yeong", "young"),
    "량": ("yang",),
    "림": ("lim", "rim"),
    "래": ("rae", "lae", "nae"),
    "혜": ("hye", "hae", "hea"),
    "애": ("ae", "ai", "e"),
    "내": ("nae", "nai"),
    "재": ("jae", "jai"),
    "해": ("hae", "hai"),
    "배": ("bae", "bai"),
    "병": ("byung", "byeong", "pyung"),
    "열": ("yeol", "yul"),
    "연": ("yeon", "youn"),
    "여": ("yeo", "yuh"),
    "예": ("ye", "yea"),
}


def split_name(text: str) -> tuple[str, ...]:
    """Family name and given name of a name written together; anything else stays one word."""
    if not 2 <= len(text) <= 5 or not all(is_syllable(letter) for letter in text):
        return (text,)
    if len(text) >= 3 and text[:2] in SURNAMES:
        return text[:2], text[2:]
    if text[0] in SURNAMES and len(text) <= 4:
        return text[0], text[1:]
    return (text,)


def is_syllable(letter: str) -> bool:
    """Whether this is one composed syllable."""
    return _FIRST <= ord(letter) <= _LAST


def romanise_surname(text: str) -> tuple[str, ...]:
    """Spellings of a family name, the official one included."""
    official = _official(text)
    usual = SURNAMES.get(text, ())
    return tuple(dict.fromkeys((*usual, official)))


def romanise_word(text: str) -> tuple[str, ...]:
    """Spellings of a given name: syllable by syllable, then with sounds joined, then as people like to write it."""
    syllables = [_syllable(letter) for letter in text]
    readings = [_official(text), "".join(syllables)]
    everyday = "".join(_EVERYDAY.get(letter, (syllable,))[0] for letter, syllable in zip(text, syllables, strict=True))
    readings.append(everyday)
    for index, letter in enumerate(text):
        for other in _EVERYDAY.get(letter, ()):
            readings.append("".join((*syllables[:index], other, *syllables[index + 1 :])))
    return tuple(dict.fromkeys((*readings, *_as_abroad(syllables))))


# Hangul has no v, f and z: a foreign name has the nearest letter, and a vowel after each consonant of a cluster.
_LETTERS_ABROAD = (("b", "v"), ("p", "f"), ("j", "z"))


def _as_abroad(syllables: list[str]) -> tuple[str, ...]:
    """What a foreign name may have been before it was written in Hangul; Korean names have no open eu."""
    if not any(syllable.endswith("eu") for syllable in syllables):
        return ()
    bare = "".join(syllable.removesuffix("eu") for syllable in syllables)
    others = (bare.replace(near, letter) for near, letter in _LETTERS_ABROAD if near in bare)
    return tuple(filter(None, (bare, *others)))


def _syllable(letter: str) -> str:
    if not is_syllable(letter):
        return ""
    index = ord(letter) - _FIRST
    return _INITIALS[index // 588] + _VOWELS[index % 588 // 28] + _FINALS[index % 28]


# A final consonant moves to the next syllable when that one starts with a vowel: 철완 is Cheorwan.
_LINKED_FINALS: Mapping[int, str] = {1: "g", 2: "kk", 7: "d", 8: "r", 17: "b", 19: "s", 20: "ss", 22: "j", 23: "ch"}


def _official(text: str) -> str:
    pieces: list[str] = []
    for position, letter in enumerate(text):
        if not is_syllable(letter):
            continue
        index = ord(letter) - _FIRST
        final = index % 28
        following = text[position + 1 : position + 2]
        vowel_follows = bool(following) and is_syllable(following) and (ord(following) - _FIRST) // 588 == 11
        ending = _LINKED_FINALS.get(final, _FINALS[final]) if vowel_follows else _FINALS[final]
        initial = _INITIALS[index // 588]
        if initial == "r" and pieces and pieces[-1].endswith("l"):
            initial = "l"
        pieces.append(initial + _VOWELS[index % 588 // 28] + ending)
    return "".join(pieces)
