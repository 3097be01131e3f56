"""The people of two cases compared by the identity engine, with what they are called in each other's scripts.

A name alone never links two cases, however equal: common names meet by chance. A birth date, a document of which a part
is shown, or another value has to agree with it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from interlace.core.dates import PartialDate
from interlace.core.identifiers import parse_country
from interlace.core.matching import Band, Description, Score, compare
from interlace.core.names import name_form, plain_latin, romanise, script_of
from interlace.core.names.sino_vietnamese import mandarin_spellings
from interlace.core.problems import Problem
from interlace.meeting.linking.remarks import date_of
from interlace.meeting.pack.records import Individual
from interlace.meeting.pack.values import fits, shown

_DATES_AGREE = frozenset({"birth_date_identical", "birth_date_identical_after_era"})
_DATES_NEARLY_AGREE = frozenset({"birth_date_day_and_month_swapped", "birth_date_one_digit_differs"})
_YEARS_AGREE = frozenset({"birth_year_identical", "birth_month_identical", "birth_date_identical_first_of_january"})
_NAMES_AGREE = frozenset(
    {"name_identical", "name_close", "name_identical_after_romanising", "name_close_after_romanising"}
)
_NAMES_IDENTICAL = frozenset({"name_identical", "name_identical_after_romanising"})
_STRONG = (Band.STRONG, Band.VERY_STRONG)
_FEWEST_SHOWN = 3
_HEARD_BITS = 2.4  # of a syllable whose beginning sounds alike: one of five or six classes of sounds
_DATE_BITS = 8.3
_FEWEST_SYLLABLES = 3
_ENOUGH_FOR_A_SPLIT = 3
_SPELT_ALIKE = 62  # of 100: two Latin spellings of one name share most letters; brothers' names share half


@dataclass(frozen=True, slots=True)
class PersonFinding:
    """Why two people may be one, and how likely that is."""

    reason: str
    probability: float


@lru_cache(maxsize=4096)
def described(individual: Individual) -> Description:
    """A person as the engine compares them."""
    born = date_of(individual.birth_date)
    country = parse_country(individual.nationality) if individual.nationality else ""
    names = (individual.name, *mandarin_spellings(individual.name))
    return Description.of(
        "Person",
        names=names,
        birth_dates=[born] if born else [],
        countries=[] if isinstance(country, Problem) or not country else [country],
    )


def compare_people(a: Individual, b: Individual, documents: tuple[str, str] = ("", "")) -> PersonFinding | None:
    """Whether two people may be one; `documents` are their keys or patterns."""
    score = compare(described(a), described(b))
    codes = {reason.code for reason in score.reasons}
    names_bits = sum(reason.bits for reason in score.reasons if reason.code.startswith(("name_", "given_", "surname_")))
    if _documents_contradict(*documents) and not codes & _NAMES_IDENTICAL:
        return None
    if codes & _DATES_AGREE and score.band in _STRONG:
        return PersonFinding("name_and_birth_date", score.probability)
    if codes & _DATES_NEARLY_AGREE and score.band in _STRONG and names_bits >= _DATE_BITS:
        return PersonFinding("name_and_nearly_birth_date", score.probability)
    if _parts_agree(*documents) and codes & _NAMES_AGREE and not _dates_contradict(score):
        return PersonFinding("name_and_part_of_document", score.probability)
    return _heard_alike(a, b, codes)


def _dates_contradict(score: Score) -> bool:
    return any(reason.code in {"birth_date_differs", "birth_year_differs"} for reason in score.reasons)


def _documents_contradict(left: str, right: str) -> bool:
    """Two whole documents of one issuer that differ: a person has one passport at a time, twins two."""
    is_whole = bool(left) and bool(right) and "*" not in left + right
    return is_whole and left != right and left[:2] == right[:2]


def _parts_agree(left: str, right: str) -> bool:
    if not left or not right or ("*" in left) == ("*" in right):
        return False
    pattern, key = (left, right) if "*" in left else (right, left)
    return shown(pattern) >= _FEWEST_SHOWN and fits(pattern, key)


def _heard_alike(a: Individual, b: Individual, codes: set[str]) -> PersonFinding | None:
    """The same full birth date, and names in two writings whose syllables begin alike from first to last.

    A scribe writes what he hears: ทูน ซอ คาย for Tun Zaw Khaing. No reading of the letters leads back to it, and the
    beginnings of the syllables remain.
    """
    born = date_of(a.birth_date)
    if not codes & _DATES_AGREE or born is None or _is_default(born):
        return None
    if a.nationality and b.nationality and a.nationality.casefold() != b.nationality.casefold():
        return None
    if (
        _is_one_writing(a.name, b.name)
        and fuzz.token_sort_ratio(plain_latin(a.name), plain_latin(b.name)) < _SPELT_ALIKE
    ):
        return None
    alike = max(
        (_syllables_alike(ours, theirs) for ours in onsets_of(a.name) for theirs in onsets_of(b.name)), default=0
    )
    if alike < _FEWEST_SYLLABLES:
        return None
    bits = _DATE_BITS + alike * _HEARD_BITS
    return PersonFinding("name_heard_alike_and_birth_date", round(1 / (1 + 2 ** -(bits - 8.0)), 3))


def _is_one_writing(ours: str, theirs: str) -> bool:
    return script_of(ours) is script_of(theirs)


def _is_default(born: PartialDate) -> bool:
    """1 January stands for "some time in that year" in many registers."""
    return (born.month, born.day) == (1, 1)


def _syllables_alike(ours: str, theirs: str) -> int:
    """How many syllables begin alike, where all do; a scribe may write a cluster as two of four."""
    short, long = sorted((ours, theirs), key=len)
    if short == long:
        return len(short)
    if len(short) >= _ENOUGH_FOR_A_SPLIT and len(long) == len(short) + 1:
        return len(short) if any(long[:at] + long[at + 1 :] == short for at in range(1, len(long))) else 0
    return 0


# Sounds that scribes of the region write for each other at the beginning of a syllable.
_CLASSES = {
    **dict.fromkeys("td", "T"), **dict.fromkeys("szcjx", "S"), **dict.fromkeys("kgq", "K"), **dict.fromkeys("wvu", "W"),
    **dict.fromkeys("lr", "L"), **dict.fromkeys("n", "N"), **dict.fromkeys("m", "M"), **dict.fromkeys("pbf", "P"),
    **dict.fromkeys("y", "Y"), **dict.fromkeys("h", "H"), **dict.fromkeys("aeio", "A"),
}  # fmt: skip
_SILENT_E = re.compile(r"([aeiou][^aeiouy])e$")  # Khine is one syllable
_TITLES = frozenset({"u", "daw", "ko", "ma", "maung", "saya", "mr", "mrs", "ms"})


@lru_cache(maxsize=4096)
def onsets_of(name: str) -> tuple[str, ...]:
    """How the syllables of a name begin, as classes of sounds, for each of its spellings."""
    spellings = {name, *mandarin_spellings(name)}
    return tuple({_onsets(spelling) for spelling in spellings} - {""})


def _onsets(name: str) -> str:
    words = [token.text for token in name_form(name).tokens] or name.split()
    latin = [word if word.isascii() else next(iter(romanise(word, script=script_of(word))), word) for word in words]
    syllables = [
        syllable for word in latin if word.casefold() not in _TITLES for syllable in _syllables(word.casefold())
    ]
    return "".join(_class(syllable) for syllable in syllables)


def _class(syllable: str) -> str:
    bare = syllable.replace("ht", "t").replace("hp", "p").replace("hk", "k").replace("hs", "s").replace("hw", "w")
    if bare.startswith("ng"):
        return "N"
    return _CLASSES.get(bare[:1], "")


def _syllables(word: str) -> list[str]:
    """Consonants, vowels, and what closes them."""
    letters = "".join(letter for letter in word if "a" <= letter <= "z")
    letters = _SILENT_E.sub(r"\1", letters)
    return re.findall(r"[^aeiouy]*y?[aeiou]+(?:ng|n|m|k|t|p|h|y|w|r|s|l)*(?![aeiou])|[^aeiouy]*y?[aeiouy]+", letters)
