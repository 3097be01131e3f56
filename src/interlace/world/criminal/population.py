"""Who there is: persons with a part in a ring, each a function of the seed, the ring and a place in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import accumulate
from random import Random

from interlace.world.criminal import numbers
from interlace.world.criminal.chance import chance
from interlace.world.criminal.naming import Gender, Name, make_name
from interlace.world.criminal.tables import rows

RING_SIZE = 100
"""Persons of a whole ring."""

TODAY = date(2026, 6, 30)
"""The last day of the invented world."""


class Role(StrEnum):
    """What a person does in a ring, or suffers from it."""

    BOSS = "boss"
    RECRUITER = "recruiter"
    WORKER = "worker"
    """Lured or sold, and made to defraud others."""
    MULE = "mule"
    VICTIM = "victim"
    """Defrauded of money."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The ages and the share of women of a role: youngest, oldest and commonest age in years."""

    first: int
    places: int
    youngest: int
    oldest: int
    commonest: int
    women: float


SHAPES: Mapping[Role, Shape] = {
    # Figures of the game, nobody's statistics; nobody is under 18. 2026-11-22.
    Role.BOSS: Shape(0, 2, 30, 65, 42, 0.10),
    Role.RECRUITER: Shape(2, 3, 21, 50, 29, 0.35),
    Role.WORKER: Shape(5, 27, 18, 45, 24, 0.40),
    Role.MULE: Shape(32, 12, 18, 60, 27, 0.35),
    Role.VICTIM: Shape(44, 56, 20, 85, 52, 0.55),
}
_ROLES = tuple(role for role, shape in SHAPES.items() for _ in range(shape.places))
_HAS_PHONE: Mapping[Role, float] = {
    Role.BOSS: 0.9,
    Role.RECRUITER: 0.95,
    Role.WORKER: 0.4,
    Role.MULE: 0.9,
    Role.VICTIM: 0.5,
}
_HAS_PASSPORT = 0.7


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as they truly are."""

    number: int
    """Counted over the whole world."""
    role: Role
    nationality: str
    tradition: str
    gender: Gender
    name: Name
    born: date
    phone: str
    passport: str

    @property
    def thing(self) -> str:
        """The id in the ground truth."""
        return f"person-{self.number}"


@dataclass(frozen=True, slots=True)
class _Nation:
    code: str
    traditions: tuple[str, ...]
    weights: tuple[float, ...]


@cache
def _nations() -> tuple[_Nation, ...]:
    nations = []
    for code, mix, *_shares in rows("populations.tsv"):
        pairs = [pair.split(":") for pair in mix.split(" ")]
        weights = tuple(accumulate(float(weight) for _, weight in pairs))
        nations.append(_Nation(code, tuple(tradition for tradition, _ in pairs), weights))
    return tuple(nations)


@cache
def _shares(role: Role) -> tuple[float, ...]:
    column = 2 + list(Role).index(role)
    return tuple(accumulate(float(row[column]) for row in rows("populations.tsv")))


def people_of(seed: int, ring: int, count: int = RING_SIZE) -> Iterator[Person]:
    """The first persons of a ring, the same however large the world is."""
    rng = chance(seed, "people", ring)
    for place in range(count):
        yield draw_person(ring * RING_SIZE + place, _ROLES[place], rng)


def _draw_nation(role: Role, rng: Random) -> tuple[str, str]:
    """A nationality for this role, and the tradition of the bearer's name."""
    nation = rng.choices(_nations(), cum_weights=_shares(role))[0]
    return nation.code, rng.choices(nation.traditions, cum_weights=nation.weights)[0]


def draw_person(number: int, role: Role, rng: Random) -> Person:
    """Somebody in this role."""
    shape = SHAPES[role]
    nationality, tradition = _draw_nation(role, rng)
    gender = Gender.FEMALE if rng.random() < shape.women else Gender.MALE
    age = rng.triangular(shape.youngest + 0.1, shape.oldest, shape.commonest)
    return Person(
        number=number,
        role=role,
        nationality=nationality,
        tradition=tradition,
        gender=gender,
        name=make_name(tradition, gender, rng),
        born=TODAY - timedelta(days=int(age * 365.25)),
        phone=numbers.phone(number) if rng.random() < _HAS_PHONE[role] else "",
        passport=numbers.passport(number) if rng.random() < _HAS_PASSPORT else "",
    )
