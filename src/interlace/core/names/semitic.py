"""Arabic, Persian and Hebrew names in Latin letters. These scripts leave most vowels out, so spellings are consonants.

Source: ALA-LC romanisation tables (2012) for letters; vowelled forms of frequent given names from general knowledge,
written for this project (2026-11).
"""

import itertools
import re
from collections.abc import Mapping

_ARABIC: Mapping[str, tuple[str, ...]] = {
    "ا": ("a",), "أ": ("a",), "إ": ("i",), "آ": ("a",), "ٱ": ("a",), "ء": ("",), "ئ": ("",), "ؤ": ("",),
    "ب": ("b",), "پ": ("p",),
    "ت": ("t",), "ث": ("th",), "ج": ("j", "g"), "چ": ("ch",), "ح": ("h",), "خ": ("kh",), "د": ("d",),
    "ذ": ("d", "z"),
    "ر": ("r",), "ز": ("z",), "ژ": ("zh",), "س": ("s",), "ش": ("sh",), "ص": ("s",), "ض": ("d",), "ط": ("t",),
    "ظ": ("z",),
    "ع": ("a",), "غ": ("gh",), "ف": ("f",), "ڤ": ("v",), "ق": ("q",), "ك": ("k",), "ک": ("k",), "گ": ("g",),
    "ل": ("l",), "م": ("m",),
    "ن": ("n",), "ه": ("h",), "ة": ("a",), "و": ("u", "w"), "ي": ("i",), "ی": ("i",), "ى": ("a",),
    "َ": ("a",), "ِ": ("i",), "ُ": ("u",), "ً": ("an",), "ّ": ("",),
}  # fmt: skip
_HEBREW: Mapping[str, tuple[str, ...]] = {
    "א": ("a",), "ב": ("b", "v"), "ג": ("g",), "ד": ("d",), "ה": ("h",), "ו": ("o", "v"), "ז": ("z",),
    "ח": ("h", "ch"), "ט": ("t",),
    "י": ("i",), "כ": ("k", "h"), "ך": ("k", "h"), "ל": ("l",), "מ": ("m",), "ם": ("m",), "נ": ("n",),
    "ן": ("n",), "ס": ("s",), "ע": ("a",),
    "פ": ("p", "f"), "ף": ("f", "p"), "צ": ("ts", "z"), "ץ": ("ts", "z"), "ק": ("k",), "ר": ("r",),
    "ש": ("sh", "s"), "ת": ("t",),
}  # fmt: skip

# Frequent given names with their vowels, since the writing has none.
_VOWELLED: Mapping[str, tuple[str, ...]] = {
    "محمد": ("muhammad", "mohamed", "mohammed"), "أحمد": ("ahmad", "ahmed"), "احمد": ("ahmad", "ahmed"),
    "علي": ("ali",), "على": ("ali",),
    "حسن": ("hasan", "hassan"), "حسين": ("husayn", "hussein"), "عبدالله": ("abdullah", "abdulla"),
    "عمر": ("umar", "omar"),
    "خالد": ("khalid", "khaled"), "سعيد": ("said", "saeed"), "سعد": ("saad",),
    "يوسف": ("yusuf", "yousef", "youssef"),
    "إبراهيم": ("ibrahim",), "ابراهيم": ("ibrahim",), "مصطفى": ("mustafa", "mostafa"),
    "محمود": ("mahmud", "mahmoud"), "فاطمة": ("fatima", "fatimah"),
    "عائشة": ("aisha", "aishah"), "خديجة": ("khadija", "khadijah"), "مريم": ("maryam", "mariam"),
    "زينب": ("zaynab", "zainab"),
    "صالح": ("salih", "saleh"), "سالم": ("salim", "salem"), "سلمان": ("salman",), "سلطان": ("sultan",),
    "سليمان": ("sulayman", "suleiman", "sulaiman"),
    "ناصر": ("nasir", "nasser"), "جمال": ("jamal", "gamal"), "كمال": ("kamal",), "طارق": ("tariq", "tarek"),
    "فيصل": ("faysal", "faisal"),
    "فهد": ("fahd", "fahad"), "ماجد": ("majid", "majed"), "راشد": ("rashid", "rashed"), "رشيد": ("rashid",),
    "حمد": ("hamad",), "حميد": ("hamid", "humaid"),
    "عثمان": ("uthman", "othman", "osman"), "بلال": ("bilal",), "بكر": ("bakr", "bakar"), "جعفر": ("jafar",),
    "رضا": ("rida", "reza"), "كريم": ("karim", "kareem"),
    "رحمن": ("rahman",), "رحيم": ("rahim", "raheem"), "عزيز": ("aziz",), "قادر": ("qadir", "kader"),
    "نور": ("nur", "noor"), "شريف": ("sharif", "sherif"),
    "وليد": ("walid", "waleed"), "ياسر": ("yasir", "yasser"), "زيد": ("zayd", "zaid"),
    "زياد": ("ziyad", "ziad"), "أنور": ("anwar",), "أمين": ("amin",), "حمزة": ("hamza",),
    "منصور": ("mansur", "mansour"), "هشام": ("hisham",), "عبيد": ("ubayd", "obaid"), "مبارك": ("mubarak",),
    "عيسى": ("isa", "issa"), "موسى": ("musa", "moussa"), "يحيى": ("yahya",),
    "خليفة": ("khalifa",), "سيف": ("sayf", "saif"), "بدر": ("badr", "bader"), "جاسم": ("jasim", "jassim"),
    "قاسم": ("qasim", "kassem"), "عادل": ("adil", "adel"), "نبيل": ("nabil",),
    "عبد": ("abd", "abdul"), "الله": ("allah", "ullah"), "أبو": ("abu",), "ابو": ("abu",), "بن": ("bin",),
    "ابن": ("ibn",), "بنت": ("bint",), "آل": ("al",),
}  # fmt: skip
_LIMIT = 16
_ARTICLE = re.compile("^(?:وال|ال)(?=...)")


def romanise_arabic(word: str) -> tuple[str, ...]:
    """Spellings of one Arabic or Persian word; with and without the article."""
    if word in _VOWELLED:
        return _VOWELLED[word]
    core = _ARTICLE.sub("", word)
    spellings = _VOWELLED.get(core) or _letters(core, _ARABIC)
    if core == word:
        return spellings
    return (*spellings, *("al" + spelling for spelling in spellings[:4]))


def romanise_hebrew(word: str) -> tuple[str, ...]:
    """Spellings of one Hebrew word."""
    return _letters(word, _HEBREW)


def has_vowels(word: str) -> bool:
    """Whether the spelling of this word is known with its vowels."""
    return word in _VOWELLED or _ARTICLE.sub("", word) in _VOWELLED


def _letters(word: str, table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    choices: list[tuple[str, ...]] = []
    for position, letter in enumerate(word):
        spellings = table.get(letter, ("",))
        if position == 0 and letter in "وו":
            spellings = spellings[1:]
        if position == 0 and letter in "يی":
            spellings = ("y",)
        choices.append(spellings)
    combinations = itertools.islice(itertools.product(*choices), _LIMIT)
    return tuple(dict.fromkeys("".join(parts) for parts in combinations))
