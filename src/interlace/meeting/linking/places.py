"""Addresses in two scripts: the same numbers, the same building, and names of places that sound alike."""

import re
from dataclasses import dataclass
from functools import lru_cache

from interlace.core.characters import plain
from interlace.core.names import plain_latin, romanise, script_of

# Words that say what sort of place a name is, in Latin letters as romanised. Source: own compilation, 2026-11-23.
_SORTS = frozenset({
    "building", "block", "tower", "unit", "room", "floor", "road", "rd", "street", "st", "avenue", "ave", "lane",
    "soi", "city", "district", "province", "village", "no", "number", "rue", "bâtiment", "batiment", "immeuble",
    "route", "chemin", "jalan", "jln", "lorong", "blok", "bangunan", "gedung", "duong", "pho", "toa", "nha", "so",
    "ngo", "quan", "phuong", "thanon", "tuek", "ro", "gil", "dong", "ga", "gu", "si", "gun", "ho", "lu", "jie", "hao",
    "lou", "dasha", "cho", "chome", "banchi", "go", "biru", "tooru",
})  # fmt: skip
_HANGUL_SORT = re.compile(r"(?<=[가-힣])(?:로|길|동|구|시|호|층|번지|가|대로)(?=$|[\s,\d])|(?<=[A-Z\d])(?:동|호|층)")
_HAN_SORT = re.compile(r"(?:路|街|道|大道|号|號|楼|樓|栋|棟|座|室|区|區|市|町|丁目|番地|番|大厦|大廈|通り)")
_OTHER_SORT = re.compile(r"ถนน|อาคาร|ตึก|ซอย|เลขที่|ផ្លូវ|អគារ|ផ្ទះលេខ|လမ်း|အဆောက်အအုံ|အမှတ်|ຖະໜົນ|ອາຄານ")
_LEAST_SOUND = 3
_FEWEST_WORDS_ALIKE = 2


@dataclass(frozen=True, slots=True)
class Address:
    """What of an address can be compared across scripts."""

    numbers: frozenset[str]
    marks: frozenset[str]
    sounds: tuple[str, ...]


@lru_cache(maxsize=4096)
def address_of(written: str) -> Address:
    """An address taken apart: house numbers, the letter of a building, and how its names sound."""
    text = plain(written)
    text = _HANGUL_SORT.sub(" ", text)
    text = _HAN_SORT.sub(" ", text)
    text = _OTHER_SORT.sub(" ", text)
    numbers = frozenset(number.lstrip("0") for number in re.findall(r"\d+", text))
    marks = frozenset(re.findall(r"(?<![A-Za-z])[A-Z](?![A-Za-z])", text))
    sounds = []
    for word in re.findall(r"[^\W\d_]+", text):
        latin = plain_latin(word)
        latin = latin if latin.isascii() else "".join(next(iter(romanise(latin, script=script_of(latin))), ""))
        if latin.casefold() not in _SORTS and len(latin) > 1:
            sounds.append(_bones(latin.casefold()))
    return Address(numbers, marks, tuple(sound for sound in sounds if sound))


# Letters that scribes write for each other; a foreign word keeps its consonants in this order.
_BONES = {
    **dict.fromkeys("bpfv", "B"), **dict.fromkeys("cgkq", "K"), **dict.fromkeys("sxzj", "S"),
    **dict.fromkeys("td", "T"), **dict.fromkeys("lr", "L"), "m": "M", "n": "N",
}  # fmt: skip


def _bones(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", "".join(_BONES.get(letter, "") for letter in word))


def are_one_place(a: str, b: str) -> bool:
    """Whether two addresses name one place: every number and building, and all the names by their consonants."""
    ours, theirs = address_of(a), address_of(b)
    if not ours.numbers or ours.numbers != theirs.numbers or ours.marks != theirs.marks:
        return False
    left, right = sorted("".join(sorted(ours.sounds))), sorted("".join(sorted(theirs.sounds)))
    return len(left) >= _LEAST_SOUND + 1 and left == right
