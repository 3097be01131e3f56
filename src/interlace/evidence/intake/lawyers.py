"""Which parts of a file may be between a person and a lawyer: they are held back before anybody has read them.

The rule is wide on purpose. What is held in error is opened by two persons; what was read in error cannot be unread.
Words: `data/lawyers.tsv`. Source of the rule: journey (k) of the product; procedures 4.1 (privileged material).
"""

import csv
import re
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files

from interlace.evidence.intake.parts import Part

_FEW = 2  # persons: what a lawyer takes part in is the lawyer's conversation


def privileged(parts: Sequence[Part], *, names: Collection[str] = ()) -> frozenset[int]:
    """Which of these parts of one file are to be held. `names`: lawyers whom the officer has named."""
    known = tuple(folded for name in names if (folded := _folded(name)))
    held = {at for at, part in enumerate(parts) if _is_of_lawyer(part.sender, known)}
    for title in {part.title for part in parts}:
        within = [at for at, part in enumerate(parts) if part.title == title]
        senders = {parts[at].sender for at in within}
        is_conversation = any(senders) and len(senders) <= _FEW and any(at in held for at in within)
        if is_conversation or _is_of_lawyer(title, known) or any(_claims(parts[at].text, known) for at in within):
            held.update(at for at in within if is_conversation or not parts[at].sender or _is_of_lawyer(title, known))
            held.update(at for at in within if _claims(parts[at].text, known))
    return frozenset(held)


def _is_of_lawyer(said: str, known: Sequence[str]) -> bool:
    folded = _folded(said)
    return bool(folded) and (_titles().search(folded) is not None or any(name in folded for name in known))


def _claims(text: str, known: Sequence[str]) -> bool:
    folded = _folded(text)
    return any(phrase in folded for phrase in _words("phrase")) or any(name in folded for name in known)


@cache
def _titles() -> re.Pattern[str]:
    """Whole words where a script parts them."""
    words = (f"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word) for word in _words("title"))
    return re.compile("|".join(words))


@cache
def _words(kind: str) -> tuple[str, ...]:
    text = files(__package__).joinpath("data/lawyers.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    return tuple(_folded(row["word"]) for row in rows if row["kind"] == kind)


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
