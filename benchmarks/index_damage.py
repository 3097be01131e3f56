"""Ten kinds of damage between a line of a register and the question about the same person."""

import random
from collections.abc import Callable, Mapping, Sequence

from interlace.core.names import name_tokens

# What is written for what by people who spell by ear. Own table, 2026-11-22.
_SPELT = (
    *(("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("kh", "h"), ("sh", "ch"), ("dj", "j"), ("zh", "j")),
    *(("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("y", "i"), ("x", "ks"), ("ae", "e"), ("ei", "ey")),
    *(("mm", "m"), ("ss", "s"), ("ll", "l"), ("tt", "t"), ("nn", "n")),
)
_KEYS = "abcdefghijklmnoprstuvyz"

Asked = tuple[str, str]
"""Name and date of birth, as they are typed into a check."""


def asked_about(name: str, birth: str, kind: str, chance: random.Random) -> Asked:
    """The question about this person, damaged in one of the `KINDS`."""
    if not name.isascii() and chance.random() < 0.5:
        name = " ".join(token.text for token in name_tokens(name)).title() or name
    return KINDS[kind](name, birth, chance)


def _exact(name: str, birth: str, _chance: random.Random) -> Asked:
    return name, birth


def _one_error(name: str, birth: str, chance: random.Random) -> Asked:
    return _misspelt(name, chance), birth


def _two_errors(name: str, birth: str, chance: random.Random) -> Asked:
    return _misspelt(_misspelt(name, chance), chance), birth


def _transliterated(name: str, birth: str, chance: random.Random) -> Asked:
    low = name.lower()
    ways = (*_SPELT, *((right, left) for left, right in _SPELT if len(left) > 1))
    possible = [(left, right) for left, right in ways if left in low]
    for left, right in chance.sample(possible, min(2, len(possible))):
        low = low.replace(left, right, 1)
    return low.title(), birth


def _other_order(name: str, birth: str, _chance: random.Random) -> Asked:
    words = name.split()
    return " ".join([words[-1], *words[:-1]]), birth


def _middle_dropped(name: str, birth: str, _chance: random.Random) -> Asked:
    words = name.split()
    return (f"{words[0]} {words[-1]}" if len(words) > 2 else name), birth


def _initial(name: str, birth: str, _chance: random.Random) -> Asked:
    words = name.split()
    return (" ".join([words[0][0], *words[1:]]) if len(words) > 1 else name), birth


def _swapped_date(name: str, birth: str, _chance: random.Random) -> Asked:
    year, _, rest = birth.partition("-")
    month, _, day = rest.partition("-")
    return name, f"{year}-{day}-{month}" if day and int(day) <= 12 else birth


def _error_and_no_date(name: str, _birth: str, chance: random.Random) -> Asked:
    return _misspelt(name, chance), ""


def _combined(name: str, birth: str, chance: random.Random) -> Asked:
    name, birth = _transliterated(_misspelt(name, chance), birth, chance)
    return _other_order(name, _swapped_date(name, birth, chance)[1], chance)


KINDS: Mapping[str, Callable[[str, str, random.Random], Asked]] = {
    "exact": _exact,
    "one error": _one_error,
    "two errors": _two_errors,
    "transliteration": _transliterated,
    "other order": _other_order,
    "middle dropped": _middle_dropped,
    "initial": _initial,
    "swapped date": _swapped_date,
    "error, no date": _error_and_no_date,
    "combined": _combined,
}


def kinds_in_turn(count: int) -> Sequence[str]:
    """As many kinds, in equal parts."""
    names = list(KINDS)
    return [names[number % len(names)] for number in range(count)]


def _misspelt(text: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(text)))
    letter = chance.choice(_KEYS) if text.isascii() else chance.choice([each for each in text if each.isalpha()])
    match chance.choices(range(4), (30, 25, 25, 20))[0]:
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + letter + text[at + 1 :]
        case 2:
            return text[:at] + letter + text[at:]
        case _:
            return text[: at - 1] + text[at : at + 1] + text[at - 1 : at] + text[at + 1 :]
