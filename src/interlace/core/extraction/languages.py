"""The language of a text as far as its script alone says it."""

import re
from collections.abc import Mapping

from interlace.core.names import Script, script_of

_OF_SCRIPT: Mapping[Script, str] = {
    Script.THAI: "th", Script.LAO: "lo", Script.KHMER: "km", Script.BURMESE: "my", Script.HANGUL: "ko",
    Script.HAN: "zh", Script.KANA: "ja", Script.CYRILLIC: "ru", Script.ARABIC: "ar", Script.HEBREW: "he",
    Script.GREEK: "el", Script.INDIC: "hi",
}  # fmt: skip
# Letters that among Latin-written languages only Vietnamese has.
_VIETNAMESE = re.compile("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđĐƠơƯư]")
_FEW = 3
UNKNOWN = "und"


def script_language(text: str) -> str:
    """The language that the script gives away, or `und`: Latin letters alone say it only of Vietnamese."""
    if language := _OF_SCRIPT.get(script_of(text)):
        return language
    return "vi" if len(_VIETNAMESE.findall(text)) >= _FEW else UNKNOWN
