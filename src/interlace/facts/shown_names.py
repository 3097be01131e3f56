"""Names as pages show them: the original script first, a romanised form beside it."""

import re

from interlace.core.names import Script, name_form, romanise, script_of
from interlace.foundation.localize.shown import ShownName, person_name

_BESIDE = re.compile(r"^(?P<original>[^()（）]+?)\s*[(（](?P<latin>[^()（）]+)[)）]\s*$")

_LONGEST_CHINESE = 5
"""Characters of a Chinese name, with a space between family and given name."""


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
    tokens = name_form(name).tokens
    if script is Script.HANGUL and len(words) == 1 and len(tokens) == 2 and tokens[0].is_surname:
        return _family_first(tokens[0].native, tokens[1].native)
    is_read_as_japanese = any(token.script is Script.KANA for token in tokens)
    # Who reads the characters is known from the whole name: 佐藤 is no Zuoteng. What is longer is no person's name.
    if script is Script.HAN and tokens and (is_read_as_japanese or len(name) <= _LONGEST_CHINESE):
        family, *given = (token.text for token in tokens)
        is_split = bool(given) and tokens[0].is_surname
        return " ".join([family.upper() if is_split else family.capitalize(), *map(str.capitalize, given)])
    spelt = [(romanise(word) or ("",))[0].capitalize() for word in words]
    return " ".join(filter(None, spelt))


def _family_first(family: str, given: str) -> str:
    """Korean names: the family name in capitals, the syllables of the other with hyphens between them."""
    syllables = [(romanise(sign) or ("",))[0] for sign in given]
    return f"{(romanise(family, is_surname=True) or ('',))[0].upper()} {'-'.join(syllables).capitalize()}".strip()
