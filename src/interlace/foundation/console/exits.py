"""The exit codes of every command: a promise to scripts."""

from enum import IntEnum


class Exit(IntEnum):
    """What a script may rely on. A hit is an ordinary answer: 10 to 12 come only where `--exit-code` asks for them."""

    DONE = 0
    UNEXPECTED = 1
    WRONG_USAGE = 2
    NOT_ALLOWED = 3
    NOT_FOUND = 4  # or not for you: identical
    INVALID_INPUT = 5
    CONFLICT = 6
    DONE_IN_PART = 7
    TIME_LIMIT = 8
    INTEGRITY = 9
    POSSIBLE_HIT = 10
    CONFIRMED_HIT = 11
    WAITING = 12
    INTERRUPTED = 130
