"""Which documents answer a question that is asked in another language: by what both name, without a language model.

Shared values weigh most, then names across scripts by their sound, then days, sums and places, then the words of the
trade, which a table gives in twelve languages. What few documents have says more than what all have.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interlace.core.extraction.candidates import CandidateType
from interlace.core.extraction.extracting import extract
from interlace.core.extraction.tables import rows_of
from interlace.core.names import Kind, blocking_keys

Sign = tuple[str, str]
"""What a text shows: its kind (a value, a name, a day, a place, a concept) and one form for all languages."""

_WEIGHTS: Mapping[str, float] = {"value": 6.0, "name": 2.0, "day": 3.0, "sum": 3.0, "place": 1.5, "concept": 1.0}
# How much the length of a document is held against it: long texts name more by chance.
_LENGTH_COUNTS = 0.25
_NAMES = frozenset({CandidateType.PERSON, CandidateType.ORG})
_HIDDEN = frozenset({CandidateType.SECRET})
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Document:
    """A text that may hold an answer."""

    id: str
    text: str
    region: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document with what it shares with the question."""

    id: str
    score: float
    shared: tuple[Sign, ...]


def rank(question: Document, documents: Sequence[Document]) -> tuple[Ranked, ...]:
    """The documents, the likeliest to answer first; each says what it shares with the question."""
    asked = signs_of(question)
    shown = {document.id: signs_of(document) for document in documents}
    common = Counter(sign for signs in shown.values() for sign in signs)
    found = [_compared(document, asked, shown[document.id], common, len(documents)) for document in documents]
    return tuple(sorted(found, key=lambda ranked: (-ranked.score, ranked.id)))


def _compared(
    document: Document, asked: frozenset[Sign], shown: frozenset[Sign], common: Mapping[Sign, int], documents: int
) -> Ranked:
    shared = asked & shown
    score = sum(_WEIGHTS[sign[0]] * math.log((documents + 1) / (common[sign] + 0.5)) for sign in shared)
    ordered = tuple(sorted(shared, key=lambda sign: (common[sign], sign)))
    return Ranked(document.id, score / (1 + len(shown)) ** _LENGTH_COUNTS, ordered)


@lru_cache(maxsize=4096)
def signs_of(document: Document) -> frozenset[Sign]:
    """What a text names, in forms that do not depend on its language. Secrets are never among them."""
    candidates = extract(document.text, region=document.region, language=document.language)
    hidden = [candidate for candidate in candidates if candidate.type in _HIDDEN]
    seen = "".join(
        " " if any(candidate.start <= place < candidate.end for candidate in hidden) else character
        for place, character in enumerate(document.text)
    )
    signs: set[Sign] = {("concept", concept) for concept in _concepts(seen.lower())}
    for candidate in candidates:
        if candidate.type not in _HIDDEN and candidate.normal is not None:
            signs.update(_signs(candidate.type, candidate.normal, candidate.text))
    return frozenset(signs)


def _signs(kind: CandidateType, normal: str, written: str) -> Iterator[Sign]:
    if kind in _NAMES:
        of_kind = Kind.PERSON if kind is CandidateType.PERSON else Kind.ORGANISATION
        yield from (("name", key) for key in blocking_keys(written, kind=of_kind))
    elif kind is CandidateType.PLACE:
        yield ("place", normal.lower())
    elif kind is CandidateType.DATE:
        yield ("day", normal)
        if len(normal) > 7:
            yield ("day", normal[5:])
    elif kind is CandidateType.AMOUNT:
        yield ("sum", f"{float(_NUMBER.findall(normal)[0]):g} {normal.rsplit(maxsplit=1)[-1]}")
    else:
        yield ("value", f"{kind}:{normal}")


def _concepts(small: str) -> Iterable[str]:
    return {concept for pattern, concept in _trade_words() if pattern.search(small)}


@lru_cache(maxsize=1)
def _trade_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile("|".join(map(_begins, row[1].split("|")))), row[0]) for row in rows_of("trade_words"))


def _begins(word: str) -> str:
    return rf"(?<![^\W_]){re.escape(word)}" if word[0] < "\u0e00" or "\u1e00" <= word[0] < "\u1f00" else re.escape(word)
