"""Cells that leave for a spreadsheet: none of them is run as a formula there (CWE-1236, OWASP CSV injection)."""

from interlace.core.characters import plain

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def neutral(text: str) -> str:
    """The text of a cell; one that begins like a formula gets an apostrophe before it.

    Look-alikes of the signs and invisible characters before them are seen through.
    """
    return f"'{text}" if begins_like_formula(text) else text


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take the cell for a formula."""
    return text.startswith(FORMULA_SIGNS) or plain(text).startswith(FORMULA_SIGNS)
