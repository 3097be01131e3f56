"""A text prepared for reading: the same places, one kind of digit, one kind of hyphen, small letters beside it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from interlace.core.characters import plain
from interlace.core.extraction.candidates import Candidate, CandidateType, Confidence, Origin, Reason
from interlace.core.extraction.scans import with_digits_for_letters, with_letters_for_digits

Place = tuple[int, int]
"""Start and exclusive end of a place in a text, in code points."""


class Reading:
    """One text with its twins of equal length, and which of its places are spoken for.

    Recognisers run from the surest to the least sure; what one has claimed, the later ones leave alone.
    """

    def __init__(self, text: str, *, region: str | None, language: str, origin: Origin) -> None:
        self.text = text
        self.region = region
        self.language = language
        self.origin = origin
        same_length = "".join(map(_plain_character, text))
        self.raw = same_length
        """ASCII digits, hyphens and spaces, and nothing repaired."""
        self.plain = with_digits_for_letters(same_length) if self.is_scanned else same_length
        """ASCII digits, hyphens and spaces; in a scan also digits where a letter stands among digits."""
        self.words = with_letters_for_digits(same_length) if self.is_scanned else same_length
        """The same for words; in a scan letters where a digit stands among letters."""
        self.found: list[Candidate] = []
        self._taken = bytearray(len(text))

    @cached_property
    def small(self) -> str:
        """Small letters, place by place."""
        return "".join(map(_small_character, self.words))

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing has been claimed in the place."""
        return not any(self._taken[start:end])

    def block(self, start: int, end: int) -> None:
        """Claim a place for what is not a candidate: an order number, a one-time code."""
        self._taken[start:end] = b"\x01" * (end - start)

    def propose(
        self,
        kind: CandidateType,
        start: int,
        end: int,
        *,
        normal: str | None,
        confidence: Confidence,
        rule: str,
        beside: str = "",
    ) -> bool:
        """Claim a place for a candidate, unless it is claimed or empty."""
        if start >= end or not self.is_free(start, end):
            return False
        reason = Reason(rule, beside)
        self.found.append(Candidate(kind, start, end, self.text[start:end], normal, confidence, reason))
        self.block(start, end)
        return True

    @cached_property
    def small_plain(self) -> str:
        """Small letters beside repaired digits."""
        return "".join(map(_small_character, self.plain))

    @property
    def is_scanned(self) -> bool:
        """Whether a machine read the text from a picture."""
        return self.origin is Origin.SCANNED

    def settle(self, start: int, end: int, *, normal: str | None) -> None:
        """Give a proposed candidate its normal form, once the whole text has been read."""
        for index, candidate in enumerate(self.found):
            if (candidate.start, candidate.end) == (start, end):
                self.found[index] = replace(candidate, normal=normal)

    def matches(self, pattern: re.Pattern[str], *, text: str | None = None) -> Iterator[re.Match[str]]:
        """Where a pattern holds and nothing has been claimed yet."""
        for match in pattern.finditer(self.plain if text is None else text):
            if self.is_free(*match.span()):
                yield match

    def line_of(self, place: int) -> tuple[int, int]:
        """Where the line around a place begins and ends."""
        start = self.text.rfind("\n", 0, place) + 1
        end = self.text.find("\n", place)
        return start, len(self.text) if end < 0 else end


def _plain_character(character: str) -> str:
    """One character for one, so that places stay places."""
    if character.isascii():
        return character if character != "\t" else " "
    return plain(character) or (" " if character.isspace() else character)


def _small_character(character: str) -> str:
    small = character.lower()
    return small if len(small) == 1 else character
