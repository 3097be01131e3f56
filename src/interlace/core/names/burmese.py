"""Burmese names in Latin letters, as the press and passports write them.

Source: MLC Transcription System (Myanmar Language Commission, 1980) for the sounds; the everyday spellings of rhymes
from general knowledge of printed names, written for this project (2026-11).
"""

import itertools
import re
from collections.abc import Mapping

_INITIALS: Mapping[str, str] = {
    "က": "k", "ခ": "kh", "ဂ": "g", "ဃ": "g", "င": "ng", "စ": "s", "ဆ": "s", "ဇ": "z", "ဈ": "z", "ည": "ny",
    "ဉ": "ny",
    "ဋ": "t", "ဌ": "ht", "ဍ": "d", "ဎ": "d", "ဏ": "n", "တ": "t", "ထ": "ht", "ဒ": "d", "ဓ": "d", "န": "n",
    "ပ": "p",
    "ဖ": "hp", "ဗ": "b", "ဘ": "b", "မ": "m", "ယ": "y", "ရ": "y", "လ": "l", "ဝ": "w", "သ": "th", "ဿ": "th",
    "ဟ": "h",
    "ဠ": "l", "အ": "", "ဣ": "i", "ဤ": "i", "ဥ": "u", "ဦ": "u", "ဧ": "e", "ဩ": "aw", "ဪ": "aw", "ဨ": "e",
}  # fmt: skip
_OTHER_INITIALS: Mapping[str, tuple[str, ...]] = {
    "ဖ": ("hp", "ph", "p"), "ထ": ("ht", "t"), "ဆ": ("s", "hs"), "ရ": ("y", "r"), "ပ": ("p", "b"),
    "စ": ("s", "z"), "ဘ": ("b", "ph"),
}  # fmt: skip
_WITH_GLIDE: Mapping[str, str] = {"က": "ky", "ခ": "ch", "ဂ": "gy", "င": "ny"}
# Sign sequence after the consonant (tones removed) and its everyday spellings.
_RHYMES: Mapping[str, tuple[str, ...]] = {
    "": ("a",), "ာ": ("a", "ar"), "ါ": ("a", "ar"), "ိ": ("i",), "ီ": ("i", "ee"), "ု": ("u",), "ူ": ("u",),
    "ေ": ("e", "ay"), "ဲ": ("e", "ai"), "ယ်": ("e", "ai", "al"), "ော": ("aw",), "ော်": ("aw",), "ေါ": ("aw",),
    "ေါ်": ("aw",),
    "ို": ("o",), "ိုယ်": ("o",), "ံ": ("an",), "ုံ": ("on", "one"), "ိံ": ("ein",),
    "က်": ("et", "ek"), "င်": ("in",), "စ်": ("it",), "ည်": ("i", "ay", "e"), "ဉ်": ("in",), "ဥ်": ("in",),
    "တ်": ("at",), "ဒ်": ("at",), "န်": ("an",),
    "ပ်": ("at", "ap"), "မ်": ("an", "am"), "ဏ်": ("an",), "ဘ်": ("at",), "လ်": ("al", "e"),
    "သ်": ("ath", "a"), "ဋ်": ("at",),
    "ဇ်": ("it",), "ဓ်": ("at",), "ရ်": ("ar",), "ဂ်": ("et",), "ဗ်": ("at",),
    "ောက်": ("auk",), "ောင်": ("aung",), "ေါက်": ("auk",), "ေါင်": ("aung",), "ိုက်": ("aik", "ike"),
    "ိုင်": ("aing",),
    "ိတ်": ("eik",), "ိပ်": ("eik",), "ိန်": ("ein",), "ိမ်": ("ein",), "ိဒ်": ("eik",), "ိဋ်": ("eik",),
    "ိဏ်": ("ein",), "ိသ်": ("eik",), "ိစ်": ("eik",), "ိဇ်": ("eik",),
    "ုတ်": ("ok",), "ုပ်": ("ok",), "ုန်": ("on", "one"), "ုမ်": ("on", "one"), "ုဏ်": ("on", "one"),
    "ုဒ်": ("ok",), "ုဇ်": ("ok",),
    "ူး": ("u",), "ေတ်": ("it",), "ေင်": ("in",), "ေန်": ("en",), "ာန်": ("an",), "ာဏ်": ("an",),
    "ာဉ်": ("in",), "ေဒ်": ("it",), "ာတ်": ("at",), "ာဇ်": ("at",),
}  # fmt: skip
# The medial wa changes the vowel of some rhymes: ထွန်း is Tun, not Htwan.
_RHYMES_AFTER_WA: Mapping[str, tuple[str, ...]] = {
    "န်": ("un", "wun", "on"), "မ်": ("un", "wun"), "ဋ်": ("ut",), "ဏ်": ("un",), "တ်": ("ut", "wut"),
    "ပ်": ("ut", "wut"), "ံ": ("un", "wun"),
}  # fmt: skip
_CREAKY_AFTER_WA: Mapping[str, tuple[str, ...]] = {"န်": ("unt", "un"), "င်": ("wint", "win"), "မ်": ("unt", "un")}
_CREAKY_RHYMES: Mapping[str, tuple[str, ...]] = {
    "င်": ("int", "in"), "န်": ("ant", "an"), "ိန်": ("eint", "ein"), "ုန်": ("ont", "on"), "ို": ("o", "oh"),
    "ံ": ("ant", "an"),
}  # fmt: skip
_CREAKY, _HIGH = "\u1037", "\u1038"
_SYLLABLE = re.compile("(?P<onset>[က-ဪဿ])(?P<medials>[ျြွှ]*)(?P<rhyme>[ါာိီုူေဲံ]*(?:[က-အဥ]်|်)?)[\u1037\u1038]*")
# Whole syllables whose everyday spelling no rule gives.
_CUSTOMARY: Mapping[str, tuple[str, ...]] = {
    "မောင်": ("maung",),
    "ဦ": ("u", "oo"),
    "အေး": ("aye",),
    "ကြီး": ("gyi", "kyi"),
    "စိုင်း": ("sai", "saing"),
    "လိုင်း": ("lai", "laing", "line"),
    "ဆိုင်": ("hsai", "saing"),
    "မြင့်": ("myint",),
    "ညွန့်": ("nyunt",),
    "ကြွယ်": ("kywe",),
    "အုဏ်း": ("ohn",),
    "အုန်း": ("ohn",),
    "စိုး": ("soe",),
    "မိုး": ("moe",),
    "ဖိုး": ("pho", "hpo"),
    "ဇော်": ("zaw",),
    "နော်": ("naw",),
}
_LIMIT = 6
# Many keyboards' users type the digit for the letter of the same shape.
_ZERO, _WA = "\u1040", "\u101d"


def syllables(word: str) -> tuple[str, ...]:
    """Cut a word into written syllables; letters that fit nowhere stay with the syllable before."""
    # Stacked letters are read as a final and an initial; in normal form the tone mark stands before the killer.
    unstacked = word.replace("\u1039", "\u103a").replace("\u1037\u103a", "\u103a\u1037").replace(_ZERO, _WA)
    starts = [match.start() for match in _SYLLABLE.finditer(unstacked)]
    if not starts:
        return (word,)
    starts[0] = 0
    return tuple(unstacked[start:end] for start, end in itertools.pairwise((*starts, len(unstacked))))


def romanise_syllable(syllable: str) -> tuple[str, ...]:
    """Everyday Latin spellings of one syllable."""
    if syllable in _CUSTOMARY:
        return _CUSTOMARY[syllable]
    match = _SYLLABLE.match(syllable)
    if match is None:
        return ()
    onset, medials, rhyme = match["onset"], match["medials"], match["rhyme"]
    initials = _OTHER_INITIALS.get(onset, (_INITIALS.get(onset, ""),))
    if "ျ" in medials or "ြ" in medials:
        glide_initial = _WITH_GLIDE.get(onset)
        initials = (glide_initial,) if glide_initial else tuple(initial + "y" for initial in initials)
    if "ှ" in medials:
        initials = ("sh",) if onset == "ရ" else tuple("h" + initial for initial in initials)
        if onset == "လ" and "ျ" in medials:
            initials = ("sh",)
    rhymes = _RHYMES.get(rhyme, _RHYMES.get(rhyme[:-2], ("a",)))
    if _CREAKY in syllable:
        rhymes = _CREAKY_RHYMES.get(rhyme, rhymes)
    if "ွ" in medials:
        after_wa = _CREAKY_AFTER_WA.get(rhyme) if _CREAKY in syllable else _RHYMES_AFTER_WA.get(rhyme)
        rhymes = after_wa or tuple("w" + spelling for spelling in rhymes)
    elif onset == "ဝ":
        rhymes = (*rhymes, *(spelling[1:] for spelling in _RHYMES_AFTER_WA.get(rhyme, ()) if spelling[0] == "w"))
    if rhyme == "ို" and _HIGH in syllable:
        rhymes = ("oe", "o")
    spellings = (initial + spelling for initial, spelling in itertools.product(initials, rhymes))
    return tuple(dict.fromkeys(spellings))[:_LIMIT]
