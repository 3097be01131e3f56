"""Chance that anybody can repeat."""

from random import Random


def chance(*words: object) -> Random:
    """A source of chance that depends on these words and on nothing else: seed, matter and number."""
    return Random("/".join(map(str, words)))  # noqa: S311  (an invented world: nothing in it is a secret)
