"""Reading a date as people, registers and spreadsheets write it. Nothing is guessed: what is open stays open."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from interlace.core.characters import plain
from interlace.core.dates.calendars import BUDDHIST_YEARS, ERAS, PLAUSIBLE_YEARS
from interlace.core.dates.month_names import DAY_FIRST_LANGUAGES, MONTHS
from interlace.core.dates.partial import Ambiguous, DateRange, Notation, PartialDate
from interlace.core.problems import Problem

ParsedDate = PartialDate | Ambiguous | Problem
RawDate = str | int | float | date | datetime

UNREADABLE = Problem("date_unreadable")
EMPTY = Problem("date_empty")
RANGE_REVERSED = Problem("date_range_reversed")
IS_A_RANGE = Problem("date_is_a_range")
TWO_DIGIT_YEAR = Problem("date_two_digit_year")
YEAR_MISSING = Problem("date_year_missing")
YEAR_OUT_OF_RANGE = Problem("date_year_out_of_range", {"first": PLAUSIBLE_YEARS[0], "last": PLAUSIBLE_YEARS[-1]})
NO_SUCH_DAY = Problem("date_no_such_day")
CONTRADICTS_ORDER = Problem("date_contradicts_order")

_SPREADSHEET_DAY_ZERO = date(1899, 12, 30)  # Excel's and LibreOffice's 1900 system, right from 1 March 1900 on
_SPREADSHEET_DAYS = range(10_000, 80_000)  # 1927 to 2119: five digits that are no year

_LABEL = re.compile(
    r"^(?:alt(?:ernat\w+)?\.?\s+)?(?:d\.?o\.?b\.?|date of birth|birth ?date|born(?: on)?|n[ée]e? le|date de naissance"
    r"|ngày sinh|sinh ngày|วันเกิด|เกิด(?:วันที่)?|생년월일|出生日期|出生|ថ្ងៃខែឆ្នាំកំណើត|ວັນເດືອນປີເກີດ)\s*[:.]?\s*",
    re.IGNORECASE,
)
_CIRCA = re.compile(
    r"^(?:circa\b|approx(?:imately|\.)?|about\b|around\b|ca?\.?(?=\s*\d)|environ\b|vers\b|khoảng\b|ประมาณ|ราว|약|约|約|大约|~)\s*",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s+(?:to|until|jusqu'à|à|đến|ถึง|至|부터|and)\s+|\s+-\s+|(?<=^\d{4})-(?=\d{4}$)")
_TIME = re.compile(r"(?:T| )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$")
_WEEKDAY_KO_ZH = re.compile(r"\s*[(（]?[월화수목금토일一二三四五六日](?:요일|曜日)[)）]?$")

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2}|xx)(?:\s*[-/. ]\s*(\d{1,2}|xx))?\.?", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2}|xx|--)\s*([-/. ])\s*(\d{1,2}|xx|--)\s*[-/. ]\s*(\d{4})", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_TWO_DIGITS = re.compile(r"\d{1,2}\s*[-/. ]\s*\d{1,2}\s*[-/. ]\s*\d{2}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EAST_ASIAN = re.compile(r"(\d{1,4}|元)\s*[年년]\s*(?:(\d{1,2})\s*[月월]\s*(?:(\d{1,2})\s*[日일号號]?)?)?")
_VIETNAMESE = re.compile(
    r"(?:(?:ngày|mồng)?\s*(\d{1,2})\s+)?(?:tháng|thg)\s*(\d{1,2})(?:\s*,?\s*(?:năm)?\s*|\s*/\s*)(\d{4})"
    r"|năm\s+(\d{4})",
    re.IGNORECASE,
)
_WORD_OR_NUMBER = re.compile(r"\d+|[^\d\s.,/()-]+")
_FILLERS = frozenset(
    {
        "st",
        "nd",
        "rd",
        "th",
        "of",
        "the",
        "de",
        "le",
        "er",
        "day",
        "on",
        "in",
        "year",
        "ngày",
        "năm",
        "วันที่",
        "ที่",
        "เดือน",
        "ปี",
        "ថ្ងៃទី",
        "ថ្ងៃ",
        "ខែ",
        "ឆ្នាំ",
        "ວັນທີ",
        "ເດືອນ",
        "ປີ",
    }
)
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_NUMERAL = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日号號])")


def parse_date(raw: RawDate, *, language: str | None = None, day_first: bool | None = None) -> ParsedDate:
    """Read one date, whole or partial.

    `day_first` is the sender's answer to the one question asked for an ambiguous sheet. Without it, a language in which
    no one writes the month first decides.
    """
    if isinstance(raw, str):
        return _parse_text(raw, language, day_first)
    if isinstance(raw, datetime):
        return _checked(raw.year, raw.month, raw.day)
    if isinstance(raw, date):
        return _checked(raw.year, raw.month, raw.day)
    return _from_number(raw)


def parse_dates(
    raw: str, *, language: str | None = None, day_first: bool | None = None
) -> tuple[PartialDate | DateRange | Ambiguous | Problem, ...]:
    """Read every date of a field that lists alternatives: `DOB 12 Mar 1966; alt. DOB 1967 to 1969`."""
    pieces = [piece for piece in re.split(r"[;；\n]", raw) if piece.strip()]
    return tuple(_parse_piece(piece, language, day_first) for piece in pieces)


def _parse_piece(
    raw: str, language: str | None, day_first: bool | None
) -> PartialDate | DateRange | Ambiguous | Problem:
    text, approximate = _bare(raw)
    ends = _RANGE.split(text)
    if len(ends) != 2:
        return parse_date(raw, language=language, day_first=day_first)
    first, last = (parse_date(end, language=language, day_first=day_first) for end in ends)
    if not isinstance(first, PartialDate):
        return first
    if not isinstance(last, PartialDate):
        return last
    if first.first_day() > last.first_day():
        return RANGE_REVERSED
    return DateRange(_about(first), _about(last)) if approximate else DateRange(first, last)


def _about(exact: PartialDate) -> PartialDate:
    return replace(exact, approximate=True)


@lru_cache(maxsize=65_536)
def _parse_text(raw: str, language: str | None, day_first: bool | None) -> ParsedDate:
    text, approximate = _bare(raw)
    if not text:
        return EMPTY
    if day_first is None and language is not None and language.split("-")[0] in DAY_FIRST_LANGUAGES:
        day_first = True
    found = _read(text, day_first)
    if approximate and isinstance(found, PartialDate):
        return _about(found)
    return found


def _bare(raw: str) -> tuple[str, bool]:
    """The date alone, without label, time of day and a word for about; and whether there was such a word."""
    text = _LABEL.sub("", unicodedata.normalize("NFC", plain(raw))).rstrip(" .;,")
    text = _TIME.sub("", text)
    exact = _CIRCA.sub("", text)
    return exact.strip(), exact != text


def _read(text: str, day_first: bool | None) -> ParsedDate:
    if text.isdigit():
        return _from_digits(text)
    for form, read in _FORMS:
        if whole := form.fullmatch(text):
            return read(whole, day_first)
    return IS_A_RANGE if _RANGE.search(text) else _from_words(text)


def _from_year_first(whole: re.Match[str], _day_first: bool | None) -> ParsedDate:
    year, month, day = whole.groups()
    return _checked(int(year), _known(month), _known(day))


def _from_year_last(whole: re.Match[str], day_first: bool | None) -> ParsedDate:
    first, separator, second, year = whole.groups()
    # A dot is never used where the month comes first (CLDR `dateFormats/short`, all locales).
    return _resolve(int(year), _known(first), _known(second), True if separator == "." else day_first)


def _from_month_and_year(whole: re.Match[str], _day_first: bool | None) -> ParsedDate:
    return _checked(int(whole[2]), int(whole[1]))


def _from_two_digit_year(_whole: re.Match[str], _day_first: bool | None) -> ParsedDate:
    return TWO_DIGIT_YEAR


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bool | None], ParsedDate]], ...] = (
    (_YEAR_FIRST, _from_year_first),
    (_YEAR_LAST, _from_year_last),
    (_MONTH_YEAR, _from_month_and_year),
    (_TWO_DIGITS, _from_two_digit_year),
)


def _from_digits(text: str) -> ParsedDate:
    if len(text) == 4:
        return _checked(int(text))
    if len(text) == 5:
        return _from_number(int(text))
    if whole := _COMPACT.fullmatch(text):
        return _checked(int(whole[1]), int(whole[2]), int(whole[3]))
    return TWO_DIGIT_YEAR if len(text) == 6 else UNREADABLE


def _from_number(number: float) -> ParsedDate:
    """A bare number in a cell is a year, or a spreadsheet's day number."""
    if not 0 <= number < 100_000_000:  # beyond any reading, or not a number at all
        return UNREADABLE
    whole = int(number)
    if whole in _SPREADSHEET_DAYS:
        day = _SPREADSHEET_DAY_ZERO + timedelta(days=whole)
        return PartialDate(day.year, day.month, day.day, notation=Notation.SPREADSHEET)
    if whole != number:
        return UNREADABLE
    if whole < 10_000:
        return _checked(whole)
    return _from_digits(str(whole))


def _known(part: str | None) -> int | None:
    """A month or day, or nothing where zeros, dashes or x stand for an unknown one."""
    return int(part) or None if part is not None and part.isdigit() else None


def _resolve(year: int, first: int | None, second: int | None, day_first: bool | None) -> ParsedDate:
    """Decide which of two numbers is the month, if anything decides it."""
    if first is None or second is None:
        # "00/04/1991": with one of the two unknown the other is the month only if the order says so.
        month = second if first is None else None
        return _checked(year, month)
    if day_first is not None:
        day, month = (first, second) if day_first else (second, first)
        return CONTRADICTS_ORDER if month > 12 >= day else _checked(year, month, day)
    by_day, by_month = _checked(year, second, first), _checked(year, first, second)
    if not isinstance(by_month, PartialDate):
        return by_day
    if not isinstance(by_day, PartialDate) or by_day == by_month:
        return by_month
    # Countries that count Buddhist years write the day first.
    return by_day if by_day.notation is Notation.BUDDHIST else Ambiguous(day_first=by_day, month_first=by_month)


def _from_words(text: str) -> ParsedDate:
    text = _CHINESE_NUMERAL.sub(_chinese_number, text)
    era, text = _take_era(_WEEKDAY_KO_ZH.sub("", text))
    if whole := _EAST_ASIAN.fullmatch(text):
        year, month, day = whole.groups()
        return _checked_in(era, 1 if year == "元" else int(year), _known(month), _known(day))
    if whole := _VIETNAMESE.fullmatch(text):
        day, month, year, only_year = whole.groups()
        return _checked_in(era, int(year or only_year), _known(month), _known(day))
    if era is not None and (found := _read_with_era(text, era)) is not None:
        return found
    return _from_month_name(text, era)


def _read_with_era(text: str, era: tuple[Notation, int]) -> ParsedDate | None:
    """`17/04/2534 พ.ศ.`, `พ.ศ. 2534`, `民國80年`: numbers alone beside an era."""
    if text.isdigit():
        return _checked_in(era, int(text))
    if whole := _YEAR_LAST.fullmatch(text):
        first, _, second, year = whole.groups()
        return _checked_in(era, int(year), _known(second), _known(first))
    return None


def _from_month_name(text: str, era: tuple[Notation, int] | None) -> ParsedDate:
    """`17 เม.ย. 2534`, `April 17, 1991`, `avr. 1991`: one name of a month among one or two numbers."""
    words, numbers = [], []
    for piece in _WORD_OR_NUMBER.findall(text):
        if piece.isdigit():
            numbers.append(piece)
        elif (word := _folded(piece)) not in _FILLERS:
            words.append(word)
    month = MONTHS.get("".join(words))
    if month is None:
        return UNREADABLE
    years = [number for number in numbers if len(number) in {3, 4}]
    days = [number for number in numbers if len(number) < 3]
    if len(years) != 1 or len(days) > 1:
        if len(years) == 0 and numbers:
            return TWO_DIGIT_YEAR if len(numbers) == 2 else YEAR_MISSING
        return UNREADABLE
    return _checked_in(era, int(years[0]), month, int(days[0]) if days else None)


def _folded(word: str) -> str:
    """Lower case without Latin accents; vowel signs of other scripts stay."""
    lower = word.lower()
    if lower.isascii():
        return lower
    kept = (c for c in unicodedata.normalize("NFD", lower) if not 0x300 <= ord(c) < 0x370)
    return unicodedata.normalize("NFC", "".join(kept))


def _chinese_number(found: re.Match[str]) -> str:
    numeral = found[0]
    if "十" not in numeral:
        return numeral.translate(_CHINESE_DIGITS)
    tens, _, ones = numeral.partition("十")
    return (tens.translate(_CHINESE_DIGITS) or "1") + (ones.translate(_CHINESE_DIGITS) or "0")


_ERA = re.compile(
    r"(พ\.?\s*ศ\.?|ພ\.?\s*ສ\.?|ព\.?\s*ស\.?|ค\.?\s*ศ\.?|ຄ\.?\s*ສ\.?|គ\.?\s*ស\.?|\bB\.?E\b\.?|\bA\.?D\b\.?|\bC\.?E\b\.?"
    r"|公元|西元|서기|民國|民国|大正|昭和|平成|令和)",
    re.IGNORECASE,
)


def _take_era(text: str) -> tuple[tuple[Notation, int] | None, str]:
    found = _ERA.search(text)
    if found is None:
        return None, text
    name = re.sub(r"[.\s]", "", found[0]).lower()
    rest = text[: found.start()].rstrip() + " " + text[found.end() :].lstrip()
    return ERAS[name], rest.strip()


def _checked_in(
    era: tuple[Notation, int] | None, year: int, month: int | None = None, day: int | None = None
) -> PartialDate | Problem:
    if era is None:
        return _checked(year, month, day)
    notation, shift = era
    return _exact(year + shift, month, day, notation)


def _checked(year: int, month: int | None = None, day: int | None = None) -> PartialDate | Problem:
    if year in BUDDHIST_YEARS:
        return _exact(year - 543, month, day, Notation.BUDDHIST)
    return _exact(year, month, day, Notation.GREGORIAN)


def _exact(year: int, month: int | None, day: int | None, notation: Notation) -> PartialDate | Problem:
    if year not in PLAUSIBLE_YEARS:
        return YEAR_OUT_OF_RANGE
    try:
        return PartialDate(year, month, day if month else None, notation=notation)
    except ValueError:
        return NO_SUCH_DAY
