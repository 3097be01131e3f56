"""Names as pages show them: the original script first, a romanised form beside it."""

import re

from interlace.core.names import Script, romanise, script_of
from interlace.foundation.localize.shown import ShownName, person_name

_BESIDE = re.compile(r"^(?P<original>[^()（）]+?)\s*[(（](?P<latin>[^()（）]+)[)）]\s*$")
_EAST_ASIAN = frozenset({Script.HANGUL, Script.HAN})


def shown_name(name: str) -> ShownName:
    """The name with the sender's own Latin form where it stands in brackets, else with ours."""
    beside = _BESIDE.match(name)
    if beside and script_of(beside["latin"]) is Script.LATIN:
        return person_name(beside["original"], beside["latin"])
    return person_name(name, romanised(name))


def romanised(name: str) -> str:
    """Latin letters for a name in another script, the family name in capitals where it comes first; else nothing."""
    script = script_of(name)
    if script is Script.LATIN:
        return ""
    words = name.split()
    if script in _EAST_ASIAN and len(words) == 1 and 2 <= len(name) <= 4:
        return _family_first(name[0], name[1:])
    spelt = [(romanise(word) or ("",))[0].capitalize() for word in words]
    return " ".join(filter(None, spelt))


def _family_first(family: str, given: str) -> str:
    syllables = [(romanise(sign) or ("",))[0] for sign in given]
    joined = "-".join(syllables) if script_of(given) is Script.HANGUL else "".join(syllables)
    return f"{(romanise(family, is_surname=True) or ('',))[0].upper()} {joined.capitalize()}".strip()
