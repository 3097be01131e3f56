"""Values in sentences: what has a shape of its own, and what a word beside it names, also where a part is hidden."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interlace.core.characters import plain
from interlace.core.extraction import CandidateType, extract
from interlace.meeting.pack.records import ThingKind
from interlace.meeting.pack.vocabulary import kind_of, kind_words_in

_DOT = r"(?:\.|\[\.\]|\(\.\))"
# A line of print may end at a hyphen within a host.
_LABEL = r"[A-Za-z0-9](?:(?:[A-Za-z0-9]|-(?:(?<=[A-Za-z0-9]{3}-)\s)?)*[A-Za-z0-9])?"
_HOST = rf"{_LABEL}(?:{_DOT}{_LABEL})*{_DOT}[A-Za-z]{{2,24}}"
_SHAPES: tuple[tuple[ThingKind, re.Pattern[str]], ...] = (
    (
        ThingKind.DOCUMENT,
        re.compile(
            r"P[A-Z<][A-Z<]{3}[A-Z<]{20,39}\s*[/\n]?\s*[A-Z0-9<]{44}|(?<![A-Z0-9<])[A-Z0-9<]{9}\d[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{14}[\d<]{2}"
        ),
    ),
    (ThingKind.EMAIL, re.compile(rf"[A-Za-z0-9][A-Za-z0-9._%+-]*\s?(?:@|\[at\]|\(at\))\s?{_HOST}(?![A-Za-z0-9])")),
    (
        ThingKind.HANDLE,
        re.compile(r"(?:https?://)?(?:t\.me|telegram\.me|wa\.me|line\.me/ti/p)/[@~]?[\w.+-]{2,64}", re.IGNORECASE),
    ),
    (ThingKind.DOMAIN, re.compile(rf"h(?:tt|xx)ps?\[?:\]?//{_HOST}[^\s()（）\"<>،。、，;]*", re.IGNORECASE)),
    (
        ThingKind.WALLET,
        re.compile(
            r"(?<![A-Za-z0-9])(?:0x[0-9A-Fa-f]{2,}|[A-Za-z0-9]{3,12})(?:…|\.{2,4}|\*{2,}(?!\d))[A-Za-z0-9]{3,12}(?![A-Za-z0-9])"
        ),
    ),
    (
        ThingKind.WALLET,
        re.compile(
            r"(?<![A-Za-z0-9])(?:0x[0-9A-Fa-f]{38,42}|(?:bc|tb|ltc)1[a-z0-9]{20,80}|(?=[A-Za-z0-9]*[a-z])(?=[A-Za-z0-9]*[A-Z])(?=[A-Za-z0-9]*\d)[13TLMDrXG][A-Za-z0-9]{25,43})(?![A-Za-z0-9])"
        ),
    ),
    (ThingKind.DOMAIN, re.compile(rf"(?<![A-Za-z0-9@._/-]){_HOST}(?![A-Za-z0-9-])(?:/[^\s()（）\"<>。、，;]*)?")),
    (ThingKind.HANDLE, re.compile(r"(?<![\w.@/])@[A-Za-z0-9_][A-Za-z0-9_.-]{2,63}")),
    (
        ThingKind.ACCOUNT,
        re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,4})?(?![A-Za-z0-9])"),
    ),
)
# Numbers, plates and documents: a word beside them says what they are.
_LOOSE = re.compile(
    r"(?<![\w.])(?:"
    r"\(?\+\s?\d[\d\s().\-*•]{5,}[\d*]"  # +66 60 000 8971, (+857) 020 00 9012, +66 60 *** 8971
    r"|[\d*•(][\d*•().\-]*(?:[\s\-.][\d*•().]+)*"  # 000-6964-9513-87, ***-****-**13-87
    r"|[A-Z]{2}[ ]?[0-9O]{3}[ ][0-9O]{4}"  # KR 000 5388
    r"|[A-Z]{1,3}[ -]?[0-9O?*]{3,9}(?:[ -]?[A-Z0-9?*]{1,3})?"  # XB 014? KR, VN0008672
    r"|\d{2,3}[가-힣][ ]?\d{4}"  # a Korean plate
    r")(?!\w)"
)
_OPENING = re.compile(r"[（(]")
_ASIDE = re.compile(r"\s*[,，—–]\s*([^.。;；\n]{3,100})")
_NEXT_SENTENCE = re.compile(r"[.!?](?:\s|$)|[。！？។\n]")
_REMARK_REACH = 40
_MONEY = re.compile(
    r"^\s*(?:USD|EUR|KRW|THB|VND|CNY|JPY|MYR|SGD|PHP|IDR|USDT|dollars?|명|名|ราย|นาក់|ဦး"
    r"|victims|victimes|bị hại|mangsa|korban)",
    re.IGNORECASE,
)
# Of the words for places only those that an address follows: "a place near crossing 7" is none.
_ADDRESS_WORD = re.compile(
    r"(?<!\w)(?:address|adresse|địa chỉ|alamat)(?!\w)|ที่อยู่|주소|地址|住所|所在地|អាសយដ្ឋាន|ທີ່ຢູ່|လိပ်စာ", re.IGNORECASE
)
_FEWEST_DIGITS = 4
_REACH = 80


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a sentence, and what stands in brackets behind it."""

    kind: ThingKind
    raw: str
    remark: str = ""


# What the reader of texts proposes, and what it is at the meeting.
_CANDIDATES: Mapping[CandidateType, ThingKind] = {
    CandidateType.PHONE: ThingKind.PHONE,
    CandidateType.EMAIL: ThingKind.EMAIL,
    CandidateType.HANDLE: ThingKind.HANDLE,
    CandidateType.DOMAIN: ThingKind.DOMAIN,
    CandidateType.IBAN: ThingKind.ACCOUNT,
    CandidateType.BANK_ACCOUNT: ThingKind.ACCOUNT,
    CandidateType.WALLET: ThingKind.WALLET,
    CandidateType.PASSPORT: ThingKind.DOCUMENT,
}


def values_in(text: str, *, country: str | None = None) -> list[Found]:
    """Every value of a text that its shape or a word beside it names, in order.

    What case files hide or misspell is read here: `core/extraction` proposes nothing that cannot be a whole value. What
    it finds beside that is added.
    """
    twin = "".join(_plain(character) for character in text)
    taken = bytearray(len(text))
    found: list[tuple[int, Found]] = []
    for kind, shape in _SHAPES:
        for match in shape.finditer(twin):
            end = match.start() + len(match[0].rstrip(".,;:)"))
            if not any(taken[match.start() : end]):
                taken[match.start() : end] = b"\x01" * (end - match.start())
                found.append((match.start(), Found(kind, text[match.start() : end], _remark(text, end))))
    found += ((at, one) for at, one in _loose(text, twin, taken))
    found += ((at, one) for at, one in _addresses(text, twin, taken))
    found += ((at, one) for at, one in _proposed(text, twin, taken, country))
    return [one for _, one in sorted(found, key=lambda entry: entry[0])]


def _proposed(text: str, twin: str, taken: bytearray, country: str | None) -> Iterator[tuple[int, Found]]:
    """What the reader of texts finds where nothing was found yet."""
    for candidate in extract(text, region=country):
        known = _CANDIDATES.get(candidate.type)
        is_free = not any(taken[candidate.start : candidate.end]) and not _is_in_remark(twin, candidate.start)
        if known is not None and is_free:
            yield candidate.start, Found(known, candidate.text, _remark(text, candidate.end))


def _is_in_remark(twin: str, at: int) -> bool:
    before = twin[:at]
    return sum(map(before.count, "（(")) > sum(map(before.count, "）)"))


def _plain(character: str) -> str:
    read = plain(character)
    return read if len(read) == 1 else character


def _loose(text: str, twin: str, taken: bytearray) -> Iterator[tuple[int, Found]]:
    words = kind_words_in(twin)
    brackets = [(match.start(), _remark_end(twin, match.start())) for match in re.finditer(r"[（(]", twin)]
    for match in _LOOSE.finditer(twin):
        start, end = match.start(), match.start() + len(match[0].rstrip(" .-("))
        raw = text[start:end]
        if raw.count("(") > raw.count(")"):
            end = start + raw.rfind("(")
        elif raw.count(")") > raw.count("("):
            end = start + raw.find(")") if "(" not in raw else end - 1
        raw = text[start:end].rstrip(" .-")
        if any(taken[start:end]) or sum(character.isalnum() or character in "*?" for character in raw) < _FEWEST_DIGITS:
            continue
        is_in_remark = any(opening < start and end <= closing for opening, closing in brackets if twin[start] != "(")
        if _MONEY.match(twin[end:]) or is_in_remark:
            continue
        kind = _named(words, start, end, twin)
        if kind is None and re.match(r"\(?\+\d", raw.strip()):
            kind = ThingKind.PHONE
        if kind in {ThingKind.PHONE, ThingKind.ACCOUNT, ThingKind.DOCUMENT, ThingKind.VEHICLE}:
            taken[start:end] = b"\x01" * (end - start)
            yield start, Found(kind, raw.strip(), _remark(text, start + len(raw)))


def _named(words: list[tuple[int, int, ThingKind]], start: int, end: int, twin: str) -> ThingKind | None:
    """The kind word nearest before a value in its sentence, else the one behind it."""
    before = [word for word in words if word[1] <= start and start - word[1] <= _REACH]
    before = [word for word in before if not re.search(r"[.!?]\s|[。！？។။]", twin[word[1] : start])]
    if before:
        return before[-1][2]
    behind = [word for word in words if word[0] >= end and word[0] - end <= _REACH]
    behind = [word for word in behind if not re.search(r"[.!?]\s|[。！？។။]", twin[end : word[0]])]
    return behind[0][2] if behind else None


def _addresses(text: str, twin: str, taken: bytearray) -> Iterator[tuple[int, Found]]:
    """What follows the word for an address, as far as a bracket or the end of the sentence."""
    for match in _ADDRESS_WORD.finditer(twin):
        end = match.end()
        start = match.start()
        begin = end + len(re.match(r"[\s:：\-은는을를(ของที่]*", twin[end:])[0])  # type: ignore[index]
        stop = re.search(r"\s*[（(]|[.;](?:\s|$)|[。；။។\n]|$", twin[begin:])
        finish = begin + (stop.start() if stop else len(twin) - begin)
        raw = text[begin:finish].strip(" ,:")
        if len(raw) >= 8 and any(map(str.isdigit, raw)) and not any(taken[begin:finish]):
            yield start, Found(ThingKind.ADDRESS, raw, _remark(text, finish))


def _remark(text: str, end: int) -> str:
    """What is said of a value behind it, in brackets or after a comma; the word for its kind is no remark."""
    rest = text[end:]
    stop = _NEXT_SENTENCE.search(rest)
    limit = end + (stop.start() if stop else len(rest))
    said = []
    at = end
    while (opening := _OPENING.search(text, at, limit)) is not None and opening.start() - at <= _REMARK_REACH:
        close = _remark_end(text, opening.start())
        inner = text[opening.end() : close].strip()
        if kind_of(inner) is None:
            said.append(inner)
        at, limit = close + 1, max(limit, close + 1)
    if not said and (aside := _ASIDE.match(text, end)) is not None:
        said.append(aside[1].strip())
    return "; ".join(said)


def _remark_end(text: str, opening: int) -> int:
    depth = 0
    for at in range(opening, len(text)):
        if text[at] in "（(":
            depth += 1
        elif text[at] in "）)":
            depth -= 1
            if depth == 0:
                return at
    return len(text)
