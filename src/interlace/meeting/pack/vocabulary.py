"""The words of the tables: what a heading names, what a value is, which remark says that everybody meets it."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources

from interlace.core.characters import plain
from interlace.facts.imports.headers import field_of as field_of_import
from interlace.meeting.pack.records import ThingKind

_ORNAMENT = re.compile(r"[\s_*:：.\-'’\u200b]+")
_IN_BRACKETS = re.compile(r"[(\[（【].*?[)\]）】]")
# Fields of the import vocabulary → fields and kinds of a meeting.
_IMPORTED_FIELDS = {"position": "role", "grading": "grading", "remarks": "remarks", "kind": "type", "source": "source",
                    "id_number": "document", "bank": "bank"}  # fmt: skip
_KINDS_OF_IMPORT = {
    "phone": ThingKind.PHONE, "account": ThingKind.ACCOUNT, "iban": ThingKind.ACCOUNT, "wallet": ThingKind.WALLET,
    "document": ThingKind.DOCUMENT, "id_number": ThingKind.DOCUMENT, "email": ThingKind.EMAIL, "url": ThingKind.DOMAIN,
    "domain": ThingKind.DOMAIN, "handle": ThingKind.HANDLE, "plate": ThingKind.VEHICLE, "address": ThingKind.ADDRESS,
    "name": ThingKind.PERSON,
}  # fmt: skip
_PERSON_FIELDS = frozenset({"name", "alias", "birth_date", "nationality", "document", "phone", "email", "account"})


def _rows(name: str) -> Iterator[tuple[str, str, str]]:
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    for row in csv.reader(line for line in text.splitlines() if line.strip() and not line.startswith("#")):
        if len(row) >= 3:
            yield row[0], row[1], ",".join(row[2:])


def folded(text: str) -> str:
    """A heading without its ornaments."""
    return _ORNAMENT.sub("", plain(text).casefold())


@cache
def _fields() -> Mapping[str, str]:
    return {folded(word): field for field, _, words in reversed([*_rows("headings.csv")]) for word in words.split("|")}


@cache
def _kinds() -> Mapping[str, ThingKind]:
    listed = [(kind, words) for kind, _, words in _rows("things.csv") if kind in set(ThingKind)]
    return {folded(word): ThingKind(kind) for kind, words in listed for word in words.split("|")}


@lru_cache(maxsize=4096)
def field_of(heading: str) -> str:
    """The field a heading names, or nothing. Headings in two languages are read by either."""
    for candidate in _readings(heading):
        if found := _fields().get(folded(candidate)):
            return found
        imported = field_of_import(candidate)
        if imported in _PERSON_FIELDS:
            return imported
        if imported in _IMPORTED_FIELDS:
            return _IMPORTED_FIELDS[imported]
    return ""


@lru_cache(maxsize=4096)
def kind_of(word: str) -> ThingKind | None:
    """What kind of thing a word says a value is."""
    for candidate in _readings(word):
        if found := _kinds().get(folded(candidate)):
            return found
        if found := _KINDS_OF_IMPORT.get(field_of_import(candidate)):
            return found
    return None


def _readings(heading: str) -> Iterator[str]:
    yield heading
    yield _IN_BRACKETS.sub("", heading)
    yield from re.split(r"\s+/\s+|\n|／|\s+\|\s+", heading)


@cache
def kind_words() -> tuple[tuple[re.Pattern[str], ThingKind], ...]:
    """The kind words as they stand in sentences, the longest first."""
    found = sorted(
        (
            (word, ThingKind(kind))
            for kind, _, words in _rows("things.csv")
            if kind != "kind"
            for word in words.split("|")
        ),
        key=lambda entry: -len(entry[0]),
    )
    return tuple((_standing(word), kind) for word, kind in found if kind is not ThingKind.PERSON)


def kind_words_in(text: str) -> list[tuple[int, int, ThingKind]]:
    """Where kind words stand in a text, the longest where they lie over each other.

    A PDF tells the signs above and below the letters of Khmer, Lao, Burmese and Thai in the order in which they were
    drawn. Where a word does not stand there as it is written, its letters without these signs are looked for.
    """
    found: list[tuple[int, int, ThingKind]] = []
    taken = bytearray(len(text))
    for start, end, kind in (*_written(text), *_without_signs(text)):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            found.append((start, end, kind))
    return sorted(found)


def _written(text: str) -> Iterator[tuple[int, int, ThingKind]]:
    for pattern, kind in kind_words():
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind


def _without_signs(text: str) -> Iterator[tuple[int, int, ThingKind]]:
    letters = [at for at, letter in enumerate(text) if not _is_sign(letter)]
    if len(letters) == len(text):
        return
    bare = "".join(text[at] for at in letters)
    for word, kind in _bare_words():
        at = bare.find(word)
        while at >= 0:
            yield letters[at], letters[at + len(word) - 1] + 1, kind
            at = bare.find(word, at + 1)


def _is_sign(letter: str) -> bool:
    """Vowel signs, tone marks and marks that stack letters, of any Indic script: PDF fonts take one for another."""
    return "\u0900" <= letter < "\u1800" and (unicodedata.category(letter) in {"Mn", "Mc"} or letter in _LEADING_VOWELS)


_LEADING_VOWELS = "เแโใไาะำເແໂໃໄາະຳ"
_FEWEST_LETTERS = 4


@cache
def _bare_words() -> tuple[tuple[str, ThingKind], ...]:
    """Kind words without signs, the longest first; short ones would stand everywhere."""
    bare = {
        "".join(letter for letter in word if not _is_sign(letter)): ThingKind(kind)
        for kind, _, words in _rows("things.csv") if kind != "kind"
        for word in words.split("|") if any(map(_is_sign, word))
    }  # fmt: skip
    long = [(word, kind) for word, kind in bare.items() if len(word) >= _FEWEST_LETTERS]
    return tuple(sorted(long, key=lambda entry: -len(entry[0])))


@cache
def _shared_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (_standing(word), why) for why, language, words in _rows("shared.csv") if language != "language"
        for word in words.split("|")
    )  # fmt: skip


def _standing(word: str) -> re.Pattern[str]:
    """Words in letters with spaces between words stand alone; those of other scripts may stand within a longer one."""
    is_spaced = ord(word[0]) < 0x0E00 and ord(word[-1]) < 0x0E00
    is_spaced = is_spaced or 0x1E00 <= ord(word[-1]) < 0x2000
    text = re.escape(word).replace(r"\ ", r"\s*" if not is_spaced else r"\s+")
    return re.compile(rf"(?<!\w){text}(?!\w)" if is_spaced else text, re.IGNORECASE)


@lru_cache(maxsize=8192)
def why_shared(remark: str) -> str:
    """Why a value with this remark belongs to everybody, or nothing."""
    closed = re.sub(r"\s+", "", remark)
    return next(
        (why for pattern, why in _shared_words() if pattern.search(remark) or _finds_closed(pattern, closed, remark)),
        "",
    )


def _finds_closed(pattern: re.Pattern[str], closed: str, remark: str) -> bool:
    """A scanner puts spaces into scripts that have none."""
    return (
        "(?<!" not in pattern.pattern
        and any(ord(letter) >= 0x0E00 for letter in remark)
        and (pattern.search(closed) is not None)
    )


_TOTALS = frozenset(
    folded(word)
    for word in (
        "total", "totals", "sum", "sum total", "grand total", "sous-total", "somme", "tổng", "tổng cộng", "cộng",
        "รวม", "รวมทั้งหมด", "ยอดรวม", "합계", "총계", "소계", "계", "合计", "总计", "小计", "合計", "總計", "小計", "計",
        "jumlah", "jumlah besar", "kabuuan", "សរុប", "ລວມ", "ລວມທັງໝົດ", "စုစုပေါင်း",
    )
)  # fmt: skip


def is_total(text: str) -> bool:
    """Whether a cell begins a line of totals."""
    return folded(text) in _TOTALS or folded(re.sub(r"\d+", "", text)) in _TOTALS
