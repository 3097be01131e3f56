"""Names in Chinese, Japanese and Korean: a family name, a given name, and what stands around them."""

import re
from functools import lru_cache

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.tables import rows_of, words_of
from interlace.core.names.chinese import COMPOUND_SURNAMES
from interlace.core.names.japanese import CHINESE_SURNAMES as CHINESE
from interlace.core.names.japanese_readings import SURNAMES as JAPANESE
from interlace.core.names.korean import SURNAMES as KOREAN

_HAN = r"\u3005\u3400-\u9fff"
_HANGUL = r"\uac00-\ud7a3"
_BETWEEN = r"[ :：“「『\"'‘(（]{0,2}"
_ENDS = r"(?=[^\u3005\u3400-\u9fff]|$)"
_CHINESE_ALIAS = re.compile(
    rf"(?<![{_HAN}])(?:[老小阿大肥][{_HAN}](?:哥|姐|总)?|[{_HAN}]{{1,2}}(?:哥|姐|總|总|叔|姨|嫂|爷|伯|仔|老板|老闆))(?![{_HAN}])"
)
_CHINESE_ALIAS_BEHIND = re.compile(rf"(?:[老小阿肥][{_HAN}](?:哥|姐)?|[{_HAN}](?:哥|姐|总|總|叔|姨|老板|老闆))")
_KATAKANA = re.compile(r"[ァ-ヺー]{2,}(?:[・＝= ][ァ-ヺー]{1,}){1,4}")
_HANGUL_WORD = re.compile(f"(?<![{_HANGUL}A-Za-z0-9])[{_HANGUL}]{{2,12}}(?![A-Za-z0-9])")


def find_east_asian_organisations(reading: Reading) -> None:
    """Propose names that end, or begin, with a word for a company or a public body."""
    language = reading.language.split("-")[0]
    if language not in {"zh", "ja", "ko"}:
        return
    _ending_with(reading, language, CandidateType.ORG, "organisation_native_after")
    _ending_with(reading, language, CandidateType.PLACE, "place_native_after")


def find_east_asian_persons(reading: Reading) -> None:
    """Propose persons by their family name and what stands before or behind them."""
    language = reading.language.split("-")[0]
    if language == "ko":
        _korean(reading)
    elif language == "zh":
        _chinese(reading)
    elif language == "ja":
        _japanese(reading)


def _ending_with(reading: Reading, language: str, kind: CandidateType, words: str) -> None:
    pattern = _ending_pattern(language, words)
    for match in reading.matches(pattern, text=reading.raw):
        start, end = match.start("name"), match.end()
        name = match["name"]
        for opening in _of_language("opening_native", language):
            at = name.rfind(opening)
            if at >= 0 and len(name) - at - len(opening) > len(match["ending"]):
                start = max(start, match.start("name") + at + len(opening))
        own = reading.raw[start : end - len(match["ending"])].strip()
        if own and own not in _not_names(language):
            _propose(reading, kind, start, end, "word_within", match["ending"])


@lru_cache(maxsize=8)
def _ending_pattern(language: str, words: str) -> re.Pattern[str]:
    endings = "|".join(map(re.escape, _of_language(words, language)))
    if language == "ko":
        before = "|".join(map(re.escape, _of_language("organisation_native_before", language)))
        return re.compile(
            rf"(?P<name>(?:(?:{before}) ?)?(?<![{_HANGUL}])[{_HANGUL}A-Za-z0-9]{{1,10}}? ?(?P<ending>{endings}))"
            rf"(?=[^{_HANGUL}]|$|서|으로|에|이|의|은|을|과|로|측|도|가|는|를|와|라|인|까지|부터|쪽|앞|근|내|행|야)"
        )
    letters = _HAN + (r"ぁ-ヺー" if language == "ja" else "")
    return re.compile(
        rf"(?P<name>[{letters}A-Za-z]{{2,14}}?(?P<ending>{endings}))(?!(?:{endings})|账|帐|賬|帳|卡|户|戶|转|轉|柜)"
    )


def _korean(reading: Reading) -> None:
    _korean_written_apart(reading)
    for match in reading.matches(_HANGUL_WORD, text=reading.raw):
        stem = _korean_stem(match[0])
        if len(stem) < 2 or stem in words_of("name_words", "kinship") or stem in _not_names("ko"):
            continue
        cue = _korean_cue(reading, match.start())
        particle = match[0][len(stem) :]
        is_called = particle in _SAID_OF_PERSONS or _SAID_BEHIND.match(reading.raw, match.end()) is not None
        surname = 2 if stem[:2] in _COMPOUND_KOREAN else 1 if stem[0] in KOREAN else 0
        is_whole = (
            bool(surname) and len(stem) - surname in {1, 2} and len(stem) > 2 and stem[-1] not in _NEVER_ENDS_A_NAME
        )
        is_given = is_whole and all(letter in words_of("name_words", "given_korean") for letter in stem[surname:])
        stands_free = (
            bool(particle)
            or _has_rank_behind(reading, match.end())
            or reading.raw[match.end() : match.end() + 1] in {"", ",", ")", "(", "\n", '"'}
        )
        if (is_whole and (cue or is_called)) or (is_given and stands_free):
            rule = "family_and_given_name"
        elif (cue or is_called) and len(stem) <= 6 and (particle or is_called or stands_free):
            rule = "word_beside"
        else:
            continue
        _propose(reading, CandidateType.PERSON, match.start(), match.start() + len(stem), rule, cue)


def _has_rank_behind(reading: Reading, end: int) -> bool:
    return reading.raw[end + 1 : end + 6].startswith(_of_language("naming", "ko")) and reading.raw[end : end + 1] == " "


_COMPOUND_KOREAN = frozenset({"황보", "남궁", "제갈", "선우", "독고", "사공", "서문", "동방", "망절"})
_SAID_OF_PERSONS = frozenset(
    {"이라는", "라는", "이라고", "라고", "씨", "씨가", "씨는", "씨의", "씨를", "씨와", "님", "이고", "꺼"}
)
_SAID_BEHIND = re.compile(r" ?(?:씨|님)(?![가-힣])|\((?:본명|여|남|\d|[一-鿿A-Z])")
_NEVER_ENDS_A_NAME = frozenset("을를는에와과로의고서며면지게")
_APART = re.compile(
    rf"(?:본명|이름은?|성명|자칭|명의|예금주)[ :]{{1,2}}"
    rf"(?P<name>[{_HANGUL}]{{1,6}}(?: [{_HANGUL}]{{1,6}}){{1,3}})(?=[),\n])"
    rf"|(?<![{_HANGUL}])(?P<abroad>[{_HANGUL}]{{3,5}} [강김이박최정조윤장임한오서신권황안송홍유])(?=이?라[고는])"
)


def _korean_written_apart(reading: Reading) -> None:
    """Foreign names in Hangul keep their spaces: behind a word for naming, or before `라고`."""
    for match in reading.matches(_APART, text=reading.raw):
        group = "name" if match["name"] else "abroad"
        _propose(reading, CandidateType.PERSON, *match.span(group), "word_beside")


def _korean_cue(reading: Reading, start: int) -> str:
    before = reading.raw[max(0, start - 14) : start].rstrip(" \"'“‘(:")
    return next((word for word in _of_language("naming", "ko") if before.endswith(word)), "")


def _korean_stem(word: str) -> str:
    """The word without the particles behind it; three syllables with a family name are left whole."""
    particles = _of_language("follows", "ko")
    if len(word) == 3 and word[0] in KOREAN and not word.endswith(("이라", "에게")):
        return word
    for particle in particles:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            return word[: -len(particle)]
    return word


def _chinese(reading: Reading) -> None:
    cues = _of_language("naming", "zh")
    for match in re.finditer("|".join(map(re.escape, cues)), reading.raw):
        start = re.compile(_BETWEEN).match(reading.raw, match.end()).end()  # type: ignore[union-attr]
        name = _chinese_name_at(reading.raw, start, cue=match[0])
        while name and reading.is_free(start, start + len(name)):
            _propose(reading, CandidateType.PERSON, start, start + len(name), "word_before", match[0])
            joined = _JOINED.match(reading.raw, start + len(name))
            start = joined.end() if joined else len(reading.raw)
            name = _chinese_name_at(reading.raw, start, cue="") if reading.raw[start : start + 1] in CHINESE else ""
    for match in _with_sign_behind().finditer(reading.raw):
        _propose(reading, CandidateType.PERSON, *match.span("name"), "sign_behind")
    for match in _surname_and_kin().finditer(reading.raw):
        if match[0] not in words_of("name_words", "kinship"):
            _propose(reading, CandidateType.PERSON, *match.span(), "nickname")
    for match in _CHINESE_ALIAS.finditer(reading.raw):
        if match[0] not in words_of("name_words", "kinship"):
            _propose(reading, CandidateType.PERSON, *match.span(), "nickname")


_JOINED = re.compile("[、和与與及]")


def _chinese_name_at(text: str, start: int, *, cue: str) -> str:
    """The name that begins here: a family name with a given name, a nickname, or what a form gives up to a sign."""
    surname = 2 if text[start : start + 2] in COMPOUND_SURNAMES else 1 if text[start : start + 1] in CHINESE else 0
    run = re.compile(f"[{_HAN}]{{1,8}}").match(text, start)
    if run is None:
        return ""
    window = run[0]
    if not surname and window.startswith(_of_language("follows", "zh")):
        return ""
    ends = [at for other in _of_language("follows", "zh") if (at := window.find(other, 1)) > 0]
    window = window[: min(ends)] if ends else window
    if (alias := _CHINESE_ALIAS_BEHIND.match(window)) and (not surname or len(window) < 3 or alias[0] == window):
        if alias[0] in words_of("name_words", "kinship"):
            return ""
        return window if cue not in _of_language("generic_naming", "zh") and len(window) <= 4 else alias[0]
    if surname and len(window) > surname:
        return window[: surname + 2]
    is_form = cue not in _of_language("generic_naming", "zh") and 2 <= len(window) <= 4 and window == run[0]
    return window if is_form and window not in words_of("name_words", "kinship") else ""


@lru_cache(maxsize=1)
def _surname_and_kin() -> re.Pattern[str]:
    return re.compile(rf"[{''.join(sorted(CHINESE))}](?:哥|姐|总|總|叔|姨|嫂)(?![{_HAN}])")


@lru_cache(maxsize=1)
def _with_sign_behind() -> re.Pattern[str]:
    """A whole name before its Latin spelling, a title, or what a form says of a person."""
    surnames = "|".join([*map(re.escape, sorted(COMPOUND_SURNAMES)), f"[{''.join(sorted(CHINESE))}]"])
    return re.compile(
        rf"(?<![{_HAN}])(?P<name>(?:{surnames})[{_HAN}]{{1,2}})"
        r"(?=\s?[(（][A-Z가-힣男女]|[,，]?[男女][,，]|先生|女士|警官|警员|警長|经理)"
    )


_JAPANESE_CALLED = re.compile(
    r"「(?P<quoted>[^」\n]{2,14})」(?=と名乗|と称|という(?:男|女|人|者)|を名乗)"
    rf"|(?<![ァ-ヺー{_HAN}])(?P<name>[ァ-ヺー]{{2,8}}|[{_HAN}]{{2,4}})(?=さん|氏|容疑者|被疑者|巡査|警部)"
)


def _japanese(reading: Reading) -> None:
    for match in reading.matches(_KATAKANA, text=reading.raw):
        _propose(reading, CandidateType.PERSON, *match.span(), "katakana_name")
    for match in reading.matches(_JAPANESE_CALLED, text=reading.raw):
        _propose(reading, CandidateType.PERSON, *match.span("quoted" if match["quoted"] else "name"), "called")
    for match in _japanese_pattern().finditer(reading.raw):
        _propose(reading, CandidateType.PERSON, *match.span("name"), "family_name")


@lru_cache(maxsize=1)
def _japanese_pattern() -> re.Pattern[str]:
    surnames = "|".join(sorted(map(re.escape, JAPANESE), key=len, reverse=True))
    cues = "|".join(map(re.escape, _of_language("naming", "ja")))
    return re.compile(
        rf"(?<![{_HAN}])(?:(?:{cues}){_BETWEEN})?(?P<name>(?:{surnames}) ?[{_HAN}]{{1,3}}?"
        rf"|(?:{surnames})(?=さん|氏|様))"
        r"(?=[はがをにのと、。(（「」\s:：)）]|氏|さん|様|容疑者|$)"
    )


def _propose(reading: Reading, kind: CandidateType, start: int, end: int, rule: str, beside: str = "") -> None:  # noqa: PLR0917
    reading.propose(
        kind, start, end, normal=" ".join(reading.text[start:end].split()), confidence=Confidence.LIKELY, rule=rule,
        beside=beside,
    )  # fmt: skip


@lru_cache(maxsize=32)
def _of_language(kind: str, language: str) -> tuple[str, ...]:
    words = {w for row in rows_of("name_words") if row[0] == kind and row[1] == language for w in row[2].split("|")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=4)
def _not_names(language: str) -> frozenset[str]:
    return frozenset(_of_language("naming", language)) | frozenset(_of_language("not_a_name", language))
