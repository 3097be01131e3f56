"""The tables of words that extraction goes by, each with its source and date in its first lines."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

_FOLDER = resources.files(__package__).joinpath("data")


def rows_of(table: str) -> Iterator[tuple[str, ...]]:
    """The rows of a table, without its remarks."""
    for line in (_FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield tuple(line.split("\t"))


@lru_cache(maxsize=64)
def words_of(table: str, kind: str) -> frozenset[str]:
    """All words of one kind, in every language."""
    return frozenset(word for row in rows_of(table) if row[0] == kind for word in row[-1].split("|"))


@lru_cache(maxsize=64)
def longest_first(table: str, kind: str) -> tuple[str, ...]:
    """The same, ordered for a pattern that must prefer the longer word."""
    return tuple(sorted(words_of(table, kind), key=lambda word: (-len(word), word)))
