"""Seed phrases, private keys and passwords in a text: proposed only so that they can be masked and kept apart.

A seed phrase is told by its look, twelve to twenty-four small English words of three to eight letters (BIP 39) without
the words that join a sentence; the word list itself is not needed, and a phrase with a wrong word is a secret too.
"""

import re

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
_PASSWORD = re.compile(
    r"""(?:[^\n:=.;,]{1,24}(?=:))?\s*(?:is|est|là|คือ|は|는|은|为|是|adalah|ialah)?\s*[:=]?\s*["“'«「]?\s*(?P<value>[!-~]{4,64})"""
)
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
        value = match["value"].rstrip(_TRAILING)
        is_labelled = ":" in reading.raw[word.end : start]
        if len(value) >= 4 and (is_labelled or any(not character.isalpha() for character in value)):
            _propose(reading, (start, start + len(value)), Confidence.LIKELY, "password", word.word)


def _propose(reading: Reading, place: Place, confidence: Confidence, rule: str, beside: str = "") -> None:
    start, end = place
    normal = " ".join(reading.text[start:end].split())
    reading.propose(CandidateType.SECRET, start, end, normal=normal, confidence=confidence, rule=rule, beside=beside)
