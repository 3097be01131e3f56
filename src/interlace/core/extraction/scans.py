"""Letters that a scanner takes for digits, and the other way round. Places stay places: one character for one."""

import re

_AS_DIGIT = str.maketrans("OoQDIl|íìSsBZzgbG", "00001111155822966")
_AS_LETTER = str.maketrans("01584", "olsba")
# A run that a digit and a look-alike can stand in; separators of numbers do not end it.
_RUN = re.compile(r"(?<![^\W\d_])[0-9OoQDIl|íìSsBZzgbG]+(?![^\W\d_])")
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")


def with_digits_for_letters(text: str) -> str:
    """The text with digits where a look-alike stands among digits: `2O26`, `l4`, `65S`."""
    return _RUN.sub(_as_number, text)


def _as_number(match: re.Match[str]) -> str:
    run = match[0]
    digits = sum(map(str.isdigit, run))
    return run.translate(_AS_DIGIT) if digits and 2 * digits >= len(run) else run


def with_letters_for_digits(text: str) -> str:
    """The text with letters where a look-alike digit stands among letters: `Pasp0rt`, `fe1ephone`."""
    return _WORD.sub(_as_word, text)


def _as_word(match: re.Match[str]) -> str:
    word = match[0]
    digits = sum(map(str.isdigit, word))
    return word.translate(_AS_LETTER) if digits and 3 * digits <= len(word) else word
