"""Seed phrases, private keys and passwords in a text: proposed only so that they can be masked and kept apart.

A seed phrase is told by its look, twelve to twenty-four small English words of three to eight letters (BIP 39) without
the words that join a sentence; the word list itself is not needed, and a phrase with a wrong word is a secret too.
"""

import re
from itertools import pairwise

from interlace.core.extraction.candidates import CandidateType, Confidence
from interlace.core.extraction.reading import Place, Reading
from interlace.core.extraction.tables import words_of
from interlace.core.extraction.words import WordsBeside
from interlace.core.identifiers import parse_wallet
from interlace.core.problems import Problem

_NUMBERED = r"(?:\d{1,2}[.)]?\s*)?"
_RUN_OF_WORDS = re.compile(rf"(?<![A-Za-z'’-])(?:{_NUMBERED}[a-z]+[ ,\n]+){{11,40}}{_NUMBERED}[a-z]+(?![A-Za-z'’-])")
_WORD = re.compile(r"[a-z]+")
_WORDS_OF_A_PHRASE = range(12, 25)
_USUAL_NUMBERS = frozenset({12, 15, 18, 21, 24})
_LETTERS_OF_A_WORD = range(3, 9)
_KEY = re.compile(r"(?<![A-Za-z0-9])[1-9A-HJ-NP-Za-km-z]{50,120}(?![A-Za-z0-9])")
_HEXADECIMAL_KEY = re.compile(r"(?<![A-Za-z0-9])(?:0x)?[0-9a-fA-F]{64}(?![A-Za-z0-9])")
_PEM = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL)
_INK = r"[!-~À-ɏḀ-ỿ]"
_PASSWORD = re.compile(
    r"(?:[^\n:=.;,]{1,24}(?=:))?\s*(?P<joins>(?:is|est|là|adalah|ialah)(?!\w)|คือ|は|는|은|为|是)?\s*[:=]?\s*"
    rf"[\"“'«「]?\s*(?P<value>{_INK}{{1,64}}(?:[ \t]+{_INK}{{1,64}}){{0,6}})"
)
_PIECE = re.compile(r"\S+")
_GROUP = re.compile(r"\+?[\d()./-]{1,6}")
_ENDS = (".", ",", ";", "!", "?")
_TRAILING = "\"'”»」.,;)"


def find_secrets(reading: Reading, words: WordsBeside) -> None:
    """Claim seed phrases, private keys and passwords before anything else can be seen in them."""
    _find_phrases(reading, words)
    _find_keys(reading, words)
    _find_passwords(reading, words)


def _find_phrases(reading: Reading, words: WordsBeside) -> None:
    for match in reading.matches(_RUN_OF_WORDS, text=reading.raw):
        parts = _WORD.findall(match[0])
        is_named = words.nearest(match.start(), frozenset({"seed"})) is not None
        if len(parts) not in (_WORDS_OF_A_PHRASE if is_named else _USUAL_NUMBERS):
            continue
        if any(len(part) not in _LETTERS_OF_A_WORD for part in parts) or set(parts) & words_of("name_words", "joining"):
            continue
        _propose(reading, match.span(), Confidence.SURE if is_named else Confidence.LIKELY, "seed_phrase")


def _find_keys(reading: Reading, words: WordsBeside) -> None:
    for match in reading.matches(_PEM, text=reading.raw):
        _propose(reading, match.span(), Confidence.SURE, "private_key_block")
    for match in reading.matches(_KEY, text=reading.raw):
        found = parse_wallet(match[0])
        if isinstance(found, Problem) and found.code in {"wallet_private_key", "wallet_extended_key"}:
            _propose(reading, match.span(), Confidence.SURE, found.code)
    for match in reading.matches(_HEXADECIMAL_KEY, text=reading.raw):
        if word := words.nearest(match.start(), frozenset({"seed", "secret"})):
            _propose(reading, match.span(), Confidence.LIKELY, "private_key_in_hexadecimal", word.word)


def _find_passwords(reading: Reading, words: WordsBeside) -> None:
    for word in words.all_of(frozenset({"secret"})):
        match = _PASSWORD.match(reading.raw, word.end)
        if match is None:
            continue
        start = match.start("value")
        is_labelled = bool({":", "="} & set(reading.raw[word.end : start]))
        value = _password_in(match["value"], is_labelled=is_labelled, is_said=bool(match["joins"])).rstrip(_TRAILING)
        if len(value) >= 4:
            _propose(reading, (start, start + len(value)), Confidence.LIKELY, "password", word.word)


def _password_in(said: str, *, is_labelled: bool, is_said: bool) -> str:
    """How much of what follows the word is the password: one word, the groups of a number, or a name with a year.

    A plain word is one only behind a colon, or behind "is" with a capital: "the password is wrong" tells none.
    """
    pieces = list(_PIECE.finditer(said))
    first = pieces[0][0]
    is_plain = first.rstrip(_TRAILING).isalpha()
    if is_plain and not is_labelled and not (is_said and first[0].isupper()):
        return ""
    end = pieces[0].end()
    if not is_plain and not _GROUP.fullmatch(first):
        return said[:end]
    for before, piece in pairwise(each[0] for each in pieces):
        is_word = piece.rstrip(_TRAILING).isalpha()
        belongs = (piece[0].isupper() or not is_word) if is_plain else _GROUP.fullmatch(piece) is not None
        if before.endswith(_ENDS) or not belongs:
            break
        end = said.index(piece, end) + len(piece)
        if is_plain and not is_word:
            break
    return said[:end]


def _propose(reading: Reading, place: Place, confidence: Confidence, rule: str, beside: str = "") -> None:
    start, end = place
    normal = " ".join(reading.text[start:end].split())
    reading.propose(CandidateType.SECRET, start, end, normal=normal, confidence=confidence, rule=rule, beside=beside)
