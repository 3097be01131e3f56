"""Who speaks in a conversation: the name before the colon of a message."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Reading
from interlace.core.extraction.tables import longest_first, rows_of, words_of

_LINE = re.compile(
    r"^(?P<stamp>[ \t]*(?:\[[^\]\n]{3,30}\]|[\d/.\-]{6,10},? \d{1,2}[:.h]\d{2}"
    r"(?: ?[ap]m)?(?: [-–])?|\d{1,2}:\d{2})? *[-–]? *)"
    r"(?P<name>[^\d\s:：\[\]@/,][^:：\n\[\]/,]{0,28}?)(?P<behind>\s+\d{1,2}:\d{2})?\s*[:：](?!//)",
    re.MULTILINE,
)
# The export of LINE: time, tab, name, tab, message.
_TABBED_LINE = re.compile(r"^(?P<stamp>\d{1,2}:\d{2})\t(?P<name>[^\t\n]{1,30})\t", re.MULTILINE)
_FEWEST = 2
_NOT_OF_A_NAME = re.compile(r"^[^\w]+|[^\w.)]+$")
_LONGEST_WORDS = 4


def find_speakers(reading: Reading) -> None:
    """Propose the speakers of a conversation; kinship alone names nobody."""
    lines = [match for match in _LINE.finditer(reading.raw) if _may_be_a_name(match["name"])]
    tabbed = list(_TABBED_LINE.finditer(reading.text))
    if not tabbed and not _is_conversation(reading, lines):
        return
    for match in tabbed or lines:
        start, end = match.span("name")
        start, end = without_titles(reading, *_trimmed(reading.raw, start, end))
        name = reading.text[start:end]
        if name.lower() in words_of("name_words", "kinship"):
            reading.block(start, end)
        else:
            reading.propose(
                CandidateType.PERSON, start, end, normal=" ".join(name.split()), confidence=Confidence.LIKELY,
                rule="speaker",
            )  # fmt: skip


def _may_be_a_name(written: str) -> bool:
    small = written.strip().lower()
    return len(small.split()) <= _LONGEST_WORDS and small not in words_of("words_beside", "phone")


def _is_conversation(reading: Reading, lines: Sequence[re.Match[str]]) -> bool:
    """Forms have lines with colons too: a conversation has stamps, or somebody who speaks twice."""
    if len(lines) < _FEWEST:
        return False
    stamped = sum(bool(match["stamp"].strip() or match["behind"]) for match in lines)
    again = Counter(match["name"].strip() for match in lines)
    all_lines = sum(bool(line.strip()) for line in reading.text.split("\n"))
    return stamped >= _FEWEST or (max(again.values()) >= _FEWEST and 2 * len(lines) >= all_lines)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without signs and pictures around the name."""
    while start < end and not _is_letter(text[start]):
        start += 1
    while start < end and not (_is_letter(text[end - 1]) or text[end - 1] == "."):
        end -= 1
    return start, end


def _is_letter(character: str) -> bool:
    return character.isalnum() or "\u0e00" <= character <= "\u109f" or "\u1780" <= character <= "\u17d3"


def without_titles(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """The place of a name without the titles before it; a title alone is left as it is."""
    for _ in range(3):
        written = reading.small[start:end]
        title = next((t for t in titles_of(reading.language) if written.startswith(t + " ")), "")
        native = next((t for t in longest_first("name_words", "title_native") if written.startswith(t)), "")
        longest = max(title, native, key=len)
        rest = written[len(longest) :].lstrip()
        if not longest or len(rest) < 2 or rest[0] in _DEPENDENT:
            return start, end
        start = end - len(rest)
    return start, end


# Signs that cannot begin a syllable: what begins with one is the rest of a word.
_DEPENDENT = frozenset("ะาำิีึืุูัๅ็่้๊๋์ະາຳິີຶືຸູັົຼ່້໊໋໌ါာိီုူေဲံ့း်္ျြွှាិីឹឺុូួើឿៀេែៃោៅំះ់៉៊៍")


@lru_cache(maxsize=16)
def titles_of(language: str) -> tuple[str, ...]:
    """Titles in Latin letters, the longest first: Vietnamese ones are syllables of names elsewhere."""
    named = language.split("-", maxsplit=1)[0]
    languages = {"vi", "en"} if named == "vi" else {row[1] for row in rows_of("name_words")} - {"vi"}
    words = {w for row in rows_of("name_words") if row[0] == "title" and row[1] in languages for w in row[2].split("|")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
