"""Scanned pages by Tesseract, one script at a time: all languages at once give garbage for Korean, Chinese and Khmer.

The text of the bureau's script is read first. Tesseract's models for Asian scripts read Latin letters badly, so a
second reading with the Latin model supplies the words that are Latin letters and digits. Where the program or its data
are missing, the page is told as not read, with what to install.
"""

import csv
import io
import os
import re
import resource
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from statistics import median

from interlace.evidence.reading.documents import Block, Cell, Grid, Hindrance, Passage
from interlace.evidence.reading.ruled import Bar, without_boxes

_SECONDS = 60
_MEMORY = 2 * 1024 * 1024 * 1024  # address space: the models are mapped into it
_LATIN_MODEL = "eng"
_SURE = 55.0  # of 100: below it the Latin reading of a word does not stand in for the other
_SPACE = 0.33  # of the height of a line: what parts two words; syllables of one word stand closer
_EMPTY_LINE = 1.55  # of the distance between two lines: a line was left empty between them
_WIDE = 0.86  # a line that reaches so far across the text goes on in the next
_BAR = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[-=_*─—~.\s]{6,}")
_KEY = re.compile(r"[^:：|]{2,60}[:：]\s*\S")

# Language (ISO 639-1) → the model that Tesseract calls by this name. Source: tesseract-ocr/tessdata, 2026-11.
MODELS: Mapping[str, str] = {
    "en": "eng", "fr": "fra", "ko": "kor", "th": "tha", "vi": "vie", "km": "khm", "lo": "lao", "my": "mya",
    "zh": "chi_sim", "zh-hant": "chi_tra", "ja": "jpn", "hi": "hin", "id": "ind", "ms": "msa", "tl": "fil",
}  # fmt: skip
# Script as Tesseract's detection names it → model.
_BY_SCRIPT: Mapping[str, str] = {
    "Latin": "eng", "Hangul": "kor", "Korean": "kor", "Thai": "tha", "Khmer": "khm", "Lao": "lao", "Myanmar": "mya",
    "Han": "chi_sim", "HanS": "chi_sim", "HanT": "chi_tra", "Japanese": "jpn", "Devanagari": "hin",
    "Vietnamese": "vie",
}  # fmt: skip
_LATIN_MODELS = frozenset({"eng", "fra", "vie", "ind", "msa", "fil"})


@dataclass(slots=True)
class Counters:
    """How many paragraphs and tables a document has had so far."""

    paragraphs: int = 0
    tables: int = 0


class OcrUnavailable(Exception):
    """A page that cannot be read here, and what is missing."""

    def __init__(self, hindrance: Hindrance, detail: str) -> None:
        super().__init__(detail)
        self.hindrance = hindrance
        self.detail = detail


@dataclass(slots=True)
class _Word:
    left: int
    top: int
    right: int
    bottom: int
    sure: float
    text: str


@cache
def available_models() -> frozenset[str] | None:
    """The models installed on this machine; nothing where the program is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    return frozenset(listed.stdout.decode("ascii", "replace").split("\n")[1:]) - {""}


def read_picture(picture: bytes, *, languages: Sequence[str], counters: Counters) -> list[Block]:
    """The paragraphs and tables of one picture of a page (PNM, PNG, JPEG or TIFF)."""
    installed = available_models()
    if installed is None:
        raise OcrUnavailable(Hindrance.OCR_MISSING, "tesseract-ocr")
    model = _model(picture, languages, installed)
    picture, bars = without_boxes(picture)
    words = _words(picture, model)
    if model not in _LATIN_MODELS and _LATIN_MODEL in installed:
        words = _with_latin(words, _words(picture, _LATIN_MODEL))
    return list(_blocks([_barred(line, bars) for line in _lines(words)], counters))


def _model(picture: bytes, languages: Sequence[str], installed: frozenset[str]) -> str:
    for language in languages:
        if (model := MODELS.get(language)) is not None:
            if model not in installed:
                raise OcrUnavailable(Hindrance.OCR_LANGUAGE_MISSING, f"tesseract-ocr-{model.replace('_', '-')}")
            return model
    script = ""
    if "osd" in installed:
        said = _run(picture, "--psm", "0", "-l", "osd")
        script = next((line.partition(":")[2].strip() for line in said.split("\n") if line.startswith("Script:")), "")
    model = _BY_SCRIPT.get(script, _LATIN_MODEL)
    if model not in installed:
        raise OcrUnavailable(Hindrance.OCR_LANGUAGE_MISSING, f"tesseract-ocr-{model.replace('_', '-')}")
    return model


def _run(picture: bytes, *options: str) -> str:
    program = shutil.which("tesseract") or "tesseract"
    try:
        done = subprocess.run(  # noqa: S603
            [program, "stdin", "stdout", *options],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={"OMP_THREAD_LIMIT": "1", "PATH": os.defpath}
            | {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ},
            preexec_fn=_limit,
        )
    except subprocess.TimeoutExpired:
        raise OcrUnavailable(Hindrance.PAGE_NOT_READ, "time") from None
    return done.stdout.decode("utf-8", "replace")


def _limit() -> None:
    # In the jail narrower limits stand already, and nobody widens them any more.
    with suppress(ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _words(picture: bytes, model: str) -> list[_Word]:
    table = _run(picture, "-l", model, "--psm", "6", "tsv")
    words = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        left, top = int(row["left"]), int(row["top"])
        right, bottom = left + int(row["width"]), top + int(row["height"])
        words.append(_Word(left, top, right, bottom, float(row["conf"]), text))
    return words


def _with_latin(words: list[_Word], latin: list[_Word]) -> list[_Word]:
    """Where the Latin model is sure of a word of Latin letters or digits, its reading stands in for what it covers."""
    chosen = []
    for word in latin:
        covered = [other for other in words if _overlap(word, other) > 0.5]
        # Native letters that the other model is sure of are not Latin, whatever the Latin model saw in them.
        is_native = (
            covered
            and all(_is_native(other.text) for other in covered)
            and (sum(other.sure for other in covered) / len(covered) > word.sure)
        )
        if word.sure >= _SURE and not is_native and _is_value(word.text):
            chosen.append(word)
    kept = [word for word in words if not any(_overlap(other, word) > 0.5 for other in chosen)]
    return kept + chosen


def _is_native(text: str) -> bool:
    return any(ord(letter) >= 0x0E00 for letter in text) and not any(letter.isdigit() for letter in text)


def _is_value(text: str) -> bool:
    """Letters and digits as identifiers have them; a lone short word may be a misread one of the other script."""
    return text.isascii() and (any(map(str.isdigit, text)) or len(text) >= 3)


def _overlap(a: _Word, b: _Word) -> float:
    """How much of b lies in a."""
    width = min(a.right, b.right) - max(a.left, b.left)
    height = min(a.bottom, b.bottom) - max(a.top, b.top)
    area = max(1, (b.right - b.left) * (b.bottom - b.top))
    return max(0, width) * max(0, height) / area


def _lines(words: list[_Word]) -> list[list[_Word]]:
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: (word.top + word.bottom) / 2):
        middle = (word.top + word.bottom) / 2
        for line in lines[-3:]:
            if min(other.top for other in line) <= middle <= max(other.bottom for other in line):
                line.append(word)
                break
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _barred(line: list[_Word], bars: Sequence[Bar]) -> list[_Word]:
    """The words of a line with the bars between its cells."""
    middle = median((word.top + word.bottom) / 2 for word in line)
    own = [_Word(bar.at, bar.top, bar.at, bar.bottom, 100.0, "|") for bar in bars if bar.top <= middle <= bar.bottom]
    own = [bar for bar in own if line[0].left < bar.left]
    # The box of a word may begin before the bar that it stands behind.
    return sorted([*line, *own], key=lambda word: word.left + word.right) if own else line


def _text(line: Sequence[_Word]) -> str:
    """The words of a line; scripts that write no spaces get one only where there is one on the page."""
    text, height = "", median(word.bottom - word.top for word in line)
    for before, word in zip([None, *line], line, strict=False):
        if before is not None:
            is_close = word.left - before.right < _SPACE * height and not (before.text.isascii() or word.text.isascii())
            text += "" if is_close else " "
        text += word.text
    return text


def _blocks(lines: list[list[_Word]], counters: Counters) -> Iterator[Block]:
    """Lines between empty ones and rules belong together: rows between bars, `key: value` lines, else paragraphs."""
    right = max((line[-1].right for line in lines), default=0)
    left = min((line[0].left for line in lines), default=0)
    wide_from = left + _WIDE * (right - left)
    for part in _parts(lines):
        texts = [(_text(line), line[-1].right >= wide_from) for line in part]
        if any(text.count("|") > 1 for text, _ in texts[:1]):
            yield from _tables(texts, counters)
        elif counters.tables == 0 and all(_KEY.match(text) for text, _ in texts) and len(texts) > 1:
            counters.tables += 1
            yield Grid(tuple(_key_row(counters.tables, number, text) for number, (text, _) in enumerate(texts, 1)))
        else:
            yield from _passages(texts, counters)


def _parts(lines: list[list[_Word]]) -> Iterator[list[list[_Word]]]:
    middles = [median((word.top + word.bottom) / 2 for word in line) for line in lines]
    usual = median(after - before for before, after in pairwise(middles)) if len(middles) > 1 else 0
    part: list[list[_Word]] = []
    for at, line in enumerate(lines):
        is_rule = _RULE.fullmatch(_text(line)) is not None
        if part and (is_rule or middles[at] - middles[at - 1] > _EMPTY_LINE * usual):
            yield part
            part = []
        if not is_rule:
            part.append(line)
    if part:
        yield part


def _tables(texts: Sequence[tuple[str, bool]], counters: Counters) -> Iterator[Block]:
    """The rows of one table; a row that was broken at the end of a line goes on in the next."""
    counters.tables += 1
    rows: list[list[str]] = []
    after: list[tuple[str, bool]] = []
    was_wide = False
    for text, is_wide in texts:
        values = _BAR.split(text)
        is_short = bool(rows) and len(rows[-1]) < len(rows[0]) and 1 < len(values) < len(rows[0])
        goes_on = rows and (was_wide or is_short) and len(rows[-1]) + len(values) - 1 <= len(rows[0])
        if goes_on:
            rows[-1] = [*rows[-1][:-1], f"{rows[-1][-1]} {values[0]}".strip(), *values[1:]]
        elif len(values) > 1:
            rows.append(values)
        else:
            after.append((text, is_wide))
        was_wide = is_wide
    yield Grid(tuple(_row(counters.tables, number, values) for number, values in enumerate(rows, start=1)))
    yield from _passages(after, counters)


def _passages(texts: Sequence[tuple[str, bool]], counters: Counters) -> Iterator[Passage]:
    paragraph = ""
    for text, is_wide in texts:
        paragraph = f"{paragraph} {text}".strip()
        if not is_wide:
            counters.paragraphs += 1
            yield Passage(f"paragraph {counters.paragraphs}", paragraph)
            paragraph = ""
    if paragraph:
        counters.paragraphs += 1
        yield Passage(f"paragraph {counters.paragraphs}", paragraph)


def _row(table: int, row: int, values: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(f"table {table} row {row} column {column}", value.strip()) for column, value in enumerate(values, start=1)
    )


def _key_row(table: int, row: int, text: str) -> tuple[Cell, ...]:
    key, _, value = text.replace("：", ":").partition(":")
    return _row(table, row, (key, value))
