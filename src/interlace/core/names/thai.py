"""Thai names in Latin letters by reading rules, without a dictionary.

Thai writes no word or syllable ends and leaves short vowels out, so one word can be cut in several ways. Every
cut has a cost; the cheapest few give the spellings. Source: Royal Thai General System of Transcription (Royal
Institute, 1999) for letters; the costs were set by hand against public name lists (2026-11).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_ONSETS: Mapping[str, str] = {
    "ก": "k", "ข": "kh", "ฃ": "kh", "ค": "kh", "ฅ": "kh", "ฆ": "kh", "ง": "ng", "จ": "ch", "ฉ": "ch",
    "ช": "ch", "ซ": "s",
    "ฌ": "ch", "ญ": "y", "ฎ": "d", "ฏ": "t", "ฐ": "th", "ฑ": "th", "ฒ": "th", "ณ": "n", "ด": "d", "ต": "t",
    "ถ": "th",
    "ท": "th", "ธ": "th", "น": "n", "บ": "b", "ป": "p", "ผ": "ph", "ฝ": "f", "พ": "ph", "ฟ": "f", "ภ": "ph",
    "ม": "m",
    "ย": "y", "ร": "r", "ล": "l", "ว": "w", "ศ": "s", "ษ": "s", "ส": "s", "ห": "h", "ฬ": "l", "อ": "", "ฮ": "h",
}  # fmt: skip
_FINALS: Mapping[str, str] = {
    **dict.fromkeys("กขคฆ", "k"),
    **dict.fromkeys("จชซฌฎฏฐฑฒดตถทธศษส", "t"),
    **dict.fromkeys("บปพฟภ", "p"),
    **dict.fromkeys("ญณนรลฬ", "n"),
    "ม": "m",
    "ง": "ng",
    "ย": "i",
    "ว": "o",
}
_AS_WRITTEN: Mapping[str, str] = {
    **_FINALS, "ร": "r", "ล": "l", "จ": "j", "ช": "ch", "ส": "s", "ศ": "s", "ษ": "s", "ซ": "s",
}  # fmt: skip

_ONE = "[ก-ฮ]"
_CLUSTER = "(?:[กขคตปผพฟบดท][รลว]|ห[งญนมยรลว]|[สศซ]ร|อย|จร)"
_TRUE_CLUSTERS = frozenset(first + second for first in "กขคตปผพฟบดท" for second in "รลว")
_ONSET = f"(?P<onset>{_CLUSTER}|{_ONE})"
_LIGHT_CLUSTER = "(?P<onset>[ขฉถผสศตชจกอ][ลรมนงวย])"
_SIMPLE_ONSET = f"(?P<onset>{_ONE})"
# A consonant ends a syllable only if it carries no vowel of its own.
_FINAL = "(?P<final>[ก-ฮ])(?![ะาิีึืุูัำ็]|รร)"
# Two letters that close a syllable as one (จักร, ภัทร, ลักษ, ยุทธ), or a short vowel that is silent at the end (ชาติ, ภูมิ).
_DOUBLE_FINAL = (
    "(?P<final>[ก-ฮ])(?:(?<=[กตทชดพ])ร|(?<=ก)ษ|(?<=ท)ธ|(?<=[ษฏ])ฐ|(?<=ต)ถ|(?<=ช)ช|(?<=ษ)ณ|(?<=[ตมธทฒ])[ิุ]$)(?![ะาิีึืุูัำ็])"
)
_OPEN = "(?![ะาิีึืุูัำ็])"
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_SILENT_PAIR = re.compile("(?<=[นญส])(?:ทร|ตร|ดร|จน)์")
# Endings and beginnings that no rule of letters gives: เกียรติ is kiat, ทรง is song.
_READ_AS = (("ียรติ", "ียต"), ("ารถ", "าถ"), ("ทรง", "ซง"), ("ทราย", "ซาย"), ("ทรัพ", "ซัพ"), ("เพชร", "เพช"))
_READ_BEFORE_CONSONANT = tuple((re.compile(f"{written}{_OPEN}"), read) for written, read in _READ_AS)
_TONES = re.compile("[่้๊๋ํ๎]")


@dataclass(frozen=True, slots=True)
class _Shape:
    pattern: re.Pattern[str]
    vowel: str
    cost: float


def _shape(pattern: str, vowel: str, cost: float = 0.0) -> _Shape:
    return _Shape(re.compile(pattern), vowel, cost)


_DOUBLE_FINAL_COST = 0.1
# An unwritten o before r is read on and often spelled orn: the cheapest shape that has one.
_WITH_R_FROM = 0.9


def _with_double_finals(shapes: tuple[_Shape, ...]) -> tuple[_Shape, ...]:
    doubled = (
        _shape(shape.pattern.pattern.replace(_FINAL, _DOUBLE_FINAL), shape.vowel, shape.cost + _DOUBLE_FINAL_COST)
        for shape in shapes
        if _FINAL in shape.pattern.pattern
    )
    return (*shapes, *doubled)


# Costs are for what the writing leaves open: an unwritten vowel, a final that may begin the next syllable.
_SHAPES: tuple[_Shape, ...] = (
    _shape(f"เ{_ONSET}ีย{_FINAL}", "ia", 0.6),
    _shape(f"เ{_ONSET}ียะ?", "ia", 0.3),
    _shape(f"เ{_ONSET}ือ{_FINAL}", "uea", 0.6),
    _shape(f"เ{_ONSET}ือ", "uea", 0.3),
    _shape(f"เ{_ONSET}ิ{_FINAL}", "oe", 0.4),
    _shape(f"เ{_ONSET}อ{_OPEN}", "oe", 0.6),
    _shape(f"เ{_ONSET}ย(?![ะาิีึืุูัำ็])", "oei", 0.5),
    _shape(f"เ{_ONSET}็{_FINAL}", "e", 0.2),
    _shape(f"เ{_ONSET}าะ", "o", 0.2),
    _shape(f"เ{_ONSET}า", "ao", 0.2),
    _shape(f"เ{_ONSET}ะ", "e", 0.2),
    _shape(f"เ{_ONSET}{_FINAL}", "e", 0.6),
    _shape(f"เ{_SIMPLE_ONSET}{_OPEN}", "e", 0.6),
    _shape(f"แ{_ONSET}[ะ็]?{_FINAL}", "ae", 0.5),
    _shape(f"แ{_ONSET}ะ?{_OPEN}", "ae", 0.5),
    _shape(f"แ{_SIMPLE_ONSET}{_OPEN}", "ae", 0.7),
    _shape(f"โ{_ONSET}{_FINAL}", "o", 0.5),
    _shape(f"โ{_ONSET}ะ?{_OPEN}", "o", 0.5),
    _shape(f"โ{_SIMPLE_ONSET}{_OPEN}", "o", 0.6),
    _shape(f"[ไใ]{_ONSET}ย?(?![ะาิีึืุูัำ็])", "ai", 0.2),
    _shape(f"{_ONSET}ัวะ?", "ua", 0.2),
    _shape(f"{_ONSET}ั{_FINAL}", "a", 0.2),
    _shape(f"{_ONSET}ั(?=[ก-ฮ])", "a", 0.8),
    _shape(f"{_ONSET}ว{_FINAL}", "ua", 1.9),
    _shape(f"{_ONSET}ะ", "a", 0.2),
    _shape(f"{_ONSET}า{_FINAL}", "a", 0.5),
    _shape(f"{_ONSET}า", "a", 0.4),
    _shape(f"{_ONSET}ำ", "am", 0.2),
    _shape(f"{_ONSET}ิ{_FINAL}", "i", 0.5),
    _shape(f"{_ONSET}ิ", "i", 0.4),
    _shape(f"{_ONSET}ี{_FINAL}", "i", 0.5),
    _shape(f"{_ONSET}ี", "i", 0.4),
    _shape(f"{_ONSET}[ึื]{_FINAL}", "ue", 0.5),
    _shape(f"{_ONSET}[ึื]อ?", "ue", 0.4),
    _shape(f"{_ONSET}ุ{_FINAL}", "u", 0.5),
    _shape(f"{_ONSET}ุ", "u", 0.4),
    _shape(f"{_ONSET}ู{_FINAL}", "u", 0.5),
    _shape(f"{_ONSET}ู", "u", 0.4),
    _shape(f"{_ONSET}รร{_FINAL}", "a", 0.3),
    _shape(f"{_ONSET}รร", "an", 0.4),
    _shape(f"{_ONSET}็?อ{_FINAL}", "o", 0.6),
    _shape(f"{_ONSET}อ(?![ะาิีึืุูัำ็])", "o", 0.7),
    _shape(f"{_SIMPLE_ONSET}ฤ{_FINAL}", "ri", 0.4),
    _shape(f"{_SIMPLE_ONSET}ฤ", "rue", 0.4),
    _shape(f"(?P<onset>ฤ)(?:{_FINAL})?", "rue", 0.4),
    _shape(f"เ{_LIGHT_CLUSTER}ิ{_FINAL}", "oe", 0.5),
    _shape(f"[เแ]{_LIGHT_CLUSTER}[ะ็]?{_FINAL}", "ae", 1.0),
    _shape(f"{_SIMPLE_ONSET}ร(?![ะาิีึืุูัำ็รณ])(?=.)", "ora", 2.3),
    _shape(f"(?P<onset>[กธพอ])(?P<final>ร)(?!ร){_OPEN}", "o", _WITH_R_FROM),
    _shape(f"{_ONSET}{_FINAL}", "o", 2.0),
    _shape(f"{_SIMPLE_ONSET}(?![ะาิีึืุูัำ็])", "a", 1.5),
)
_ALL_SHAPES = _with_double_finals(_SHAPES)
# Indic finals are said again before the next syllable (Rat-cha), Thai ones seldom are.
_LINK_COST = 0.5
_LINK_COST_OF_THAI_FINALS = 1.3
_THAI_FINALS = frozenset("กงนมยวบด")
_UNLINKED_COST = 0.5
_KEPT = 6


@dataclass(frozen=True, slots=True)
class _Reading:
    cost: float
    royal: str
    written: str


def romanise_word(word: str) -> tuple[str, ...]:
    """Latin spellings of one Thai word, the likeliest first: by sound, then with finals as they are written."""
    bare = _TONES.sub("", word)
    for pattern, read in _READ_BEFORE_CONSONANT:
        bare = pattern.sub(read, bare)
    spoken = _SILENT.sub("", _SILENT_PAIR.sub("", bare))
    readings = _readings(spoken.replace("ๆ", "").replace("ฯ", "")[:40])
    return tuple(dict.fromkeys(spelling for reading in readings for spelling in (reading.royal, reading.written)))


@lru_cache(maxsize=16384)
def _readings(rest: str) -> tuple[_Reading, ...]:
    if not rest:
        return (_Reading(0.0, "", ""),)
    found: dict[str, _Reading] = {}
    for shape in _ALL_SHAPES:
        match = shape.pattern.match(rest)
        if match is None:
            continue
        groups = match.groupdict()
        final = groups.get("final") or ""
        onset = _onset(groups["onset"])
        may_link = bool(final) and shape.vowel in {"a", "i", "u", "e", "o"} and match.end() < len(rest)
        is_thai_final = final in _THAI_FINALS
        for tail in _readings(rest[match.end() :]):
            cost = shape.cost + tail.cost
            alone = cost + (_UNLINKED_COST if may_link and not is_thai_final else 0.0)
            _keep(found, _joined(shape, onset, final, tail, cost=alone, link=""))
            if may_link:
                # The final is said twice: ราช is Rat-cha, วัฒนา Wat-thana.
                linked = cost + (_LINK_COST_OF_THAI_FINALS if is_thai_final else _LINK_COST)
                _keep(found, _joined(shape, onset, final, tail, cost=linked, link=_ONSETS.get(final, "") + "a"))
    if not found:
        return tuple(_Reading(tail.cost + 5.0, tail.royal, tail.written) for tail in _readings(rest[1:]))
    return tuple(sorted(found.values(), key=lambda reading: (reading.cost, reading.royal))[:_KEPT])


def _keep(found: dict[str, _Reading], reading: _Reading) -> None:
    known = found.get(reading.royal)
    if known is None or reading.cost < known.cost:
        found[reading.royal] = reading


def _joined(shape: _Shape, onset: str, final: str, tail: _Reading, *, cost: float, link: str) -> _Reading:
    royal_vowel = "on" if (shape.vowel == "o" and final == "ร" and shape.cost >= _WITH_R_FROM) else None
    royal = onset + (royal_vowel or shape.vowel + _FINALS.get(final, "")) + link + tail.royal
    written = onset + ("orn" if royal_vowel else shape.vowel + _AS_WRITTEN.get(final, "")) + link + tail.written
    return _Reading(cost, royal, written)


def _onset(letters: str) -> str:
    if letters == "ฤ":
        return ""
    if letters in {"สร", "ศร", "ซร"}:
        return "s"
    if letters == "จร":
        return "ch"
    if (len(letters) == 2 and letters[0] == "ห") or letters == "อย":
        return _ONSETS[letters[1]]
    if len(letters) == 2 and letters not in _TRUE_CLUSTERS:
        return _ONSETS[letters[0]] + "a" + _ONSETS[letters[1]]
    return "".join(_ONSETS[letter] for letter in letters)
