"""How a person or object is written, so that two officers who write it differently make one key of it.

Source, read 2026-11-23: procedures of the product, 6 (one key for a person in an operation).
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from interlace.core.results.log import ResultKind

BETWEEN = ";"
"""Parts of one name stand between these: a State and a document's number, a name and a birth date."""


class Named(StrEnum):
    """Whose names they are. Two things of different kinds never share a key."""

    PERSON = "person"
    OWN = "own"  # a label of one bureau's own: two bureaus may use the same number for two things
    ACCOUNT = "account"


SHORTEST: Mapping[Named, int] = {Named.PERSON: 3, Named.OWN: 1, Named.ACCOUNT: 3}
"""Letters and digits without which nobody is told from anybody else."""

NAMED: Mapping[ResultKind, Named] = {
    ResultKind.ARREST: Named.PERSON,
    ResultKind.RECLASSIFIED: Named.PERSON,
    ResultKind.NOT_FOUND: Named.PERSON,
    ResultKind.TRIAGED: Named.PERSON,
    ResultKind.SCREENED: Named.PERSON,
    ResultKind.REFERRED: Named.PERSON,
    ResultKind.EXHIBIT: Named.OWN,
    ResultKind.LEAD: Named.OWN,
    ResultKind.ACCOUNT_BLOCKED: Named.ACCOUNT,
    ResultKind.MONEY_HELD: Named.ACCOUNT,
}


def identity(kind: ResultKind, text: str, *, state: str) -> tuple[str, ...] | None:
    """The parts of which the key is made, or nothing where too little is written to tell anybody apart."""
    parts = tuple(filter(None, (_plain(part) for part in text.split(BETWEEN))))
    named = NAMED[kind]
    if sum(map(len, parts)) < SHORTEST[named]:
        return None
    whose = (state,) if named is Named.OWN else ()
    return (named.value, *whose, *parts)


def _plain(text: str) -> str:
    """Letters, their marks and digits alone, without case: spaces and hyphens are how somebody types."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN")
