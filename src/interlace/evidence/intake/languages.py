"""In which language a part is written: its script says it first, then a statistical model of letters.

The model is py3langid (BSD; https://pypi.org/project/py3langid/). The library unpacks it into a temporary file, and in
the jail there is no place for one: here the same arrays are read in memory.
"""

import io
import lzma
from array import array
from functools import cache
from typing import Any

import numpy as np
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from interlace.core.extraction.languages import UNKNOWN, script_language

_ASKED = ("en", "fr", "es", "pt", "de", "it", "nl", "id", "ms", "tl", "vi", "tr", "pl", "ro")
"""Languages in Latin letters that the model tells apart; what others write is nearest to one of them or unknown."""
_SURE = 0.6
_SHORTEST = 12  # letters: of less nobody can tell


def language_of(text: str) -> tuple[str, str]:
    """The language (BCP 47) and what said it: `script`, `model`, or nothing where it is `und`."""
    if (language := script_language(text)) != UNKNOWN:
        return language, "script"
    letters = "".join(character if character.isalpha() else " " for character in text)
    if sum(map(len, letters.split())) < _SHORTEST:
        return UNKNOWN, ""
    language, sureness = _identifier().classify(letters)
    return (str(language), "model") if sureness >= _SURE else (UNKNOWN, "")


@cache
def _identifier() -> LanguageIdentifier:
    with lzma.open(MODEL_DIR / MODEL_FILE) as packed, np.load(io.BytesIO(packed.read()), allow_pickle=False) as model:
        found = LanguageIdentifier(
            model["ptc"],
            model["pc"],
            model["classes"].tolist(),
            _whole(model["nextmove"]),
            model["out_feat"].tolist(),
            norm_probs=True,
            tk_row=_whole(model["nextmove_row"]),
        )
    found.set_languages(_ASKED)
    return found


def _whole(numbers: Any) -> "array[int]":
    return array({2: "H", 4: "I", 8: "L"}[numbers.dtype.itemsize], np.ascontiguousarray(numbers).tobytes())
