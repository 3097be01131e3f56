"""One way of writing what several keyboards, scanners and spreadsheets write differently."""

import re
import unicodedata
from functools import lru_cache

# Latin letters that Unicode does not take apart into a letter and a mark.
_LATIN_LETTERS = str.maketrans(
    {
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "a",
        "ŋ": "ng",
        "ħ": "h",
    }
)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0640]")
_APOSTROPHES = re.compile("['`´‘’ʻʼʽʾʿ＇]")
_MARKS = re.compile("[\u0300-\u036f]")


def nfc(text: str) -> str:
    """The text as it is kept and shown: composed, without invisible characters, single spaces."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def comparable(text: str) -> str:
    """The text as it is compared: compatibility forms (full width, ligatures) resolved, case folded."""
    if text.isascii():
        return nfc(text).lower()
    return _am_together(nfc(unicodedata.normalize("NFKC", text)).casefold())


def _am_together(text: str) -> str:
    # Compatibility forms take Thai and Lao sara am apart, which nobody types.
    return text.replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")


@lru_cache(maxsize=65536)
def plain_latin(text: str) -> str:
    """Small Latin letters without marks or apostrophes; other scripts pass unchanged."""
    without_apostrophes = _APOSTROPHES.sub("", comparable(text))
    if without_apostrophes.isascii():
        return without_apostrophes
    bare = _MARKS.sub("", unicodedata.normalize("NFD", without_apostrophes.translate(_LATIN_LETTERS)))
    return unicodedata.normalize("NFC", bare)
