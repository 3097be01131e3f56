"""Two descriptions with the truth about them, and the halves that training and test take."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b


class Part(StrEnum):
    """Half of the entities. Nothing is ever chosen or tuned by looking at the test half."""

    TRAINING = "training"
    TEST = "test"


class Truth(StrEnum):
    """What is known of a pair."""

    SAME = "same"
    HARD = "hard"  # two entities, as alike as any of the part
    RANDOM = "random"  # two entities by chance


@dataclass(frozen=True, slots=True)
class Subject:
    """One record as every scorer gets it. The entity is the truth: no scorer sees it."""

    entity: str
    schema: str
    name: str
    birth_date: str = ""
    birth_place: str = ""
    address: str = ""
    gender: str = ""
    email: str = ""
    document: str = ""
    nationality: str = ""
    phone: str = ""

    @property
    def text(self) -> str:
        """The record for those who compare plain text alone."""
        return f"{self.name} {self.birth_date}".rstrip()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records and whether they are one entity."""

    left: Subject
    right: Subject
    truth: Truth


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """The pairs of one part of one source."""

    name: str
    part: Part
    pairs: tuple[Pair, ...]


def part_of(entity: str) -> Part:
    """The half that an entity belongs to, with everything that is known of it: by its id, the same on every machine."""
    return Part.TEST if _hashed(entity) & 1 else Part.TRAINING


def sampled(texts: list[str], most: int) -> list[str]:
    """At most so many, always the same ones, in their order."""
    if len(texts) <= most:
        return texts
    taken = set(sorted(texts, key=lambda text: (_hashed(text), text))[:most])
    return [text for text in texts if text in taken]


def _hashed(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
