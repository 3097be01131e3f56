"""A register of any size for benchmarks of the index: a vocabulary of millions of words, and some persons twice.

Family names of a whole region are far more than a table holds, and their count grows with the register. So many of them
are coined here from syllables: the name at rank r comes about 1/r as often as the first, up to rank eight million.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from interlace.world.criminal.chance import chance
from interlace.world.criminal.naming import Name, Part
from interlace.world.criminal.population import Person, Role, draw_person
from interlace.world.criminal.views import describe_person
from interlace.world.criminal.writing import line, untold, written

REGISTER = "register.ndjson"
REGISTER_TRUTH = "register-truth.ndjson"

BLOCK = 1000
"""Records that share one source of chance, and within which somebody is listed again."""
_NATIVE = 0.3
_COINED = 0.8  # of the Latin names of traditions with many family names
_MANY_FAMILY_NAMES = frozenset({"th", "la", "id", "ph", "in", "np", "ru", "ar", "ww"})
_TWICE = 0.1
_RANKS = 8_000_000
_ROLES = tuple(Role)

_ONSETS = (
    *("b", "br", "ch", "d", "dj", "f", "g", "h", "j", "k", "kh", "l", "m", "n", "ng", "p", "ph", "pr", "r", "s"),
    *("sh", "t", "th", "tr", "v", "w", "y", "z"),
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "au", "ea", "ia", "oe")
_CODAS = ("", "n", "ng", "m", "r", "s", "t", "k", "l")
_SYLLABLES = tuple(onset + vowel + coda for onset in _ONSETS for vowel in _VOWELS for coda in _CODAS)


def coined(rank: int) -> str:
    """The invented family name of this rank."""
    # The last syllable changes fastest and by a stride, so that neighbours in rank do not look alike.
    count = len(_SYLLABLES)
    syllables = []
    rest = rank + count
    while rest:
        rest, place = divmod(rest, count)
        syllables.append(_SYLLABLES[place * 1_009 % count])
    return "".join(syllables).capitalize()


def register_records(
    size: int, seed: int, *, first: int = 0
) -> Iterator[tuple[dict[str, Any], Mapping[str, Any] | None]]:
    """Every record from the first wanted up to the size, with the truth of it where somebody is listed again.

    `first` is a multiple of the block, so that several processes make one register, each its own part.
    """
    if first % BLOCK:
        raise ValueError(f"a part of a register begins at a multiple of {BLOCK}")
    for start in range(first, size, BLOCK):
        yield from _block(start, min(BLOCK, size - start), seed)


def _block(start: int, count: int, seed: int) -> Iterator[tuple[dict[str, Any], Mapping[str, Any] | None]]:
    rng = chance(seed, "register", start)
    people: list[_Listed] = []
    for number in range(start, start + count):
        is_known = bool(people) and rng.random() < _TWICE
        if not is_known:
            people.append(_listed(number, rng))
        listed = rng.choice(people) if is_known else people[-1]
        properties, damage = describe_person(listed.person, listed.bureau, "", rng)
        record = {"id": _id(number), "schema": "Person", "properties": properties}
        truth = {"thing": _id(listed.person.number), "record": _id(number), "damage": list(damage)}
        yield record, truth if is_known else None


@dataclass(frozen=True, slots=True)
class _Listed:
    person: Person
    bureau: str
    """Whose script the person is written in; empty for Latin letters."""


def _listed(number: int, rng: Random) -> _Listed:
    person = draw_person(number, rng.choice(_ROLES), rng)
    if rng.random() < _NATIVE:
        return _Listed(person, person.nationality.upper())
    family = person.name.family
    if family is None or person.tradition not in _MANY_FAMILY_NAMES or rng.random() >= _COINED:
        return _Listed(person, "")
    word = coined(int(_RANKS ** rng.random()))
    parts = [*person.name.parts]
    parts[family] = Part(word, (word,))
    return _Listed(replace(person, name=Name(tuple(parts), family)), "")


def _id(number: int) -> str:
    return f"REG-{number:09}"


def make_register(folder: Path, *, size: int, seed: int, told: Callable[[int], None] = untold) -> int:
    """Write the register and who is in it twice; the count of those comes back."""
    folder.mkdir(parents=True, exist_ok=True)
    twice = 0
    with written(folder / REGISTER) as records, written(folder / REGISTER_TRUTH) as truths:
        for number, (record, truth) in enumerate(register_records(size, seed), start=1):
            records.write(line(record))
            if truth is not None:
                truths.write(line(truth))
                twice += 1
            if number % BLOCK == 0:
                told(number)
    return twice
