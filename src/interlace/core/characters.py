"""Characters that look alike to a person and differ to a machine: foreign digits, full-width and invisible ones."""

import unicodedata

_SPACE = " "
_HYPHEN = "-"
_MINUS = "\u2212"  # the only dash that Unicode does not count among the dashes (Pd)


class _Plain(dict[int, str]):
    """A translation table that works out each character once."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain_character(chr(code))
        return plain


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""  # zero width, bidirectional marks, byte order mark, soft hyphen
    if category in {"Zs", "Zl", "Zp", "Cc"}:
        return _SPACE
    if category == "Pd" or character == _MINUS:
        return _HYPHEN
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if 0xFF01 <= ord(character) <= 0xFF5E:
        return chr(ord(character) - 0xFEE0)  # the full-width forms of ASCII
    return character


_PLAIN = _Plain()


def plain(text: str) -> str:
    """The same text with ASCII digits, ordinary spaces and hyphens, and nothing invisible."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return text.translate(_PLAIN).strip()


def has_other_script(text: str) -> bool:
    """Whether a letter or digit outside ASCII is left."""
    return not text.isascii() and any(character.isalnum() and not character.isascii() for character in text)
