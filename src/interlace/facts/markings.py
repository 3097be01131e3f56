"""Partners' handling codes: read onto our codes and audience, never wider, and kept as they were written.

Single letters mean different things in different schemes, so a bare one is refused. A code that is not in the table is
kept as an unknown code, which denies everybody but the originator.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from interlace.core.characters import plain
from interlace.core.handling import Code
from interlace.core.problems import Problem
from interlace.facts.tables import table


class Bound(StrEnum):
    """The widest audience that a code allows."""

    AS_GIVEN = "as_given"  # whom the contributor names
    ORIGINATOR = "originator"  # nobody else
    NAMED = "named"  # persons, by name


@dataclass(frozen=True, slots=True)
class Marking:
    """One handling code as its scheme writes it, and what it means here."""

    written: str
    """`scheme:code`, verbatim."""
    codes: frozenset[str]
    bound: Bound = Bound.AS_GIVEN
    needs_text: bool = False


@cache
def _known() -> Mapping[str, Marking]:
    return {
        f"{row['scheme']}:{row['code']}".casefold(): Marking(
            written=f"{row['scheme']}:{row['code']}",
            codes=frozenset(row["codes"]),
            bound=Bound(row["bound"]),
            needs_text=row["text"] == "required",
        )
        for row in table("handling_codes.csv")
    }


_SEPARATORS = re.compile(r"[;,|\s]+")
_COMBINED = re.compile(r"^(EUROPOL_H:)(H\d(?:\+H\d)+)$", re.IGNORECASE)


def parse_markings(text: str) -> tuple[Marking, ...] | Problem:
    """Read the handling codes of one cell, separated by spaces, commas or semicolons; `EUROPOL_H:H1+H3` combines."""
    markings: list[Marking] = []
    for written in filter(None, _SEPARATORS.split(plain(text))):
        if ":" not in written:
            return Problem("handling_code_without_scheme")
        if combined := _COMBINED.match(written):
            markings += [_marking(combined[1] + code) for code in combined[2].split("+")]
        else:
            markings.append(_marking(written))
    return tuple(markings)


def _marking(written: str) -> Marking:
    known = _known().get(written.casefold())
    if known is None:
        # The disclosure rule denies any code it does not know; the verbatim code is that code.
        return Marking(written=written, codes=frozenset({written}), bound=Bound.ORIGINATOR)
    return known


def codes_of(markings: Iterable[Marking], *, condition: str = "") -> frozenset[str]:
    """What the markings and a free-text condition forbid together."""
    codes = frozenset[str]().union(*(marking.codes for marking in markings))
    return codes | {Code.CONDITIONS.value} if condition else codes


def tightest(markings: Iterable[Marking]) -> Bound:
    """The narrowest audience of all markings."""
    bounds = {marking.bound for marking in markings}
    if Bound.ORIGINATOR in bounds:
        return Bound.ORIGINATOR
    return Bound.NAMED if Bound.NAMED in bounds else Bound.AS_GIVEN


def lacks_text(markings: Iterable[Marking], *, condition: str) -> bool:
    """Whether a marking speaks of conditions that nobody wrote down."""
    return not condition and any(marking.needs_text for marking in markings)
