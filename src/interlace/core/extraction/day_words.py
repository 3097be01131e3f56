"""Today, yesterday, Sunday: days in words, counted from the day of writing."""

import re
from collections.abc import Mapping
from functools import lru_cache

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.tables import rows_of
from interlace.core.extraction.writing_days import WritingDays

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BESIDE_A_DATE = re.compile(r"^[ ,(]{0,3}(?:ngày |the |tanggal |le |ที่ |ទី|ທີ)?\d|^[ ,(]{0,3}(?:tanggal|ngày|ที่)|^,")
_DATE_BEFORE = re.compile(r"\d[ ,.日일號号]{0,3}[(（]?$")


class DayWords:
    """Finds days in words and puts them beside the day of writing."""

    def __init__(self, reading: Reading, days: WritingDays) -> None:
        self._reading = reading
        self._days = days

    def find(self) -> None:
        """Propose days counted from the day of writing; a weekday beside a date says nothing new."""
        for match in self._reading.matches(_pattern(), text=self._reading.small):
            meaning = _meanings()[match[0]]
            if meaning in _WEEKDAYS:
                if not self._is_beside_a_date(match):
                    normal = self._days.weekday(match.start(), _WEEKDAYS.index(meaning))
                    self._propose(match, normal, "weekday")
            else:
                self._propose(match, self._days.counted(match.start(), int(meaning)), "day_from_writing")

    def _is_beside_a_date(self, match: re.Match[str]) -> bool:
        small = self._reading.small
        behind = _BESIDE_A_DATE.match(small[match.end() : match.end() + 14])
        before = _DATE_BEFORE.search(small[max(0, match.start() - 6) : match.start()])
        follows = any(
            candidate.type is CandidateType.DATE and 0 <= candidate.start - match.end() <= 3
            for candidate in self._reading.found
        )
        return bool(behind or before or follows)

    def _propose(self, match: re.Match[str], normal: str | None, rule: str) -> None:
        self._reading.propose(
            CandidateType.DATE, *match.span(), normal=normal, confidence=Confidence.LIKELY, rule=rule, beside=match[0]
        )


@lru_cache(maxsize=1)
def _meanings() -> Mapping[str, str]:
    """Word → days from the day of writing, or a day of the week."""
    table = {}
    for meaning, _language, words in rows_of("days"):
        if meaning in _WEEKDAYS or meaning.lstrip("-").isdigit():
            table.update(dict.fromkeys(words.split("|"), meaning))
    return table


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted(_meanings(), key=len, reverse=True)
    return re.compile(
        "|".join(rf"(?<![^\W\d_]){re.escape(w)}(?![^\W\d_])" if w[0] < "\u0250" else re.escape(w) for w in words)
    )


@lru_cache(maxsize=8)
def longest_day_words(kind: str) -> tuple[str, ...]:
    """All words of one kind, the longest first."""
    words = {word for row in rows_of("days") if row[0] == kind for word in row[2].split("|")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
