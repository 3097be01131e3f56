"""A name taken apart: its words in Latin letters, with every key under which an index may keep them."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from interlace.core.names import affixes, burmese, chinese, indic, japanese, korean, semitic, zawgyi
from interlace.core.names.chinese_variants import standard_shape
from interlace.core.names.nicknames import full_forms
from interlace.core.names.normal import comparable, nfc, plain_latin
from interlace.core.names.romanise import MOST_SPELLINGS, romanise
from interlace.core.names.scripts import Script, script_of, script_runs
from interlace.core.names.sound import LONGEST_GRAPHEME, frame_of, skeleton, sound, sounds

LONGEST_NAME = 300
"""Characters of a name that are read; the rest of a longer one is ignored."""
MOST_TOKENS = 12
_LIKELIEST = 3
_SPELLINGS_MEASURED = 4
_LETTERS_MEASURED = 24
_BEFORE_A = ord("a") - 1


class Kind(StrEnum):
    """Whose name it is: companies carry legal forms, persons carry titles."""

    PERSON = "person"
    ORGANISATION = "organisation"


# Compared by identity: a form is made once and kept, and the caches of the comparison hash it millions of times.
@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One word of a name."""

    text: str  # the likeliest Latin spelling
    native: str  # as written, in comparable form
    script: Script
    spellings: frozenset[str]
    sounds: frozenset[str]
    likeliest_sounds: tuple[tuple[str, int], ...]  # few, for the comparison letter by letter, with their letter sets
    skeletons: frozenset[str]
    letters: tuple[tuple[tuple[int, ...], int], ...]
    """Few spellings, the likeliest first, as places in the alphabet (a is 1), each with the set of them as bits."""
    text_letters: int  # the letters of the text as bits
    beginnings: frozenset[str]  # the first letter of each skeleton
    is_settled: bool  # no word written after it can change how it begins
    frame: str | None  # the consonants that keep their class whatever stands beside them; None if spellings differ
    is_plain: bool  # a Latin word of several letters with one spelling and one likeliest sound
    is_light: bool = False  # a particle or a word that may be a title: its absence says nothing
    is_surname: bool = False  # known from the script's own order
    has_vowels: bool = True
    marked: str = ""  # a Latin word with its marks, where it has any
    full_forms: frozenset[str] = frozenset()  # the given names that it may be a short form of, or is

    @property
    def keys(self) -> frozenset[str]:
        """Blocking keys: consonant skeletons, and the sound (after `=`) where the skeleton alone says too little."""
        long = {key for key in self.skeletons if len(key) >= 2}
        short = {f"={key}" for key in self.sounds if len(skeleton(key)) <= 2}
        return frozenset(long | short)


@dataclass(frozen=True, slots=True)
class Span:
    """One word, or two or three neighbours read as one: Ki Sik beside 기식."""

    start: int
    end: int
    token: Token

    @property
    def mask(self) -> int:
        """The places it covers, as bits."""
        return (1 << self.end) - (1 << self.start)


@dataclass(frozen=True, slots=True, eq=False)
class NameForm:
    """A name as the comparison sees it."""

    original: str
    script: Script
    tokens: tuple[Token, ...]
    singles: tuple[Span, ...]
    neighbours: tuple[tuple[int, int], ...]
    """Start and end of every two or three words short enough to be one."""

    @property
    def keys(self) -> frozenset[str]:
        """Blocking keys of all its words, and of short neighbours read as one."""
        spans = (*self.singles, *(self.joined(start, end) for start, end in self.neighbours))
        return frozenset(key for span in spans if not span.token.is_light for key in span.token.keys)

    def joined(self, start: int, end: int) -> Span:
        """Neighbours read as one word. Made when asked for: most comparisons never need it."""
        return Span(start, end, _joined(self.tokens[start:end]))

    @property
    def latin(self) -> tuple[str, ...]:
        """The words in their likeliest Latin spelling."""
        return tuple(token.text for token in self.tokens)


_WORD = re.compile(r"[^\s,;/()\[\]{}\"“”«»|·・•․‧。、，=_+*#&]+")
_HYPHENS = re.compile(r"[-‐‑‒–—]+")
# Hyphens, and the sign of abbreviation and the full stop of Devanagari.
_ENDS_INDIC = re.compile("[-‐‑‒–—\u0970\u0964]+")
_NOT_A_TO_Z = re.compile("[^a-z]+")
_NOT_LATIN_LETTERS = re.compile(r"[^a-z0-9]+")
# Written without a space between the names; where there is one, its writer has said where the family name ends.
_UNSPACED = frozenset({Script.HAN, Script.HANGUL})
_KANJI = frozenset({Script.HAN, Script.KANA})
_LIKE_DIGITS = str.maketrans("015", "ols")
_LETTERS_AROUND_DIGITS = 3
_TAN_SRI = re.compile(r"\btan sri\b")

# Short written forms of a name that is always the same one.
WRITTEN_SHORT = {
    **dict.fromkeys(("mohd", "md", "mohd.", "moh", "muh", "muhd", "mhd", "mohamad", "mochamad", "moch"), "muhammad"),
    **dict.fromkeys(("abd", "abdel", "abdal", "abdoul"), "abdul"),
    **dict.fromkeys(("ma.",), "maria"),
    "nguyễn": "nguyen",
    "ng.": "nguyen",
}


@lru_cache(maxsize=32768)
def name_form(name: str, *, kind: Kind = Kind.PERSON) -> NameForm:
    """Take a name apart."""
    original = nfc(name[:LONGEST_NAME])
    folded = affixes.strip_native_titles(zawgyi.in_unicode(comparable(original)))
    is_person = kind is Kind.PERSON
    folded = (
        _TAN_SRI.sub(" ", affixes.strip_descent(affixes.strip_degrees(folded)))
        if is_person
        else affixes.strip_legal_form(plain_legal(folded))
    )
    words = list(_tokens(folded, kind))
    named = _without_titles(words) if is_person else _with_small_words_light(words)
    tokens = tuple(itertools.islice(named, MOST_TOKENS))
    singles = tuple(Span(position, position + 1, token) for position, token in enumerate(tokens))
    return NameForm(original, script_of(folded), tokens, singles, tuple(_neighbours(tokens)))


def name_tokens(name: str, *, kind: Kind = Kind.PERSON) -> tuple[Token, ...]:
    """The words of a name, in the order written."""
    return name_form(name, kind=kind).tokens


def blocking_keys(name: str, *, kind: Kind = Kind.PERSON) -> frozenset[str]:
    """Keys that two spellings of one name are likely to share at least one of."""
    return name_form(name, kind=kind).keys


def plain_legal(folded: str) -> str:
    """Latin words without marks (Công ty), all other scripts as they are."""
    return " ".join(plain_latin(word) if script_of(word) is Script.LATIN else word for word in folded.split())


def _tokens(folded: str, kind: Kind) -> Iterable[Token]:
    words = _WORD.findall(folded)
    # Most names are in Latin letters: those need neither question.
    is_japanese = not folded.isascii() and japanese.is_japanese(folded)
    is_apart = not folded.isascii() and sum(script_of(word) in _UNSPACED for word in words) > 1
    for word in words:
        for script, run in script_runs(word):
            if is_japanese and script is Script.HAN:
                yield from _japanese_tokens(run, kind, is_apart=is_apart)
            elif is_apart and script in _UNSPACED:
                yield _token(run, script, is_surname=kind is Kind.PERSON and len(word) == 1)
            else:
                yield from _tokens_of_run(run, script, kind)


def _japanese_tokens(run: str, kind: Kind, *, is_apart: bool) -> Iterable[Token]:
    parts = (run,) if is_apart or kind is Kind.ORGANISATION else japanese.split_name(run)
    return (
        _token(part, Script.KANA, is_surname=len(parts) == 2 and position == 0) for position, part in enumerate(parts)
    )


def _tokens_of_run(run: str, script: Script, kind: Kind) -> Iterable[Token]:
    if script is Script.LATIN:
        return _latin_tokens(run)
    if script is Script.BURMESE:
        return (_token(part, script) for part in burmese.syllables(run))
    if script in {Script.HANGUL, Script.HAN} and kind is Kind.PERSON:
        parts = korean.split_name(run) if script is Script.HANGUL else chinese.split_name(run)
        return (
            _token(part, script, is_surname=len(parts) == 2 and position == 0) for position, part in enumerate(parts)
        )
    if script is Script.INDIC and kind is Kind.PERSON:
        return _indic_tokens(run)
    return (_token(part, script) for part in _HYPHENS.split(run) if part.strip("."))


def _indic_tokens(run: str) -> Iterable[Token]:
    for part in filter(None, _ENDS_INDIC.split(run)):
        letter = indic.initial(part)
        yield _token(letter, Script.LATIN) if letter else _token(part, Script.INDIC)


@lru_cache(maxsize=65536)
def _latin_tokens(run: str) -> tuple[Token, ...]:
    """The words of one Latin run. Kept: the names on a list have most of their words in common."""
    return tuple(_token(word, Script.LATIN, marked=marked) for word, marked in _latin_words(run))


def _latin_words(run: str) -> Iterator[tuple[str, str]]:
    """Words in plain letters, each with its marks where it has any."""
    parts = [part for part in _HYPHENS.split(run) if part]
    # Ji-seop and Kuo-chang are one name written in two; Garcia-Lopez is two names.
    if len(parts) == 2 and all(2 <= len(part.strip("'’")) <= 6 for part in parts) and parts[0] not in affixes.PARTICLES:
        parts = ["".join(parts)]
    for part in parts:
        if part in WRITTEN_SHORT or part.strip(".") in WRITTEN_SHORT:
            yield WRITTEN_SHORT.get(part) or WRITTEN_SHORT[part.strip(".")], ""
            continue
        # J.R. are two initials, and S.Pd. is not a word.
        for piece in part.split("."):
            letters = _NOT_LATIN_LETTERS.sub("", plain_latin(piece))
            if letters:
                yield letters, "" if piece.isascii() else piece


@lru_cache(maxsize=65536)
def _token(word: str, script: Script, *, is_surname: bool = False, marked: str = "") -> Token:
    if script is Script.LATIN and word.isascii() and word.isalnum():
        spellings: tuple[str, ...] = (word,) if word.isalpha() else _with_digits_as_letters(word)
    else:
        spellings = romanise(word, script=script, is_surname=is_surname) or (word,)
    vowels = not (script is Script.HEBREW or (script is Script.ARABIC and not semitic.has_vowels(word)))
    native = standard_shape(word) if script in _KANJI else word
    return _read(
        native,
        script,
        spellings,
        is_surname=is_surname,
        has_vowels=vowels,
        is_light=word in affixes.PARTICLES,
        marked=marked,
    )


def _with_digits_as_letters(word: str) -> tuple[str, ...]:
    """A word in which a machine may have read digits for letters (J0hn): as it may have been, and as it is."""
    letters = sum(map(str.isalpha, word))
    if letters < _LETTERS_AROUND_DIGITS or letters < 2 * (len(word) - letters):
        return (word,)
    return tuple(dict.fromkeys((word.translate(_LIKE_DIGITS), word)))


def _read(
    native: str,
    script: Script,
    spellings: Sequence[str],
    *,
    is_surname: bool = False,
    has_vowels: bool = True,
    is_light: bool = False,
    marked: str = "",
) -> Token:
    heard = frozenset(key for spelling in spellings for key in sounds(spelling))
    bones = frozenset(skeleton(key) for key in heard)
    likeliest = tuple(dict.fromkeys(filter(None, map(sound, spellings))))[:_LIKELIEST]
    measured = tuple((key, _letter_set(key)) for key in likeliest)
    return Token(
        spellings[0],
        native,
        script,
        frozenset(spellings),
        heard,
        measured,
        bones,
        _measured_spellings(spellings),
        _letter_set(spellings[0]),
        frozenset(bone[:1] for bone in bones),
        len(spellings) == 1 and len(spellings[0]) >= LONGEST_GRAPHEME,
        frame_of(spellings[0]) if len(spellings) == 1 else None,
        script is Script.LATIN and len(spellings) == len(likeliest) == 1 and len(spellings[0]) > 1,
        is_light,
        is_surname,
        has_vowels,
        marked,
        full_forms(spellings[0]),
    )


def _measured_spellings(spellings: Sequence[str]) -> tuple[tuple[tuple[int, ...], int], ...]:
    plain = (_NOT_A_TO_Z.sub("", spelling)[:_LETTERS_MEASURED] for spelling in spellings)
    return tuple(
        (places, sum(1 << place for place in set(places)))
        for spelling in itertools.islice(dict.fromkeys(filter(None, plain)), _SPELLINGS_MEASURED)
        for places in (tuple(ord(letter) - _BEFORE_A for letter in spelling),)
    )


@lru_cache(maxsize=65536)
def _letter_set(text: str) -> int:
    bits = 0
    for letter in text:
        bits |= 1 << (ord(letter) % 64)
    return bits


def _without_titles(tokens: list[Token]) -> Iterable[Token]:
    """Leave titles and degrees out; a word that may also be a name stays, but weighs little."""
    named = [
        token for place, token in enumerate(tokens) if not (_is_title(token) or (place >= 2 and _is_degree(token)))
    ]
    if not named:
        return tokens
    lightened = list(named)
    for place, token in enumerate(named[:-1]):
        if token.script is not Script.LATIN or token.text not in affixes.AMBIGUOUS_TITLES:
            break
        enough = sum(not other.is_light for other in lightened[place + 1 :]) >= 2
        if enough or token.text in affixes.ABBREVIATED_TITLES:
            lightened[place] = _lightened(token)
    if all(token.is_light for token in lightened):
        return named
    return lightened


def _with_small_words_light(tokens: list[Token]) -> list[Token]:
    """The words of an organisation: those that only join others weigh little."""
    lightened = [_lightened(token) if token.text in affixes.SMALL_WORDS else token for token in tokens]
    return tokens if all(token.is_light for token in lightened) else lightened


def _is_title(token: Token) -> bool:
    if token.script is not Script.LATIN:
        return False
    return token.text in affixes.TITLES and token.text not in affixes.AMBIGUOUS_TITLES


def _is_degree(token: Token) -> bool:
    return token.script is Script.LATIN and token.text in affixes.DEGREES


def _lightened(token: Token) -> Token:
    return replace(token, is_light=True)


_LONGEST_JOINED = 18


def _neighbours(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    letters = [len(token.text) for token in tokens]
    for length in (2, 3):
        for start in range(len(tokens) - length + 1):
            if sum(letters[start : start + length]) <= _LONGEST_JOINED:
                yield start, start + length


@lru_cache(maxsize=32768)
def _joined(parts: tuple[Token, ...]) -> Token:
    choices = [[part.text, *sorted(part.spellings - {part.text})][:4] for part in parts]
    spellings = tuple("".join(words) for words in itertools.islice(itertools.product(*choices), MOST_SPELLINGS))
    return _read(
        "".join(part.native for part in parts),
        parts[0].script,
        spellings,
        has_vowels=all(part.has_vowels for part in parts),
        is_light=all(part.is_light for part in parts),
    )
