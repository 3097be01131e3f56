"""Grading of source and information, always with its scheme: `ADMIRALTY:B2`, `EUROPOL_4x4:A1`, `5x5x5:B21`, `3x5x2:1A`.

A bare code is refused: "B2" is a mostly reliable source in one scheme and corroborated information in another.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from interlace.core.characters import plain
from interlace.core.problems import Problem
from interlace.facts.tables import table

HANDLING_SCHEMES = frozenset({"5x5x5", "3x5x2"})
"""Their third position says how the information may be handled."""


@dataclass(frozen=True, slots=True)
class Grading:
    """How far a source and a piece of information are trusted, in the words of one scheme."""

    scheme: str = ""
    source: str = ""
    information: str = ""
    handling: str = ""
    """The third position, as `scheme:code`; read with the handling codes."""

    def __str__(self) -> str:
        return f"{self.scheme}:{self.source}{self.information}" if self.scheme else ""


UNGRADED = Grading()


@cache
def _codes() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    schemes: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in table("grading_codes.csv"):
        schemes[row["scheme"]][row["dimension"]][row["code"]] = row["rank"]
    return schemes


@cache
def _scheme_names() -> Mapping[str, str]:
    return {name.casefold(): name for name in _codes()}


def parse_grading(text: str) -> Grading | Problem:
    """Read one grading; an empty one is ungraded."""
    written = plain(text).replace(" ", "")
    if not written:
        return UNGRADED
    name, separator, code = written.partition(":")
    if not separator:
        return Problem("grading_without_scheme")
    scheme = _scheme_names().get(name.casefold())
    if scheme is None:
        return Problem("grading_scheme_unknown")
    if len(code) not in ({2, 3} if scheme in HANDLING_SCHEMES else {2}):
        return Problem("grading_code_unknown", {"scheme": scheme})
    source, information, handling = code[0].upper(), code[1].upper(), code[2:].upper()
    known = _codes()[scheme]
    if source not in known["source"] or information not in known["information"]:
        return Problem("grading_code_unknown", {"scheme": scheme})
    return Grading(scheme, source, information, f"{scheme}:{handling}" if handling else "")


def reliability(grading: Grading) -> str:
    """R0 (unknown), R1 (reliable) to R4 (unreliable). It sorts lists; grades are never averaged."""
    return _codes()[grading.scheme]["source"][grading.source] if grading.scheme else "R0"


def credibility(grading: Grading) -> str:
    """C0 (unknown), C1 (confirmed) to C5 (false). It sorts lists; grades are never averaged."""
    return _codes()[grading.scheme]["information"][grading.information] if grading.scheme else "C0"
