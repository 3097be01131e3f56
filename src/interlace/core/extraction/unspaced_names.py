"""Names in Thai, Lao, Khmer and Burmese, which are written without spaces between words."""

import re
from collections.abc import Mapping
from functools import lru_cache

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.tables import longest_first, rows_of, words_of

_LETTERS: Mapping[str, str] = {
    "th": r"\u0e01-\u0e3a\u0e40-\u0e4e.", "lo": r"\u0e81-\u0eb9\u0ebb-\u0ecd\u0edc\u0edd.",
    "km": r"\u1780-\u17d3\u17dd", "my": r"\u1000-\u103f\u1050-\u109f",
}  # fmt: skip
_MAY_STAND_BETWEEN = r"[ :：\"“‘'(]{0,3}"
_SHORTEST = 2
_LONGEST = 34
_PERSON_WORDS = ("title_native", "naming")
_VOWELS_AND_MARKS = re.compile("[\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3]")


_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
"""A syllable begins here for certain."""


_CHINESE_THAI = re.compile(r"(?P<name>[\u0e01-\u0e3a\u0e40-\u0e4e]{2,18} แซ่[\u0e01-\u0e3a\u0e40-\u0e4e]{1,10})")
"""Family names of Chinese Thais: nothing else is written with แซ่."""


def find_unspaced_names(reading: Reading) -> None:
    """Propose what is named behind a title, a word for naming, a company or a town, as far as the name goes."""
    language = _script_language(reading)
    if language is None:
        return
    _behind(reading, language, CandidateType.PERSON, "alias_native", is_inside=True)
    _behind(reading, language, CandidateType.ORG, "organisation_native_before", is_inside=True)
    _before(reading, language, CandidateType.ORG, "organisation_native_after")
    _behind(reading, language, CandidateType.PLACE, "place_native_before", is_inside=True)
    _before(reading, language, CandidateType.PLACE, "place_native_after")
    for match in reading.matches(_CHINESE_THAI, text=reading.raw):
        start, end = match.span()
        titles = _behind_titles(reading.raw, language, start)
        reading.propose(
            CandidateType.PERSON, titles, end, normal=reading.text[titles:end], confidence=Confidence.LIKELY,
            rule="family_name",
        )  # fmt: skip
    for kind in _PERSON_WORDS:
        _behind(reading, language, CandidateType.PERSON, kind, is_inside=False)


def _behind(reading: Reading, language: str, kind: CandidateType, words: str, *, is_inside: bool) -> None:
    pattern = _words(words, language)
    if pattern is None:
        return
    for match in pattern.finditer(reading.raw):
        shortest = 2 if kind is not CandidateType.PERSON else 3
        if not _begins_a_word(reading.raw, match, language, is_short=len(match[0]) <= shortest):
            continue
        start = _behind_titles(reading.raw, language, _first_letter(reading.raw, match.end()))
        if kind is CandidateType.PERSON and _starts_with_other_word(reading, language, start):
            continue
        end = _end_of_name(reading, language, start, kind)
        if end - start < _SHORTEST or _VOWELS_AND_MARKS.match(reading.raw[start]):
            continue
        if _is_another_word(reading, language, match, start):
            continue
        closing = _CLOSING.match(reading.raw, end)
        if closing is not None and kind is CandidateType.ORG:
            end = closing.end()
        is_outside = match[0] in words_of("name_words", "outside") and closing is None
        begins = match.start() if is_inside and not is_outside else start
        reading.propose(
            kind, begins, end, normal=" ".join(reading.text[begins:end].split()), confidence=Confidence.LIKELY,
            rule="word_before", beside=match[0],
        )  # fmt: skip


_CLOSING = re.compile(r" ?(?:จำกัด|ຈຳກັດ|ຈໍາກັດ)(?: ?\((?:มหาชน|ມະຫາຊົນ)\))?")
"""What closes the name of a company that a word for one has opened."""


def _is_another_word(reading: Reading, language: str, match: re.Match[str], start: int) -> bool:
    """A nickname's first letters may begin an ordinary word, and a title may stand where a name was awaited."""
    if any(reading.raw.startswith(word, match.start()) for word in words_of("name_words", "not_a_name")):
        return True
    title = _words("title_native", language)
    return (
        title is not None
        and (found := title.match(reading.raw, start)) is not None
        and reading.raw[found.end() : found.end() + 1] in {"", " "}
    )


def _before(reading: Reading, language: str, kind: CandidateType, words: str) -> None:
    """Names whose kind stands at their end, as in Burmese: back to the last space."""
    pattern = _words(words, language)
    for match in pattern.finditer(reading.raw) if pattern else ():
        start = match.start()
        while start and re.match(f"[{_LETTERS[language]}]", reading.raw[start - 1]) and match.end() - start < _LONGEST:
            start -= 1
        if match.start() - start >= _SHORTEST:
            reading.propose(
                kind, start, match.end(), normal=reading.text[start : match.end()], confidence=Confidence.LIKELY,
                rule="word_within", beside=match[0],
            )  # fmt: skip


def _end_of_name(reading: Reading, language: str, start: int, kind: CandidateType) -> int:
    """A name is one run of letters, or two for a person with a family name, and ends before the words of a sentence."""
    run = _run(reading, language, start)
    end = _cut(reading, language, start, run)
    if end < run or kind is CandidateType.PLACE or language == "my":
        return end
    second = end + 1
    if reading.raw[end:second] != " " or _starts_with_other_word(reading, language, second):
        return end
    further = _run(reading, language, second)
    cut = _cut(reading, language, second, further)
    return cut if cut - second >= _SHORTEST and reading.is_free(second, cut) else end


def _run(reading: Reading, language: str, start: int) -> int:
    match = re.compile(f"[{_LETTERS[language]}]{{1,{_LONGEST}}}").match(reading.raw, start)
    return start if match is None else match.end() - (match[0].endswith("."))


def _cut(reading: Reading, language: str, start: int, end: int) -> int:
    """Where the first word of the sentence begins, not before two letters of the name."""
    pattern = _words("follows", language)
    for match in pattern.finditer(reading.raw, start + _SHORTEST, end) if pattern else ():
        is_clear = len(match[0]) > 2 or match[0][0] in _LEADING_VOWELS
        if language == "my" and (
            match.end() != end or reading.raw[match.start() - len(match[0]) : match.start()] == match[0]
        ):
            continue  # Burmese particles are syllables of names too: only at the end, and not said twice
        if is_clear and not _VOWELS_AND_MARKS.match(reading.raw[match.end() : match.end() + 1]):
            return match.start()
    while end > start and not reading.is_free(start, end):
        end -= 1
    return end


def _starts_with_other_word(reading: Reading, language: str, place: int) -> bool:
    for kind in ("follows", "naming", "organisation_native_before", "place_native_before"):
        pattern = _words(kind, language)
        if pattern is not None and pattern.match(reading.raw, place):
            return True
    return _beside_pattern(language).match(reading.raw, place) is not None


def _behind_titles(text: str, language: str, start: int) -> int:
    titles = _words("title_native", language)
    while titles is not None and (title := titles.match(text, start)) is not None:
        rest = _first_letter(text, title.end())
        if (
            rest >= len(text)
            or _VOWELS_AND_MARKS.match(text[rest])
            or not re.match(f"[{_LETTERS[language]}]", text[rest])
        ):
            return start
        start = rest
    return start


def _first_letter(text: str, place: int) -> int:
    match = re.compile(_MAY_STAND_BETWEEN).match(text, place)
    return place if match is None else match.end()


def _begins_a_word(text: str, match: re.Match[str], language: str, *, is_short: bool) -> bool:
    """A short word within a run of letters is more likely a part of another word."""
    before = text[match.start() - 1 : match.start()]
    return not is_short or not before or re.match(f"[{_LETTERS[language]}]", before) is None


def _script_language(reading: Reading) -> str | None:
    language = reading.language.split("-")[0]
    return language if language in _LETTERS else None


@lru_cache(maxsize=64)
def _words(kind: str, language: str) -> re.Pattern[str] | None:
    letters = re.compile(f"[{_LETTERS[language]}(]")
    words = [word for word in longest_first("name_words", kind) if letters.match(word)]
    return re.compile("|".join(map(re.escape, words))) if words else None


@lru_cache(maxsize=8)
def _beside_pattern(language: str) -> re.Pattern[str]:
    words = {word for row in rows_of("words_beside") if row[1] == language for word in row[2].split("|")}
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
