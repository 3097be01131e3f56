"""Dates in a text as people write them: whole, without a year, in other eras, and counted from the day of writing."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from interlace.core.dates.calendars import BUDDHIST_YEARS, ERAS
from interlace.core.dates.month_names import DAY_FIRST_LANGUAGES, MONTHS
from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.day_words import DayWords, longest_day_words
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.writing_days import DatePieces, Found, WritingDays

_NO_DIGIT_BEFORE = r"(?<!\d)(?<!\d[.,/-])(?<!\d )"
_NO_DIGIT_AFTER = r"(?![\d/]|[.,-]\d)"
_YEAR_FIRST = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?P<year>(?:19|20|24|25)\d\d)(?:(?P<s>[-/.])|(?:\. ))(?P<month>\d{{1,2}})(?:(?P=s)|\. )"
    rf"(?P<day>\d{{1,2}})(?:(?<=\. \d)\.|(?<=\. \d\d)\.)?{_NO_DIGIT_AFTER}"
)
_MINGUO_FIRST = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?P<year>1[0-3]\d)(?P<s>[-/.])(?P<month>\d{{1,2}})(?P=s)(?P<day>\d{{1,2}}){_NO_DIGIT_AFTER}"
)
_YEAR_LAST = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?P<first>\d{{1,2}}) ?(?P<s>[-/.]) ?(?P<second>\d{{1,2}}) ?(?P=s)"
    rf" ?(?P<year>(?:19|20|24|25)\d\d){_NO_DIGIT_AFTER}"
)
_SHORT_YEAR = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?P<first>\d{{1,2}})(?P<s>[-/.])(?P<second>\d{{1,2}})(?P=s)(?P<third>\d{{2}}){_NO_DIGIT_AFTER}"
)
_MONTH_AND_YEAR = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?P<month>0?[1-9]|1[0-2])[/-](?P<year>20\d\d|25\d\d){_NO_DIGIT_AFTER}"
)
_DAY_AND_MONTH = re.compile(rf"{_NO_DIGIT_BEFORE}(?P<day>\d{{1,2}})[/-](?P<month>\d{{1,2}}){_NO_DIGIT_AFTER}(?! ?[%°])")
_ERA_WORD = r"(?P<era>公元|西元|서기|民國|民国|大正|昭和|平成|令和)?"
_CHINESE_NUMBER = r"\d{1,4}|[〇零一二三四五六七八九十]{1,4}|元"
_EAST_ASIAN = re.compile(
    rf"(?P<relative>작년|지난해|올해|금년|내년|去年|今年|明年|昨年|本年|来年)? ?{_ERA_WORD} ?"
    rf"(?:(?<![\d])(?P<year>{_CHINESE_NUMBER}) ?[年년] ?(?!前|间|間|后|後|전|간)(?:初|末|底)?)?"
    rf"(?:(?<![\d])(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}}) ?[月월](?!前|间|間) ?)?"
    rf"(?:(?<![\d])(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?[日일号號](?!前|间|間|내|간))?"
)
_VIETNAMESE = re.compile(
    r"(?:(?<!\d)(?P<day>\d{1,2}) )?tháng (?P<month>\d{1,2})(?:(?:,? năm |/| )(?P<year>\d{4}))?(?!\d)"
)
# A word between two numbers, or a number after it, that may name a month.
_MONTH_WORD = r"[^\W\d_][^\d\s,/()\[\]:;\"'«»„“”-]{1,20}"
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?<!\d[.,/])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?\.?[ -]{{0,2}}(?:of |de |ngày |ខែ|ເດືອນ)? ?"
    rf"(?P<word>{_MONTH_WORD})(?:,? ?-?(?:of |de |ឆ្នាំ|ປີ|พ\.ศ\.|ค\.ศ\.|ព\.ស\.|ພ\.ສ\.)? ?"
    r"(?P<year>(?:19|20|24|25)\d\d|\d\d(?=[\s,.)]|$)))?(?!\d)"
)
_MONTH_DAY = re.compile(
    rf"(?<![^\W\d_])(?P<word>{_MONTH_WORD}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    r"(?:,? (?P<year>(?:19|20|25)\d\d))?(?![\d:])"
)
_MONTH_YEAR = re.compile(rf"(?<![^\W\d_])(?P<word>{_MONTH_WORD}),? ?(?:de |of |ឆ្នាំ|ປີ)?(?P<year>(?:19|20|25)\d\d)(?!\d)")
_YEAR_MONTH_DAY = re.compile(
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)(?: ?ခုနှစ်)?[,၊]? (?P<word>{_MONTH_WORD}) ?(?P<day>\d{{1,2}})?(?!\d)"
)
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}
_NEEDS_NO_YEAR = Confidence.LIKELY
_RELATIVE_YEARS = {"작년": -1, "지난해": -1, "去年": -1, "昨年": -1, "올해": 0, "금년": 0, "今年": 0, "本年": 0}
_NEXT_YEARS = {"내년": 1, "明年": 1, "来年": 1}


def find_dates(reading: Reading) -> None:
    """Propose dates; those without a year and those in words are counted from the days that the text gives."""
    found = [*_claimed(reading), *_claimed_short(reading)]
    days = WritingDays(reading.text, found)
    for piece in found:
        reading.settle(piece.start, piece.end, normal=days.settled(piece))
    DayWords(reading, days).find()


def _claimed(reading: Reading) -> Iterator[Found]:
    forms: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Reading], DatePieces | None], str], ...] = (
        (_YEAR_FIRST, _year_first, "year_month_day"),
        (_MINGUO_FIRST, _minguo_first, "minguo_year"),
        (_YEAR_LAST, _year_last, "day_month_year"),
        (_SHORT_YEAR, _short_year, "two_digit_year"),
        (_EAST_ASIAN, _east_asian, "year_month_day_characters"),
        (_VIETNAMESE, _numbered_month, "numbered_month"),
        (_DAY_MONTH, _named_month, "month_name"),
        (_YEAR_MONTH_DAY, _named_month, "month_name"),
        (_MONTH_DAY, _named_month, "month_name"),
        (_MONTH_YEAR, _named_month, "month_name"),
        (_MONTH_AND_YEAR, _numbered_month, "month_and_year"),
        (_YEAR_ALONE, _year_alone, "year_after_a_word"),
    )
    for pattern, read, rule in forms:
        place = 0
        while place < len(reading.plain) and (match := pattern.search(reading.plain, place)) is not None:
            pieces = read(match, reading) if match[0].strip() else None
            if pieces is not None:
                yield from _propose(reading, match, pieces, rule)
            # What was no date may hide the beginning of one: "3 rooms 14 December".
            place = max(match.end() if pieces else match.start() + 1, place + 1)


def _claimed_short(reading: Reading) -> Iterator[Found]:
    """`20/4`: only where a word for a date or its language makes a fraction unlikely."""
    for match in _DAY_AND_MONTH.finditer(reading.plain):
        pieces = DatePieces(None, int(match["month"]), int(match["day"]))
        before = reading.small[max(0, match.start() - 12) : match.start()].rstrip()
        starts_a_line = reading.line_of(match.start())[0] == match.start() or before.endswith(":")
        if pieces.is_possible() and (before.endswith(longest_day_words("date_word")) or starts_a_line):
            yield from _propose(reading, match, pieces, "day_and_month", Confidence.POSSIBLE)


def _propose(
    reading: Reading, match: re.Match[str], pieces: DatePieces, rule: str, confidence: Confidence | None = None
) -> Iterator[Found]:
    start, end = match.span("whole") if "whole" in match.re.groupindex else match.span()
    start += len(reading.plain[start:end]) - len(reading.plain[start:end].lstrip())
    end -= len(reading.plain[start:end]) - len(reading.plain[start:end].rstrip())
    if _FULL_STOP.search(reading.plain[start:end]):
        end -= 1
    if confidence is None:
        confidence = Confidence.SURE if pieces.is_whole() else Confidence.LIKELY
    if pieces.is_possible() and reading.propose(
        CandidateType.DATE, start, end, normal=None, confidence=confidence, rule=rule
    ):
        yield Found(start, end, pieces)


_FULL_STOP = re.compile(r"(?:[^\W\d_]{4}|\bmai|\bmay|\bmei|\bmac)\.$", re.IGNORECASE)
"""A full stop behind a whole word ends the sentence; behind three letters it may be theirs."""


def _year_first(match: re.Match[str], _reading: Reading) -> DatePieces | None:
    return DatePieces(_gregorian(int(match["year"])), int(match["month"]), int(match["day"]))


def _minguo_first(match: re.Match[str], reading: Reading) -> DatePieces | None:
    if reading.region != "TW":
        return None
    return DatePieces(int(match["year"]) + _MINGUO, int(match["month"]), int(match["day"]))


def _year_last(match: re.Match[str], reading: Reading) -> DatePieces | None:
    first, second, year = int(match["first"]), int(match["second"]), _gregorian(int(match["year"]))
    month_first = reading.region == "US" and match["s"] == "/" and reading.language not in DAY_FIRST_LANGUAGES
    if second > 12 or (month_first and first <= 12):
        return DatePieces(year, first, second)
    return DatePieces(year, second, first)


_LAST_CENTURY = 40
"""Two digits from here on are a year of the last century: a birth, not an appointment."""


def _short_year(match: re.Match[str], reading: Reading) -> DatePieces | None:
    first, second, third = int(match["first"]), int(match["second"]), int(match["third"])
    if reading.language in {"ko", "zh", "ja"}:
        return DatePieces(2000 + first, second, third)
    # Thai and Lao bank slips shorten Buddhist years: 69 is 2569, which is 2026.
    year = 2500 + third - 543 if reading.language in {"th", "lo"} and third >= 43 else 2000 + third
    if third >= _LAST_CENTURY and year >= 2000 + _LAST_CENTURY:
        year -= 100
    return DatePieces(year, second, first)


_MINGUO = 1911
"""The first year of the Republic of China is 1912; forms in Taiwan count from it without saying so."""


def _east_asian(match: re.Match[str], reading: Reading) -> DatePieces | None:
    year, month, day = match["year"], match["month"], match["day"]
    if (
        (year and not (month or match["era"] or len(year) == 4))
        or not (year or month)
        or (not year and not day and not match["relative"])
    ):
        return None
    shift = 0
    if match["era"]:
        shift = ERAS[match["era"]][1]
    number = 1 if year == "元" else _number(year) if year else None
    if number is not None and number < 200 and not match["era"]:
        number += _MINGUO if reading.region == "TW" and number > 60 else 2000
    relative = match["relative"]
    relative_year = {**_RELATIVE_YEARS, **_NEXT_YEARS}.get(relative) if relative else None
    return DatePieces(
        None if number is None else _gregorian(number + shift),
        _number(month) if month else None,
        _number(day) if day else None,
        years_on=relative_year,
    )


def _numbered_month(match: re.Match[str], _reading: Reading) -> DatePieces | None:
    parts = match.groupdict()
    day, year = parts.get("day"), parts.get("year")
    if day is None and year is None:
        return None
    return DatePieces(_gregorian(int(year)) if year else None, int(parts["month"]), int(day) if day else None)


def _named_month(match: re.Match[str], reading: Reading) -> DatePieces | None:
    parts = match.groupdict()
    month = _month_of(parts["word"], reading)
    if month is None:
        return None
    day, year = parts.get("day"), parts.get("year")
    if not day and not year:
        return None
    return DatePieces(_whole_year(year, reading) if year else None, month, int(day) if day else None)


def _whole_year(year: str, reading: Reading) -> int:
    if len(year) == 4:
        return _gregorian(int(year))
    if reading.language in {"th", "lo"} and int(year) >= 43:
        return 1957 + int(year)
    return 2000 + int(year)


_YEAR_ALONE = re.compile(
    r"(?<!\d)(?<!\d[.,/-])(?P<whole>(?P<year>(?:19[2-9]|20[0-4]|24[5-9]|25[0-9])\d))(?![\d%]|[.,/-]\d)"
)


def _year_alone(match: re.Match[str], reading: Reading) -> DatePieces | None:
    before = reading.small[max(0, match.start() - 14) : match.start()].rstrip()
    for word in longest_day_words("year_word"):
        if before.endswith(word) and not (word[0].isascii() and before[: -len(word)][-1:].isalpha()):
            return DatePieces(_gregorian(int(match["year"])), None, None)
    return None


def _gregorian(year: int) -> int:
    return year - 543 if year in BUDDHIST_YEARS else year


def _number(written: str) -> int:
    """A number in digits or in Chinese characters, up to ninety-nine or as single digits of a year."""
    if written.isdigit():
        return int(written)
    if "十" not in written:
        return int("".join(str(_CHINESE_DIGITS[digit]) for digit in written))
    tens, _, ones = written.partition("十")
    return (_CHINESE_DIGITS[tens] if tens else 1) * 10 + (_CHINESE_DIGITS[ones] if ones else 0)


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    kept = (c for c in unicodedata.normalize("NFD", word.lower()) if not 0x300 <= ord(c) < 0x370)
    return unicodedata.normalize("NFC", "".join(kept)).replace(".", "")


def _month_of(word: str, reading: Reading) -> int | None:
    """The month that a word names; in a scan also with one letter read wrongly."""
    folded = _folded(word).removesuffix("လ")
    if (month := _MORE_MONTHS.get(folded) or MONTHS.get(folded)) is not None:
        return month
    if not reading.is_scanned or len(folded) < 4:
        return None
    near = {number for name, number in MONTHS.items() if len(name) >= 3 and _one_letter_apart(name, folded)}
    return near.pop() if len(near) == 1 else None


def _one_letter_apart(name: str, other: str) -> bool:
    if len(name) == len(other):
        return sum(a != b for a, b in zip(name, other, strict=True)) <= (1 if len(name) < 8 else 2)
    longer, shorter = (name, other) if len(name) > len(other) else (other, name)
    return len(shorter) >= 4 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


_MORE_MONTHS: Mapping[str, int] = {
    # Short forms in use that CLDR does not list. Written 2026-11-23.
    "nob": 11,
    "sept": 9,
    "agt": 8,
    "ags": 8,
    "mrt": 3,
    "jan": 1,
    "dic": 12,
}
