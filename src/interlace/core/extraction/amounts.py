"""Sums of money in a text: number, multiplier and currency in the order of any language of the region."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import get_territory_currencies

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Place, Reading
from interlace.core.extraction.tables import longest_first, rows_of, words_of

_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,4})?(?!\d)"
_CHINESE = r"[一二两兩三四五六七八九十]{1,3}(?=[百千万萬亿億元块塊])"
_GROUPED = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+")
_CHINESE_DIGITS = {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HALF = "반"
# The currency that goes without saying in a language; elsewhere it is that of the region.
_OF_LANGUAGE: Mapping[str, str] = {
    "zh": "CNY", "ko": "KRW", "ja": "JPY", "th": "THB", "vi": "VND", "km": "KHR", "lo": "LAK", "my": "MMK",
    "id": "IDR", "ms": "MYR", "tl": "PHP", "fil": "PHP",
}  # fmt: skip
_OF_HAN_REGIONS: Mapping[str, str] = {"TW": "TWD", "HK": "HKD", "MO": "MOP"}
# Multipliers that are said of money alone, so that no currency need stand beside them.
_MONEY_ALONE = words_of("money", "alone")
_ROW = re.compile(r"^.*(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}).*$", re.MULTILINE)
_ROW_SUM = re.compile(
    r"(?<![\w.,])[+-]?(?P<number>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?|\d+[.,]\d{2})(?=\s*$|\s{2,}|\s*\|)"
)


def find_amounts(reading: Reading) -> None:
    """Propose sums: with their currency first, then with a multiplier alone, then in the columns of a statement."""
    home = _home_currency(reading)
    for match in _pattern().finditer(reading.small_plain):
        _propose(reading, match, home)
    for row in _ROW.finditer(reading.plain):
        for match in _ROW_SUM.finditer(reading.plain, *row.span()):
            number = _value(match["number"])
            if home and number is not None:
                _claim(
                    reading, match.span("number"), f"{number:f} {home}",
                    confidence=Confidence.POSSIBLE, rule="column_of_a_statement",
                )  # fmt: skip
    _find_others_in_a_range(reading)
    if home is not None:
        _find_multiplier_first(reading)
        _find_behind_words_of_money(reading, home)


_MULTIPLIER_FIRST = re.compile(r"(?:ကျပ် ?)?(?P<factor>သိန်း|သန်း|သောင်း) ?(?P<number>\d+(?:\.\d+)?)(?!\d)")
_BEHIND_A_WORD = re.compile(r"[ :=+-]{0,4}(?P<number>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{2})?)(?![\d.,]*\d)")


def _find_multiplier_first(reading: Reading) -> None:
    """Burmese counts `သိန်း ၅၀`: the multiplier before the number."""
    for match in reading.matches(_MULTIPLIER_FIRST):
        number = _value(match["number"])
        if number is not None:
            normal = f"{_tidy(number * _factors()[match['factor']]):f} MMK"
            _claim(reading, match.span(), normal, confidence=Confidence.LIKELY, rule="sum", beside=match["factor"])


def _find_behind_words_of_money(reading: Reading, home: str) -> None:
    """`Balance: 1,234,567`: thousands behind a word for money, in the currency that goes without saying."""
    for word in longest_first("money", "word"):
        place = reading.small.find(word)
        while place >= 0:
            match = _BEHIND_A_WORD.match(reading.plain, place + len(word))
            number = _value(match["number"]) if match else None
            if match is not None and number is not None:
                normal = f"{number:f} {home}"
                _claim(
                    reading, match.span("number"), normal, confidence=Confidence.POSSIBLE, rule="behind_word_of_money",
                    beside=word,
                )  # fmt: skip
            place = reading.small.find(word, place + len(word))


def _propose(reading: Reading, match: re.Match[str], home: str | None) -> None:
    before, after = match["before"], match["after"]
    parts = _PART.findall(match["number"])
    factors = [factor for _, factor in parts if factor]
    money = _symbols()
    named = money.get(after or "") or money.get(before or "")
    start, end = match.span()
    if named is None and not _says_money_alone(reading, match, factors):
        return
    if named is None and home is None:
        return
    value = _total(parts, half=bool(match["half"]))
    if value == 0 or _NOT_A_SUM.match(reading.small_plain, match.end()) or _ZERO_FIRST.match(match["number"]):
        return  # a banknote of so much, or a number that begins with zero
    if value is None or (named is None and factors == ["w"] and value < 1):
        return
    start += len(match[0]) - len(match[0].lstrip())
    end -= len(match[0]) - len(match[0].rstrip())
    if before and not money.get(before):
        start = match.start("number")
    beside = (after or before or "") if named else factors[0]
    confidence = Confidence.SURE if named else Confidence.LIKELY
    rule = "sum_with_currency" if named else "sum"
    _claim(reading, (start, end), f"{value:f} {named or home}", confidence=confidence, rule=rule, beside=beside)


_NOT_A_SUM = re.compile("권|元人")
_ZERO_FIRST = re.compile(r"0\d")


def _says_money_alone(reading: Reading, match: re.Match[str], factors: list[str]) -> bool:
    """Without a currency: a multiplier that is said of money, a half, or a word for pay before the number."""
    if not any(factors):
        return False
    if match["half"] or any(factor.strip() in _MONEY_ALONE for factor in factors):
        return True
    before = reading.small[max(0, match.start() - 12) : match.start()]
    return any(word in before for word in words_of("money", "word"))


def _claim(reading: Reading, place: Place, normal: str, *, confidence: Confidence, rule: str, beside: str = "") -> None:
    start, end = place
    reading.propose(
        CandidateType.AMOUNT, start, end, normal=normal, confidence=confidence, rule=rule, beside=beside.strip()
    )


def _find_others_in_a_range(reading: Reading) -> None:
    """`40,000-80,000 บาท`: the currency behind the second number is that of the first."""
    for candidate in [found for found in reading.found if found.type is CandidateType.AMOUNT]:
        match = _RANGE_BEFORE.search(reading.plain[max(0, candidate.start - 24) : candidate.start])
        if match is None or candidate.normal is None:
            continue
        number = _value(match["number"])
        start = max(0, candidate.start - 24) + match.start("number")
        if number is not None and not _ZERO_FIRST.match(match["number"]):
            currency = candidate.normal.rpartition(" ")[2]
            end = start + len(match["number"])
            normal = f"{number:f} {currency}"
            _claim(reading, (start, end), normal, confidence=Confidence.LIKELY, rule="range_of_sums")


_RANGE_BEFORE = re.compile(rf"(?<![\d.,])(?P<number>{_NUMBER})\s?(?:-|to|ถึง|đến|à|~|至|到)\s?$")


def _total(parts: list[tuple[str, str]], *, half: bool) -> Decimal | None:
    """`1억 2천만`, `1 tỷ 250 triệu`: each number with its multipliers, added; the last may be a half."""
    total, smallest = Decimal(0), Decimal(1)
    for number, factors in parts:
        value = _value(number)
        if value is None:
            return None
        smallest = Decimal(1)
        if factor := factors.strip():
            smallest = Decimal(_factors()[factor])
        total += value * smallest
    return _tidy(total + (smallest / 2 if half else 0))


def _value(written: str) -> Decimal | None:
    """A number with any separators; a group of three digits is thousands, one or two digits at the end are decimals."""
    text = written.strip().replace(" ", "").replace("'", "")
    if text and text[0] in "一二两兩三四五六七八九十":
        return Decimal(_chinese(text))
    last = max(text.rfind("."), text.rfind(","))
    if last >= 0:
        head, tail = text[:last], text[last + 1 :]
        is_decimal = len(tail) != 3 or (head in {"0", ""}) or (len(head) > 3 and not re.search(r"[.,]", head))
        text = re.sub(r"[.,]", "", head) + ("." + tail if is_decimal else tail)
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _chinese(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(str(_CHINESE_DIGITS[digit]) for digit in text))
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)


def _tidy(value: Decimal) -> Decimal:
    """Whole numbers without decimals that a multiplication left; written decimals stay."""
    return value.quantize(Decimal(1)) if value == value.to_integral() and value.as_tuple().exponent != -2 else value


def _home_currency(reading: Reading) -> str | None:
    """The currency that goes without saying."""
    language = reading.language.split("-")[0]
    if language == "zh" and reading.region in _OF_HAN_REGIONS:
        return _OF_HAN_REGIONS[reading.region or ""]
    if language in _OF_LANGUAGE:
        return _OF_LANGUAGE[language]
    currencies = get_territory_currencies(reading.region) if reading.region else []
    return str(currencies[0]) if currencies else None


@lru_cache(maxsize=1)
def _symbols() -> Mapping[str, str]:
    return {word: code for kind, code, words in rows_of("money") if kind == "currency" for word in words.split("|")}


@lru_cache(maxsize=1)
def _factors() -> Mapping[str, int]:
    return {
        word: int(value) for kind, value, words in rows_of("money") if kind == "factor" for word in words.split("|")
    }


def _alternatives(words: Iterable[str]) -> str:
    """The longest first; Latin words end where the letters end, and so does a single Thai letter."""
    return "|".join(re.escape(word) + _boundary(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _boundary(word: str) -> str:
    if not word[-1].isalpha() and word != "บ.":
        return ""
    return (
        "(?![a-zà-ỹđ])"
        if word[-1] < "\u0e00" or (word[-1] > "\u1dff" and word[-1] < "\u1f00")
        else ("(?![\u0e01-\u0e4e])" if len(word) == 1 and word[-1] < "\u0e80" else "")
    )


_PART = re.compile(rf"({_CHINESE}|{_NUMBER})\s?((?:{_alternatives(_factors())})?)")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    currency = _alternatives(_symbols())
    before = _alternatives(words_of("money", "before"))
    factor = _alternatives(_factors())
    part = rf"(?:{_CHINESE}|{_NUMBER})(?:\s?(?:{factor}))?"
    return re.compile(
        rf"(?:(?<![a-z0-9])(?P<before>{before})[ ]?)?(?<!\d)(?<!\d[.,/])(?P<number>{part}(?: ?{part}){{0,2}})"
        rf"(?P<half>{_HALF})?(?:[ ]?(?:d['’]|de |of |us )?(?P<after>{currency}))?"
    )
